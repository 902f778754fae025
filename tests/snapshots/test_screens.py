"""Every screen as it looks, in characters at three sizes, in one language or the other; some of them in colour as well.

After a change that was meant: `uv run pytest tests/snapshots -n 0 --snapshot-update`, then look at the difference.
"""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from styles.themes import CONTRAST, DARK, LIGHT
from tests.snapshots.looks import Names, at_every_size, compare, seen_as
from tests.snapshots.walks import ELSEWHERE, WALKS

IN_COLOUR: dict[str, Names] = {
    "browse-120x40-en": {"catalogue": (DARK,), "product": (DARK,)},
    "browse-80x24-id": {"bundle": (DARK,), "catalogue": (DARK, LIGHT), "product-one-sold-out": (DARK,)},
    "browse-40x12-id": {"catalogue": (DARK, CONTRAST), "product": (DARK,)},
    "trouble-80x24-id": {"product-failed": (DARK,)},
    "cart-120x40-en": {"cart": (DARK,)},
    "cart-80x24-id": {"cart-problem": (DARK, CONTRAST)},
    "cart-40x12-id": {"cart-problem": (DARK,)},
    "checkout-120x40-en": {
        "checkout-courier": (DARK,),
        "place-search": (DARK,),
        "checkout-complete": (LIGHT,),
    },
    "checkout-80x24-id": {"checkout-errors": (DARK, LIGHT)},
    "checkout-40x12-id": {"checkout-method": (DARK,)},
    "pay-120x40-en": {"payment-qris": (DARK,), "order-shipped": (DARK,)},
    "pay-80x24-id": {"payment-bank": (DARK,), "payment-qris": (DARK,), "payment-paid": (LIGHT,)},
    "pay-40x12-id": {"payment-bank": (DARK,)},
    "unknown-80x24-id": {"outcome": (DARK,)},
    "around-120x40-en": {"settings": (DARK,)},
    "around-80x24-id": {"help": (DARK,)},
}
"""By walk, size and language: the screens that are kept in colour, in these themes."""


@at_every_size
@pytest.mark.parametrize("walk", WALKS)
async def test_looks(walk: str, size: tuple[int, int], language: str, snapshot: SnapshotAssertion) -> None:
    known = walk != "nothing_yet"
    await compare(
        WALKS[walk],
        size,
        language,
        snapshot,
        in_colour=IN_COLOUR.get(f"{walk}-{seen_as(size, language)}"),
        store=None if known else ELSEWHERE,
        wait=known,
    )
