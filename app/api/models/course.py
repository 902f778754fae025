"""A customer's course: sections, lessons, how far they have come (NOTES section 12)."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator

from app.api.models.account import Key
from app.api.models.base import Flag, Integer, Lines, Many, Maybe, MaybeFlag, Text, Url, WireModel
from app.money import parse_money

ALL = 100


def _percent(value: Any) -> int | None:
    number = parse_money(value)
    return None if number is None else min(max(int(number), 0), ALL)


Percent = Annotated[int | None, BeforeValidator(_percent)]
"""0 to 100, rounded down so that nothing looks finished before it is; None when the store does not say."""


class Progress(WireModel):
    """How far a lesson or a section has been gone through."""

    progress: Percent = None
    is_completed: Flag = False
    updated_at: Text = ""

    @property
    def percent(self) -> int:
        """What is done counts as all of it, whatever the figure beside it says."""
        return ALL if self.is_completed else self.progress or 0


class Lesson(WireModel):
    """One content of a course. `uuid` is put into addresses, so anything but a plain name fails."""

    uuid: Key
    title: Text = ""
    text: Lines = ""
    """HTML."""
    type: Text = ""
    duration: Integer = None
    video_url: Url = None
    sequence_order: Integer = None
    is_shown: MaybeFlag = None
    section_uuid: Text = ""
    progress: Maybe[Progress] = None

    @property
    def percent(self) -> int:
        """How far the store says its customer has come, 0 to 100."""
        return self.progress.percent if self.progress is not None else 0


class Section(WireModel):
    """Lessons under one title. The reply to a course may leave the lessons out."""

    uuid: Text = ""
    title: Text = ""
    sequence_order: Integer = None
    is_shown: MaybeFlag = None
    course_contents: Many[Lesson] = []
    progress: Maybe[Progress] = None

    @property
    def lessons(self) -> list[Lesson]:
        """Those to be shown, in order, each once."""
        return list({one.uuid: one for one in _in_order(self.course_contents)}.values())


class Course(WireModel):
    """`GET /customers/me/variants/{uuid}/course`: what the variant of that uuid opens."""

    product_name: Text = ""
    fullname: Text = ""
    description: Lines = ""
    course_sections: Many[Section] = []

    @property
    def sections(self) -> list[Section]:
        """Those to be shown, in order."""
        return _in_order(self.course_sections)


_Placed = TypeVar("_Placed", Lesson, Section)


def _in_order(parts: list[_Placed]) -> list[_Placed]:
    """Parts without a place of their own come last, as the store has sent them."""
    shown = [part for part in parts if part.is_shown is not False]
    return sorted(shown, key=lambda part: (part.sequence_order is None, part.sequence_order or 0))
