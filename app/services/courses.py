"""A customer's courses: which there are, what is in them, how far they have come (NOTES section 12)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.api.errors import NotFound, Refused, ShopError, SignedOut
from app.services.course_progress import ProgressBook, Standing
from app.services.library import Library, OwnedCourse
from app.services.once import Once
from app.services.payment_info import read_time
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.courses import CourseClient
    from app.api.models.course import Lesson, Section
    from app.services.shop import Shop

DONE = 100
LOOKED_INTO = 12
"""Courses of a list about which the store is asked unasked, so that it shows how far each has come."""


def not_theirs(error: ShopError | None) -> bool:
    """The store says that this is not the customer's (any more): no fault, and trying again does not help."""
    refused = isinstance(error, Refused) and not isinstance(error, SignedOut) and error.status == 403
    return refused or isinstance(error, NotFound)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section as it is shown."""

    title: str
    lessons: tuple[Lesson, ...]
    percent: int


@dataclass(slots=True)
class Page:
    """What is known of one lesson by itself."""

    lesson: Lesson | None = None
    asking: bool = False
    error: ShopError | None = None


@dataclass(slots=True)
class _Theirs:
    """What is known because of who is signed in."""

    sections: dict[str, Section] = field(default_factory=dict)
    """Those that the reply to a course gave without lessons."""
    pages: dict[str, Page] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)
    """The lesson last looked at, by course."""
    asking: Once[str, None] = field(default_factory=lambda: Once(keep=0))


class CourseService:
    """Nothing of it is ever written to disk; an answer that comes after its customer has left changes nothing."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.changed = Signal()
        self.library = Library(shop)
        self.progress = ProgressBook(shop, self._send, self._tell)
        self.looking = False
        """Orders are being read, or the courses in them looked into."""
        self._theirs = _Theirs()

    def forget(self) -> None:
        """Nobody is signed in any more."""
        self._theirs = _Theirs()
        self.looking = False
        self.library.forget()
        self.progress.forget()
        self.changed.emit()

    def begin_again(self) -> None:
        """The next buyer is another one."""
        self.forget()

    # The list

    async def look(self, *, further: bool = False, fresh: bool = False) -> None:
        """Read orders, and look into the courses found in them. `further` goes on behind the orders known, `fresh` asks
        for everything again. Errors end in `account.orders.error` and on the courses."""
        theirs = self._theirs

        async def ask() -> None:
            self.looking = True
            self._tell()
            try:
                await self.library.read_orders(further=further, fresh=fresh)
                paid = [one for one in self.library.rows if one.paid]
                unread = [one for one in paid if fresh or (one.course is None and not one.trouble)]
                for owned in unread[:LOOKED_INTO]:
                    if theirs is not self._theirs:
                        return
                    await self._load(owned, asked=False)
                    if owned.error is not None:
                        break  # the others would wait for the same
            finally:
                if theirs is self._theirs:
                    self.looking = False
                    self._tell()

        await theirs.asking.get("look", ask, fresh=True)

    # A course

    async def load(self, owned: OwnedCourse) -> None:
        """Ask the store for a course as it is now. Errors end in `error` and `trouble` of it."""
        await self._load(owned, asked=True)

    def chapters(self, owned: OwnedCourse) -> list[Chapter]:
        """Its sections, as far as known."""
        if owned.course is None:
            return []
        chapters: list[Chapter] = []
        for section in owned.course.sections:
            whole = self._theirs.sections.get(section.uuid, section)
            lessons = tuple(whole.lessons)
            percent = _mean([self.percent(one) for one in lessons])
            if not lessons and whole.progress is not None:
                percent = whole.progress.percent
            chapters.append(Chapter(section.title, lessons, percent))
        return chapters

    def lessons(self, owned: OwnedCourse) -> list[Lesson]:
        """All of them, in order."""
        return [one for chapter in self.chapters(owned) for one in chapter.lessons]

    def percent(self, lesson: Lesson) -> int:
        """How far the customer has come, 0 to 100: what they said last, else what the store says."""
        return self.progress.standing(lesson.uuid).shown

    def done(self, owned: OwnedCourse) -> int:
        """How many lessons are done."""
        return sum(self.percent(one) >= DONE for one in self.lessons(owned))

    def course_percent(self, owned: OwnedCourse) -> int:
        """Of all lessons together."""
        return _mean([self.percent(one) for one in self.lessons(owned)])

    def where_left(self, owned: OwnedCourse) -> Lesson | None:
        """The lesson to go on with: the one looked at last, or the next that is not done; None when all are."""
        lessons = self.lessons(owned)
        if not lessons:
            return None
        ids = [one.uuid for one in lessons]
        last = self._theirs.last.get(owned.key, "")
        at = ids.index(last) if last in ids else _touched_last(lessons)
        return next((one for one in lessons[at:] + lessons[:at] if self.percent(one) < DONE), None)

    # A lesson

    def page(self, lesson_uuid: str) -> Page:
        """What is known of a lesson by itself."""
        return self._theirs.pages.get(lesson_uuid) or Page()

    def looked_at(self, owned: OwnedCourse, lesson_uuid: str) -> None:
        """This one is in front of the customer."""
        self._theirs.last[owned.key] = lesson_uuid

    def last_looked_at(self, owned: OwnedCourse) -> str:
        """The uuid of the lesson that was in front last; empty when none was."""
        return self._theirs.last.get(owned.key, "")

    async def load_lesson(self, lesson_uuid: str) -> None:
        """Ask the store for a lesson as it is now. Errors end in `page(…).error`."""
        theirs = self._theirs
        page = theirs.pages.setdefault(lesson_uuid, Page())

        async def ask() -> None:
            asked_at = self.progress.turn
            page.asking = True
            self._tell()
            try:
                page.lesson = await (await self._client()).lesson(lesson_uuid)
                page.error = None
            except ShopError as error:
                page.error = error
            page.asking = False
            if theirs is self._theirs:
                if page.lesson is not None and page.error is None:
                    self.progress.learn(lesson_uuid, page.lesson.percent, asked_at=asked_at)
                self._tell()

        await theirs.asking.get(f"lesson {lesson_uuid}", ask)

    def standing(self, lesson_uuid: str) -> Standing:
        """How far the customer has come, and whether the store knows."""
        return self.progress.standing(lesson_uuid)

    def put(self, lesson_uuid: str, percent: int) -> bool:
        """The customer has come this far: shown at once, sent in a task of the shop's. False: nothing new."""
        return self.progress.put(lesson_uuid, min(max(percent, 0), DONE))

    # Asking

    async def _client(self) -> CourseClient:
        from app.api.courses import CourseClient

        return CourseClient.beside(await self._shop.auth.customer())

    async def _send(self, lesson_uuid: str, percent: int) -> Lesson:
        return await (await self._client()).set_progress(lesson_uuid, percent)

    async def _load(self, owned: OwnedCourse, *, asked: bool) -> None:
        theirs = self._theirs

        async def ask() -> None:
            owned.asking = True
            self._tell()
            owned.trouble, owned.error = "", None
            try:
                if await self.library.find(owned, asked=asked):
                    await self._read(owned, theirs)
            except ShopError as error:
                owned.error = error
            owned.asking = False
            if theirs is self._theirs:
                self._tell()

        await theirs.asking.get(f"course {owned.key}", ask)

    async def _read(self, owned: OwnedCourse, theirs: _Theirs) -> None:
        asked_at = self.progress.turn
        client = await self._client()
        try:
            course = await client.course(owned.uuid)
        except ShopError as error:
            if not not_theirs(error):
                raise
            owned.trouble, owned.course = "not_theirs", None
            return
        self._learn(theirs, [one for part in course.sections for one in part.lessons], asked_at)
        owned.course = course
        for part in course.sections:
            if part.uuid and not part.course_contents:
                await self._read_section(client, part.uuid, theirs)

    async def _read_section(self, client: CourseClient, uuid: str, theirs: _Theirs) -> None:
        """One that is not theirs stays without lessons; the others open all the same."""
        asked_at = self.progress.turn
        try:
            whole = await client.section(uuid)
        except ShopError as error:
            if not not_theirs(error):
                raise
            return
        theirs.sections[uuid] = whole
        self._learn(theirs, whole.lessons, asked_at)

    def _learn(self, theirs: _Theirs, lessons: list[Lesson], asked_at: int) -> None:
        if theirs is self._theirs:
            for one in lessons:
                self.progress.learn(one.uuid, one.percent, asked_at=asked_at)

    def _tell(self) -> None:
        self.changed.emit()


def _mean(percents: list[int]) -> int:
    return sum(percents) // len(percents) if percents else 0


def _touched_last(lessons: list[Lesson]) -> int:
    """Index of the lesson whose progress the store has heard of last; the first where it does not say."""
    heard = [
        (moment, at)
        for at, one in enumerate(lessons)
        if one.progress is not None and (moment := read_time(one.progress.updated_at)) is not None
    ]
    return max(heard)[1] if heard else 0
