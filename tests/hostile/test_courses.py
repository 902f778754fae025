"""Courses at a store whose every text is hostile: titles, texts, links, and why something does not open."""

from __future__ import annotations

from app.sandbox.history_course import SLUG, VARIANT
from app.sandbox.state import Sandbox
from tests.customers import sign_in
from tests.flows.keyboard import burst
from tests.hostile.test_every_screen import each_store, harmless, hostile_shop
from widgets.outline_list import OutlineList

pytestmark = each_store


def uuid_of_the_course(sandbox: Sandbox) -> str:
    """What the customer of the demo has bought."""
    found = sandbox.catalogue.variant(sandbox.catalogue.named(SLUG, VARIANT) or 0)
    assert found is not None
    return str(found[1]["uuid"])


async def test_courses(size: tuple[int, int], odd: bool) -> None:
    async with hostile_shop(size, odd) as (buyer, store, rewriter):
        await sign_in(buyer)
        await buyer.press("y")
        await buyer.on_screen("CoursesScreen")
        await buyer.until(lambda: buyer.shop.courses.library.rows and not buyer.shop._tasks, "the list")
        await harmless(buyer)
        await buyer.press("enter")
        await buyer.on_screen("CourseScreen")
        if odd:  # neither by its kind nor by its name is it to be found
            await buyer.until(lambda: "not in the shop window" in " ".join(buyer.text().split()), "words")
            await harmless(buyer)
            (owned,) = buyer.shop.courses.library.rows
            owned.uuid = uuid_of_the_course(store.sandbox)
            await buyer.press("r")
        await buyer.until(lambda: buyer.screen.query_one(OutlineList).current, "the lessons")
        await harmless(buyer)
        await buyer.press("end")
        await harmless(buyer)
        await buyer.press("home", "enter")
        await buyer.on_screen("LessonScreen")
        for _lesson in range(12):
            await buyer.until(lambda: not buyer.shop._tasks, "the lesson")
            await harmless(buyer, words=False)
            await buyer.press("end")
            await harmless(buyer, words=False)
            await buyer.press("v")
            await harmless(buyer, words=False)
            await buyer.press("k", "escape", "n") if buyer.screen.has_class("-full") else await buyer.press(
                "n"
            )
        lesson = buyer.screen.lesson_uuid  # type: ignore[attr-defined]
        rewriter.refused_fields = ("progress", "[/x]")
        rewriter.refusals.append(f"/course-contents/{lesson}")
        burst(buyer, "d")
        await buyer.reads("Not kept")
        buyer.app.clear_notifications()
        await harmless(buyer, words=False)
        buyer.shop.courses.standing(lesson).lost = None
        rewriter.refusals.append(f"/course-contents/{lesson}")
        await buyer.press("r")
        await buyer.until(lambda: buyer.shop.courses.page(lesson).error, "the refusal")
        await harmless(buyer, words=False)
        rewriter.refusals.append("/course")
        await buyer.press("escape", "r")
        await buyer.until(lambda: "try again" in buyer.text(), "the refusal")
        await harmless(buyer)
