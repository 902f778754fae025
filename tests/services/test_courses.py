"""Courses: found in a customer's orders, kept in step with the store, gone with their customer."""

from __future__ import annotations

import asyncio

from app.api.errors import NotFound, Refused, ServerFault, Unreachable
from app.services.library import ASKED, OwnedCourse
from app.services.shop import Shop
from tests.services.customers import in_memory
from tests.services.studying import Student, bought, lesson, line, study
from tests.services.till import settle


async def opened() -> tuple[Shop, Student, OwnedCourse]:
    """With the one course known."""
    shop, student = study()
    await shop.courses.look()
    (owned,) = shop.courses.library.rows
    student.calls.clear()
    return shop, student, owned


# The library


async def test_a_course_is_found_by_the_number_of_its_variant() -> None:
    shop, student = study()
    student.sells(shop, "kelas-lain", "Kelas", {"id": 8, "uuid": "u-8"})  # of the same name
    student.pages = [[bought("b", line(8)), bought("a", line(7), line(9, item_type="digital"))]]
    student.courses["u-8"] = {"product_name": "Kelas lain"}
    await shop.courses.look()
    rows = shop.courses.library.rows
    assert [(one.variant, one.uuid, one.order) for one in rows] == [(8, "u-8", "b"), (7, "u-7", "a")]
    assert shop.courses.course_percent(rows[1]) == 46  # of 100, 40 and 0
    assert [call for call in student.calls if call[0] != "orders"] == [
        ("product", "kelas"), ("product", "kelas-lain"), ("course", "u-8"), ("course", "u-7"),
    ]  # fmt: skip


async def test_each_course_is_listed_once_by_the_order_that_was_paid_and_none_of_an_order_that_came_to_nothing() -> (
    None
):
    shop, student = study()
    student.pages = [
        [bought("new", line(), payment_status="unpaid", status="pending"), bought("old", line())],
        [
            bought("gone", line(8), payment_status="unpaid", status="canceled"),
            bought("open", line(9), payment_status="unpaid", status="pending"),
            bought("lms", line(10, item_type="digital", is_lms_enabled=True)),
        ],
    ]
    await shop.courses.look()
    rows = shop.courses.library.rows
    assert [(one.variant, one.order, one.paid) for one in rows] == [
        (7, "old", True), (9, "open", False), (10, "lms", True),
    ]  # fmt: skip
    assert not any(call == ("product", "open") for call in student.calls)


async def test_orders_are_read_a_few_pages_at_a_time() -> None:
    shop, student = study()
    student.pages = [[bought(f"o{n}")] for n in range(12)]
    student.pages[11] = [bought("last", line())]
    library = shop.courses.library
    await shop.courses.look()
    assert (student.count("orders"), len(shop.account.orders.rows)) == (5, 5)
    assert (library.more_to_come, library.rows) == (True, [])
    await shop.courses.look()  # opened again: what was looked through is not looked through again
    assert student.count("orders") == 5
    await shop.courses.look(further=True)
    await shop.courses.look(further=True)
    assert student.count("orders") == 12
    assert (library.more_to_come, len(library.rows)) == (False, 1)
    assert library.rows[0].course is not None


async def test_a_page_that_fails_ends_the_round_and_is_asked_for_again() -> None:
    shop, student = study()
    student.pages = [[bought("x")], [bought("y", line())]]
    await shop.courses.look()
    shop.account.orders.forget()
    shop.courses.forget()
    student.fail["orders"] = [Unreachable("reset", sent=True)]
    await shop.courses.look()
    assert shop.account.orders.error is not None and not shop.courses.looking
    await shop.courses.look()
    assert not shop.courses.library.more_to_come and shop.courses.library.rows


async def test_a_course_of_another_name_is_found_and_each_product_read_once() -> None:
    shop, student = study()
    student.pages = [[bought("a", line(7, "Nama lama"), line(70, "Tidak ada"))]]
    student.sells(shop, "baju", "Baju", {"id": 3}, kind="physical")
    await shop.courses.look()
    await shop.courses.look(fresh=True)
    found, missing = shop.courses.library.rows
    assert (found.uuid, missing.uuid, missing.trouble) == ("u-7", "", "gone")
    assert [call for call in student.calls if call[0] == "product"] == [("product", "kelas")]


