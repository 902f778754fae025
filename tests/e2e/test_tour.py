"""The purchase that plays by itself, in a real terminal: from the launch to a paid order, with nobody touching a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.buying import EMAIL, Buyer
from tests.terminal import Terminal, etalase, home


@pytest.mark.parametrize(("size", "language"), [((80, 24), "id"), ((120, 40), "en")])
def test_a_whole_purchase_plays_by_itself(size: tuple[int, int], language: str, tmp_path: Path) -> None:
    log = tmp_path / "requests.log"
    command = etalase("demo", "--tour", "--pace", "40", "--language", language, "--log", str(log))
    with Terminal(command, size=size, env=home(tmp_path)) as terminal:
        buyer = Buyer(terminal, language)
        buyer.reads(buyer.says("Paid. That was all of it. Press any key and the shop is yours."))
        buyer.reads(buyer.says("Paid. Thank you!"))
        buyer.press("x")
        buyer.reads(buyer.says("The shop is yours."), rf"‹ {buyer.says('Order {number}', number='')}\d{{6}}")
        buyer.leave()
    words = log.read_text()
    assert sum("POST" in line and "/checkout " in line for line in words.splitlines()) == 1
    assert EMAIL not in words
    assert not [path for path in (tmp_path / "state").rglob("*") if path.is_file()], "a tour keeps nothing"
