"""Signing in and out by keyboard, at a store on a socket."""

from __future__ import annotations

import pytest
from textual import events
from textual.widgets import Input

from app.services.auth import RESEND_PAUSE
from tests.flows.keyboard import burst, focus
from tests.flows.signing_in import arrived, give, newest_code, notes, sign_in, to_sign_in, told
from tests.pilot import start_shop
from tests.sandbox.signing_in import BAYU, SARI, Known
from tests.screens.buying import fill_cart, ready_to_order, says
from tests.served import plain_session, served

SIZES = [(120, 40), (80, 24), (40, 12)]
LOGIN, VERIFY, REFRESH, MERGE, BLACKLIST = (
    "/auth/login$", "/otp/verify$", "/jwt/refresh$", "/cart/merge$", "/jwt/blacklist$",
)  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
async def test_with_the_password_alone(size: tuple[int, int]) -> None:
    async with served() as store, start_shop(size=size, store=store.config, session=plain_session()) as buyer:
        await to_sign_in(buyer)
        await give(buyer, Known(SARI.email, "bukan-ini"))
        await says(buyer, "This e-mail address and password do not go together")
        assert not buyer.shop.auth.signed_in
        await focus(buyer, "password")
        field = buyer.screen.query_one("#password", Input)
        assert field.password
        burst(buyer, "f4")
        await buyer.reads("bukan-ini")
        burst(buyer, "f4")
        await buyer.until(lambda: field.password, "dots again")
        assert "bukan-ini" not in buyer.text()
        burst(buyer, *["backspace"] * len("bukan-ini"), *SARI.password, "enter")
        await arrived(buyer)
        await buyer.on_screen("CatalogScreen")
        await told(buyer, f"You are signed in as {SARI.email}")
        assert store.server.count("POST", LOGIN) == 2


@pytest.mark.parametrize("size", SIZES)
async def test_with_a_code(size: tuple[int, int]) -> None:
    async with served() as store, start_shop(size=size, store=store.config, session=plain_session()) as buyer:
        await to_sign_in(buyer)
        await give(buyer, BAYU)
        await buyer.on_screen("CodePage")
        await says(buyer, f"A code goes to {BAYU.email}")
        code = newest_code(store)
        wrong = "000000" if code != "000000" else "111111"
        burst(buyer, *wrong, "enter")
        await says(buyer, "This code is not right, or it no longer works")
        # As it is pasted from an e-mail.
        field = buyer.screen.query_one("#code", Input)
        burst(buyer, *["backspace"] * 6)
        await buyer.until(lambda: not field.value, "an empty field")
        buyer.app.post_message(events.Paste(f" {code[:3]} {code[3:]}\n"))
        await buyer.until(lambda: code[3:] in field.value, "the code")
        burst(buyer, "enter")
        # His password was made up by the shop.
        await buyer.on_screen("NewPasswordPage")
        assert buyer.shop.auth.signed_in
        burst(buyer, *"pendek", "enter")
        await buyer.until(
            lambda: buyer.screen.query_one("#row-password").has_class("-wrong"), "what is wrong"
        )
        burst(buyer, *"-tapi-panjang", "enter")
        await buyer.on_screen("CatalogScreen")
        await told(buyer, "Your new password is set.")
        await buyer.shop.auth.sign_out()
        assert await buyer.shop.auth.sign_in(BAYU.email, "pendek-tapi-panjang") == "code"


async def test_a_code_is_given_up_and_the_e_mail_address_stays() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await to_sign_in(buyer)
        await give(buyer, BAYU)
        await buyer.on_screen("CodePage")
        burst(buyer, "escape")
        await buyer.on_screen("SignInPage")
        assert buyer.screen.query_one("#email", Input).value == BAYU.email
        assert buyer.screen.query_one("#password", Input).value == ""
        burst(buyer, "escape")
        await buyer.on_screen("CatalogScreen")


