"""The palette: what can be done here, found by name."""

from __future__ import annotations

import pytest

from tests.pilot import start_shop
from widgets.palette import Palette
from widgets.pick_list import PickList


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_it_finds_an_action_and_does_it(size: tuple[int, int]) -> None:
    async with start_shop(size=size) as buyer:
        await buyer.press("ctrl+p")
        await buyer.on_screen("Palette")
        await buyer.type("open cart")
        await buyer.press("enter")
        await buyer.on_screen("CartScreen")


async def test_it_offers_what_applies_here_in_the_language_in_force_and_nothing_of_textual() -> None:
    async with start_shop(language="en") as buyer:
        await buyer.press("ctrl+p")
        await buyer.on_screen("Palette")
        await buyer.reads("Search the whole shop as you type")
        text = buyer.text()
        assert "Screenshot" not in text
        assert "Order just this" not in text


async def test_nothing_by_that_name_says_so_and_esc_goes_back() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await buyer.press("ctrl+p")
        await buyer.on_screen("Palette")
        await buyer.type("zzz")
        await buyer.reads("Nothing here by that name.")
        await buyer.press("enter")
        assert isinstance(buyer.screen, Palette)
        await buyer.press("escape")
        await buyer.on_screen("CatalogScreen")


async def test_arrows_and_mouse_pick() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await buyer.press("ctrl+p")
        await buyer.on_screen("Palette")
        await buyer.type("cart")
        rows = buyer.screen.query_one(PickList)
        await buyer.until(lambda: len(rows.rows) >= 2)
        index = next(i for i, row in enumerate(rows.rows) if row.startswith("Open the cart"))
        await buyer.click(PickList, offset=(4, index))
        await buyer.on_screen("CartScreen")
