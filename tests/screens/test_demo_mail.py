"""The demo store's e-mails and customers, for whoever tries signing in there."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from tests.flows.keyboard import burst, focus
from tests.flows.signing_in import arrived, notes, told
from tests.pilot import demo_app, start_shop
from tests.sandbox.signing_in import BAYU, SARI
from tests.screens.buying import says
from tests.served import plain_session, served
from widgets.key_bar import offered
from widgets.pick_list import PickList

SIZES = [(120, 40), (40, 12)]


@pytest.mark.parametrize("size", SIZES)
async def test_signing_in_with_a_code_out_of_the_mailbox(size: tuple[int, int]) -> None:
    async with start_shop(size=size) as buyer:
        burst(buyer, "u")
        await buyer.on_screen("SignInPage")
        burst(buyer, "alt+c", "alt+c")
        await buyer.until(lambda: buyer.screen.query_one("#email", Input).value == BAYU.email, "his address")
        burst(buyer, "enter")
        await buyer.on_screen("CodePage")
        mail = demo_app(buyer).mailbox.newest()
        assert mail is not None
        await told(buyer, f"your code is {mail.code}. alt+m opens it.")
        burst(buyer, "alt+m")
        await buyer.on_screen("DemoMailPage")
        await buyer.reads("Kode masuk")
        burst(buyer, "enter")
        await buyer.on_screen("CodePage")
        assert buyer.screen.query_one("#code", Input).value == mail.code
        burst(buyer, "enter")
        await arrived(buyer)


async def test_a_link_out_of_the_mailbox_opens_the_form_and_newer_ones_come_first() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await buyer.shop.auth.sign_in(*BAYU)
        buyer.shop.auth.forget_code()
        await buyer.shop.auth.ask_for_reset(SARI.email)
        await told(buyer, "a link to a new password. alt+m opens it.")
        link = demo_app(buyer).mailbox.mails()[0].link
        assert link is not None
        token = link.partition("token=")[2]
        assert token not in notes(buyer)
        burst(buyer, "alt+m")
        await buyer.on_screen("DemoMailPage")
        rows = buyer.screen.query_one(PickList)
        assert [SARI.email in row for row in rows.rows] == [True, False]
        assert token not in buyer.text()
        burst(buyer, "enter")
        await buyer.on_screen("NewPasswordPage")
        assert token not in buyer.text()
        await focus(buyer, "password")
        burst(buyer, *"melati-pagi-2026", "enter")
        await buyer.on_screen("SignInPage")
        assert await buyer.shop.auth.sign_in(SARI.email, "melati-pagi-2026") == "customer"


async def test_a_code_nobody_waits_for_is_not_typed_anywhere() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await buyer.shop.auth.sign_in(*BAYU)
        buyer.shop.auth.forget_code()
        burst(buyer, "alt+m")
        await buyer.on_screen("DemoMailPage")
        burst(buyer, "enter")
        await told(buyer, "Please sign in first.")
        await buyer.on_screen("CatalogScreen")


async def test_a_code_is_brought_to_the_page_that_waits_for_it() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await buyer.shop.auth.sign_in(*BAYU)
        burst(buyer, "alt+m")
        await buyer.on_screen("DemoMailPage")
        burst(buyer, "enter")
        await buyer.on_screen("CodePage")
        mail = demo_app(buyer).mailbox.newest()
        assert mail is not None
        assert buyer.screen.query_one("#code", Input).value == mail.code


async def test_an_empty_mailbox_has_words_and_a_way_back() -> None:
    async with start_shop(size=(40, 12)) as buyer:
        burst(buyer, "alt+m")
        await buyer.on_screen("DemoMailPage")
        await says(buyer, "None yet: codes and links to a new password come here.")
        burst(buyer, "enter", "escape")
        await buyer.on_screen("CatalogScreen")


async def test_by_mouse() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        burst(buyer, "u")
        await buyer.on_screen("SignInPage")
        await says(buyer, f"{SARI.email} {SARI.password}")
        await buyer.click("#below")
        await buyer.until(lambda: buyer.screen.query_one("#password", Input).value, "her password")
        await buyer.click("#go")
        await arrived(buyer)


async def test_a_real_store_has_none_of_it() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        burst(buyer, "u")
        await buyer.on_screen("SignInPage")
        assert not {"demo.mail", "demo.customer"} & {active.binding.id for active in offered(buyer.screen)}
        assert SARI.password not in buyer.text()
        burst(buyer, "alt+m", "alt+c")
        await buyer.taken()
        assert type(buyer.screen).__name__ == "SignInPage"
        assert buyer.screen.query_one("#email", Input).value == ""
