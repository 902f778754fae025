"""Every way to pay and every way it ends, as it looks at three sizes and in two languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from app.api.errors import BrokenReply, ShopError, Unreachable
from app.api.models.order import PublicOrder
from styles.themes import DARK, LIGHT
from tests.payments import METHODS, order_to_pay, show_payment
from tests.pilot import Buyer
from tests.snapshots.stage import look, press, settle, stage
from tests.snapshots.test_screens import LANGUAGES, SIZES, Characters, Picture, picture, standing_clock

__all__ = ["standing_clock"]

IN_COLOUR: dict[tuple[str, tuple[int, int], str], tuple[str, ...]] = {
    ("va_bca", (120, 40), "en"): (DARK,),
    ("va_bca", (80, 24), "en"): (DARK, LIGHT),
    ("alfamart", (80, 24), "en"): (LIGHT,),
    ("gopay", (80, 24), "en"): (DARK,),
    ("card", (40, 12), "en"): (DARK,),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_methods(
    size: tuple[int, int], language: str, standing_clock: None, snapshot: SnapshotAssertion
) -> None:
    pages: list[str] = []
    pictures: dict[str, str] = {}
    async with stage(size, language) as buyer:
        for method in METHODS:
            await show_payment(buyer, order_to_pay(method))
            pages.append(f"{f' {method} ':=^{size[0]}}\n{await look(buyer)}\n")
            for theme in IN_COLOUR.get((method, size, language), ()):
                pictures[f"{method}-{theme.removeprefix('etalase-')}"] = await picture(buyer, theme)
    assert "\n".join(pages) == snapshot(extension_class=Characters)
    for name, drawn in pictures.items():
        assert drawn == snapshot(extension_class=Picture, name=name)


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


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_states(
    size: tuple[int, int], language: str, standing_clock: None, snapshot: SnapshotAssertion
) -> None:
    pages: list[str] = []
    async with stage(size, language) as buyer:
        for name, order, error in states():
            await show_state(buyer, order, error)
            pages.append(f"{f' {name} ':=^{size[0]}}\n{await look(buyer)}\n")
        await show_payment(buyer, order_to_pay("qris"))
        await press(buyer, "f")
        pages.append(f"{' large-qr ':=^{size[0]}}\n{await look(buyer)}\n")
    assert "\n".join(pages) == snapshot(extension_class=Characters)
