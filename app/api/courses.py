"""What a signed-in customer may ask of their courses (NOTES section 12)."""

from __future__ import annotations

from urllib.parse import quote

from app.api.customer_calls import CustomerCalls
from app.api.models.course import Course, Lesson, Section
from app.api.read import read_model


class CourseClient(CustomerCalls):
    """Every method may raise any error of `app.api.errors`; Refused (403) and NotFound mean "not theirs (any more)"."""

    async def course(self, variant_uuid: str) -> Course:
        """The course that a variant opens: by its uuid, not by its number."""
        return read_model(await self._call("GET", f"/variants/{_part(variant_uuid)}/course"), Course)

    async def section(self, section_uuid: str) -> Section:
        """One section with its lessons."""
        return read_model(await self._call("GET", f"/course-sections/{_part(section_uuid)}"), Section)

    async def lesson(self, lesson_uuid: str) -> Lesson:
        """One lesson with its text, and how far its customer has come."""
        return read_model(await self._call("GET", f"/course-contents/{_part(lesson_uuid)}"), Lesson)

    async def set_progress(self, lesson_uuid: str, percent: int) -> Lesson:
        """How far its customer has come, 0 to 100. Sent again when the answer is lost: it says the same."""
        path = f"/course-contents/{_part(lesson_uuid)}"
        return read_model(await self._call("PATCH", path, json={"progress": percent}), Lesson)


def _part(name: str) -> str:
    return quote(name, safe="")
