"""Every screen as it looks, in characters at three sizes and two languages; some of them in colour as well.

After a change that was meant: `uv run pytest tests/snapshots -n 0 --snapshot-update`, then look at the difference.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from styles.themes import CONTRAST, DARK, LIGHT
from tests.pilot import Buyer
from tests.snapshots.stage import look, settle, stage
from tests.snapshots.walks import ELSEWHERE, WALKS

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
SIZES = ((120, 40), (80, 24), (40, 12))
LANGUAGES = ("en", "id")

Names = dict[str, tuple[str, ...]]

IN_COLOUR: dict[str, Names] = {
    "browse-120x40-en": {"catalogue": (DARK,), "product": (DARK,)},
    "browse-80x24-en": {"bundle": (DARK,)},
    "browse-80x24-id": {"catalogue": (DARK, LIGHT), "product-one-sold-out": (DARK,)},
    "browse-40x12-id": {"catalogue": (DARK, CONTRAST), "product": (DARK,)},
    "trouble-80x24-en": {"product-failed": (DARK,)},
    "cart-120x40-en": {"cart": (DARK,)},
    "cart-80x24-id": {"cart-problem": (DARK, CONTRAST)},
    "cart-40x12-id": {"cart-problem": (DARK,)},
    "checkout-120x40-en": {"checkout-courier": (DARK,), "place-search": (DARK,)},
    "checkout-120x40-id": {"checkout-complete": (LIGHT,)},
    "checkout-80x24-id": {"checkout-errors": (DARK, LIGHT)},
    "checkout-40x12-id": {"checkout-method": (DARK,)},
    "pay-120x40-en": {"payment-qris": (DARK,), "order-shipped": (DARK,)},
    "pay-80x24-en": {"payment-bank": (DARK,)},
    "pay-80x24-id": {"payment-qris": (DARK,), "payment-paid": (LIGHT,)},
    "pay-40x12-id": {"payment-bank": (DARK,)},
    "unknown-80x24-id": {"outcome": (DARK,)},
    "around-120x40-en": {"settings": (DARK,)},
    "around-80x24-id": {"help": (DARK,)},
}
"""By walk, size and language: the screens that are kept in colour, in these themes."""


class Characters(SingleFileSnapshotExtension):
    """One text file a walk."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class Picture(SVGImageExtension):  # type: ignore[misc]
    """As the plugin's own, under the name that newer releases of syrupy ask for."""

    file_extension = "svg"


@pytest.fixture
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ten in the morning in Jakarta, and it stays so."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "WIB-7")
        time.tzset()
        with time_machine.travel(NOW.timestamp(), tick=False):
            yield
    time.tzset()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("walk", WALKS)
async def test_looks(
    walk: str, size: tuple[int, int], language: str, standing_clock: None, snapshot: SnapshotAssertion
) -> None:
    in_colour = IN_COLOUR.get(f"{walk}-{size[0]}x{size[1]}-{language}", {})
    pages: list[str] = []
    pictures: dict[str, str] = {}
    known = walk != "nothing_yet"
    async with stage(size, language, store=None if known else ELSEWHERE, wait=known) as buyer:
        async for name in WALKS[walk](buyer):
            asking = name.endswith("-loading")
            pages.append(f"{f' {name} ':=^{size[0]}}\n{await look(buyer, asking=asking)}\n")
            for theme in in_colour.get(name, ()):
                pictures[f"{name}-{theme.removeprefix('etalase-')}"] = await picture(buyer, theme)
    assert len(pictures) == sum(map(len, in_colour.values())), (
        "a screen that is kept in colour has another name now"
    )
    assert "\n".join(pages) == snapshot(extension_class=Characters)
    for name, drawn in pictures.items():
        assert drawn == snapshot(extension_class=Picture, name=name)


async def picture(buyer: Buyer, theme: str) -> str:
    """The screen in a theme's colours, without the plugin's fonts from the net."""
    before = buyer.app.theme
    buyer.app.theme = theme
    await settle(buyer)
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", buyer.app.export_screenshot(), flags=re.DOTALL)
    buyer.app.theme = before
    await settle(buyer)
    return drawn
