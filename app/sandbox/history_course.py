"""The course the first customer of the demo store has bought, and how far she has come."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING

from app.sandbox import courses

if TYPE_CHECKING:
    from app.sandbox.accounts import Customer
    from app.sandbox.state import Sandbox

SLUG = "kelas-seduh-kopi"
VARIANT = "Video saja"
DAYS = 58
"""So long ago it was ordered."""
_SEEN = (100, 100, 100, 100, 60)
"""Of each lesson, from the first; an evening a week."""


def attend(sandbox: Sandbox, customer: Customer, now: datetime, chance: Random) -> None:
    variant_id = sandbox.catalogue.named(SLUG, VARIANT)
    found = None if variant_id is None else sandbox.catalogue.variant(variant_id)
    if found is None:
        return
    lessons = [
        lesson for section in sandbox.courses.course(found[1]["uuid"]).sections for lesson in section.lessons
    ]
    for week, (lesson, progress) in enumerate(zip(lessons, _SEEN, strict=False)):
        with sandbox.as_of(now - timedelta(days=DAYS - 3 - week * 7), chance):
            courses.set_progress(sandbox, customer, lesson, progress)
