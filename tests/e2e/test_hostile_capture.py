"""A session in a store whose every text is hostile: what reaches the terminal is text and Textual's own sequences."""

from __future__ import annotations

import base64
import re
import unicodedata
from pathlib import Path

from app.sandbox.server import create_app
from tests.e2e.buying import ADDRESS, EMAIL, NAME, PHONE, SEARCHED, Buyer, open_shop
from tests.e2e.far_store import far_store
from tests.hostile.rewriter import LITERALS, Rewriter

ALLOWED = {
    "colour": r"\x1b\[[0-9;]*m",
    "cursor address": r"\x1b\[\d+;\d+H|\x1b\[H",
    "clear": r"\x1b\[2J",
    "our and Textual's modes": r"\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1016|1049|2004|2026|2031|2048)[hl]",
    "questions about modes": r"\x1b\[\?(?:2026|2048)\$p",
    "keyboard protocol": r"\x1b\[(?:>\d+u|<u|\?u)",
    "pointer shape": r"\x1b\]22;[a-z-]+\x07",
    "line ends": r"\r?\n",
}
SEQUENCE = re.compile("|".join(f"(?:{pattern})" for pattern in ALLOWED.values()))
CLIPBOARD = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")


def foreign(output: bytes) -> list[str]:
    """What in `output` is neither printable text nor a sequence of ALLOWED, with what follows it."""
    text = output.decode("utf-8")
    left = SEQUENCE.sub("", text)
    return [
        repr(left[at : at + 30])
        for at, letter in enumerate(left)
        if unicodedata.category(letter) in ("Cc", "Cs") or _BIDI.match(letter)
    ]


def test_the_check_finds_what_it_is_for() -> None:
    assert foreign("\x1b[1;2H\x1b[38;2;1;2;3mKopi \U0001f469\u200d\U0001f469\x1b[0m\r\n".encode()) == []
    for bad in ("\x1b]52;c;SGFpIQ==\x07", "\x1b[31;1;5q", "\x9b31m", "\x1bP", "a\u202eb", "\x1b[?5h", "\x07"):
        assert foreign(f"Kopi{bad} Gayo".encode()), bad


def test_a_purchase_in_a_hostile_store(tmp_path: Path) -> None:
    shown: set[str] = set()

    def look(buyer: Buyer) -> None:
        shown.update(LITERALS.findall(buyer.terminal.text()))

    app = create_app(None, seed=1, autopay_seconds=None)
    with (
        far_store(Rewriter(app)) as store,
        open_shop(tmp_path, (80, 24), "en", store=store.variables) as buyer,
    ):
        buyer.reads(r"▌ \S", r"Rp\d")
        look(buyer)
        buyer.press("enter")
        buyer.reads(r"Add to cart +Rp\d")
        look(buyer)
        buyer.add(1)
        buyer.open_cart()
        look(buyer)
        buyer.check_out()
        buyer.fill("Name", NAME)
        buyer.fill("E-mail", EMAIL)
        buyer.fill("Phone", PHONE)
        buyer.fill("Address", ADDRESS)
        buyer.out_of_fields()
        buyer.press("enter")
        buyer.reads("subdistrict, city or postal area")
        buyer.terminal.type(SEARCHED)
        buyer.reads(r"│ ▌\S")
        look(buyer)
        buyer.press("enter")
        buyer.reads(r"▌\d{5}")
        buyer.press("enter")
        for number, step in ((3, "Courier"), (4, "Pay")):
            buyer.reads(rf"{number} {step} ●", r"▌[●○▸▾] ")
            look(buyer)
            buyer.press("enter")
        buyer.order()
        buyer.reads("‹ Order", "Waiting for your payment")
        look(buyer)
        buyer.press("k")
        buyer.reads("Sent to your clipboard")
        buyer.press("enter")
        buyer.reads("‹ Order", "placed")
        look(buyer)
        buyer.press("ctrl+o", "o")
        buyer.reads("‹ Orders", r"▌ \S")
        look(buyer)
        buyer.press("f2", "f3", "ctrl+p")
        buyer = Buyer(buyer.terminal, "id")
        palette = buyer.says("Open the cart")
        buyer.reads(palette)
        buyer.press("escape")
        buyer.terminal.wait(lambda text: not re.search(palette, text), what="the palette gone")
        buyer.leave()
        output = buyer.terminal.output
    # All of this was worth the trouble only if the hostile words were there to be seen.
    assert len(shown) >= 4, shown
    copied = CLIPBOARD.findall(output.decode())
    assert len(copied) == 1
    assert base64.b64decode(copied[0]).decode().isprintable()
    assert set(foreign(CLIPBOARD.sub("", output.decode()).encode())) == set()
