"""The catalogue, over the real client and the demo store."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial

import pytest
from rich.segment import Segment

from app.config import DEMO, StoreConfig
from app.records import KeyChoice
from app.services.feed import FeedItem
from app.services.pictures import PictureService
from tests.painting import put_together
from tests.pilot import Buyer, private_session, start_shop
from widgets.catalog_list import CatalogList
from widgets.category_bar import CategoryBar
from widgets.preview import Preview

SIZES = [(120, 40), (40, 12)]


def rows(buyer: Buyer) -> CatalogList:
    return buyer.screen.query_one(CatalogList)


def here(buyer: Buyer) -> FeedItem:
    item = rows(buyer).item
    assert item is not None
    return item


def put_cursor_on(buyer: Buyer, wanted: object) -> FeedItem:
    """The first item for which `wanted(item)` is true, with the cursor on it."""
    assert callable(wanted)
    index = next(i for i, item in enumerate(rows(buyer).items) if wanted(item))
    rows(buyer).go_to(index)
    return rows(buyer).items[index]


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_items_stand_there_with_price_and_stock(size: tuple[int, int]) -> None:
    async with start_shop(size=size) as buyer:
        text = buyer.text()
        assert here(buyer).name in text
        assert re.search(r"Rp\d", text)
        assert "available" in text
        assert all(len(line) <= size[0] for line in text.splitlines())


async def test_keys_move_the_cursor_and_the_view_follows() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        first = here(buyer)
        await buyer.press("down", "down", "up")
        assert here(buyer) == rows(buyer).items[1]
        await buyer.press("end")
        assert here(buyer) == rows(buyer).items[-1]
        await buyer.reads(here(buyer).name[:20])
        await buyer.press("pageup")
        await buyer.reads(here(buyer).name[:20])
        await buyer.press("home")
        assert here(buyer) == first
        await buyer.reads(first.name)


async def test_moving_to_the_end_in_single_steps_keeps_the_cursor_in_view() -> None:
    async with start_shop(size=(40, 12)) as buyer:
        listing = rows(buyer)
        for _step in range(len(listing.items)):
            listing.action_move(1)
            top = listing.cursor * listing.shape.height - listing.scroll_offset.y
            assert 0 <= top <= listing.size.height - listing.shape.lines
        for _step in range(len(listing.items)):
            listing.action_move(-1)
            top = listing.cursor * listing.shape.height - listing.scroll_offset.y
            assert 0 <= top <= listing.size.height - listing.shape.lines


async def test_a_step_repaints_only_the_words_of_two_rows() -> None:
    async with start_shop() as buyer:
        buyer.screen._compositor.render_update = partial(put_together, buyer.screen._compositor)  # type: ignore[method-assign]
        listing = rows(buyer)
        painted: list[tuple[int, int, int]] = []
        display = buyer.app._display

        def watch(screen: object, renderable: object) -> None:
            painted.extend(getattr(renderable, "spans", None) or [(-1, 0, 0)] * (renderable is not None))
            display(screen, renderable)  # type: ignore[arg-type]

        buyer.app._display = watch  # type: ignore[method-assign]
        for _try in range(5):  # what has just come from the store may be painted along with a step
            painted.clear()
            listing.action_move(1)
            await buyer.until(lambda: painted)
            if len(painted) == 2 * listing.shape.lines:
                break
        assert len(painted) == 2 * listing.shape.lines
        assert all(x1 >= listing.region.x for _y, x1, _x2 in painted)


@pytest.mark.parametrize("size", SIZES)
async def test_search_filters_as_one_types_and_esc_clears_then_closes(size: tuple[int, int]) -> None:
    async with start_shop(size=size) as buyer:
        everything = len(rows(buyer).items)
        await buyer.press("slash", *"teh")
        await buyer.until(lambda: 0 < len(rows(buyer).items) < everything)
        assert all("teh" in f"{i.name} {i.category} {i.blurb}".lower() for i in rows(buyer).items[:3])
        assert f"{len(rows(buyer).items)} of" in buyer.text()
        await buyer.press("escape")
        await buyer.until(lambda: len(rows(buyer).items) == everything)
        assert "/" in buyer.text().splitlines()[2]
        await buyer.press("escape")
        await buyer.reads("All")
        assert buyer.screen.focused is rows(buyer)


def painted(buyer: Buyer) -> list[list[Segment]]:
    """What is on screen with its colours, each line as it was last painted."""
    return [list(strip) for strip in buyer.screen._compositor.render_strips()]


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_painted_bit_by_bit_is_what_painting_all_of_it_gives(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Pictures come when they come, between the two looks as well.
    monkeypatch.setattr(PictureService, "request", lambda *_asked: None)
    async with start_shop(size=size) as buyer:
        await buyer.until(lambda: buyer.shop.catalog.state == "fresh")
        steps: list[list[str]] = [["down"] * 3, ["slash"], *([letter] for letter in "kopi zzzz")]
        steps += [["backspace"]] * 6 + [["down"], ["down"], ["end"], ["left"], ["backspace"], ["p"], ["a"]]
        steps += [["escape"], ["escape"], ["pagedown"], ["s"], ["right"], ["right"], ["left"]]
        for step in steps:
            await buyer.press(*step)
            await buyer.pilot.pause()
            bit_by_bit = painted(buyer)
            for widget in buyer.screen._compositor.visible_widgets:
                widget._set_dirty()
            rows(buyer)._rows.clear()
            assert painted(buyer) == bit_by_bit, f"after {step}"


async def test_down_leaves_the_field_for_the_list_and_keeps_the_search() -> None:
    async with start_shop() as buyer:
        await buyer.press("slash", *"kopi", "down")
        assert rows(buyer).cursor == 0
        await buyer.press("down")
        assert buyer.screen.focused is rows(buyer)
        assert rows(buyer).cursor == 1
        found = len(rows(buyer).items)
        await buyer.press("s")
        assert len(rows(buyer).items) == found


async def test_no_result_says_so_and_how_to_go_on() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await buyer.press("slash", *"zzqx")
        await buyer.reads("Nothing here is called “zzqx”.")
        assert "Esc  clear the search" in buyer.text()
        await buyer.press("escape")
        await buyer.until(lambda: rows(buyer).display and rows(buyer).items)


async def test_markup_typed_into_the_search_is_shown_as_typed() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await buyer.press("slash", *"[/x]")
        await buyer.reads("“[/x]”")


async def test_categories_by_key_and_by_mouse() -> None:
    async with start_shop() as buyer:
        categories = buyer.shop.catalog.categories
        await buyer.press("right")
        assert {item.category_id for item in rows(buyer).items} == {categories[0].id}
        assert f"{categories[0].count} of" in buyer.text()
        await buyer.press("tab")
        assert {item.category_id for item in rows(buyer).items} == {categories[1].id}
        await buyer.press("left", "left")
        assert len({item.category_id for item in rows(buyer).items}) > 1
        x = buyer.text().splitlines()[2].index(categories[2].name)
        await buyer.click(CategoryBar, offset=(x + 1, 0))
        await buyer.until(lambda: {item.category_id for item in rows(buyer).items} == {categories[2].id})
        await buyer.press("escape")
        assert len({item.category_id for item in rows(buyer).items}) > 1


async def test_every_category_comes_into_view_on_a_narrow_line() -> None:
    async with start_shop(size=(40, 12)) as buyer:
        for category in buyer.shop.catalog.categories:
            await buyer.press("right")
            assert category.name[:10] in buyer.text().splitlines()[2]


async def test_orders_are_named_and_hold() -> None:
    async with start_shop() as buyer:
        await buyer.press("s")
        await buyer.reads("cheapest first")
        prices = [item.price_min or Decimal(0) for item in rows(buyer).items]
        assert prices == sorted(prices)
        assert rows(buyer).cursor == 0
        await buyer.press("s", "s", "s")
        await buyer.reads("A–Z")
        names = [item.name.casefold() for item in rows(buyer).items]
        assert names == sorted(names)


async def test_enter_opens_a_product_and_esc_comes_back_to_the_same_row() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        item = put_cursor_on(buyer, lambda i: i.kind == "product" and i.option_names)
        await buyer.press("enter")
        await buyer.on_screen("ProductScreen")
        await buyer.press("escape")
        await buyer.on_screen("CatalogScreen")
        assert here(buyer) == item


async def test_a_bundle_opens_as_a_bundle() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        put_cursor_on(buyer, lambda i: i.kind == "bundle")
        await buyer.press("enter")
        await buyer.on_screen("BundleScreen")


async def test_a_second_click_opens_what_the_first_one_chose() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await buyer.click(CatalogList, offset=(5, 4))
        assert rows(buyer).cursor == 1
        await buyer.click(CatalogList, offset=(5, 4))
        await buyer.until(lambda: type(buyer.screen).__name__ in ("ProductScreen", "BundleScreen"))


@pytest.mark.parametrize("kind", ["bundle", "product"])
async def test_what_needs_no_choice_goes_straight_into_the_cart(kind: str) -> None:
    async with start_shop() as buyer:
        item = put_cursor_on(buyer, lambda i: i.kind == kind and not i.option_names and i.in_stock)
        await buyer.press("a")
        await buyer.until(lambda: buyer.shop.cart.count == 1 and buyer.shop.cart.state == "fresh")
        await buyer.reads("Cart 1")
        assert type(buyer.screen).__name__ == "CatalogScreen"
        assert buyer.shop.cart.lines[0].snapshot is not None
        assert buyer.shop.cart.lines[0].snapshot.slug == item.slug


async def test_what_needs_a_choice_opens_its_page() -> None:
    async with start_shop() as buyer:
        put_cursor_on(buyer, lambda i: i.kind == "product" and i.option_names and i.in_stock)
        await buyer.press("a")
        await buyer.on_screen("ProductScreen")
        assert buyer.shop.cart.count == 0


async def test_what_is_sold_out_says_so() -> None:
    async with start_shop() as buyer:
        item = put_cursor_on(buyer, lambda i: not i.in_stock)
        await buyer.press("a")
        await buyer.reads("is sold out.")
        assert item.name[:10] in buyer.text()
        assert buyer.shop.cart.count == 0


async def test_the_preview_follows_once_the_cursor_rests() -> None:
    async with start_shop() as buyer:
        await buyer.press("down", "down")
        await buyer.until(lambda: buyer.screen.query_one(Preview).item == here(buyer))


async def test_a_refresh_keeps_the_cursor_on_its_item() -> None:
    async with start_shop() as buyer:
        await buyer.press("down", "down", "down")
        item = here(buyer)
        catalog = buyer.shop.catalog
        catalog.items = [i for i in catalog.items if i.key != catalog.items[0].key]
        rows(buyer).show(catalog.items)
        assert here(buyer).key == item.key
        await buyer.press("r")
        await buyer.until(lambda: len(rows(buyer).items) > len(catalog.items) - 1)
        assert here(buyer).key == item.key


async def test_language_and_theme_change_in_place() -> None:
    async with start_shop() as buyer:
        await buyer.press("down", "down", "f2")
        await buyer.until(lambda: "available" not in buyer.text())
        assert rows(buyer).cursor == 2
        await buyer.press("f2", "f3")
        await buyer.reads("available")
        assert buyer.app.theme == "etalase-light"


async def test_ten_thousand_items_are_all_found() -> None:
    store = StoreConfig(DEMO, demo_items=10_000)
    async with start_shop(store=store) as buyer:
        assert len(rows(buyer).items) < 1000
        await buyer.press("s")
        await buyer.until(lambda: len(rows(buyer).items) == 10_000, "all items")
        await buyer.press("end")
        await buyer.reads(here(buyer).name[:20])


async def test_more_rows_come_before_the_end_is_reached() -> None:
    store = StoreConfig(DEMO, demo_items=1000)
    async with start_shop(store=store) as buyer:
        loaded = len(rows(buyer).items)
        await buyer.press("end")
        await buyer.until(lambda: len(rows(buyer).items) > loaded)
        assert rows(buyer).cursor == loaded - 1


async def test_a_resize_keeps_the_cursor_and_its_row_in_view() -> None:
    async with start_shop() as buyer:
        await buyer.press("end", "up", "up")
        item = here(buyer)
        for size in ((40, 12), (80, 24), (120, 40)):
            await buyer.pilot.resize_terminal(*size)
            await buyer.until(lambda: item.name[:15] in buyer.text(), f"{item.name} at {size}")
            assert here(buyer) == item


async def test_too_small_says_how_large() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await buyer.pilot.resize_terminal(30, 8)
        await buyer.reads("40×12")
        await buyer.pilot.resize_terminal(80, 24)
        await buyer.reads(here(buyer).name)


async def test_a_remapped_key_works_and_is_shown() -> None:
    session = private_session()
    session.settings.keys = [KeyChoice("catalog.sort", "w")]
    async with start_shop(session=session) as buyer:
        assert "w sort" in buyer.text()
        await buyer.press("w")
        await buyer.reads("cheapest first")
