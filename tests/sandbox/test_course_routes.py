"""Courses: opened by a paid order only, lessons with words and videos, progress that stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from app.sandbox import DEMO_API_KEY, control
from app.sandbox.manner import Manner
from app.sandbox.server import create_app, sandbox_of
from app.sandbox.state import Sandbox
from tests.sandbox.buying import item
from tests.sandbox.signing_in import CUSTOMERS, SARI, bearer, sign_in

Json = dict[str, Any]
SLUG = "kelas-seduh-kopi"


async def variants(http: httpx.AsyncClient) -> list[Json]:
    return list((await http.get(f"/products/{SLUG}")).json()["variants"])


async def course_of(http: httpx.AsyncClient, customer: httpx.AsyncClient) -> Json:
    """The course of a customer, by the way a shop goes: order line, product detail, variant."""
    orders = (await customer.get("/me/orders", params={"page_size": 100})).json()["data"]
    line = next(line for order in orders for line in order["orderlines"] if line["is_lms_enabled"])
    variant = next(one for one in await variants(http) if one["id"] == line["variant"])
    reply = await customer.get(f"/me/variants/{variant['uuid']}/course")
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


@pytest.mark.parametrize(
    "sandbox_manner", [Manner(), Manner("older", "singapay")], indirect=True, ids=["newer", "older"]
)
async def test_the_demos_customer_has_a_course_half_done(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    course = await course_of(sandbox_http, sari)
    sections = course["course_sections"]
    assert [section["progress"]["progress"] for section in sections] == [100, 53.33, 0, 0]
    assert [section["progress"]["is_completed"] for section in sections] == [True, False, False, False]
    lessons = [lesson for section in sections for lesson in section["course_contents"]]
    assert sum(lesson["is_shown"] for lesson in lessons) == 12
    assert sum(lesson["duration"] for lesson in lessons) == 220 * 60
    for section in sections:
        assert (await sari.get(f"/me/course-sections/{section['uuid']}")).json() == section
    whole = [(await sari.get(f"/me/course-contents/{lesson['uuid']}")).json() for lesson in lessons]
    assert all("<p>" in lesson["text"] for lesson in whole)
    assert {lesson["type"] for lesson in whole} == {"video", "text"}
    assert all((lesson["video_url"] is not None) is (lesson["type"] == "video") for lesson in whole)


async def test_progress_is_kept_and_counts_for_the_section(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient
) -> None:
    section = (await course_of(sandbox_http, sari))["course_sections"][1]
    *_, half, untouched = section["course_contents"]
    done = (await sari.patch(f"/me/course-contents/{half['uuid']}", json={"progress": 100})).json()
    assert done["progress"] == {"progress": 100, "is_completed": True, "updated_at": "2026-11-21T03:00:00Z"}
    await sari.patch(f"/me/course-contents/{untouched['uuid']}", json={"progress": 12.5})
    section = (await sari.get(f"/me/course-sections/{section['uuid']}")).json()
    assert section["progress"]["progress"] == 70.83
    # Back again is progress too.
    await sari.patch(f"/me/course-contents/{half['uuid']}", json={"progress": 0})
    assert (await sari.get(f"/me/course-contents/{half['uuid']}")).json()["progress"]["progress"] == 0


async def test_a_progress_that_cannot_be_is_refused(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient, sandbox: Any
) -> None:
    lesson = (await course_of(sandbox_http, sari))["course_sections"][0]["course_contents"][0]
    sandbox.strict_requests = False
    for wrong in (-1, 100.5, "50", True, None):
        reply = await sari.patch(f"/me/course-contents/{lesson['uuid']}", json={"progress": wrong})
        assert (reply.status_code, list(reply.json()["errors"])) == (400, ["progress"])
    assert (await sari.patch(f"/me/course-contents/{lesson['uuid']}", json={})).json()["progress"] == lesson[
        "progress"
    ]


async def test_a_course_opens_when_its_order_is_paid(
    sandbox_http: httpx.AsyncClient, sari: httpx.AsyncClient, bayu: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    course = await course_of(sandbox_http, sari)
    section = course["course_sections"][0]
    variant = next(one for one in await variants(sandbox_http) if one["id"] == course["id"])
    lesson = f"/me/course-contents/{section['course_contents'][0]['uuid']}"
    theirs = (f"/me/variants/{variant['uuid']}/course", f"/me/course-sections/{section['uuid']}", lesson)
    body = {"items": [item(variant)], "payment_method": "qris"}
    order = (await bayu.post("/me/checkout", json=body)).json()
    for path in theirs:
        assert (await bayu.get(path)).status_code == 403
    assert (await bayu.patch(lesson, json={"progress": 5})).status_code == 403
    control.mark_paid(sandbox_store, order["secret_slug"])
    for path in theirs:
        assert (await bayu.get(path)).status_code == 200
    assert (await bayu.get(lesson)).json()["progress"]["progress"] == 0
    for path in ("variants/{}/course", "course-sections/{}", "course-contents/{}"):
        assert (await bayu.get(f"/me/{path.format('nothing')}")).status_code == 404


async def test_progress_survives_the_store(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    seen = []
    for progress in (37, 0):
        app = create_app(file)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=CUSTOMERS) as client:
            tokens = await sign_in_to(app)
            client.headers.update(tokens)
            public = public_of(app)
            lesson = (await course_of(public, client))["course_sections"][3]["course_contents"][0]
            seen.append(lesson["progress"]["progress"])
            await client.patch(f"/me/course-contents/{lesson['uuid']}", json={"progress": progress})
            await public.aclose()
        sandbox_of(app).close()
    assert seen == [0, 37]


def public_of(app: Any) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url=CUSTOMERS.replace("/customers", "/public"),
        headers={"X-Scalev-Storefront-Api-Key": DEMO_API_KEY},
    )


async def sign_in_to(app: Any) -> dict[str, str]:
    async with public_of(app) as public:
        return bearer(await sign_in(public, SARI))
