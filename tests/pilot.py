"""Driving the app in tests: a fresh private shop over the in-process demo store with a fixed clock.

async with start_shop(size=(80, 24)) as buyer:
    await buyer.press("slash", *"kopi")
    await buyer.until(lambda: "12" in buyer.text())
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any
from unittest.mock import patch

import textual.app
import textual.pilot
from starlette.applications import Starlette
from textual import _callback, strip
from textual._compositor import Compositor
from textual.css import stylesheet
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

from app.config import DEMO, StoreConfig
from app.main import Etalase
from app.sandbox import server
from app.sandbox.state import Sandbox
from app.services.shop import Shop
from app.session import Session
from tests.at_rest import at_rest, taken_in
from tests.callbacks import parameters
from tests.dispatch import handlers
from tests.painting import draw
from tests.style_sheets import matches, parse_once
from widgets import key_turns

PATIENCE = 20.0
"""Seconds until a state that does not come fails the test: far above what any takes, so that a busy machine passes."""


@dataclass
class Buyer:
    """Someone in front of the shop."""

    app: Etalase
    pilot: Pilot[None]
    demos: list[Sandbox]
    """The demo stores made for this buyer, newest last."""
    _painted: int = 0
    _read: tuple[object, str] = ((), "")
    """What was painted when the screen was last read, and what it said: who waits for words reads it very often."""

    def __post_init__(self) -> None:
        display = self.app._display

        def count(*painting: Any) -> None:
            self._painted += 1
            display(*painting)

        self.app._display = count  # type: ignore[assignment,method-assign]

    @property
    def shop(self) -> Shop:
        return self.app.shop

    @property
    def screen(self) -> Screen[Any]:
        return self.app.screen

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; a word is typed with `*"kopi"`."""
        await self.pilot.press(*keys)
        await self.taken()

    async def taken(self) -> None:
        """Wait until every key pressed so far has done its work, or the shop is closing."""
        app, turns = self.app, self.app._turns
        await self.until(lambda: app._exit or (not turns._waiting and turns._turn is None), "the keys taken")

    async def type(self, words: str) -> None:
        """Type words into what has the focus, spaces included."""
        await self.press(*("space" if letter == " " else letter for letter in words))

    async def click(self, selector: Any = None, offset: tuple[int, int] = (0, 0)) -> None:
        await self.pilot.click(selector, offset=offset)

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait for a state; fails with what is on screen when it does not come."""
        await until(self.pilot, condition, what)

    async def on_screen(self, name: str) -> None:
        """Wait until the screen of this class name is on top and laid out."""
        await self.until(
            lambda: type(self.screen).__name__ == name and self.screen.is_mounted, f"screen {name}"
        )
        await self.pilot.pause()

    def text(self) -> str:
        """What is on screen, line by line."""
        screen: Any = self.app.screen
        if (
            screen._dirty_widgets
            or screen._layout_required
            or screen._scroll_required
            or screen._repaint_required
        ):
            return screen_text(self.app)
        painting = (screen, self._painted, self.app.size)
        if painting != self._read[0]:
            self._read = (painting, screen_text(self.app))
        return self._read[1]

    async def reads(self, words: str) -> None:
        """Wait until these words are on screen."""
        await self.until(lambda: words in self.text(), f"“{words}” on screen")


def demo_app(buyer: Buyer) -> Sandbox:
    """The demo store behind the shop, for `app.sandbox.control`; there once the shop has been asked for anything."""
    return buyer.demos[-1]


def screen_text(app: Etalase) -> str:
    """The characters on screen, trailing spaces removed."""
    width, height = app.size
    lines = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip)[:width].rstrip() for strip in lines[:height])


async def until(pilot: Pilot[None], condition: Callable[[], object], what: str = "") -> None:
    """Wait until `condition()` is true, letting the app work meanwhile."""
    end = monotonic() + PATIENCE
    look_every = 0.0
    while True:
        await pilot.pause()
        if condition():
            return
        if monotonic() > end:
            app = pilot.app
            assert isinstance(app, Etalase)
            raise AssertionError(f"never came: {what or 'the state waited for'}\n{screen_text(app)}")
        await asyncio.sleep(look_every)
        look_every = min(look_every + 0.001, 0.02)


def private_session(language: str = "en") -> Session:
    """A session in memory only."""
    session = Session(None, None)
    session.settings.language = language
    return session


@asynccontextmanager
async def start_shop(
    *,
    size: tuple[int, int] = (120, 40),
    language: str = "en",
    store: StoreConfig | None = None,
    session: Session | None = None,
    wait: bool = True,
) -> AsyncIterator[Buyer]:
    """The app at the catalogue. `wait`: until the first items are there.

    A given `session` keeps what it had (language included), so a second start can follow a first one.
    """
    demos: list[Sandbox] = []
    create_app = server.create_app

    def create(*arguments: Any, **more: Any) -> Starlette:
        made = create_app(*arguments, **more)
        demos.append(server.sandbox_of(made))
        return made

    app = Etalase(store or StoreConfig(DEMO), session or private_session(language))
    with (
        patch.object(server, "create_app", create),
        patch.object(Stylesheet, "_parse_rules", parse_once),
        patch.object(stylesheet, "_check_selectors", matches),
        patch.object(RuleSet, "__hash__", object.__hash__),
        patch.object(_callback, "_count_parameters", parameters),
        patch.object(Compositor, "render_update", draw),
        patch.object(MessagePump, "_get_dispatch_methods", handlers),
        # A strip lives as long as what is drawn: nothing it keeps has to be let go before it goes itself.
        patch.object(strip, "FIFOCache", partial(dict.fromkeys, ())),  # takes a size, gives an empty dict
        patch.object(key_turns, "PATIENCE", PATIENCE),
        patch.object(Pilot, "_wait_for_screen", taken_in),
        patch.object(textual.pilot, "wait_for_idle", partial(at_rest, app)),
        patch.object(textual.app, "wait_for_idle", partial(at_rest, app)),
    ):
        async with app.run_test(size=size, notifications=True) as pilot:
            buyer = Buyer(app, pilot, demos)
            if wait:
                ready = ("partial", "fresh")
                await buyer.until(lambda: app.usable and app.shop.catalog.state in ready, "the catalogue")
                await pilot.pause()
            yield buyer