async def test_a_line_without_a_number_goes_by_name_and_options_and_by_nothing_less() -> None:
    shop, student = study()
    student.products["kelas"]["variants"] = [
        {"id": 7, "uuid": "u-7", "option1_value": "Pagi"},
        {"id": 8, "uuid": "u-8", "option1_value": "Sore"},
    ]
    student.pages = [
        [bought("a", line(None, variant_option1_value="Sore"), line(None, variant_option1_value="Malam"))]
    ]
    student.courses["u-8"] = {}
    await shop.courses.look()
    assert [one.uuid for one in shop.courses.library.rows] == ["u-8", ""]


async def test_a_large_shop_is_looked_through_only_when_asked() -> None:
    shop, student = study()
    catalog = shop.catalog
    catalog.items, catalog.state, catalog.total = [*catalog.items], "partial", 400
    loaded: list[None] = []

    async def load_to(_count: int | None) -> None:
        loaded.append(None)
        catalog.state = "fresh"
        student.sells(shop, "jauh", "Jauh", {"id": 99, "uuid": "u-99"})

    catalog.load_to = load_to  # type: ignore[method-assign, assignment]
    student.pages = [[bought("a", line(99, "Jauh"))]]
    student.courses["u-99"] = {}
    await shop.courses.look()
    (owned,) = shop.courses.library.rows
    assert (owned.trouble, loaded) == ("far", [])
    await shop.courses.load(owned)
    assert (owned.trouble, owned.uuid, len(loaded)) == ("", "u-99", 1)
    owned.uuid, catalog.state, catalog.total = "", "partial", ASKED + 1
    owned.variant = 100
    await shop.courses.load(owned)
    assert (owned.trouble, len(loaded)) == ("gone", 1)


# A course


async def test_lessons_in_order_without_those_not_shown_and_sections_without_lessons_are_asked_for() -> None:
    shop, student, owned = await opened()
    student.courses["u-7"]["course_sections"] = [
        {"uuid": "s2", "title": "Dua", "sequence_order": 2},
        {"uuid": "s3", "title": "Rahasia", "is_shown": False, "course_contents": [lesson("x")]},
        {
            "uuid": "s1", "title": "Satu", "sequence_order": 1,
            "course_contents": [
                lesson("b", sequence_order=2), lesson("a", sequence_order=1),
                lesson("h", is_shown=False), {"title": "no uuid"}, lesson("../me"), lesson("b"),
            ],
        },
    ]  # fmt: skip
    student.sections["s2"] = {"uuid": "s2", "course_contents": [lesson("c", 33.9)]}
    await shop.courses.load(owned)
    chapters = shop.courses.chapters(owned)
    assert [(one.title, [part.uuid for part in one.lessons]) for one in chapters] == [
        ("Satu", ["a", "b"]), ("Dua", ["c"]),
    ]  # fmt: skip
    assert [one.percent for one in chapters] == [0, 33]
    assert student.calls == [("course", "u-7"), ("section", "s2")]


async def test_one_goes_on_where_one_left() -> None:
    shop, student, owned = await opened()
    courses = shop.courses

    def following() -> str:
        found = courses.where_left(owned)
        return found.uuid if found is not None else ""

    assert following() == "b"  # the first that is not done
    heard = {"progress": 0, "updated_at": "2026-11-20T10:00:00Z"}
    student.courses["u-7"]["course_sections"][1]["course_contents"][0]["progress"] = heard
    await courses.load(owned)
    assert following() == "c"  # the one the store has heard of last
    courses.looked_at(owned, "a")
    assert following() == "b"  # what is done is behind
    courses.put("b", 100)
    courses.put("c", 100)
    assert following() == ""
    assert courses.done(owned) == 3
    await settle(shop)


async def test_not_theirs_is_no_fault_and_other_faults_keep_what_was_known() -> None:
    shop, student, owned = await opened()
    for error in (Refused(403), NotFound()):
        student.fail["course"] = [error]
        await shop.courses.load(owned)
        assert (owned.trouble, owned.error, owned.course) == ("not_theirs", None, None)
        await shop.courses.load(owned)
        assert (owned.trouble, owned.course is not None) == ("", True)
    student.fail["course"] = [ServerFault(500)]
    await shop.courses.load(owned)
    assert owned.trouble == "" and owned.error is not None and owned.course is not None


