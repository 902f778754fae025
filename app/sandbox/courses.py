"""Courses: what their variants open, for whom, and how far each customer has come (NOTES section 12)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from app.sandbox import orders
from app.sandbox.bodies import Forbidden, Unknown
from app.sandbox.customer_placing import slugs_of
from app.sandbox.orders import stamp

if TYPE_CHECKING:
    from app.sandbox.accounts import Customer
    from app.sandbox.catalogue import Catalogue
    from app.sandbox.state import Sandbox

Json = dict[str, Any]
ALL = 100
_WITH_TALK = "tanya jawab"
"""Variants with these words in their name have one section more."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One content of a course."""

    uuid: str
    section_uuid: str
    order: int
    source: Json
    """title, html, seconds, video, email, talk, hidden."""


@dataclass(frozen=True, slots=True)
class Section:
    uuid: str
    order: int
    title: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """What one variant opens."""

    product: Json
    variant: Json
    sections: tuple[Section, ...]

    @property
    def variant_id(self) -> int:
        return int(self.variant["id"])


class Courses:
    """Every variant of a course in the catalogue, with the same lessons under uuids of its own."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._courses: dict[str, Course] = {}
        self._sections: dict[str, tuple[Course, Section]] = {}
        self._lessons: dict[str, tuple[Course, Lesson]] = {}
        for product, variant in catalogue.of_kind("course"):
            course = _course(product, variant)
            self._courses[variant["uuid"]] = course
            for section in course.sections:
                self._sections[section.uuid] = course, section
                self._lessons |= {lesson.uuid: (course, lesson) for lesson in section.lessons}

    def course(self, uuid: str) -> Course:
        """What the variant of that uuid opens. Raises Unknown, as those below."""
        if uuid not in self._courses:
            raise Unknown("Course not found")
        return self._courses[uuid]

    def section(self, uuid: str) -> tuple[Course, Section]:
        if uuid not in self._sections:
            raise Unknown("Course section not found")
        return self._sections[uuid]

    def lesson(self, uuid: str) -> tuple[Course, Lesson]:
        if uuid not in self._lessons:
            raise Unknown("Course content not found")
        return self._lessons[uuid]


@cache
def _source() -> Json:
    text = resources.files("app.sandbox").joinpath("data", "course.json").read_text(encoding="utf-8")
    source: Json = json.loads(text)
    return source


def description() -> str:
    return str(_source()["description"])


def _course(product: Json, variant: Json) -> Course:
    talks = _WITH_TALK in variant["name"]
    sources = [*_source()["sections"], *([_source()["with_talk"]] if talks else [])]
    sections = []
    for place, source in enumerate(sources, 1):
        uuid = _uuid(variant, f"section/{place}")
        lessons = tuple(
            Lesson(_uuid(variant, f"content/{place}/{number}"), uuid, number, lesson)
            for number, lesson in enumerate(source["lessons"], 1)
        )
        sections.append(Section(uuid, place, source["title"], lessons))
    return Course(product, variant, tuple(sections))


def _uuid(variant: Json, name: str) -> str:
    return str(uuid5(UUID(variant["uuid"]), name))


def check_owner(sandbox: Sandbox, customer: Customer, course: Course) -> None:
    """Raises Forbidden unless a paid order of the customer has it, alone or in a bundle."""
    for slug in slugs_of(sandbox, customer):
        record = orders.glance(sandbox, slug)
        if record is None or str(course.variant_id) not in record["stock"]:
            continue
        now = orders.find(sandbox, slug)
        if now is not None and now["payment_status"] == "paid" and now["status"] != "canceled":
            return
    raise Forbidden("This course comes with a paid order")


def set_progress(sandbox: Sandbox, customer: Customer, lesson: Lesson, progress: float) -> None:
    """The customer has come so far, 0 to 100."""
    sandbox.database.run(
        "INSERT OR REPLACE INTO course_progress (customer_id, content_uuid, progress, updated)"
        " VALUES (?, ?, ?, ?)",
        customer.id, lesson.uuid, float(progress), stamp(sandbox.now()),
    )  # fmt: skip


Known = dict[str, tuple[float, str]]
"""How far each lesson was gone through, and when."""


def progress_of(sandbox: Sandbox, customer: Customer) -> Known:
    rows = sandbox.database.rows(
        "SELECT content_uuid, progress, updated FROM course_progress WHERE customer_id = ?", customer.id
    )
    return {str(uuid): (float(str(progress)), str(updated)) for uuid, progress, updated in rows}
