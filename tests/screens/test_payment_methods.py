"""Each way to pay by keyboard: what is shown, what is copied, what is opened, and what happens when the store falters."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from textual import events

from app import browser
from app.api.errors import BrokenReply, Rejected, ServerFault, ShopError, Unreachable
from app.api.models.order import PublicOrder
from app.services.payment import payment_view
from tests.payments import (
    ACCOUNTS,
    BANKS,
    INVOICE,
    PAGE,
    QRIS,
    SLUG,
    VA_NUMBER,
    WALLET_LINK,
    WALLETS,
    answers_with,
    order_to_pay,
    show_payment,
)
from tests.pilot import Buyer, private_session, start_shop
from widgets.account_list import AccountList
from widgets.grouped import grouped
from widgets.qr_code import QrPage
from widgets.value_card import ValueCard

HERE = {"DISPLAY": ":0", "PATH": "/usr/bin"}
FAR = {**HERE, "SSH_CONNECTION": "10.0.0.2 50000 10.0.0.1 22"}


async def opened(buyer: Buyer, method: str, **extra: Any) -> PublicOrder:
    order = order_to_pay(method, **extra)
    await show_payment(buyer, order)
    return order


# What is read off and copied


async def test_every_virtual_account_is_read_in_groups_and_copied_bare() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        for bank in BANKS:
            order = await opened(buyer, f"va_{bank}")
            await buyer.reads(grouped(VA_NUMBER))
            await buyer.reads("in the name of WARUNG NUSANTARA")
            view = payment_view(order)
            assert view.bank in buyer.text() or view.bank.upper() in buyer.text()
            buyer.app.copy_to_clipboard("")
            await buyer.press("k")
            assert buyer.app.clipboard == VA_NUMBER
            assert re.search(r"^ *1 ", buyer.text(), re.M) and re.search(r"^ *5 ", buyer.text(), re.M)


async def test_the_ways_to_pay_a_virtual_account_turn_with_arrows_tab_and_mouse() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await opened(buyer, "va_bca")
        await buyer.reads("m-Transfer > BCA Virtual Account")
        await buyer.press("right")
        await buyer.reads("KlikBCA")
        await buyer.press("tab")
        await buyer.reads("Put your card into an ATM of BCA")
        await buyer.press("left")
        await buyer.reads("KlikBCA")
        await buyer.press("shift+tab")
        await buyer.reads("m-Transfer")
        await buyer.click("#ways", offset=(1, 0))
        await buyer.reads("ATM of BCA")


async def test_exact_amount_is_copied_as_a_number_by_key_and_by_click() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await opened(buyer, "bank_transfer")
        await buyer.reads("Transfer exactly this amount.")
        await buyer.press("j")
        assert buyer.app.clipboard == "241000"
        await buyer.click("#number", offset=(4, 1))
        assert buyer.app.clipboard == ACCOUNTS[0][1]


async def test_of_several_accounts_the_marked_one_is_copied() -> None:
    async with start_shop(size=(40, 12)) as buyer:
        await opened(buyer, "bank_transfer", accounts=3)
        await buyer.reads("▌ BCA")
        await buyer.until(lambda: isinstance(buyer.screen.focused, AccountList), "the list in focus")
        await buyer.press("k")
        assert buyer.app.clipboard == ACCOUNTS[0][1]
        await buyer.press("down", "down")
        await buyer.reads("▌ BRI")
        await buyer.press("k")
        assert buyer.app.clipboard == ACCOUNTS[2][1]


async def test_a_proof_that_was_sent_is_said_with_its_time() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        sent = {"transferproof_url": "https://files.example/1.png", "transfer_time": "2026-11-20T05:00:00Z"}
        await opened(buyer, "bank_transfer", **sent)
        await buyer.reads("✓ Proof sent  20 Nov ")
        assert "sends a picture" not in buyer.text()
        await opened(buyer, "bank_transfer")
        await buyer.reads("t  sends a picture of your transfer")


@pytest.mark.parametrize("shop", ["alfamart", "indomaret"])
async def test_a_code_for_the_counter(shop: str) -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await opened(buyer, shop)
        await buyer.reads("ETLS40718253")
        await buyer.reads("Go to a counter of ")
        await buyer.press("k")
        assert buyer.app.clipboard == "ETLS40718253"


async def test_on_a_tall_screen_figures_are_large_and_still_there_as_text() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        await opened(buyer, "va_bca")
        await buyer.reads(grouped(VA_NUMBER))
        assert buyer.screen.query_one("#number", ValueCard).content_size.height == 6
        assert "█▀█" in buyer.text()


# What is scanned and opened


@pytest.mark.parametrize("method", ["qris", *WALLETS])
async def test_the_qr_alone_on_the_screen_and_back(method: str) -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await opened(buyer, method)
        await buyer.reads("Amount")
        await buyer.press("f")
        await buyer.until(lambda: "Amount" not in buyer.text(), "nothing but the QR")
        page = buyer.screen.query_one(QrPage)
        assert page.size == buyer.app.size
        assert page.data == (QRIS if method == "qris" else WALLET_LINK)
        await buyer.press("escape")
        await buyer.reads("Amount")
        await buyer.press("escape")
        await buyer.on_screen("CatalogScreen")


async def test_paid_while_the_qr_is_alone_shows_the_receipt() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await opened(buyer, "qris")
        await buyer.press("f")
        await buyer.until(lambda: buyer.screen.has_class("-full"), "the QR alone")
        answers_with(buyer.shop, order_to_pay("qris", payment_status="paid"))
        await buyer.reads("Paid. Thank you!")


@pytest.mark.parametrize("method", ["card", "invoice"])
async def test_a_card_is_paid_on_a_page_never_here(method: str) -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await opened(buyer, method)
        await buyer.reads(INVOICE)
        assert not buyer.screen.query_one("#qr").display
        assert ("Your card number is typed there, never here." in buyer.text()) is (method == "card")
        await buyer.press("k")
        assert buyer.app.clipboard == INVOICE
        await buyer.press("f")
        await buyer.until(lambda: buyer.screen.has_class("-full"), "the link as a QR")
        assert buyer.screen.query_one(QrPage).data == INVOICE
        assert "esc back" in buyer.screen.query_one(QrPage).caption


async def test_ovo_is_confirmed_on_the_phone() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await opened(buyer, "ovo")
        await buyer.reads("Open OVO on your phone and confirm the payment there.")
        assert "http" not in buyer.text()


@pytest.mark.parametrize(
    ("method", "address"),
    [("payment_link", "https://toko.example/pay/k7m2p9x4v6q8w3z5"), ("somewhere_pay", PAGE)],
)
async def test_a_link_and_an_unknown_method_lead_to_their_page(method: str, address: str) -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await opened(buyer, method)
        await buyer.reads(address)


@pytest.mark.parametrize(
    ("environ", "private", "opens"), [(HERE, False, True), (FAR, False, False), (HERE, True, False)]
)
async def test_a_browser_is_offered_only_where_the_buyer_sees_it(
    environ: dict[str, str], private: bool, opens: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    started: list[str] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name, path=None: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_more: started.append(command[1]))
    session = private_session() if private else lasting_session(tmp_path)
    async with start_shop(size=(80, 24), session=session) as buyer:
        buyer.app.environ = environ
        await opened(buyer, "card")
        await buyer.reads(INVOICE)
        assert ("opens it in your browser" in buyer.text()) is opens
        await buyer.press("b")
        assert started == ([INVOICE] if opens else [])
        await buyer.click("#link")
        assert started == ([INVOICE, INVOICE] if opens else [])
        assert (buyer.app.clipboard == INVOICE) is not opens


def lasting_session(folder: Path) -> Any:
    from app.session import Session

    session = Session(folder, folder / "settings.json")
    session.settings.language = "en"
    return session


@pytest.mark.parametrize(
    "environ",
    [{}, {"DISPLAY": ":0", "SSH_TTY": "/dev/pts/1"}, {"WAYLAND_DISPLAY": "w", "SSH_CLIENT": "1 2 3"}],
)
def test_no_browser_without_a_desktop_or_far_away(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name, path=None: f"/usr/bin/{name}")
    assert browser.opener(environ) is None
    assert not browser.open_page("https://toko.example", environ)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "-e=x", "javascript:alert(1)", "https://a b"])
def test_only_web_pages_are_opened(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(shutil, "which", lambda name, path=None: f"/usr/bin/{name}")
    assert not browser.open_page(address, HERE)


async def test_the_qr_is_saved_as_a_picture(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from app import paths

    monkeypatch.setattr(paths, "downloads_folder", lambda: tmp_path)
    async with start_shop(size=(80, 24), session=lasting_session(tmp_path / "state")) as buyer:
        await opened(buyer, "qris")
        await buyer.press("p")
        saved = tmp_path / "qris-261121abcd.png"
        await buyer.reads("Saved:")
        assert [code.text for code in zxingcpp.read_barcodes(Image.open(saved))] == [QRIS]
        assert stat.S_ISREG(saved.stat().st_mode)


# What is waited for, and what goes wrong


async def test_what_is_awaited_keeps_its_place() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await opened(buyer, "va_bca", pg_payment_info={})
        await buyer.reads("Asking for the payment details…")
        place = buyer.screen.query_one("#number").region
        amount = buyer.screen.query_one("#amount").region
        answers_with(buyer.shop, order_to_pay("va_bca"))
        await buyer.reads(grouped(VA_NUMBER))
        assert buyer.screen.query_one("#number").region == place
        assert buyer.screen.query_one("#amount").region == amount


FAULTS: list[tuple[ShopError, str]] = [
    (Unreachable("reset", sent=True), "The connection broke off."),
    (ServerFault(503), "The shop is having trouble."),
    (Rejected("no", {}), "The shop could not accept this."),
    (BrokenReply(), "The payment details have not come yet."),
]


@pytest.mark.parametrize("method", ["va_bca", "qris", "gopay", "card", "alfamart"])
async def test_details_that_cannot_be_fetched_are_fetched_with_r(method: str) -> None:
    async with start_shop(size=(80, 24)) as buyer:
        for error, said in FAULTS:
            await _fails_and_is_fetched(buyer, method, error, said)
            await buyer.press("escape")
            await buyer.on_screen("CatalogScreen")


async def _fails_and_is_fetched(buyer: Buyer, method: str, error: ShopError, said: str) -> None:
    order = order_to_pay(method, pg_payment_info={})
    answers_with(buyer.shop, order)

    async def fails(secret_slug: str) -> PublicOrder:
        raise error

    buyer.shop.orders.create_payment = fails  # type: ignore[method-assign]
    buyer.app.open_payment(SLUG)
    await buyer.on_screen("PaymentScreen")
    await buyer.reads(said)
    answers_with(buyer.shop, order_to_pay(method))
    await buyer.press("r")
    view = payment_view(order_to_pay(method))
    shown = {"va_bca": grouped(VA_NUMBER), "alfamart": view.number, "card": INVOICE}
    await buyer.reads(shown.get(method, "Waiting for your payment"))
    assert said not in buyer.text()


async def test_an_answer_that_does_not_come_leaves_the_number_in_sight() -> None:
    async with start_shop(size=(40, 12)) as buyer:
        await opened(buyer, "va_bca")
        await buyer.reads(grouped(VA_NUMBER))

        async def fails(secret_slug: str) -> PublicOrder:
            raise Unreachable("timeout", sent=True)

        buyer.shop.orders.fetch = fails  # type: ignore[method-assign]
        await buyer.press("u")
        await buyer.reads("The shop takes too long to answer.")
        assert grouped(VA_NUMBER) in buyer.text()


async def test_asked_by_hand_it_says_when_it_has_not_arrived() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await opened(buyer, "va_bca")
        await buyer.reads("Paid already?")
        await buyer.press("u")
        await buyer.reads("Not arrived yet at ")
        answers_with(buyer.shop, order_to_pay("va_bca", payment_status="paid"))
        await buyer.reads("Paid. Thank you!")


async def test_another_window_in_front_slows_the_watch() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        screen = await show_payment(buyer, order_to_pay("qris"))
        buyer.app.post_message(events.AppBlur())
        await buyer.until(lambda: screen.payment_watch.unfocused, "the watch slowed")
        buyer.app.post_message(events.AppFocus())
        await buyer.until(lambda: not screen.payment_watch.unfocused, "the watch as before")


async def test_a_paid_order_leads_to_the_page_the_shop_has_for_it() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        thanks = "https://toko.example/thanks"
        await opened(buyer, "qris", payment_status="paid", post_payment_redirect_url=thanks)
        await buyer.reads(thanks)
        await buyer.press("enter")
        await buyer.on_screen("OrderScreen")


@pytest.mark.parametrize("method", ["va_bca", "qris", "card", "bank_transfer"])
async def test_another_size_or_language_draws_it_as_if_it_had_been_so_at_first(method: str) -> None:
    order = order_to_pay(method)
    async with start_shop(size=(120, 40)) as buyer:
        await show_payment(buyer, order)
        for size in ((40, 12), (80, 24)):
            await buyer.pilot.resize_terminal(*size)
            await buyer.pilot.pause()
            await buyer.pilot.pause()
            resized = without_time(buyer.text())
            await show_payment(buyer, order)
            await buyer.pilot.pause()
            assert resized == without_time(buyer.text())
        await buyer.press("f2")
        await buyer.reads("Pesanan 261121ABCD")
        translated = without_time(buyer.text())
        await show_payment(buyer, order)
        assert translated == without_time(buyer.text())


def without_time(text: str) -> str:
    return re.sub(r"\d+:\d\d|\d+ \w+ \d+ \w+", "", text)