# Progress


async def test_progress_is_shown_at_once_and_one_request_is_out_a_lesson() -> None:
    shop, student, owned = await opened()
    courses, go = shop.courses, asyncio.Event()
    student.holds["set_progress"] = go
    assert courses.put("b", 100)
    assert not courses.put("b", 100)  # pressed twice
    assert courses.standing("b").shown == 100 and courses.done(owned) == 2
    await asyncio.sleep(0.01)
    for percent in (90, 80, 70):
        courses.put("b", percent)
    courses.put("c", 10)  # another lesson does not wait for this one
    await asyncio.sleep(0.01)
    assert student.calls == [("set_progress", "b", 100), ("set_progress", "c", 10)]
    go.set()
    await settle(shop)
    assert student.calls[2:] == [("set_progress", "b", 70)]
    assert courses.standing("b").stored == 70 and not courses.standing("b").sending


async def test_a_refused_change_is_taken_back_with_its_reason() -> None:
    shop, student, _owned = await opened()
    courses = shop.courses
    student.fail["set_progress"] = [Refused(403), Unreachable("timeout", sent=True)]
    courses.put("b", 100)
    await settle(shop)
    standing = courses.standing("b")
    assert (standing.shown, standing.lost, type(standing.error)) == (40, 100, Refused)
    courses.put("b", 40)  # what it is anyway: nothing to send, nothing to say
    assert (standing.error, student.count("set_progress")) == (None, 1)
    courses.put("b", 90)
    await settle(shop)
    assert (standing.shown, standing.lost) == (40, 90)
    courses.put("b", 90)
    await settle(shop)
    assert (standing.shown, standing.error, student.count("set_progress")) == (90, None, 3)


async def test_the_last_wish_is_sent_even_when_the_one_before_failed() -> None:
    shop, student, _owned = await opened()
    student.holds["set_progress"] = go = asyncio.Event()
    student.fail["set_progress"] = [ServerFault(503)]
    shop.courses.put("b", 100)
    await asyncio.sleep(0.01)
    shop.courses.put("b", 60)
    go.set()
    await settle(shop)
    assert (shop.courses.standing("b").shown, shop.courses.standing("b").error) == (60, None)
    assert [call[2] for call in student.calls] == [100, 60]


async def test_an_answer_older_than_a_change_does_not_take_it_back() -> None:
    shop, student, owned = await opened()
    student.holds["course"] = go = asyncio.Event()
    asking = asyncio.ensure_future(shop.courses.load(owned))
    await asyncio.sleep(0.01)
    shop.courses.put("b", 100)
    await settle(shop)
    go.set()
    await asking
    assert shop.courses.standing("b").shown == 100  # the answer says 40
    await shop.courses.load(owned)
    assert shop.courses.standing("b").shown == 40


async def test_a_lesson_by_itself_tells_how_far_it_is_now() -> None:
    shop, student, _owned = await opened()
    student.lessons["b"] = lesson("b", 80, text="<p>Isi</p>")
    student.fail["lesson"] = [ServerFault(500)]
    await shop.courses.load_lesson("b")
    assert shop.courses.page("b").error is not None
    await shop.courses.load_lesson("b")
    page = shop.courses.page("b")
    assert page.lesson is not None and page.lesson.text == "<p>Isi</p>" and page.error is None
    assert shop.courses.standing("b").shown == 80


# Nothing is left


async def test_nothing_of_a_customer_s_courses_stays() -> None:
    shop, student, owned = await opened()
    courses = shop.courses
    student.lessons["b"] = lesson("b", 80, title="Pelajaran pribadi")
    await courses.load_lesson("b")
    courses.looked_at(owned, "b")
    student.holds["set_progress"] = student.holds["course"] = go = asyncio.Event()
    courses.put("c", 50)
    late = asyncio.ensure_future(courses.load(owned))
    await asyncio.sleep(0.01)
    shop.account.forget()
    courses.forget()
    go.set()
    await late
    await settle(shop)
    del owned
    assert not courses.library.rows and courses.standing("c").shown == 0
    assert not any("Pelajaran" in text for text in in_memory(courses))
