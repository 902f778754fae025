"""How far a customer has come in each lesson: shown at once, told to the store, taken back where it refuses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.api.errors import ShopError

if TYPE_CHECKING:
    from app.api.models.course import Lesson
    from app.services.shop import Shop

Send = Callable[[str, int], Awaitable["Lesson"]]


@dataclass(slots=True)
class Standing:
    """One lesson."""

    stored: int
    """What the store says, 0 to 100."""
    wanted: int | None = None
    """What the customer wants and the store has not said yet."""
    sending: bool = False
    error: ShopError | None = None
    """Why the last change was taken back."""
    lost: int | None = None
    """What that change was."""
    turn: int = 0
    """When it was changed here last, counted in changes of any lesson."""

    @property
    def shown(self) -> int:
        return self.stored if self.wanted is None else self.wanted


class ProgressBook:
    """One request a lesson at a time. What is changed meanwhile is sent after it, and only the last of it."""

    def __init__(self, shop: Shop, send: Send, tell: Callable[[], None]) -> None:
        self._shop = shop
        self._send = send
        self._tell = tell
        self._lessons: dict[str, Standing] = {}
        self._life = 0
        """Counts how often all was forgotten."""
        self.turn = 0
        """Counts the changes made here, so that an answer older than one is known as such."""

    def standing(self, lesson_uuid: str) -> Standing:
        """What is known of a lesson; nothing yet is none of it."""
        return self._lessons.get(lesson_uuid) or Standing(0)

    def learn(self, lesson_uuid: str, percent: int, *, asked_at: int) -> None:
        """The store's word, asked for when `turn` was `asked_at`: one older than a change made here says nothing."""
        standing = self._lessons.setdefault(lesson_uuid, Standing(percent))
        if not standing.sending and standing.turn <= asked_at:
            standing.stored = percent

    def put(self, lesson_uuid: str, percent: int) -> bool:
        """The customer has come this far. False, and nothing is sent, when that is what is shown already."""
        standing = self._lessons.setdefault(lesson_uuid, Standing(0))
        standing.error = standing.lost = None
        if percent == standing.shown:
            self._tell()
            return False
        self.turn += 1
        standing.turn, standing.wanted = self.turn, percent
        if not standing.sending:
            standing.sending = True
            self._shop.spawn(lambda: self._run(lesson_uuid, standing), "course progress")
        self._tell()
        return True

    def forget(self) -> None:
        """Of whoever comes next nothing is known; an answer that is on its way is nobody's."""
        self._life += 1
        self._lessons = {}

    async def _run(self, lesson_uuid: str, standing: Standing) -> None:
        life = self._life
        try:
            while standing.wanted is not None and life == self._life:
                await self._once(lesson_uuid, standing, standing.wanted)
        finally:
            standing.sending = False
            if life == self._life:
                self._tell()

    async def _once(self, lesson_uuid: str, standing: Standing, percent: int) -> None:
        error: ShopError | None = None
        try:
            answer = await self._send(lesson_uuid, percent)
        except ShopError as failed:
            error = failed
        else:
            standing.stored = percent if answer.progress is None else answer.progress.percent
        self.turn += 1
        standing.turn = self.turn
        if standing.wanted == percent:  # else there is a newer wish, which decides
            standing.wanted = None
            if error is not None:
                standing.error, standing.lost = error, percent
