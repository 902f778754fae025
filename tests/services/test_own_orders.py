"""One list of orders: the account's and those made here, none twice, nothing put in between what was seen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from app.api.errors import NotFound, Unreachable
from app.api.models.account import CustomerOrder
from app.api.models.order import PublicOrder
from app.api.pages import Page
from app.credentials import Credentials
from app.records import PlacedOrder
from app.services.identity import account_digest
from app.services.shop import Shop
from tests.services.till import FakeClient, open_till, order

EMAIL = "sari@example.com"
PAGES = [["e", "d"], ["d", "c"], ["b", "a"]]
"""Slugs, newest first; each is a month old in its letter."""


def own(slug: str, **extra: Any) -> CustomerOrder:
    month = ord(slug[0]) - ord("a") + 1
    return CustomerOrder.model_validate(
        {"id": f"id-{slug}", "secret_slug": slug, "order_id": slug.upper(), "status": "completed"}
        | {"draft_time": f"2026-{month:02}-10T00:00:00Z", "payment_status": "paid", "gross_revenue": "1000"}
        | extra
    )


def here(slug: str, month: int, *, day: int = 15, account: str = "") -> PlacedOrder:
    return PlacedOrder(secret_slug=slug, placed_at=f"2026-{month:02}-{day}T00:00:00Z", account=account)


class Account:
    """What a customer may ask of their orders."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.fail: Exception | None = None
        self.one: dict[str, CustomerOrder] = {}

    def orders(self, *, start: str | None = None) -> AsyncIterator[Page[CustomerOrder]]:
        async def pages() -> AsyncIterator[Page[CustomerOrder]]:
            number = int(start or 0)
            self.asked.append(f"page {number}")
            if self.fail is not None:
                raise self.fail
            cursor = str(number + 1) if number + 1 < len(PAGES) else None
            yield Page(items=[own(slug) for slug in PAGES[number]], next_cursor=cursor)

        return pages()

    async def order(self, order_id: str) -> CustomerOrder:
        self.asked.append(order_id)
        if order_id not in self.one:
            raise NotFound
        return self.one[order_id]


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> tuple[Shop, FakeClient, Account]:
    shop, till = open_till()
    account = Account()

    async def customer() -> Any:
        return account

    shop.auth.tokens.current = Credentials(
        access="a", refresh="r", access_until=9e9, refresh_until=9e9, login="x", email=EMAIL
    )
    shop.auth.email = EMAIL
    monkeypatch.setattr(shop.auth, "customer", customer)
    return shop, till, account


def slugs(shop: Shop) -> list[str]:
    return [row.secret_slug for row in shop.orders.own.rows]


async def test_a_guest_s_orders_are_those_made_here() -> None:
    shop, _till = open_till()
    shop.session.orders = [here("x", 3)]
    assert slugs(shop) == ["x"]
    assert not shop.orders.own.more_to_come
    assert not shop.orders.own.made_here(shop.session.orders[0])


async def test_older_ones_of_this_machine_wait_for_their_page(
    signed_in: tuple[Shop, FakeClient, Account],
) -> None:
    shop, _till, account = signed_in
    mine = account_digest(EMAIL)
    shop.session.orders = [here("new", 9), here("d", 4, account=mine), here("mid", 4, day=20), here("old", 1)]
    assert slugs(shop) == ["new", "mid", "d", "old"]  # before the account has said anything
    book = shop.orders.own
    await book.refresh()
    assert slugs(shop) == ["new", "e", "mid", "d"]
    assert book.more_to_come
    await book.more()
    assert slugs(shop) == ["new", "e", "mid", "d", "c"]  # "d" came again
    account.fail = Unreachable("reset", sent=True)
    await book.more()
    assert slugs(shop) == ["new", "e", "mid", "d", "c"]
    assert book.more_to_come
    account.fail = None
    await book.more()
    assert slugs(shop) == ["new", "e", "mid", "d", "c", "b", "old", "a"]
    assert not shop.orders.own.more_to_come
    assert account.asked == ["page 0", "page 1", "page 2", "page 2"]
    marked = [row.secret_slug for row in book.rows if book.made_here(row)]
    assert marked == ["new", "mid", "old"]


async def test_what_is_kept_here_follows_the_account_s_list(
    signed_in: tuple[Shop, FakeClient, Account],
) -> None:
    shop, _till, _account = signed_in
    kept = here("e", 5, account=account_digest(EMAIL))
    kept.summary, kept.status = "1 × Kopi", "pending"
    shop.session.orders = [kept]
    await shop.orders.own.refresh()
    assert shop.session.orders[0].status == "completed"
    assert shop.session.orders[0].account == account_digest(EMAIL)
    assert shop.orders.own.rows[0].summary == "1 × Kopi"


async def test_an_order_is_read_in_the_customer_s_shape_and_keeps_what_that_is_silent_about(
    signed_in: tuple[Shop, FakeClient, Account],
) -> None:
    shop, till, account = signed_in
    till.orders = [order("e", handler_phone="62811", status="pending")]
    await shop.orders.own.refresh()
    await shop.orders.fetch("e")
    account.one["id-e"] = own("e", status="shipped", shipment_receipt="JNE123")
    age = shop.orders.age("e")
    shown = await shop.orders.own.fetch("e")
    assert (shown.status, shown.shipment_receipt, shown.handler_phone) == ("shipped", "JNE123", "62811")
    assert shop.orders.known["e"] is shown
    assert age is not None
    assert till.count("order") == 1
    # What is still to be paid is asked for anew: only the public order says how.
    shop.orders._seen_at.clear()
    await shop.orders.own.fetch("e")
    assert shop.orders.age("e") is None


async def test_an_order_the_account_s_route_does_not_know_is_read_by_its_slug(
    signed_in: tuple[Shop, FakeClient, Account],
) -> None:
    shop, till, account = signed_in
    till.orders = [order("e")]
    await shop.orders.own.refresh()
    assert (await shop.orders.own.fetch("e")).secret_slug == "e"
    assert account.asked[-1] == "id-e"
    assert till.count("order") == 1
    await shop.orders.own.fetch("unknown")
    assert till.count("order") == 2


@pytest.mark.parametrize("by_slug", [False, True], ids=["the account's", "by its slug"])
async def test_an_order_that_arrives_after_signing_out_is_not_kept(
    by_slug: bool, signed_in: tuple[Shop, FakeClient, Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop, till, account = signed_in
    await shop.account.orders.load()
    asked, arrive = asyncio.Event(), asyncio.Event()

    async def held(_which: str) -> CustomerOrder | PublicOrder:
        asked.set()
        await arrive.wait()
        return order("e") if by_slug else own("e")

    monkeypatch.setattr(till if by_slug else account, "order", held)
    fetching = asyncio.ensure_future((shop.orders if by_slug else shop.orders.own).fetch("e"))
    await asked.wait()
    shop.auth.tokens.current = None
    shop.orders.begin_again()
    arrive.set()
    await fetching
    assert "e" not in shop.orders.known