async def test_another_code_after_a_while() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        now = [1000.0]
        buyer.shop.auth._clock = lambda: now[0]
        await to_sign_in(buyer)
        await give(buyer, BAYU)
        await buyer.on_screen("CodePage")
        first = newest_code(store)
        now[0] += RESEND_PAUSE - 5
        burst(buyer, "ctrl+r")
        await told(buyer, "Another can be had in 5 seconds.")
        assert store.server.count("POST", LOGIN) == 1
        now[0] += 5
        burst(buyer, "ctrl+r")
        await says(buyer, "Another code is on its way")
        assert store.server.count("POST", LOGIN) == 2
        assert newest_code(store) != first
        burst(buyer, *newest_code(store), "enter")
        await buyer.on_screen("NewPasswordPage")
        burst(buyer, "escape")
        await buyer.on_screen("CatalogScreen")
        assert buyer.shop.auth.signed_in


async def test_a_code_that_is_waited_for_is_come_back_to() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await to_sign_in(buyer)
        await give(buyer, BAYU)
        await buyer.on_screen("CodePage")
        burst(buyer, *"12", "f2")  # another language loses nothing
        await buyer.until(lambda: buyer.screen.query_one("#code", Input).value == "12", "what was typed")
        burst(buyer, "f2", "ctrl+o")
        await buyer.on_screen("CatalogScreen")
        burst(buyer, "u")
        await buyer.on_screen("CodePage")
        assert buyer.screen.query_one("#code", Input).value == "12"
        assert store.server.count("POST", LOGIN) == 1


async def test_nothing_is_asked_before_it_is_filled_in_and_one_press_asks_once() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await to_sign_in(buyer)
        burst(buyer, "enter")
        await says(buyer, "Fill in your e-mail address")
        burst(buyer, *"sari", "f10")
        await says(buyer, "This is not a whole e-mail address")
        burst(buyer, *"@example.com", "f10")
        await says(buyer, "Fill in your password")
        assert store.server.count("POST", LOGIN) == 0
        store.server.arm("POST", LOGIN, "hold")
        await focus(buyer, "password")
        burst(buyer, *SARI.password, "enter", "enter", "f10", "enter")
        await buyer.reads("Signing in…")
        await buyer.taken()
        store.server.release()
        await arrived(buyer)
        assert store.server.count("POST", LOGIN) == 1


async def test_typed_things_outlive_another_language() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await to_sign_in(buyer)
        burst(buyer, *SARI.email, "enter", *SARI.password, "f2")
        await buyer.reads("Kata sandi")
        burst(buyer, "f2")
        await buyer.reads("Password")
        assert buyer.screen.query_one("#password", Input).password
        await focus(buyer, "password")
        burst(buyer, "enter")
        await arrived(buyer)


async def test_signing_in_at_the_checkout_and_back_to_it() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await fill_cart(buyer, quantity=2)
        buyer.app.open_checkout()
        await buyer.on_screen("CheckoutScreen")
        await buyer.reads("Have an account here?")
        burst(buyer, "f6")
        await buyer.on_screen("SignInPage")
        await focus(buyer, "email")
        await give(buyer)
        await arrived(buyer)
        await buyer.on_screen("CheckoutScreen")
        await buyer.until(lambda: "Have an account here?" not in buyer.text(), "no offer any more")
        await told(buyer, "2 items from before came along into your cart.")
        assert buyer.shop.cart.count == 2


async def test_a_merge_that_fails_is_said_and_done_again_from_the_cart() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await fill_cart(buyer)
        store.server.arm("POST", MERGE, "s500_html", times=None)
        await sign_in(buyer)
        await told(buyer, "could not be brought along yet")
        burst(buyer, "c")
        await buyer.on_screen("CartScreen")
        await says(buyer, "What was in your cart before you signed in is not here yet.")
        store.server.disarm()
        burst(buyer, "m")
        await told(buyer, "1 item from before came along into your cart.")
        await buyer.until(lambda: "not here yet" not in buyer.text(), "nothing left behind")
        assert buyer.shop.cart.count == 1


