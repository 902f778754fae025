"""What is said of a course and its lessons: how far, how long, and why one does not open."""

from __future__ import annotations

from textual.content import Content

from app.i18n import _, ngettext
from app.services.library import OwnedCourse
from widgets.progress_cells import cells, figure

Parts = list[tuple[str, str] | str]

WIDE, NARROW = 24, 8
"""Cells of the bar of a whole course or lesson, with room and with little."""
BESIDE = 10
"""Cells of a button's row that its key and its edges take from the title on it."""


def status_words(owned: OwnedCourse) -> str:
    """In place of the bar in a list of courses; empty when there is one to draw."""
    if owned.course is not None:
        return ""
    if not owned.paid:
        return _("opens once paid")
    if owned.trouble == "not_theirs":
        return _("not open to you")
    if owned.trouble == "gone":
        return _("not found")
    return ""


def lessons_done(done: int, count: int) -> str:
    """`3 of 8 lessons done`."""
    return ngettext("{done} of {count} lesson done", "{done} of {count} lessons done", count).format(
        done=done, count=count
    )


def bar(percent: int, width: int) -> Content:
    """A bar of this many cells with its figure."""
    full, rest = cells(percent, width)
    return Content.assemble(
        (full, "$good" if percent >= 100 else ""), (rest, "$line"), (figure(percent), "$dim")
    )


def minutes(seconds: int | None) -> str:
    """How long a lesson takes, in words; empty when the store does not say."""
    if seconds is None or seconds <= 0:
        return ""
    count = max(1, round(seconds / 60))
    return ngettext("{count} min", "{count} min", count).format(count=count)


def closed_words(owned: OwnedCourse, key: str) -> Content:
    """Why a course does not open and what to do; `key` leads to its order."""
    if owned.trouble == "not_theirs" and not owned.paid:
        title = _("This course opens once its order is paid.")
        advice = _("Pay the order, and the lessons are here.")
    elif owned.trouble == "not_theirs":
        title = _("This course is not open to you (any more).")
        advice = _(
            "Its time may be over, or it was bought with another account. If it should be open, ask the seller: "
            "the order says how to reach them."
        )
    else:
        title = _("This course is not in the shop window any more.")
        advice = _(
            "It may have another name now, or be gone. The seller knows: the order says how to reach them."
        )
    parts: Parts = [(title, "bold"), "\n", (advice, "$dim")]
    if owned.order:
        parts += ["\n\n", (key, "bold $accent"), " ", _("to the order")]
    return Content.assemble(*parts)


def lesson_closed_words(key: str) -> Content:
    """A lesson does not open, though its course did; `key` leads back."""
    return Content.assemble(
        (_("This lesson is not open to you (any more)."), "bold"),
        "\n",
        (_("Other lessons of the course may be. If this one should be open, ask the seller."), "$dim"),
        "\n\n",
        (key, "bold $accent"),
        " ",
        _("back to the course"),
    )
