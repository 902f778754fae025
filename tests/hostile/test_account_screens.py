"""The account at a store whose every text is hostile: the customer's own name, addresses, and what is refused."""

from __future__ import annotations

from tests.customers import sign_in
from tests.flows.keyboard import burst
from tests.hostile.test_every_screen import each_store, harmless, hostile_shop
from tests.pilot import Buyer
from widgets.labelled_row import LabelledRow

pytestmark = each_store


async def through(buyer: Buyer) -> None:
    """Every field of a form comes into sight once."""
    for _row in buyer.screen.query(LabelledRow):
        await harmless(buyer, words=False)
        await buyer.press("down")


async def test_profile_password_and_header(size: tuple[int, int], odd: bool) -> None:
    async with hostile_shop(size, odd) as (buyer, _store, rewriter):
        await sign_in(buyer)
        await harmless(buyer)
        await buyer.press("u")
        await buyer.on_screen("AccountScreen")
        await buyer.until(lambda: not buyer.shop._tasks, "the profile")
        await harmless(buyer)
        await buyer.press("p")
        await buyer.on_screen("ProfileScreen")
        await harmless(buyer)
        await through(buyer)
        await buyer.press("up", "up", "up", "up", "up", "up", "end", "x")
        rewriter.refused_fields = ("name", "phone", "date_of_birth", "sex", "is_unsubscribe", "[/x]")
        rewriter.refusals.append("/customers/me")
        burst(buyer, "ctrl+s")
        form = buyer.shop.account.forms.profile
        await buyer.until(lambda: form.error and not form.saving, "the refusal")
        await buyer.pilot.pause()
        assert set(form.errors) == {"name", "phone", "birth", "sex", "newsletter"}
        await harmless(buyer)
        await through(buyer)
        await buyer.press("escape", "w")
        await buyer.on_screen("PasswordScreen")
        await buyer.press(*"rahasia-17", "down", *"rahasia-17")
        rewriter.refused_fields = ("password",)
        rewriter.refusals.append("/set-new-password")
        await buyer.press("ctrl+s")
        await buyer.until(lambda: buyer.shop.account.forms.password.errors, "the refusal")
        await buyer.pilot.pause()
        await harmless(buyer)
        await buyer.press("escape", "escape", "comma")
        await buyer.on_screen("SettingsScreen")
        await buyer.press("pagedown")
        await harmless(buyer, words=False)


async def test_addresses(size: tuple[int, int], odd: bool) -> None:
    async with hostile_shop(size, odd) as (buyer, _store, rewriter):
        await sign_in(buyer)
        await buyer.press("u", "a")
        await buyer.on_screen("AddressesScreen")
        await buyer.until(lambda: buyer.shop.account.shown_addresses, "the addresses")
        await harmless(buyer)
        await buyer.press("down", "down", "x")
        await harmless(buyer)
        await buyer.press("z", "home", "enter")
        await buyer.on_screen("AddressScreen")
        await harmless(buyer)
        await through(buyer)
        form = buyer.shop.account.forms.address(buyer.shop.account.shown_addresses[0])
        form.write("notes", "pagar")
        rewriter.refused_fields = (
            "name", "phone", "address", "location_id", "postal_code", "notes", "email", "$accent",
        )  # fmt: skip
        rewriter.refusals.append(f"/addresses/{buyer.shop.account.shown_addresses[0].id}")
        await buyer.press("ctrl+s")
        await buyer.until(lambda: form.error, "the refusal")
        await buyer.pilot.pause()
        assert set(form.errors) == set(form.FIELDS)
        await harmless(buyer)
        await through(buyer)
        await buyer.press("escape")
        await buyer.on_screen("AddressesScreen")
        rewriter.refusals.append(f"/addresses/{buyer.shop.account.shown_addresses[0].id}")
        await buyer.press("home", "x")
        buyer.shop.account.tell_removal()
        await buyer.reads("Not deleted")
        await harmless(buyer)
