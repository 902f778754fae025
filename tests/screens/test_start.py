"""The start: what is known from the last run at once, refreshed in place; and what the app does when things fail."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.css.stylesheet import Stylesheet

from app.config import StoreConfig
from app.launch import frame_key, load_frame
from app.main import Etalase
from app.records import OrderAttempt
from app.session import Session
from screens.catalog import CatalogScreen
from screens.first_frame import first_frame
from tests.pilot import Buyer, start_shop
from widgets.catalog_list import CatalogList

NOWHERE = StoreConfig(
    "nowhere", base_url="http://127.0.0.1:9", store_id="store_x", api_key="sfpk_x", title="Nowhere"
)


def lasting(folder: Path) -> Session:
    """A session on disk, as a new process would open it."""
    session = Session(folder / "state", folder / "settings.json", folder / "cache")
    session.load()
    session.settings.language = "en"
    return session


def items(buyer: Buyer) -> int:
    return len(buyer.screen.query_one(CatalogList).items)


async def frame_kept(buyer: Buyer, session: Session) -> str:
    key = frame_key(session, buyer.app.size, buyer.app.environ)
    await buyer.until(lambda: load_frame(session, key), "a kept frame")
    return load_frame(session, key) or ""


async def test_the_next_start_paints_what_the_launch_frame_shows(tmp_path: Path) -> None:
    async with start_shop(session=lasting(tmp_path), size=(80, 24)) as buyer:
        session = buyer.app.session
        await frame_kept(buyer, session)

        def settled() -> bool:
            key = frame_key(session, buyer.app.size, buyer.app.environ)
            return load_frame(session, key) == first_frame(buyer.screen)

        await buyer.until(settled, "a frame of the screen as it is")
    async with start_shop(session=lasting(tmp_path), size=(80, 24), wait=False) as buyer:
        await buyer.until(lambda: buyer.app.usable)
        frame = load_frame(buyer.app.session, frame_key(buyer.app.session, (80, 24), buyer.app.environ))
        assert first_frame(buyer.screen) == frame


async def test_the_frame_holds_nothing_of_the_cart(tmp_path: Path) -> None:
    async with start_shop(session=lasting(tmp_path)) as buyer:
        listing = buyer.screen.query_one(CatalogList)
        index = next(i for i, item in enumerate(listing.items) if item.kind == "bundle" and item.in_stock)
        listing.go_to(index)
        await buyer.press("a")
        await buyer.reads("Cart 1")
        frame = re.sub(r"\x1b\[[0-9;]*[mH]", "", first_frame(buyer.screen))
        assert "Cart" not in frame
        assert listing.items[0].name in frame


async def test_no_frame_is_kept_while_something_else_is_on_screen(tmp_path: Path) -> None:
    async with start_shop(session=lasting(tmp_path), size=(80, 24)) as buyer:
        await buyer.press("down")
        buyer.screen._frames.keep()  # type: ignore[attr-defined]
        await buyer.pilot.pause()
        assert (
            load_frame(buyer.app.session, frame_key(buyer.app.session, (80, 24), buyer.app.environ)) is None
        )


async def test_a_private_session_keeps_no_frame() -> None:
    async with start_shop() as buyer:
        buyer.screen._frames.keep()  # type: ignore[attr-defined]
        assert buyer.app.session.private


@pytest.mark.parametrize("size", [(120, 40), (40, 12)])
async def test_a_store_that_does_not_answer_is_explained_and_one_key_asks_again(
    size: tuple[int, int],
) -> None:
    async with start_shop(store=NOWHERE, wait=False, size=size) as buyer:
        await buyer.until(lambda: buyer.shop.catalog.error is not None)
        await buyer.reads("try again")
        before = buyer.shop.catalog.error
        await buyer.press("r")
        await buyer.until(lambda: buyer.shop.catalog.error not in (None, before))


async def test_what_was_known_stays_when_the_store_does_not_answer() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        known = items(buyer)
        wire = (await buyer.shop.client()).wire

        async def fail(*_args: object, **_more: object) -> object:
            from app.api.errors import Unreachable

            raise Unreachable("reset", sent=False)

        wire.call = fail  # type: ignore[method-assign, assignment]
        await buyer.press("r")
        await buyer.reads("The store does not answer just now")
        assert items(buyer) == known


async def test_leaving_waits_for_an_order_on_its_way() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        attempt = OrderAttempt("a", "submitting", "2026-01-01T00:00:00+00:00")
        buyer.shop.orders.attempt = attempt
        await buyer.press("q")
        await buyer.reads("Your order is on its way")
        assert buyer.app.is_running
        attempt.state = "placed"
        buyer.shop.orders.changed.emit()
        await buyer.until(lambda: buyer.app._exit)


async def test_asked_twice_it_leaves_at_once() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        buyer.shop.orders.attempt = OrderAttempt("a", "submitting", "2026-01-01T00:00:00+00:00")
        await buyer.press("q")
        await buyer.reads("Your order is on its way")
        await buyer.press("q")
        await buyer.until(lambda: buyer.app._exit)


async def test_ctrl_c_leaves_nothing_and_says_how_to_leave() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await buyer.press("ctrl+c")
        await buyer.reads("Press q to leave the shop.")
        assert buyer.app.is_running


async def test_in_tests_an_unexpected_error_still_fails_the_test() -> None:
    with pytest.raises(ZeroDivisionError):
        async with start_shop() as buyer:
            buyer.screen.call_later(lambda: 1 // 0)
            await buyer.pilot.pause()


async def test_outside_tests_it_ends_with_one_friendly_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start_shop() as buyer:
        app = buyer.app
        app.log_file = str(tmp_path / "log")
        monkeypatch.setattr(type(app), "is_headless", False)
        monkeypatch.setattr(app, "_close_messages_no_wait", lambda: None)
        app._handle_exception(KeyError("gt_secret"))
        monkeypatch.undo()
        said = str(app._exit_renderables[0])
        assert "Your cart and your orders are safe" in said
        assert len(app._exit_renderables) == 1
        assert app.return_code == 1
        assert "fault KeyError" in (tmp_path / "log").read_text()
        assert "gt_secret" not in said + (tmp_path / "log").read_text()
        app._exit_renderables.clear()


async def test_the_start_parses_its_style_sheets_once_and_lays_out_and_paints_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    reparse, lay_out, display = Stylesheet.reparse, CatalogScreen._refresh_layout, Etalase._display
    usable = Etalase.became_usable

    def noted(what: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def note(*arguments: Any, **more: Any) -> Any:
            done.append(what)
            return work(*arguments, **more)

        return note

    monkeypatch.setattr(Stylesheet, "reparse", noted("parse again", reparse))
    monkeypatch.setattr(CatalogScreen, "_refresh_layout", noted("layout", lay_out))
    monkeypatch.setattr(CatalogScreen, "_open", noted("open", CatalogScreen._open))
    monkeypatch.setattr(Etalase, "_display", noted("paint", display))
    monkeypatch.setattr(Etalase, "became_usable", noted("usable", usable))
    async with start_shop(wait=False) as buyer:
        await buyer.until(lambda: "usable" in done)
    assert "parse again" not in done
    assert "paint" not in done[: done.index("open")]
    assert done[done.index("open") : done.index("usable")] == ["open", "layout", "paint"]
