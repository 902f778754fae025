"""A course as stores send it, and as they should not."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from app.api.models.course import Course, Lesson, Progress


@pytest.mark.parametrize(
    ("said", "percent"),
    [
        ({"progress": 33.9}, 33),
        ({"progress": "66.6"}, 66),
        ({"progress": 99.99}, 99),
        ({"progress": -5}, 0),
        ({"progress": 1e300}, 0),
        ({"progress": 250}, 100),
        ({"progress": None, "is_completed": None}, 0),
        ({"progress": [1], "is_completed": "maybe"}, 0),
        ({"progress": 20, "is_completed": True}, 100),
        ({}, 0),
    ],
)
def test_percent(said: dict[str, Any], percent: int) -> None:
    assert Progress.model_validate(said).percent == percent
    assert Lesson.model_validate({"uuid": "x", "progress": said}).percent == percent


def test_anything_may_be_missing_but_what_a_lesson_is_called_by() -> None:
    assert Course.model_validate({}).sections == []
    assert Course.model_validate({"course_sections": None, "description": 3}).sections == []
    nothing = dict.fromkeys(Lesson.model_fields) | {"uuid": "x"}
    assert Lesson.model_validate(nothing).percent == 0
    names: tuple[object, ...] = (None, "", "../me", "a b", "x" * 81, {})
    for uuid in names:
        with pytest.raises(ValidationError):
            Lesson.model_validate({"uuid": uuid})


def test_a_bad_part_takes_only_itself() -> None:
    lessons = [{"uuid": "a", "progress": "half"}, 7, {"uuid": "../b"}, {"uuid": "c", "sequence_order": "1"}]
    course = Course.model_validate({"course_sections": ["x", {"course_contents": lessons}, {"title": []}]})
    assert [[one.uuid for one in part.lessons] for part in course.sections] == [["c", "a"], []]


def test_only_web_addresses_are_videos() -> None:
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://x\x1b]8;;evil", "//x", "ftp://x/y", 5):
        assert Lesson.model_validate({"uuid": "x", "video_url": url}).video_url is None
    assert Lesson.model_validate({"uuid": "x", "video_url": "https://v.example/1"}).video_url
