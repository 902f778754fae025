"""Orders that were paid while nobody looked."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.api.errors import NotFound, RateLimited, ServerFault, ShopError, Unreachable
from app.records import PlacedOrder
from app.sandbox import control
from app.services.catch_up import paid_meanwhile
from app.services.shop import Shop
from app.session import Session
from tests.orders import place_order
from tests.pilot import start_shop
from tests.served import served
from tests.services.till import FakeClient, open_till, order


def with_orders(*kept: PlacedOrder) -> tuple[Shop, FakeClient]:
    shop, till = open_till()
    shop.session.orders[:] = kept
    return shop, till


def kept(
    number: int, payment_status: str = "unpaid", status: str = "pending", method: str = "qris"
) -> PlacedOrder:
    return PlacedOrder(
        f"rahasia{number}",
        f"26112{number}",
        placed_at=f"2026-11-20T00:00:{60 - number:02d}",
        payment_method=method,
        payment_status=payment_status,
        status=status,
    )


async def test_what_was_open_is_asked_about_once_newest_first_and_what_is_paid_now_is_told() -> None:
    shop, till = with_orders(*(kept(number) for number in range(8)))
    till.orders = [order(f"rahasia{n}", payment_status="paid" if n % 2 else "unpaid") for n in range(5)]
    paid = await paid_meanwhile(shop)
    assert [call[1] for call in till.calls] == [f"rahasia{n}" for n in range(5)]
    assert [one.secret_slug for one in paid] == ["rahasia1", "rahasia3"]
    assert [one.payment_status for one in paid] == ["paid", "paid"]


async def test_what_cannot_change_by_being_paid_is_not_asked_about() -> None:
    shop, till = with_orders(
        kept(0, "paid"),
        kept(1, "settled"),
        kept(2, "unpaid", "canceled"),
        kept(3, "expired"),
        kept(4, method="cod"),
        kept(5, "unpaid", "shipped"),
    )
    assert await paid_meanwhile(shop) == []
    assert till.calls == []


async def test_an_order_already_seen_in_this_run_is_left_to_its_screen() -> None:
    shop, till = with_orders(kept(0))
    shop.orders.learned("rahasia0", order("rahasia0"))
    assert await paid_meanwhile(shop) == []
    assert till.calls == []


@pytest.mark.parametrize(
    ("error", "ends"),
    [
        (Unreachable("dns", sent=False), True),
        (RateLimited(9.0), True),
        (NotFound(), False),
        (ServerFault(500), False),
    ],
)
async def test_it_is_silent_about_errors_and_leaves_a_store_alone_that_is_away(
    error: ShopError, ends: bool
) -> None:
    shop, till = with_orders(kept(0), kept(1))
    till.fail["order"] = [error]
    till.orders = [order("rahasia1", payment_status="paid")]
    paid = await paid_meanwhile(shop)
    assert [one.secret_slug for one in paid] == ([] if ends else ["rahasia1"])
    assert till.count("order") == (1 if ends else 2)


async def test_a_buyer_reads_at_the_next_start_that_it_was_paid(tmp_path: Path) -> None:
    async with served() as shop_behind:
        session = Session(tmp_path / "s", None)
        async with start_shop(session=session, store=shop_behind.config) as buyer:
            slug = await place_order(buyer, method="qris")
            number = session.orders[0].order_id
        assert control.mark_paid(shop_behind.sandbox, slug)
        again = Session(tmp_path / "s", None)
        again.load()
        again.settings.language = "en"
        async with start_shop(session=again, store=shop_behind.config) as buyer:
            await buyer.reads(f"Your order {number} is paid.")
            assert again.orders[0].payment_status == "paid"
