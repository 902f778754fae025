"""Subscriptions in characters at three sizes and two languages, from the list to a change whose outcome is not known."""

from __future__ import annotations

from collections.abc import AsyncIterator

from syrupy.assertion import SnapshotAssertion

from app.api.errors import Conflict, ServerFault
from app.api.models.subscription import RenewalInvoice, VariantOption
from app.services.subscription_change import Change
from styles.themes import CONTRAST, DARK, LIGHT
from tests.customers import sign_in
from tests.pilot import Buyer
from tests.snapshots.looks import at_every_size, compare, seen_as
from tests.snapshots.stage import press, settle

IN_COLOUR = {
    "120x40-en": {"subscription": (DARK,)},
    "80x24-id": {"subscriptions": (DARK,), "step": (LIGHT,)},
    "40x12-id": {"cancel": (CONTRAST,)},
}


async def walk(buyer: Buyer) -> AsyncIterator[str]:
    service = buyer.shop.subscriptions
    await sign_in(buyer)
    await settle(buyer)
    listed = service.listed()
    listed.state = "loading"
    buyer.app.open_subscriptions()
    await buyer.on_screen("SubscriptionsScreen")
    yield "subscriptions-loading"
    listed.state, listed.error = "failed", ServerFault(503)
    service.changed.emit()
    yield "subscriptions-failed"
    await press(buyer, "r")
    await buyer.until(lambda: listed.rows, "the subscriptions")
    yield "subscriptions"
    await press(buyer, *["f"] * 5)
    yield "subscriptions-none-of-these"
    await press(buyer, "f", "end", "enter")
    await buyer.on_screen("SubscriptionScreen")
    yield "subscription-without-days"
    await press(buyer, "escape", "home", "down", "enter")
    await buyer.on_screen("SubscriptionScreen")
    yield "subscription"
    await press(buyer, "x")
    await buyer.on_screen("EndingScreen")
    yield "cancel"
    await press(buyer, "ctrl+s")
    await buyer.on_screen("SubscriptionScreen")
    yield "cancelled"
    await press(buyer, "z")
    yield "resume"
    await press(buyer, "ctrl+s", "g")
    await buyer.on_screen("StepScreen")
    await press(buyer, "enter")
    yield "step"
    buyer.screen._options = []  # type: ignore[attr-defined]
    buyer.screen.render_state()  # type: ignore[attr-defined]
    yield "step-nothing-offered"
    await press(buyer, "escape", "d")
    await press(buyer, "enter", "ctrl+s")
    await buyer.on_screen("SubscriptionScreen")
    yield "stepped"
    one = next(iter(service.changes))
    for state, error in (
        ("checking", None),
        ("not_done", None),
        ("unknown", ServerFault(503)),
        ("failed", Conflict()),
    ):
        service.changes[one] = Change("cancel", state=state, error=error)  # type: ignore[arg-type]
        service.changed.emit()
        yield f"cancel-{state}"
    service.changes.clear()
    invoice = {"amount": "79000", "status": "pending", "due_date": "2026-12-19T00:00:00Z", "order_id": "o-1"}
    known = service.known[one]
    service.known[one] = known.model_copy(
        update={"latest_renewal_invoice": RenewalInvoice.model_validate(invoice)}
    )
    option = VariantOption.model_validate({"id": 1, "name": "1 kg"})
    service.changes[one] = Change("upgrade", known.subscription_items[0].id, option, state="done")
    service.changed.emit()
    yield "to-be-paid"
    await press(buyer, "escape")
    listed.rows = []
    service.changed.emit()
    yield "subscriptions-empty"


@at_every_size
async def test_looks(size: tuple[int, int], language: str, snapshot: SnapshotAssertion) -> None:
    await compare(walk, size, language, snapshot, in_colour=IN_COLOUR.get(seen_as(size, language)))
