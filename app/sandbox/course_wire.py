"""A course in the shapes of the wire; what the lessons say only comes with each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.sandbox.courses import ALL, Course, Known, Lesson, Section, description, progress_of

if TYPE_CHECKING:
    from app.sandbox.accounts import Customer
    from app.sandbox.state import Sandbox

Json = dict[str, Any]


def course_json(sandbox: Sandbox, customer: Customer, course: Course) -> Json:
    """CustomerCourseAccessResponse."""
    variant, known = course.variant, progress_of(sandbox, customer)
    return {
        "id": course.variant_id,
        "item_type": "course",
        "pricing_type": variant["pricing_type"],
        "interval": variant["interval"],
        "interval_count": variant["interval_count"],
        "validity_period_unit": None,
        "validity_period": None,
        "product_id": course.product["id"],
        "product_name": course.product["name"],
        "fullname": variant["fullname"],
        "description": description(),
        "course_settings": {"is_sequential": False, "is_certificate_enabled": True},
        "course_sections": [_section(sandbox, course, section, known) for section in course.sections],
    }


def section_json(sandbox: Sandbox, customer: Customer, course: Course, section: Section) -> Json:
    """CustomerCourseSection."""
    return _section(sandbox, course, section, progress_of(sandbox, customer))


def lesson_json(sandbox: Sandbox, customer: Customer, course: Course, lesson: Lesson) -> Json:
    """CustomerCourseContent."""
    return _lesson(sandbox, course, lesson, progress_of(sandbox, customer)) | {
        "text": "\n".join(lesson.source["html"]),
        "video_url": lesson.source["video"],
    }


def _section(sandbox: Sandbox, course: Course, section: Section, known: Known) -> Json:
    return {
        "uuid": section.uuid,
        "title": section.title,
        "type": "section",
        "sequence_order": section.order,
        "is_shown": True,
        "variant_id": course.variant_id,
        "course_contents": [_lesson(sandbox, course, lesson, known) for lesson in section.lessons],
        "progress": _progress(section, known),
        **_times(course),
    }


def _progress(section: Section, known: Known) -> Json:
    """All lessons that are shown count the same."""
    found = [known.get(lesson.uuid, (0.0, "")) for lesson in section.lessons if not lesson.source["hidden"]]
    return {
        "progress": round(sum(progress for progress, _ in found) / len(found), 2),
        "is_completed": all(progress >= ALL for progress, _ in found),
        "updated_at": max(updated for _, updated in found) or None,
    }


def _lesson(sandbox: Sandbox, course: Course, lesson: Lesson, known: Known) -> Json:
    source = lesson.source
    progress, updated = known.get(lesson.uuid, (0.0, None))
    made = {
        "uuid": lesson.uuid,
        "title": source["title"],
        "type": "video" if source["video"] else "text",
        "duration": source["seconds"],
        "sequence_order": lesson.order,
        "is_shown": not source["hidden"],
        "is_discussion_active": source["talk"],
        "section_uuid": lesson.section_uuid,
        "variant_id": course.variant_id,
        "boosts": [],
        "progress": {"progress": progress, "is_completed": progress >= ALL, "updated_at": updated},
        "is_notification_enabled": source["email"],
        **_times(course),
    }
    return made if sandbox.manner.older else made | {"is_email_notification_active": source["email"]}


def _times(course: Course) -> Json:
    return {"inserted_at": course.product["created_at"], "updated_at": course.product["created_at"]}
