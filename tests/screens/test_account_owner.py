"""Who is signed in: said everywhere, and nothing of them left when they are not any more."""

from __future__ import annotations

import re
from typing import Any

import pytest

from screens.account import AccountScreen
from screens.first_frame import first_frame
from screens.place import PlaceScreen
from tests.customers import ME, customer, to
from tests.flows.keyboard import burst, focus
from tests.pilot import Buyer
from tests.sandbox.signing_in import BAYU
from tests.served import Served
from widgets.header import ShopHeader

SIZES = [(120, 40), (40, 12)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_header_says_who_is_signed_in_and_leads_to_the_account(size: tuple[int, int]) -> None:
    async with customer(size=size) as (buyer, _store):
        await buyer.reads("Sari Wulandari")
        header = buyer.screen.query_one(ShopHeader)
        assert header.title_text in buyer.text().splitlines()[0]
        await buyer.click(ShopHeader, offset=(size[0] - 4, 0))
        await buyer.on_screen("AccountScreen")
        await buyer.click(ShopHeader, offset=(1, 0))
        await buyer.on_screen("CatalogScreen")


async def test_a_long_name_gives_way_to_title_and_cart() -> None:
    async with customer(size=(40, 12)) as (buyer, _store):
        header = buyer.screen.query_one(ShopHeader)
        for title, cart, shown in (
            ("Toko", "Cart 3", "Sari Wulandari Kusum…"),
            ("Toko Kita Semuanya", "Cart 3", "Sari W…"),
            ("Toko Kita Semuanya Jaya", "Cart 3", ""),
            ("Toko", "Cart 12345678901234", "Sari Wula…"),
        ):
            header.title_text, header.cart, header.badge = title, cart, ""
            header.account = "Sari Wulandari Kusumaningrum Hadiningrat"
            await buyer.pilot.pause()
            first = buyer.text().splitlines()[0]
            assert title in first and first.endswith(cart), first
            assert ("Sari" in first) == bool(shown), first


async def test_account_by_mouse() -> None:
    async with customer() as (buyer, store):
        await to(buyer)
        await buyer.click("#ways", offset=(3, 0))
        await buyer.on_screen("ProfileScreen")
        await buyer.click("#newsletter", offset=(18, 0))
        await buyer.click("#save", offset=(4, 1))
        await buyer.on_screen("AccountScreen")
        assert [one.json() for one in store.server.seen("PATCH", ME)] == [{"is_unsubscribe": True}]
        await buyer.click("#ways", offset=(3, 6))
        await buyer.on_screen("CatalogScreen")
        await buyer.until(lambda: not buyer.shop.auth.signed_in, "signed out")
        assert "Sari" not in buyer.text().splitlines()[0]


async def test_settings_say_who_is_signed_in_and_sign_out() -> None:
    async with customer() as (buyer, store):
        burst(buyer, "comma")
        await buyer.on_screen("SettingsScreen")
        await buyer.reads("signed in as Sari Wulandari")
        burst(buyer, "ctrl+u")
        await buyer.on_screen("CatalogScreen")
        await buyer.until(lambda: not buyer.shop.auth.signed_in, "signed out")
        await buyer.until(lambda: store.server.count("POST", "/jwt/blacklist$") == 1, "the store told")
        burst(buyer, "comma")
        await buyer.on_screen("SettingsScreen")
        assert "signed in" not in buyer.text()


async def _leaves(buyer: Buyer, store: Served) -> None:
    await buyer.shop.auth.sign_out()


async def _another(buyer: Buyer, store: Served) -> None:
    await buyer.shop.auth.sign_in(*BAYU)


async def _ended(buyer: Buyer, store: Served) -> None:
    store.server.arm("POST", "/jwt/refresh$", "s401")
    store.server.arm("GET", "/customers/me$", "s401")
    await buyer.shop.account.load_profile()


@pytest.mark.parametrize("way", [_leaves, _another, _ended])
async def test_every_page_closes_when_its_customer_is_gone(way: Any) -> None:
    async with customer() as (buyer, store):
        await to(buyer, ("a", "AddressesScreen"))
        await buyer.reads("Coblong")
        burst(buyer, "enter")
        await buyer.on_screen("AddressScreen")
        await focus(buyer, "name")
        burst(buyer, "down", "down", "down")
        await focus(buyer, "place")
        burst(buyer, "enter")
        await buyer.on_screen("PlaceScreen")
        await way(buyer, store)
        await buyer.until(
            lambda: not [s for s in buyer.app.screen_stack if isinstance(s, AccountScreen | PlaceScreen)],
            "the account's pages gone",
        )
        await buyer.until(lambda: "Sari" not in buyer.text(), "nothing of her on screen")
        assert "Coblong" not in buyer.text()
        assert not buyer.shop.account.addresses.rows
        assert buyer.shop.session.places == []


async def test_the_launch_frame_holds_nothing_of_the_account() -> None:
    async with customer() as (buyer, _store):
        await buyer.reads("Sari Wulandari")
        frame = re.sub(r"\x1b\[[0-9;]*[mH]", "", first_frame(buyer.screen))
        assert "Toko Kita" in frame
        assert "Sari" not in frame and "sari@" not in frame
