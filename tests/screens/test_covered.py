"""What is laid out and painted of the pages under the one on top."""

from __future__ import annotations

from textual.geometry import Region, Size

from tests.pilot import Buyer, start_shop


async def beside(buyer: Buyer, key: str, name: str) -> list[Region]:
    """With this page on top, the one under it is laid out anew; what that has the one on top paint again."""
    page = buyer.screen
    await buyer.press(key)
    await buyer.on_screen(name)
    top = buyer.screen
    asked: list[Region] = []
    refresh = top.refresh

    def noted(*regions: Region, **more: bool) -> object:
        asked.extend(regions)
        return refresh(*regions, **more)

    top.refresh = noted  # type: ignore[method-assign,assignment]
    page._repaint_required = True
    page._refresh_layout(Size(100, 30))
    return asked


async def test_a_page_under_a_dialog_is_painted_even_while_all_of_it_is_to_be_painted_anyway() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        assert await beside(buyer, "question_mark", "HelpScreen")


async def test_a_page_nobody_sees_has_nothing_painted() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        assert not await beside(buyer, "c", "CartScreen")
