"""Paying on screen: QRIS, bank transfer, cash on delivery, and the moment it is paid, over or canceled."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image

from app.qr import half_blocks, matrix, sextants
from app.sandbox import control
from app.services.payment import payment_view
from screens.payment import PaymentScreen
from tests.orders import place_order
from tests.payments import order_to_pay, show_payment
from tests.pilot import Buyer, demo_app, start_shop
from widgets.payment_top import PaymentTop
from widgets.qr_code import QrCode


async def open_payment(buyer: Buyer, method: str, slug: str = "lampu-bambu") -> str:
    secret_slug = await place_order(buyer, method=method, slug=slug)
    buyer.app.open_payment(secret_slug)
    await buyer.on_screen("PaymentScreen")
    return secret_slug


def picture_of(rows: list[str], columns: int, lines: int) -> Image.Image:
    """The drawing as pixels, `columns` x `lines` modules a character, as a phone's camera would see it."""
    scale = 6
    picture = Image.new("L", (len(rows[0]) * columns * scale + 80, len(rows) * lines * scale + 80), 255)
    for y, row in enumerate(rows):
        for x, glyph in enumerate(row):
            for module in range(columns * lines):
                if dark(glyph, module, columns, lines):
                    left = 40 + (x * columns + module % columns) * scale
                    top = 40 + (y * lines + module // columns) * scale
                    picture.paste(0, (left, top, left + scale, top + scale))
    return picture


def dark(glyph: str, module: int, columns: int, lines: int) -> bool:
    """Whether a character draws one of its modules, read from the Unicode charts, not from our encoder."""
    if columns == 1:
        return {" ": (), "▀": (0,), "▄": (1,), "█": (0, 1)}[glyph].__contains__(module)
    plain = {" ": 0, "█": 63, "▌": 21, "▐": 42}
    if glyph in plain:
        bits = plain[glyph]
    else:
        bits = ord(glyph) - 0x1FB00 + 1
        bits += (bits >= 21) + (bits + (bits >= 21) >= 42)
    return bool(bits >> module & 1)


@pytest.mark.parametrize(("size", "columns", "lines"), [((120, 40), 1, 2), ((80, 24), 2, 3)])
async def test_the_qris_on_screen_is_the_one_the_store_sent(
    size: tuple[int, int], columns: int, lines: int
) -> None:
    async with start_shop(size=size) as buyer:
        slug = await open_payment(buyer, "qris")
        await buyer.until(lambda: buyer.screen.query_one(QrCode).rows(), "the QR")
        await buyer.pilot.pause()
        drawn = buyer.screen.query_one(QrCode)
        region = drawn.content_region
        lines_on_screen = [
            "".join(s.text for s in strip) for strip in buyer.screen._compositor.render_strips()
        ]
        rows = [line[region.x : region.right] for line in lines_on_screen[region.y : region.bottom]]
        found = zxingcpp.read_barcodes(picture_of(rows, columns, lines))
        sent = payment_view(buyer.shop.orders.known[slug]).qr
        assert [code.text for code in found] == [sent]
        assert "left" in buyer.text()


async def test_on_the_smallest_screen_the_qr_says_what_to_do_instead() -> None:
    async with start_shop(size=(40, 12)) as buyer:
        await open_payment(buyer, "qris")
        await buyer.reads("does not fit")
        await buyer.reads("Rp")


def test_both_drawings_of_a_long_code_decode() -> None:
    text = "00020101021226610014ID.CO.QRIS.WWW" + "0123456789" * 12 + "5802ID5916WARUNG NUSANTARA6304ABCD"
    modules = matrix(text)
    for rows, columns, lines in ((half_blocks(modules), 1, 2), (sextants(modules), 2, 3)):
        assert [code.text for code in zxingcpp.read_barcodes(picture_of(rows, columns, lines))] == [text]


async def test_paid_while_watching_becomes_the_receipt() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        slug = await open_payment(buyer, "qris")
        await buyer.reads("Scan with any bank")
        assert control.mark_paid(demo_app(buyer), slug)
        await buyer.press("u")
        await buyer.reads("Paid. Thank you!")
        await buyer.reads("WHAT HAPPENS NEXT")
        await buyer.press("enter")
        await buyer.on_screen("OrderScreen")
        await buyer.reads("paid")


async def test_bank_transfer_shows_accounts_amount_and_copies_bare_digits() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        slug = await open_payment(buyer, "bank_transfer")
        await buyer.reads("Transfer exactly this amount")
        view = payment_view(buyer.shop.orders.known[slug])
        await buyer.reads(view.accounts[0].holder)
        await buyer.press("k")
        assert buyer.app.clipboard == view.accounts[0].number
        await buyer.press("j")
        assert view.amount is not None
        assert buyer.app.clipboard == f"{view.amount:.0f}"


async def test_cash_on_delivery_needs_no_payment() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await open_payment(buyer, "cod")
        await buyer.reads("Your order is placed.")
        await buyer.reads("Pay the courier in cash")
        assert "left" not in buyer.text()


async def test_a_canceled_order_says_so() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        slug = await open_payment(buyer, "bank_transfer")
        await buyer.reads("Transfer exactly")
        assert control.cancel(demo_app(buyer), slug)
        await buyer.press("u")
        await buyer.reads("This order was cancelled.")


async def test_leaving_ends_the_watch() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await open_payment(buyer, "qris")
        await buyer.reads("Scan with")
        screen = buyer.screen
        assert isinstance(screen, PaymentScreen)
        await buyer.press("escape")
        await buyer.on_screen("CatalogScreen")
        await buyer.until(
            lambda: not [w for w in buyer.app.workers if w.group == "payment" and w.is_running], "no watch"
        )


async def test_a_second_that_passes_while_the_page_is_composed_anew_draws_nothing() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await show_payment(buyer, order_to_pay("va_bca"))
        screen = buyer.screen
        assert isinstance(screen, PaymentScreen)
        screen.rebuilding = True
        await screen.query_one(PaymentTop).query("*").remove()
        screen._tick()
        screen.render_state()
        screen.rebuilding = False
        await screen.retranslate()
        await buyer.reads("left")
