"""Settings and help: every choice works at once and is remembered, everything one can do is listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.actions import ACTIONS
from app.session import Session
from screens.help import SECTIONS
from styles.themes import CONTRAST, DARK, LIGHT
from tests.pilot import start_shop


async def test_language_theme_and_pictures_take_effect_and_are_kept(tmp_path: Path) -> None:
    def session() -> Session:
        kept = Session(tmp_path / "shop", tmp_path / "settings.json")
        kept.load()
        return kept

    first = session()
    first.settings.language = "en"
    async with start_shop(size=(80, 24), session=first) as buyer:
        await buyer.press("comma")
        await buyer.on_screen("SettingsScreen")
        await buyer.press("down", "right")
        await buyer.until(lambda: buyer.app.theme == LIGHT, "the light theme")
        await buyer.press("down", "right")
        await buyer.until(lambda: buyer.app.session.settings.pictures == "off", "no pictures")
        await buyer.press("up", "up", "left")
        await buyer.reads("Pengaturan")
    again = session()
    assert (again.settings.language, again.settings.theme, again.settings.pictures) == ("id", LIGHT, "off")


async def test_f3_goes_through_the_themes() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        seen = [buyer.app.theme]
        for _ in range(3):
            await buyer.press("f3")
            seen.append(buyer.app.theme)
        assert seen == [DARK, LIGHT, CONTRAST, DARK]


async def test_forgetting_asks_once_more_and_then_leaves_nothing(tmp_path: Path) -> None:
    session = Session(tmp_path / "shop", tmp_path / "settings.json")
    session.settings.language = "en"
    async with start_shop(size=(80, 24), session=session) as buyer:
        product = await buyer.shop.catalog.product("lampu-bambu")
        from app.services.cart import variant_snapshot

        await buyer.shop.cart.add(variant_snapshot(product, product.variants[0]))
        buyer.shop.checkout.set_contact(name="Budi Santoso", email="budi@example.com")
        await buyer.press("comma")
        await buyer.on_screen("SettingsScreen")
        await buyer.press("ctrl+f")
        await buyer.reads("really forget everything")
        await buyer.press("escape")
        assert buyer.shop.cart.count == 1
        await buyer.press("ctrl+f", "ctrl+f")
        await buyer.on_screen("CatalogScreen")
        await buyer.until(lambda: buyer.shop.catalog.state in ("partial", "fresh"), "the catalogue again")
        assert buyer.shop.cart.count == 0
        assert buyer.app.session.guest_token is None
        assert buyer.app.session.draft.name == ""
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
