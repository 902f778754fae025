"""Paying in a real terminal: the QR as a camera sees it, what a link sends, and what waiting costs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image

from app.sandbox.server import create_app
from tests.e2e.buying import Buyer, open_shop
from tests.e2e.far_store import far_store
from tests.e2e.test_hostile_capture import CLIPBOARD, foreign
from tests.faults import AsgiApp
from tests.payments import INVOICE, PAGE, QRIS, SLUG, WALLET_LINK, sent_order
from tests.screens.test_payment import dark
from tests.terminal import Terminal

CELL = 12
"""Pixels a half of a cell is high and, in pictures of the screen, a cell wide."""


class OneOrder:
    """The demo store, but for one order that it always answers the same about."""

    def __init__(self, method: str, **extra: Any) -> None:
        self.store: AsgiApp = create_app(None, clock=lambda: datetime.now(UTC), autopay_seconds=None)
        self.now(method, **extra)

    def now(self, method: str, **extra: Any) -> None:
        """What is answered from now on."""
        self.body = json.dumps(sent_order(method) | extra).encode()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http" or f"/orders/{SLUG}" not in scope["path"]:
            await self.store(scope, receive, send)
            return
        headers = [(b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self.body})


@contextmanager
def paying(folder: Path, size: tuple[int, int], order: OneOrder | str) -> Iterator[Buyer]:
    """A buyer in front of the payment screen of an order (or one to be paid by this method) whose link was opened."""
    answers = OneOrder(order) if isinstance(order, str) else order
    with (
        far_store(answers) as store,
        open_shop(folder, size, "en", "open", SLUG, store=store.variables) as buyer,
    ):
        buyer.reads("‹ Order 261121ABCD", "Pay")
        buyer.press("p")
        # The order's page can be copied from as well.
        buyer.terminal.wait(lambda text: "k copy" in text and "ITEMS" not in text, what="the payment page")
        buyer.terminal.rest(0.5)
        yield buyer


def photo(terminal: Terminal) -> Image.Image:
    """The screen as pixels in the colours the terminal was told, block characters drawn by the Unicode charts."""
    columns, rows = terminal.size
    picture = Image.new("RGB", (columns * CELL, rows * CELL * 2))
    for y in range(rows):
        for x in range(columns):
            cell = terminal.screen.buffer[y][x]
            ground, ink = _colour(cell.bg, "000000"), _colour(cell.fg, "ffffff")
            left, top = x * CELL, y * CELL * 2
            picture.paste(ground, (left, top, left + CELL, top + CELL * 2))
            across, down = (2, 3) if _is_sextant(cell.data) else (1, 2)
            for module in range(across * down):
                if (_is_sextant(cell.data) or cell.data in "▀▄█") and dark(cell.data, module, across, down):
                    wide, high = CELL // across, CELL * 2 // down
                    at = (left + module % across * wide, top + module // across * high)
                    picture.paste(ink, (*at, at[0] + wide, at[1] + high))
    return picture


def scanned(terminal: Terminal) -> list[str]:
    """What a camera finds on the screen, once it finds something."""
    found: list[str] = []

    def looks(_text: str) -> bool:
        found[:] = [code.text for code in zxingcpp.read_barcodes(photo(terminal))]
        return bool(found)

    terminal.wait(looks, what="something to scan")
    return found


def _is_sextant(glyph: str) -> bool:
    return glyph in "▌▐" or 0x1FB00 <= ord(glyph[0]) <= 0x1FB3B


def _colour(value: str, default: str) -> tuple[int, int, int]:
    text = value if re.fullmatch(r"[0-9a-f]{6}", value) else default
    return (int(text[0:2], 16), int(text[2:4], 16), int(text[4:6], 16))


@pytest.mark.parametrize("size", [(120, 40), (80, 24)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(("method", "holds"), [("qris", QRIS), ("gopay", WALLET_LINK)], ids=["qris", "gopay"])
def test_a_camera_reads_the_qr(method: str, holds: str, size: tuple[int, int], tmp_path: Path) -> None:
    with paying(tmp_path, size, method) as buyer:
        terminal = buyer.terminal
        grounds = set[Any]()
        for _theme in ("dark", "light"):
            assert scanned(terminal) == [holds]
            grounds.add(photo(terminal).getpixel((2, 2)))
            buyer.press("f")
            terminal.wait(lambda text: "Amount" not in text, what="the QR alone")
            assert scanned(terminal) == [holds]
            assert photo(terminal).getpixel((2, 2)) == (255, 255, 255)
            buyer.press("f")
            terminal.wait("Amount", what="the page")
            buyer.press("f3")
            terminal.wait(lambda _text: photo(terminal).getpixel((2, 2)) not in grounds, what="another theme")
        assert len(grounds) == 2


def test_the_link_of_a_card_as_a_qr(tmp_path: Path) -> None:
    with paying(tmp_path, (80, 24), "card") as buyer:
        assert zxingcpp.read_barcodes(photo(buyer.terminal)) == []
        buyer.press("f")
        assert scanned(buyer.terminal) == [INVOICE]


LINKED = re.compile(r"\x1b\]8;id=[0-9-]+;([\x21-\x7e]*)\x1b\\|\x1b\]8;;\x1b\\")


def linked(output: bytes) -> set[str]:
    """The addresses that the terminal was told to make clickable."""
    return {found for found in LINKED.findall(output.decode()) if found}


def test_a_link_is_a_hyperlink_and_nothing_else_escapes(tmp_path: Path) -> None:
    with paying(tmp_path, (80, 24), "card") as buyer:
        buyer.press("k")
        buyer.reads("Sent to your clipboard")
        output = buyer.terminal.output
    assert INVOICE in linked(output)
    assert linked(output) <= {INVOICE, PAGE}
    rest = LINKED.sub("", CLIPBOARD.sub("", output.decode()))
    assert set(foreign(rest.encode())) == set()


HOSTILE = (
    "https://pay.example/\x1b]52;c;SGFpIQ==\x07",
    "https://pay.example/\x1b\\\x1b[2J",
    "https://pay.example/a b",
    "https://pay.example/\u202ex",
    "https://b\u0430nk.example/pay",
    "https://pay.example/" + "x" * 3000,
    "file:///etc/passwd",
    "javascript:alert(1)",
)


def test_a_hostile_link_is_never_a_hyperlink(tmp_path: Path) -> None:
    order = OneOrder("invoice", pg_payment_info=_links(HOSTILE[0]))
    with paying(tmp_path, (80, 24), order) as buyer:
        for number, address in enumerate(HOSTILE):
            order.now("invoice", order_id=f"261121AB{number:02}", pg_payment_info=_links(address))
            buyer.press("r")
            buyer.reads(rf"‹ Order 261121AB{number:02}")
            buyer.terminal.rest(0.2)
        output = buyer.terminal.output
    # What stands in its place is the order's own page.
    assert linked(output) <= {PAGE}
    assert set(foreign(LINKED.sub("", CLIPBOARD.sub("", output.decode())).encode())) == set()


def _links(address: str) -> dict[str, Any]:
    return {"invoice_url": address, "actions": [{"url_type": "MOBILE", "url": address}]}


def test_waiting_sends_next_to_nothing(tmp_path: Path) -> None:
    """The countdown and the questions, of which there is one in this time."""
    with paying(tmp_path, (120, 40), "qris") as buyer:
        terminal = buyer.terminal
        times = {_time_left(terminal)}
        sent = len(terminal.output)
        while len(times) < 8:
            terminal.pump(1)
            times.add(_time_left(terminal))
        assert len(terminal.output) - sent < 200 * len(times)


def _time_left(terminal: Terminal) -> str:
    found = re.search(r"\d+:\d\d left", terminal.text())
    assert found, terminal.text()
    return found.group(0)