async def test_signing_out() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await sign_in(buyer)
        await fill_cart(buyer)
        burst(buyer, "c")
        await buyer.on_screen("CartScreen")
        burst(buyer, "ctrl+u")
        await buyer.on_screen("CatalogScreen")
        await told(buyer, "You are signed out.")
        assert not buyer.shop.auth.signed_in
        assert buyer.shop.cart.count == 0
        await store.server.received("POST", BLACKLIST)
        # Nobody to sign out any more.
        burst(buyer, "ctrl+u")
        await buyer.taken()
        assert store.server.count("POST", BLACKLIST) == 1


@pytest.mark.parametrize("signed_in", [False, True])
async def test_neither_in_nor_out_while_an_order_is_on_its_way(signed_in: bool) -> None:
    async with (
        served() as store,
        start_shop(size=(120, 40), store=store.config, session=plain_session()) as buyer,
    ):
        if signed_in:
            await sign_in(buyer)
        await ready_to_order(buyer)
        store.server.arm("POST", "/checkout$", "hold")
        burst(buyer, "ctrl+s")
        await store.server.received("POST", "/checkout$")
        burst(buyer, "ctrl+u" if signed_in else "u")
        await told(buyer, f"Please sign {'out' if signed_in else 'in'} when the answer is here.")
        assert type(buyer.screen).__name__ == "CheckoutScreen"
        assert buyer.shop.auth.signed_in == signed_in
        store.server.release()
        await buyer.on_screen("PaymentScreen")


async def test_a_session_that_ends_is_told_once_and_leaves_cart_and_draft() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await sign_in(buyer)
        await fill_cart(buyer, quantity=2)
        buyer.shop.checkout.set_contact(name="Sari W", email=SARI.email, phone="081234567890")
        buyer.app.clear_notifications()
        store.sandbox.database.run("UPDATE token_families SET revoked = 1")
        await buyer.shop.account.load_profile()
        await told(buyer, "Your sign-in has ended. Press u to sign in again; your cart is kept.")
        await buyer.shop.account.load_profile()
        await buyer.taken()
        assert notes(buyer).count("has ended") == 1
        # The cart leads to signing in, and then on.
        burst(buyer, "c")
        await buyer.on_screen("CartScreen")
        assert buyer.shop.cart.count == 2
        await buyer.until(lambda: buyer.screen.query_one("#lines").has_focus, "the lines")
        burst(buyer, "enter")
        await buyer.on_screen("SignInPage")
        await says(buyer, "your cart and what you filled in are still here")
        await focus(buyer, "password")
        burst(buyer, *SARI.password, "enter")
        await arrived(buyer)
        await buyer.on_screen("CartScreen")
        assert buyer.shop.cart.count == 2
        assert buyer.shop.session.draft.name == "Sari W"


async def test_a_guest_after_a_session_that_ended() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await sign_in(buyer)
        await fill_cart(buyer, quantity=2)
        store.sandbox.database.run("UPDATE token_families SET revoked = 1")
        await buyer.shop.account.load_profile()
        burst(buyer, "u")
        await buyer.on_screen("SignInPage")
        burst(buyer, "ctrl+g")
        await buyer.on_screen("CatalogScreen")
        assert buyer.shop.cart.count == 0
        assert not buyer.shop.identity.left_behind


async def test_forgetting_everything_signs_out_as_well() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await sign_in(buyer)
        burst(buyer, "comma")
        await buyer.on_screen("SettingsScreen")
        burst(buyer, "ctrl+f")
        await buyer.reads("really forget everything")
        burst(buyer, "ctrl+f")
        await buyer.on_screen("CatalogScreen")
        await store.server.received("POST", BLACKLIST)
        await buyer.until(lambda: not buyer.shop.auth.signed_in, "a guest")
        # And the next one to sign in is greeted.
        await buyer.until(lambda: buyer.shop.catalog.state in ("partial", "fresh"), "the catalogue")
        buyer.app.clear_notifications()
        await sign_in(buyer)
        await told(buyer, "You are signed in as")
