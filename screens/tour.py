"""A whole purchase that plays by itself, by pressing the same keys a buyer would; any key of the buyer's takes over."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import events
from textual.binding import Binding

from app.i18n import _
from screens.tour_scenes import END, LOST, SCENES, YOURS, Act, Condition, Press, Scene, Step, Type, Until
from widgets.tour_caption import TourCaption

if TYPE_CHECKING:
    from app.main import Etalase

KEY = 0.5
"""Seconds between two keys."""
LETTER = 0.07
OPENING = 1.2
"""Seconds before a caption begins to be read, and how long a letter of it takes."""
READING = 0.045
LOOK_EVERY = 0.05
PATIENCE = 30.0
"""Seconds after which what is waited for will not come."""


class Astray(Exception):
    """What the tour waited for did not come."""


class Tour:
    """Plays `SCENES` on the app; at most once."""

    def __init__(self, app: Etalase, pace: float) -> None:
        """`pace`: 1 is for watching, 2 twice as fast."""
        self._app = app
        self._pace = pace
        self._caption = ""
        self._own: list[events.Event] = []
        """Keys of the tour that have not been handed on yet."""
        self._playing: asyncio.Task[None] | None = None
        self.over = False
        """Played to its end, or given up: the next key is the buyer's."""

    def start(self) -> None:
        """Begin, in a task of its own."""
        self._playing = asyncio.create_task(self._play(), name="tour")

    @property
    def watched(self) -> bool:
        """Captions are on screen, so the next key takes over."""
        return self._playing is not None

    def takes(self, event: events.Event) -> bool:
        """Whether the buyer's hand just took over with this event, which then has done its work."""
        if event in self._own:
            self._own.remove(event)
            return False
        if not self.watched or not isinstance(event, events.Key | events.Paste | events.MouseDown):
            return False
        self._end()
        return not (isinstance(event, events.Key) and event.key in ("ctrl+q", "ctrl+c"))

    def _end(self) -> None:
        if self._playing is not None:
            self._playing.cancel()
        self._playing = None
        for screen in self._app.screen_stack:
            screen.remove_class("-tour")
            screen.query(TourCaption).remove()
        self._app.notify(_(YOURS), timeout=4)

    async def _play(self) -> None:
        try:
            for scene in SCENES:
                await self._until(scene.ready)
                self._say(_(scene.caption).format(key=self._key(scene.action)))
                await self._pause(OPENING + READING * len(self._caption))
                await self._perform(scene)
            self._finish(_(END))
        except Astray:
            self._finish(_(LOST))

    async def _perform(self, scene: Scene) -> None:
        for step in scene.steps:
            await self._take(step)
            self._follow()

    async def _take(self, step: Step) -> None:
        match step:
            case Until():
                await self._until(step.holds)
            case Press():
                for key in step.keys:
                    await self._press(key)
            case Act():
                await self._press(self._app.session_key(step.action))
            case Type():
                for letter in step.text:
                    self._send("space" if letter == " " else letter, letter)
                    await self._pause(LETTER)
                await self._pause(KEY)

    async def _press(self, key: str) -> None:
        self._send(key, key if len(key) == 1 else _LETTERS.get(key))
        await self._pause(KEY)

    def _send(self, key: str, character: str | None) -> None:
        event = events.Key(key, character)
        # As the terminal does: with a screen as its sender it would not get past that.
        event.set_sender(self._app)
        self._own.append(event)
        self._app.post_message(event)

    async def _pause(self, seconds: float) -> None:
        """Also looks which screen is in front, so that a new one is not without its caption until the pause is over."""
        end = monotonic() + seconds / self._pace
        while (left := end - monotonic()) > 0:
            await asyncio.sleep(min(LOOK_EVERY, left))
            self._follow()

    async def _until(self, holds: Condition) -> None:
        end = monotonic() + PATIENCE
        while not (not self._own and holds(self._app)):
            if monotonic() > end:
                raise Astray
            await asyncio.sleep(LOOK_EVERY)
            self._follow()

    # What is said

    def _key(self, action: str) -> str:
        if not action:
            return ""
        return self._app.get_key_display(Binding(self._app.session_key(action), action))

    def _say(self, words: str) -> None:
        self._caption = words
        self._follow()

    def _finish(self, words: str) -> None:
        self.over = True
        self._say(words)

    def _follow(self) -> None:
        """The caption is on whatever screen is in front."""
        screen: Any = self._app.screen
        found = screen.query(TourCaption)
        if not found:
            screen.add_class("-tour")
            caption = TourCaption()
            caption.set_reactive(TourCaption.caption, self._caption)
            caption.over = self.over
            screen.mount(caption)
            return
        for caption in found.results(TourCaption):
            caption.over = self.over
            caption.caption = self._caption


_LETTERS = {"space": " ", "slash": "/", "plus": "+", "minus": "-", "comma": ","}
"""What a key of this name types."""
