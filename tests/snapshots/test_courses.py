"""Courses as they look: in characters at three sizes, each page in both languages; some of them in colour as well."""

from __future__ import annotations

from collections.abc import AsyncIterator

from syrupy.assertion import SnapshotAssertion

from app.api.errors import Refused, ServerFault
from app.services.shop import Shop
from styles.themes import CONTRAST, DARK, LIGHT
from tests.customers import sign_in
from tests.pilot import Buyer
from tests.snapshots.looks import at_every_size, compare, seen_as
from tests.snapshots.stage import press, settle

IN_COLOUR = {
    "120x40-en": {"course": (DARK,), "lesson-video": (LIGHT,)},
    "80x24-id": {"courses": (DARK,), "lesson-not-kept": (DARK,)},
    "40x12-id": {"course": (CONTRAST,), "lesson": (DARK,)},
}
FIRST = "Giling, takar, dan nisbah"


async def walk(buyer: Buyer) -> AsyncIterator[str]:
    shop = buyer.shop
    await sign_in(buyer)
    await settle(buyer)
    await press(buyer, "y")
    await buyer.on_screen("CoursesScreen")
    yield "courses"
    orders = shop.account.orders
    orders.state = "partial"
    _say(shop)
    yield "courses-so-far"
    rows, orders.rows = orders.rows, []
    _say(shop)
    yield "courses-none-so-far"
    orders.state = "whole"
    _say(shop)
    yield "courses-none"
    orders.state, orders.error = "failed", ServerFault(503)
    _say(shop)
    yield "courses-failed"
    orders.rows, orders.state, orders.error = rows, "whole", None
    _say(shop)
    (owned,) = shop.courses.library.rows
    await press(buyer, "enter")
    await buyer.on_screen("CourseScreen")
    yield "course"
    await press(buyer, "t")
    await buyer.on_screen("OrderScreen")
    yield "order-of-a-course"
    await press(buyer, "escape", "g")
    await buyer.on_screen("LessonScreen")
    yield "lesson"
    lesson = shop.courses.lessons(owned)[2]
    await press(buyer, "p", "p")
    assert lesson.title == FIRST
    yield "lesson-video"
    await press(buyer, "v")
    yield "lesson-qr"
    await press(buyer, "escape")
    standing = shop.courses.standing(lesson.uuid)
    standing.stored, standing.error, standing.lost = 40, ServerFault(503), 100
    _say(shop)
    yield "lesson-not-kept"
    standing.error = Refused(403)
    _say(shop)
    yield "lesson-refused"
    shop.courses.page(lesson.uuid).error = Refused(403)
    standing.error = standing.lost = None
    _say(shop)
    yield "lesson-not-theirs"
    await press(buyer, "escape")
    course, owned.course, owned.trouble = owned.course, None, "not_theirs"
    _say(shop)
    yield "course-not-theirs"
    owned.trouble = "gone"
    _say(shop)
    yield "course-gone"
    owned.trouble, owned.error = "", ServerFault(503)
    _say(shop)
    yield "course-failed"
    owned.course, owned.error = course, None
    for one in shop.courses.lessons(owned):
        shop.courses.standing(one.uuid).stored = 100
    _say(shop)
    yield "course-finished"


def _say(shop: Shop) -> None:
    shop.courses.changed.emit()


@at_every_size
async def test_looks(size: tuple[int, int], language: str, snapshot: SnapshotAssertion) -> None:
    await compare(walk, size, language, snapshot, in_colour=IN_COLOUR.get(seen_as(size, language)))
