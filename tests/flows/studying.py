"""A customer who goes through a course by keyboard, from whichever page she comes to it."""

from __future__ import annotations

from tests.flows.keyboard import burst
from tests.pilot import Buyer
from widgets.outline_list import OutlineList

COURSE = "Kelas Menyeduh Kopi di Rumah"
LEFT_AT = "Latihan: tiga gelas, tiga rasa"
AFTER_IT = "Membaca kemasan"


async def to_the_list(buyer: Buyer) -> None:
    """From the shop window by way of the account, until it is known how far the course has come."""
    burst(buyer, "u")
    await buyer.on_screen("AccountScreen")
    burst(buyer, "k")
    await buyer.on_screen("CoursesScreen")
    await buyer.until(lambda: not buyer.shop._tasks, "the courses looked into")


async def to_the_course(buyer: Buyer) -> None:
    """From the list."""
    burst(buyer, "enter")
    await buyer.on_screen("CourseScreen")
    await known(buyer)


async def known(buyer: Buyer) -> None:
    """The course is in front with its lessons."""
    await buyer.until(lambda: buyer.screen.query_one(OutlineList).current is not None, "the lessons")
    await buyer.until(lambda: not buyer.shop._tasks, "nothing under way")


async def to_the_lesson(buyer: Buyer, *keys: str) -> str:
    """From the course, by going on where she left or with these keys; gives its uuid."""
    burst(buyer, *(keys or ("g",)))
    await buyer.on_screen("LessonScreen")
    await buyer.until(lambda: not buyer.shop._tasks, "the lesson")
    return in_front(buyer)


def in_front(buyer: Buyer) -> str:
    """The uuid of the lesson in front."""
    return str(buyer.screen.lesson_uuid)  # type: ignore[attr-defined]


def row_of(buyer: Buyer, title: str) -> str:
    """The line of a lesson, as it stands in the list."""
    return next((line for line in buyer.text().splitlines() if title[:20] in line and "g  " not in line), "")
