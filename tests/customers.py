"""A customer in front of a shop whose store is on a socket: signed in, at the shop window, nothing asked yet."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from app.sandbox import accounts, addresses
from tests.faults import AsgiApp
from tests.flows.keyboard import burst
from tests.pilot import Buyer, start_shop
from tests.sandbox.signing_in import SARI, Known
from tests.served import Served, plain_session, served

PLAIN_ADDRESS: dict[str, Any] = {
    "name": "Tono", "phone": "6281233334444", "email": None, "location_id": 317401,
    "address": "Jl. Mawar 9", "postal_code": "12810", "notes": None,
}  # fmt: skip

ME = "/customers/me$"


@asynccontextmanager
async def customer(
    who: Known = SARI,
    *,
    size: tuple[int, int] = (80, 24),
    language: str = "en",
    book: int | None = None,
    wrap: Callable[[AsgiApp], AsgiApp] = lambda app: app,
) -> AsyncIterator[tuple[Buyer, Served]]:
    """`book`: how many addresses the customer has, when that matters."""
    async with (
        served(wrap, otp="never") as store,
        start_shop(size=size, store=store.config, session=plain_session(language)) as buyer,
    ):
        await sign_in(buyer, who)
        if book is not None:
            fill_book(store, book, who)
        store.server.requests.clear()
        yield buyer, store


async def sign_in(buyer: Buyer, who: Known = SARI) -> None:
    """Until all that follows from it has followed."""
    await buyer.shop.auth.sign_in(*who)
    await buyer.until(lambda: buyer.shop.account.profile is not None, "the profile")
    await buyer.until(lambda: not buyer.shop._tasks, "nothing under way")
    buyer.app.clear_notifications()


def fill_book(store: Served, count: int, who: Known = SARI) -> None:
    """The customer has this many addresses."""
    person = accounts.by_email(store.sandbox, who.email)
    assert person is not None
    for one in addresses.all_of(store.sandbox, person.id):
        addresses.remove(store.sandbox, one)
    for number in range(count):
        addresses.add(store.sandbox, person.id, PLAIN_ADDRESS | {"name": f"Rumah {number:03}"})


async def to(buyer: Buyer, *ways: tuple[str, str]) -> None:
    """By keys, each waited for until its screen is there."""
    for key, screen in (("u", "AccountScreen"), *ways):
        burst(buyer, key)
        await buyer.on_screen(screen)
