"""Dragging the window's corner loses nothing, whatever is open."""

from __future__ import annotations

from pathlib import Path

from tests.e2e.buying import ADDRESS, AREA, COFFEE, EMAIL, NAME, PHONE, SEARCHED, Buyer, open_shop

OTHER_COFFEE = "Kopi Toraja Sapan"
SIZES = ((40, 12), (80, 24), (30, 8), (120, 40))
"""One after the other; the third is too small for more than a notice."""


def _drag(buyer: Buyer, *kept: str, narrow: str = "", tiny: str = "is a little small") -> None:
    """Through all sizes; at each `kept` (patterns) is on screen, at 40 columns `narrow` if given, at 30 `tiny`."""
    for columns, rows in SIZES:
        buyer.terminal.resize(columns, rows)
        if rows == 8:
            buyer.reads(tiny)
        elif narrow and columns == 40:
            buyer.reads(narrow)
        else:
            buyer.reads(*kept)
    buyer.terminal.rest()
    widest = max(len(line) for line in buyer.terminal.text().splitlines())
    assert widest == SIZES[-1][0], "the rule below the header goes from edge to edge"


def test_a_resize_loses_nothing(tmp_path: Path) -> None:
    with open_shop(tmp_path, (120, 40), "en") as buyer:
        buyer.opens()
        # A search, its words and the row one was on.
        buyer.press("/")
        buyer.reads("Search the whole shop")
        buyer.terminal.type("kopi")
        buyer.reads("/ +kopi", r"\d+ of \d+")
        buyer.press("enter")
        buyer.out_of_fields()
        buyer.go_to_row(OTHER_COFFEE)
        _drag(buyer, "/ +kopi", rf"▌ {OTHER_COFFEE}")
        buyer.press("escape")
        buyer.reads("All \\d+")

        # The options chosen on a page.
        buyer.look_at(COFFEE)
        buyer.choose("200 g", "Bubuk halus")
        _drag(buyer, "● 200 g", "● Bubuk halus", r"Rp85\.000")
        buyer.add(1)
        buyer.open_cart()
        buyer.check_out()

        # A name half typed, and the cursor where it was.
        buyer.at_field("Name")
        buyer.terminal.type(NAME[:6])
        _drag(buyer, NAME[:6])
        buyer.terminal.type(NAME[6:])
        buyer.reads(f"Name +{NAME}")
        buyer.press("enter")
        buyer.fill("E-mail", EMAIL)
        buyer.fill("Phone", PHONE)
        buyer.fill("Address", ADDRESS)

        # The picker, over the checkout.
        buyer.out_of_fields()
        buyer.press("enter")
        buyer.reads("subdistrict, city or postal area")
        buyer.terminal.type(SEARCHED)
        buyer.reads(rf"▌{AREA}")
        _drag(buyer, SEARCHED, rf"▌{AREA}", tiny=SEARCHED)
        buyer.press("enter")
        buyer.reads(r"▌\d{5}")
        buyer.press("enter")
        buyer.take(3, "Courier", "JNE Reguler")
        _drag(buyer, r"▌[●○▸▾] ", narrow="3✓")
        total = buyer.pay_by_qris(4)
        _drag(buyer, total.replace(".", r"\."))
