"""Settings, the pages behind them and help: every choice works at once and is remembered, everything one can do is
listed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.actions import ACTIONS, BY_ID
from app.config import DEMO, StoreConfig
from app.session import Session
from screens.help import SECTIONS
from styles.themes import CONTRAST, DARK, LIGHT
from tests.pilot import Buyer, private_session, start_shop
from widgets.catalog_list import CatalogList
from widgets.key_list import KeyList
from widgets.value_row import ValueRow
from widgets.way_row import WayRow

HALF_BLOCK = "▀"


async def settings(buyer: Buyer) -> None:
    await buyer.press("comma")
    await buyer.on_screen("SettingsScreen")


async def choose(buyer: Buyer, name: str, value: str) -> None:
    buyer.screen.query_one(f"#{name}", ValueRow).choose(value)
    await buyer.pilot.pause()


async def test_every_choice_takes_effect_at_once_and_is_kept(tmp_path: Path) -> None:
    def session() -> Session:
        kept = Session(tmp_path / "shop", tmp_path / "settings.json")
        kept.load()
        return kept

    first = session()
    first.settings.language = "en"
    async with start_shop(size=(80, 24), session=first) as buyer:
        app, chosen = buyer.app, buyer.app.session.settings
        rows = buyer.screen.query_one(CatalogList)
        await buyer.until(lambda: HALF_BLOCK in buyer.text(), "a picture")
        few = rows.rows_visible
        await settings(buyer)
        await buyer.reads("f2 switches on every page")
        await buyer.press("down", "right")
        await buyer.until(lambda: app.theme == LIGHT, "the light theme")
        await buyer.press("down", "right", "right")
        await buyer.until(lambda: chosen.pictures == "small", "small pictures")
        await buyer.reads("half as wide and high")
        assert all(screen.has_class("-small-pictures") for screen in app.screen_stack)
        await buyer.press("left")
        await buyer.until(lambda: chosen.pictures == "off", "no pictures")
        await buyer.press("down", "down", "right")
        await buyer.until(lambda: app.animation_level == "basic", "smooth scrolling")
        await buyer.press("question_mark")
        await buyer.on_screen("HelpScreen")
        page = buyer.screen.query_one("#help-text")
        moved: list[bool] = []  # in how many steps is a matter of how busy the machine is
        buyer.screen.watch(
            page,
            "scroll_y",
            lambda _y: moved.append(app.animator.is_being_animated(page, "scroll_y")),
            init=False,
        )
        page.scroll_page_down()
        await buyer.until(lambda: page.scroll_y == page.scroll_target_y > 0, "the next page")
        assert moved
        assert all(moved)
        await buyer.press("escape")
        await buyer.on_screen("SettingsScreen")
        await buyer.press("down", "right")
        await buyer.until(lambda: not chosen.events, "no advertiser told")
        await buyer.reads("for the advertisements of a shop")
        # What was fetched for is not asked for again, and nothing is drawn of what is here.
        asked: list[str] = []  # a write of what has come may be due: that asks for nothing
        app.shop.pictures._waiting.clear()
        app.shop.spawn = lambda _work, name, **_: asked.append(name)  # type: ignore[assignment,method-assign]
        await buyer.press("escape")
        await buyer.on_screen("CatalogScreen")
        assert HALF_BLOCK not in buyer.text()
        assert "pictures" not in asked
        assert not app.shop.pictures._waiting
        del app.shop.spawn
        await settings(buyer)
        await choose(buyer, "density", "compact")
        await buyer.press("escape")
        await buyer.on_screen("CatalogScreen")
        await buyer.until(lambda: rows.rows_visible >= 2 * few, "more rows")
        lines = [line for line in buyer.text().splitlines() if "Rp" in line]
        assert len(lines) == rows.rows_visible
        await settings(buyer)
        await choose(buyer, "language", "id")
        await buyer.reads("Pengaturan")
    again = session().settings
    assert (again.language, again.theme, again.pictures) == ("id", LIGHT, "off")
    assert (again.density, again.scrolling, again.events) == ("compact", "smooth", False)
    async with start_shop(size=(80, 24), session=session()) as buyer:
        assert buyer.screen.query_one(CatalogList).shape.lines == 1
        assert buyer.app.animation_level == "basic"
        assert HALF_BLOCK not in buyer.text()


async def test_smaller_pictures_are_fewer_cells() -> None:
    async with start_shop() as buyer:

        def cells() -> int:
            picture = buyer.screen.query_one("#preview-picture" if buyer.screen.id is None else "#picture")
            return picture.size.width * picture.size.height

        full = cells()
        buyer.app.use_pictures("small")
        await buyer.until(lambda: 0 < cells() < full / 3, "a smaller preview")
        buyer.app.use_pictures("off")
        await buyer.until(lambda: cells() == 0, "no preview picture")


async def test_a_terminal_that_forbids_telling_is_told_so() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        buyer.app.environ["DO_NOT_TRACK"] = "1"
        await settings(buyer)
        buyer.screen.query_one("#events").focus()
        await buyer.reads("DO_NOT_TRACK is set")
        await buyer.press("right")
        assert "are told" not in buyer.text()


@pytest.mark.parametrize(
    "damage",
    [
        {"pictures": "on", "density": 3, "scrolling": [], "events": "yes", "keys": {"a": 1}},
        {"pictures": None, "keys": [["x"], {"action": "app.open_cart", "key": "escape"}, {"action": 1}]},
    ],
)
async def test_damaged_settings_are_the_usual_ones(tmp_path: Path, damage: dict[str, object]) -> None:
    (tmp_path / "settings.json").write_text(json.dumps({"version": 1, "language": "en", **damage}))
    session = Session(tmp_path / "shop", tmp_path / "settings.json")
    session.load()
    chosen = session.settings
    assert (chosen.language, chosen.pictures, chosen.density) == ("en", "full", "comfortable")
    assert (chosen.scrolling, chosen.events) == ("at_once", True)
    async with start_shop(size=(80, 24), session=session) as buyer:
        await buyer.press("c")
        await buyer.on_screen("CartScreen")


# Keys


async def test_a_key_is_moved_and_holds_everywhere_at_once(tmp_path: Path) -> None:
    session = Session(tmp_path / "shop", tmp_path / "settings.json")
    session.settings.language = "en"
    async with start_shop(size=(80, 24), session=session) as buyer:
        await settings(buyer)
        await buyer.press("k")
        await buyer.on_screen("KeysScreen")
        rows = buyer.screen.query_one(KeyList)
        assert rows.row is not None and rows.row.id == "app.open_cart"

        async def press_for(*keys: str) -> None:
            await buyer.press("enter")
            await buyer.on_screen("NewKeyScreen")
            await buyer.press(*keys)

        # Refused in words, whatever the key does elsewhere; the page stays for another one.
        await press_for("up")
        await buyer.reads("does the same on every page")
        await buyer.press("f3")
        await buyer.reads("f3 is taken. Everywhere: Colours")
        assert buyer.app.theme == DARK
        await buyer.press("j")
        await buyer.reads("j moves in a list")
        await buyer.press("x")
        await buyer.reads("x is taken. In the cart: Take this line out")
        await buyer.press("f12")
        await buyer.on_screen("KeysScreen")
        await buyer.reads("usually c")
        assert "f12 cart" in buyer.text()
        await buyer.press("f12")
        await buyer.on_screen("CartScreen")
        await buyer.press("escape", "question_mark")
        await buyer.on_screen("HelpScreen")
        await buyer.reads("f12          Open the cart")
        await buyer.press("escape", "ctrl+p", *"cart")
        await buyer.on_screen("Palette")
        await buyer.until(
            lambda: any(line.strip(" │▌").endswith(" f12") for line in buyer.text().splitlines()), "f12"
        )
        await buyer.press("escape")
        # Swapped on request.
        await press_for("o", "enter")
        await buyer.on_screen("KeysScreen")
        assert buyer.app.moved == {"app.open_cart": "o", "app.open_orders": "f12"}
        # Back to the usual ones: one, then all.
        await press_for("c")
        await buyer.on_screen("KeysScreen")
        assert buyer.app.moved == {"app.open_orders": "f12"}
        await buyer.press("down", "x")
        assert buyer.app.moved == {}
        await press_for("f12")
        await buyer.press("ctrl+r")
        await buyer.reads("1 key goes back")
        await buyer.press("escape")
        assert buyer.app.moved == {"app.open_orders": "f12"}
        await buyer.press("ctrl+r", "ctrl+r")
        assert buyer.app.moved == {}
        # By mouse, and what cannot be moved says so.
        await buyer.click(KeyList, offset=(20, 3))
        await buyer.on_screen("NewKeyScreen")
        await buyer.press("escape")
        rows.go_to(next(i for i, row in enumerate(rows.rows) if row.id == "catalog.open"))
        await buyer.reads("always do the same")
        await buyer.press("enter")
        await buyer.on_screen("KeysScreen")
        rows.go_to(next(i for i, row in enumerate(rows.rows) if row.id == "checkout.order"))
        await press_for("y")
        await buyer.reads("while one types")
        await buyer.press("f9")
        await buyer.on_screen("KeysScreen")
    again = Session(tmp_path / "shop", tmp_path / "settings.json")
    again.load()
    async with start_shop(size=(40, 12), session=again) as buyer:
        assert buyer.app.session_key("checkout.order") == "f9"
        await settings(buyer)
        await buyer.press("k")
        await buyer.on_screen("KeysScreen")
        rows = buyer.screen.query_one(KeyList)
        await buyer.press("end")
        await buyer.until(lambda: rows.row is rows.rows[-1], "the last")
        await buyer.press("pageup", "home")
        await buyer.until(lambda: rows.row is not None and rows.row.id == "app.open_cart", "the first")
        assert "Everywhere" in buyer.text()


# Where files are, other stores


async def test_paths_are_whole_and_can_be_copied(tmp_path: Path) -> None:
    deep = tmp_path / "a folder with a long name, of which no part may be missing" / "shop"
    session = Session(deep, tmp_path / "settings.json", tmp_path / "cache")
    session.settings.language = "en"
    copied: list[str] = []
    async with start_shop(size=(40, 12), session=session) as buyer:
        buyer.app.copy_to_clipboard = copied.append  # type: ignore[method-assign,assignment]
        await settings(buyer)
        await buyer.press("d")
        await buyer.on_screen("KeptScreen")
        shown = "".join(buyer.text().translate({ord(mark): " " for mark in "▁▂▃▄▅▆▇█"}).split())
        assert str(deep).replace(" ", "") in shown
        await buyer.press("enter")
        await buyer.until(lambda: copied == [str(deep)], "the path")
        await buyer.press("down", "k")
        await buyer.until(lambda: copied[1:] == [str(tmp_path / "settings.json")], "the other path")


async def test_only_where_there_are_several_stores_another_one_is_offered() -> None:
    here, there = StoreConfig(DEMO), StoreConfig("kopi", store_id="s", api_key="sfpk_x", title="Kopi Senja")
    async with start_shop(size=(80, 24), session=private_session()) as buyer:
        await settings(buyer)
        assert not buyer.screen.query_one("#store").display
        await buyer.press("t")
        await buyer.on_screen("SettingsScreen")
        await buyer.press("escape")
        buyer.app.stores = lambda: (there, here)
        await settings(buyer)
        await buyer.press("up", "enter")
        await buyer.on_screen("StoresScreen")
        await buyer.press("enter")  # the one that is open
        await buyer.on_screen("SettingsScreen")
        await buyer.click("#store", offset=(14, 0))
        await buyer.on_screen("StoresScreen")
        await buyer.press("up", "enter")
        await buyer.until(lambda: buyer.app._exit, "the end")
        assert buyer.app.next_store is there


async def test_f3_goes_through_the_themes() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        seen = [buyer.app.theme]
        for _ in range(3):
            await buyer.press("f3")
            seen.append(buyer.app.theme)
        assert seen == [DARK, LIGHT, CONTRAST, DARK]


async def test_forgetting_asks_once_more_and_then_leaves_nothing(tmp_path: Path) -> None:
    session = Session(tmp_path / "shop", tmp_path / "settings.json")
    session.settings.language, session.settings.events = "en", False
    async with start_shop(size=(80, 24), session=session) as buyer:
        product = await buyer.shop.catalog.product("lampu-bambu")
        from app.services.cart import variant_snapshot

        await buyer.shop.cart.add(variant_snapshot(product, product.variants[0]))
        buyer.shop.checkout.set_contact(name="Budi Santoso", email="budi@example.com")
        buyer.app.use_keys({"app.open_cart": "f12"})
        buyer.app.use_density("compact")
        await settings(buyer)
        await buyer.press("ctrl+f")
        await buyer.reads("really forget everything")
        await buyer.press("escape")
        # Enter held down asks, and answers nothing.
        buyer.screen.query_one("#forget", WayRow).focus()
        await buyer.press("enter", "enter", "enter")
        assert buyer.shop.cart.count == 1
        await buyer.press("escape", "ctrl+f")
        await buyer.click("#really", offset=(6, 0))
        await buyer.on_screen("CatalogScreen")
        await buyer.until(lambda: buyer.shop.catalog.state in ("partial", "fresh"), "the catalogue again")
        assert buyer.shop.cart.count == 0
        assert buyer.app.session.guest_token is None
        assert buyer.app.session.draft.name == ""
        assert not buyer.app.session.settings.events, "a refusal is not taken back for the buyer"
        await buyer.until(lambda: not buyer.screen.has_class("-compact"), "the usual rows")
        await buyer.press("c")
        await buyer.on_screen("CartScreen")
    left = b"".join(file.read_bytes() for file in (tmp_path / "shop").rglob("*") if file.is_file())
    assert b"Budi" not in left
    assert b"budi@" not in left


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_help_lists_every_action_of_the_registry(size: tuple[int, int]) -> None:
    async with start_shop(size=size) as buyer:
        await buyer.press("question_mark")
        await buyer.on_screen("HelpScreen")
        await buyer.until(lambda: buyer.screen.query("#help-words"), "the words")
        await buyer.press("escape")
        await buyer.on_screen("CatalogScreen")
    named = {scope for scope, _title in SECTIONS} | {"help"}
    assert {action.scope for action in ACTIONS} <= named
    assert BY_ID["settings.keys"].about
