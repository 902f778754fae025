"""Going through a course by keyboard: in the demo and over a socket, with a store that answers late, refuses, or breaks."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import pytest

from app.api import gate
from app.config import DEMO, StoreConfig
from app.services import library
from tests.customers import customer, sign_in
from tests.faults import AsgiApp, Fault, Send
from tests.flows.keyboard import burst
from tests.flows.places import Place
from tests.flows.studying import (
    AFTER_IT,
    COURSE,
    LEFT_AT,
    in_front,
    known,
    row_of,
    to_the_course,
    to_the_lesson,
    to_the_list,
)
from tests.flows.test_faults import FAULTS, _hurry, _meets
from tests.pilot import Buyer, start_shop
from tests.sandbox.signing_in import BAYU
from widgets.order_lines import OrderLines
from widgets.outline_list import OutlineList

CONTENT = "/course-contents/"
CLOSED: tuple[Fault, ...] = ("s403", "s404")


async def test_from_an_order_in_the_demo_through_a_course() -> None:
    """The order of a course leads to it; what is done there is seen everywhere, and gone with its customer."""
    unpaid = StoreConfig(DEMO, demo_autopay=False)
    async with start_shop(size=(40, 12), store=unpaid) as buyer:
        burst(buyer, "y")  # not for a guest
        await buyer.taken()
        assert type(buyer.screen).__name__ == "CatalogScreen"
        await sign_in(buyer)
        await buyer.shop.account.orders.load()
        order = next(
            one for one in buyer.shop.account.orders.rows if any(line.is_course for line in one.orderlines)
        )
        buyer.app.open_order(order.secret_slug)
        await buyer.on_screen("OrderScreen")
        await buyer.until(lambda: "to the course" in buyer.text(), "the way to the course")
        burst(buyer, "g")
        await buyer.on_screen("CourseScreen")
        await known(buyer)
        await buyer.until(lambda: f"Continue: {LEFT_AT}"[:26] in buyer.text(), "where she left")
        first = await to_the_lesson(buyer)
        await buyer.reads("Seduh kopi yang sama")
        burst(buyer, "plus", "plus", "minus")
        await buyer.until(lambda: buyer.shop.courses.standing(first).stored == 70, "the last of it kept")
        burst(buyer, "d")
        await buyer.reads(f"Next: {AFTER_IT}")
        burst(buyer, "tab", "enter")
        await buyer.until(lambda: in_front(buyer) != first, "the next lesson")
        await buyer.until(lambda: buyer.screen.query_one("#lesson-scroll").has_focus, "its text in focus")
        burst(buyer, "p", "v")
        await buyer.taken()
        assert in_front(buyer) == first and not buyer.screen.has_class("-full")  # it has no video
        burst(buyer, "p", "v")
        await buyer.until(lambda: buyer.screen.has_class("-full"), "the QR alone")
        assert "Mark as done" not in buyer.text() and "Next:" not in buyer.text()
        burst(buyer, "escape", "escape")
        await buyer.on_screen("CourseScreen")
        await buyer.reads("5 of 12 lessons done")
        burst(buyer, "escape")
        await buyer.on_screen("OrderScreen")
        buyer.screen.query_one(OrderLines).focus()
        burst(buyer, "enter")  # on the line itself
        await buyer.on_screen("CourseScreen")
        burst(buyer, "f2")
        await buyer.reads("Lanjutkan: ")
        burst(buyer, "f2", "ctrl+u")
        await buyer.on_screen("CatalogScreen")
        await buyer.until(lambda: not buyer.shop.auth.signed_in, "a guest")
        assert not buyer.shop.courses.library.rows


async def test_double_presses_are_one_request_and_what_is_refused_is_taken_back() -> None:
    async with customer(size=(80, 24)) as (buyer, store):
        await to_the_list(buyer)
        assert "38%" in row_of(buyer, COURSE)
        products = [one.path for one in store.server.seen("GET", "/products/")]
        assert len(set(products)) == len(products) == 1
        await to_the_course(buyer)
        first = await to_the_lesson(buyer)
        store.server.arm("PATCH", CONTENT, "hold")
        burst(buyer, *"ddd")
        await store.server.received("PATCH", CONTENT)
        await buyer.reads(f"Next: {AFTER_IT}")
        assert "saving" in buyer.text() and "100%" in buyer.text()
        burst(buyer, *"ddd", *["minus"] * 3)  # a later wish, of which the last counts
        await buyer.taken()
        assert store.server.count("PATCH", CONTENT) == 1
        store.server.release()
        await buyer.until(lambda: buyer.shop.courses.standing(first).stored == 70, "the last wish kept")
        assert [one.json() for one in store.server.seen("PATCH", first)] == [
            {"progress": 100},
            {"progress": 70},
        ]
        burst(buyer, "d")
        await buyer.until(lambda: buyer.shop.courses.standing(first).stored == 100, "done")
        burst(buyer, "n")
        await buyer.until(lambda: in_front(buyer) != first, "the next lesson")
        second = in_front(buyer)
        await _refused(buyer, store.server.arm, second)
        burst(buyer, "escape")
        await buyer.on_screen("CourseScreen")
        assert "100%" in row_of(buyer, LEFT_AT) and "0%" in row_of(buyer, AFTER_IT)
        current = buyer.screen.query_one(OutlineList).current
        assert current is not None and current.id == second  # the cursor where she was
        burst(buyer, "escape")
        await buyer.on_screen("CoursesScreen")
        await buyer.reads("5 of 12 lessons done")


async def _refused(buyer: Buyer, arm: Callable[..., None], lesson: str) -> None:
    """A store that does not take it, one that says it is not theirs, and one that takes it after all."""
    for fault, words in (
        ("s403", "not open to you (any more)"),
        ("s404", "ask the seller"),
        ("s422", "not accept"),
    ):
        arm("PATCH", CONTENT, fault)
        burst(buyer, "d")
        await buyer.until(partial(_said, buyer, "Not kept: 100%", words), words)
        standing = buyer.shop.courses.standing(lesson)
        assert (standing.shown, standing.lost) == (0, 100)
        assert "Mark as done" in buyer.text()
    burst(buyer, "r")
    await buyer.until(lambda: buyer.shop.courses.standing(lesson).stored == 100, "kept")
    assert "Not kept" not in buyer.text()
    burst(buyer, *["minus"] * 10)
    await buyer.until(lambda: buyer.shop.courses.standing(lesson).stored == 0, "taken back")


def _said(buyer: Buyer, *words: str) -> bool:
    return all(one in _flat(buyer) for one in words)


def _flat(buyer: Buyer) -> str:
    return " ".join(buyer.text().split())


async def test_what_is_not_theirs_any_more_says_so_and_leads_on() -> None:
    async with customer(size=(80, 24)) as (buyer, store):
        await to_the_list(buyer)
        for status in CLOSED:
            store.server.arm("GET", "/course$", status)
            burst(buyer, "enter")
            await buyer.on_screen("CourseScreen")
            await buyer.until(lambda: "not open to you (any more)" in _flat(buyer), "kind words")
            assert "try again" not in buyer.text() and "Continue" not in buyer.text()
            burst(buyer, "escape")
            await buyer.on_screen("CoursesScreen")
            await buyer.reads("not open to you")
        burst(buyer, "enter")
        await buyer.on_screen("CourseScreen")
        await known(buyer)  # it is open again
        for status in CLOSED:
            store.server.arm("GET", CONTENT, status)
            burst(buyer, "g")
            await buyer.on_screen("LessonScreen")
            await buyer.until(lambda: "This lesson is not open to you" in _flat(buyer), "kind words")
            assert "Mark as done" not in buyer.text()
            burst(buyer, "d", "plus", "escape")
            await buyer.on_screen("CourseScreen")
        assert store.server.count("PATCH", CONTENT) == 0
        store.server.arm("GET", "/course$", "s403")
        burst(buyer, "r")
        await buyer.reads("to the order")
        burst(buyer, "t")
        await buyer.on_screen("OrderScreen")


async def test_lessons_that_were_out_of_sight_have_the_keys_again() -> None:
    async with customer(size=(80, 24)) as (buyer, store):
        await to_the_list(buyer)
        store.server.arm("GET", "/course$", "s403")
        burst(buyer, "enter")
        await buyer.on_screen("CourseScreen")
        await buyer.until(lambda: "not open to you" in _flat(buyer), "kind words")
        assert buyer.screen.focused is None
        burst(buyer, "r")
        await known(buyer)
        lessons = buyer.screen.query_one(OutlineList)
        await buyer.until(lambda: buyer.screen.focused is lessons, "the focus on the lessons")
        before = lessons.current
        burst(buyer, "down")
        await buyer.until(lambda: lessons.current is not before, "another lesson")


async def test_without_courses_the_list_says_so_and_how_far_it_looked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with customer(BAYU, size=(80, 24)) as (buyer, _store):
        await buyer.on_screen("NewPasswordPage")
        burst(buyer, "escape")
        await buyer.on_screen("CatalogScreen")
        await to_the_list(buyer)
        await buyer.reads("You have no course yet.")
        burst(buyer, "enter", "escape")
        await buyer.on_screen("AccountScreen")
    monkeypatch.setattr(library, "PAGES_AT_ONCE", 1)
    monkeypatch.setattr(library, "counts", lambda order: order.payment_status == "of no order")
    async with customer(size=(80, 24)) as (buyer, store):
        await to_the_list(buyer)
        await buyer.reads("None of your newest orders holds a course.")
        await buyer.reads("Looked through your 20 newest orders")
        monkeypatch.undo()
        burst(buyer, "m")
        await buyer.until(lambda: row_of(buyer, COURSE) and not buyer.shop._tasks, "the course")
        assert "Looked through" not in buyer.text()
        assert store.server.count("GET", "/me/orders$") == 2


# Faults


async def _list(buyer: Buyer) -> None:
    buyer.shop.account.orders.forget()
    buyer.shop.courses.forget()
    burst(buyer, "y")
    await buyer.on_screen("CoursesScreen")


def _listed(buyer: Buyer) -> object:
    return "try again" not in buyer.text() and "38%" in buyer.text() and not buyer.shop._tasks


async def _home(buyer: Buyer) -> None:
    buyer.app.action_go_home()
    await buyer.on_screen("CatalogScreen")


async def _at_the_list(buyer: Buyer) -> None:
    await _home(buyer)
    burst(buyer, "y")
    await buyer.on_screen("CoursesScreen")
    await buyer.until(lambda: not buyer.shop._tasks, "the list at rest")


async def _course(buyer: Buyer) -> None:
    burst(buyer, "enter")
    await buyer.on_screen("CourseScreen")


def _open(buyer: Buyer) -> object:
    return (
        "try again" not in buyer.text() and "4 of 12 lessons done" in buyer.text() and not buyer.shop._tasks
    )


async def _at_the_course(buyer: Buyer) -> None:
    await _at_the_list(buyer)
    await to_the_course(buyer)


async def _lesson(buyer: Buyer) -> None:
    buyer.shop.courses._theirs.pages.clear()
    burst(buyer, "g")
    await buyer.on_screen("LessonScreen")


def _read(buyer: Buyer) -> object:
    return "Seduh kopi yang sama" in buyer.text() and "try again" not in buyer.text()


async def _at_the_lesson(buyer: Buyer) -> None:
    await _at_the_course(buyer)
    await to_the_lesson(buyer)


async def _done(buyer: Buyer) -> None:
    burst(buyer, "d")
    await buyer.taken()


def _kept(buyer: Buyer) -> object:
    return buyer.shop.courses.standing(in_front(buyer)).stored == 100 and "Not kept" not in buyer.text()


async def _undone(buyer: Buyer) -> None:
    lesson = in_front(buyer)
    burst(buyer, *["minus"] * 4)
    await buyer.until(lambda: buyer.shop.courses.standing(lesson).stored == 60, "as before")


TOLERANT: frozenset[Fault] = frozenset(("wrong_types", "nulls"))
NOT_THEIRS: frozenset[Fault] = frozenset(("s404",))
"""Said in words of its own, see above."""
PLACES = [
    Place("orders of the list", "GET", "/me/orders$", _list, _listed, leave=_home, tolerated=TOLERANT),
    Place("course", "GET", "/course$", _course, _open, arrive=_at_the_list, leave=_at_the_list,
          tolerated=TOLERANT | NOT_THEIRS),
    Place("section", "GET", "/course-sections/", _course, _open, arrive=_at_the_list, leave=_at_the_list,
          tolerated=TOLERANT | NOT_THEIRS),
    Place("lesson", "GET", CONTENT, _lesson, _read, arrive=_at_the_course, leave=_at_the_course,
          tolerated=NOT_THEIRS | {"wrong_types"}),
    Place("progress", "PATCH", CONTENT, _done, _kept, arrive=_at_the_lesson, leave=_undone,
          tolerated=NOT_THEIRS | {"wrong_types"}),
]  # fmt: skip


FEW: dict[str, tuple[Fault, ...]] = {
    "orders of the list": ("reset", "s500_html"),
    "section": ("timeout", "s404", "s500_html", "nulls"),
}
"""Where the same page says the same of another question's faults."""


async def test_every_fault_is_said_where_it_happens_and_one_key_asks_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gate, "SHORTEST_PAUSE", 0.02)
    async with customer(size=(80, 24), wrap=_WithoutLessons) as (buyer, store):
        await _hurry(buyer, store)
        for place in PLACES:
            await place.arrive(buyer)
            for fault in FEW.get(place.name, FAULTS):
                await _meets(buyer, store, place, fault)


class _WithoutLessons:
    """A store whose reply to a course leaves the lessons of its sections out."""

    def __init__(self, app: AsgiApp) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
        if not scope.get("path", "").endswith("/course"):
            await self._app(scope, receive, send)
            return
        parts: list[Any] = []

        async def gather(message: Any) -> None:
            parts.append(message)

        await self._app(scope, receive, gather)
        value = json.loads(b"".join(part.get("body", b"") for part in parts))
        for section in value["course_sections"][1:]:
            section["course_contents"] = []
        body = json.dumps(value).encode()
        headers = [(n, v) for n, v in parts[0]["headers"] if n.lower() != b"content-length"]
        await send({**parts[0], "headers": headers})
        await send({"type": "http.response.body", "body": body})
