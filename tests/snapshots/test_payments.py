"""Every way to pay and every way it ends, as it looks at three sizes and in two languages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from syrupy.assertion import SnapshotAssertion

from app.api.errors import BrokenReply, ShopError, Unreachable
from app.api.models.order import PublicOrder
from styles.themes import DARK, LIGHT
from tests.payments import METHODS, order_to_pay, show_payment
from tests.pilot import Buyer
from tests.snapshots.looks import Names, at_every_size, compare, seen_as
from tests.snapshots.stage import press, settle

IN_COLOUR: dict[str, Names] = {
    "120x40-en": {"va_bca": (DARK,)},
    "80x24-id": {"va_bca": (DARK, LIGHT), "alfamart": (LIGHT,), "gopay": (DARK,)},
    "40x12-id": {"card": (DARK,)},
}


async def every_method(buyer: Buyer) -> AsyncIterator[str]:
    for method in METHODS:
        await show_payment(buyer, order_to_pay(method))
        yield method


@at_every_size
async def test_methods(size: tuple[int, int], language: str, snapshot: SnapshotAssertion) -> None:
    await compare(every_method, size, language, snapshot, in_colour=IN_COLOUR.get(seen_as(size, language)))


def states() -> Iterator[tuple[str, PublicOrder, ShopError | None]]:
    """What a payment can come to, and what the last question about it met with."""
    late = "2026-11-21T02:59:00+00:00"
    nothing: dict[str, Any] = {"pg_payment_info": {}}
    yield "paid", order_to_pay("qris", payment_status="paid", paid_time="2026-11-21T02:58:00+00:00"), None
    yield "expired", order_to_pay("va_bca", payment_status="expired"), None
    yield "expired-by-clock", order_to_pay("va_bca", payment_expiration_at=late), None
    yield "canceled", order_to_pay("bank_transfer", status="canceled"), None
    yield "conflict", order_to_pay("va_bni", payment_status="conflict"), None
    yield "three-accounts", order_to_pay("bank_transfer", accounts=3), None
    yield "no-account", order_to_pay("bank_transfer", accounts=0), None
    proof: dict[str, Any] = {"transferproof_url": "https://files.example/1.png", "transfer_time": late}
    yield "proof-sent", order_to_pay("bank_transfer", **proof), None
    yield "cut-off", order_to_pay("va_bca"), Unreachable("reset", sent=False)
    for method in ("va_bca", "qris", "gopay", "card"):
        yield f"{method}-awaited", order_to_pay(method, **nothing), None
        yield f"{method}-did-not-come", order_to_pay(method, **nothing), BrokenReply()
    yield "cut-off-before", order_to_pay("va_bca", **nothing), Unreachable("reset", sent=False)


async def show_state(buyer: Buyer, order: PublicOrder, error: ShopError | None) -> None:
    """The screen while its watch has met with this, and asks nothing more."""
    screen = await show_payment(buyer, order)
    screen.workers.cancel_group(screen, "payment")
    await settle(buyer)
    screen.payment_watch.error = error
    screen.render_state()


async def every_state(buyer: Buyer) -> AsyncIterator[str]:
    for name, order, error in states():
        await show_state(buyer, order, error)
        yield name
    await show_payment(buyer, order_to_pay("qris"))
    await press(buyer, "f")
    yield "large-qr"


@at_every_size
async def test_states(size: tuple[int, int], language: str, snapshot: SnapshotAssertion) -> None:
    await compare(every_state, size, language, snapshot)
