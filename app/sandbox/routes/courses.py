"""The courses of a signed-in customer (NOTES section 12): nothing of one that was not bought."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import courses
from app.sandbox.accounts import Customer
from app.sandbox.bodies import Fields, parse_body
from app.sandbox.course_wire import course_json, lesson_json, section_json
from app.sandbox.courses import ALL, Course, Lesson
from app.sandbox.routes import customer
from app.sandbox.state import Sandbox


async def course(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    found = sandbox.courses.course(request.path_params["uuid"])
    courses.check_owner(sandbox, customer, found)
    return JSONResponse(course_json(sandbox, customer, found))


async def section(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    owned, found = sandbox.courses.section(request.path_params["uuid"])
    courses.check_owner(sandbox, customer, owned)
    return JSONResponse(section_json(sandbox, customer, owned, found))


async def lesson(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    owned, found = _lesson(request, sandbox, customer)
    return JSONResponse(lesson_json(sandbox, customer, owned, found))


async def progress(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    """How far it has been gone through; without a figure it stays as it is."""
    owned, found = _lesson(request, sandbox, customer)
    fields = Fields(parse_body(await request.body()))
    value = fields.number("progress", least=0, most=ALL)
    fields.done()
    if value is not None:
        courses.set_progress(sandbox, customer, found, value)
    return JSONResponse(lesson_json(sandbox, customer, owned, found))


def _lesson(request: Request, sandbox: Sandbox, customer: Customer) -> tuple[Course, Lesson]:
    owned, found = sandbox.courses.lesson(request.path_params["uuid"])
    courses.check_owner(sandbox, customer, owned)
    return owned, found


def routes() -> list[Route]:
    return [
        customer("/variants/{uuid}/course", GET=course),
        customer("/course-sections/{uuid}", GET=section),
        customer("/course-contents/{uuid}", GET=lesson, PATCH=progress),
    ]
