"""What happened to an order: the store's own steps and the courier's, one way in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from app.i18n import _
from app.text import clean
from widgets.dates import parse_moment, short_date
from widgets.fit import fit
from widgets.order_words import status_words

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder

MOMENTS = (
    "timestamp",
    "at",
    "time",
    "changed_at",
    "inserted_at",
    "created_at",
    "updated_at",
    "date",
)
"""Where an entry of the history may carry its time: the contract names no key, nor the next ones."""
NAMES = ("status", "to", "new_status", "state", "name")
REASONS = ("reason", "note", "notes", "description", "message")
MOST = 60
"""Entries drawn: more is no history but an accident."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened."""

    when: str
    """ISO 8601 as it came, empty when nobody said."""
    words: str
    detail: str = ""


def order_events(order: PublicOrder) -> list[Event]:
    """Both histories in the order of time, oldest first; what says no time stays behind what it came after."""
    timed: list[tuple[datetime, int, Event]] = []
    for events in (_steps(order.status_history), _shipments(order)):
        before = _LONG_AGO
        for event in events:
            before = max(before, parse_moment(event.when) or before)
            timed.append((before, len(timed), event))
    merged: list[Event] = []
    for _at, _nth, event in sorted(timed, key=lambda entry: entry[:2]):
        if not merged or merged[-1].words != event.words:
            merged.append(event)
    return merged[-MOST:]


def _steps(history: Iterable[dict[str, Any]]) -> Iterable[Event]:
    for entry in history:
        status = _text(entry, NAMES)
        if not status:
            continue
        words = _("placed") if status == "draft" else status_words(status, "")[0]
        yield Event(_text(entry, MOMENTS), words, _text(entry, REASONS))


def _shipments(order: PublicOrder) -> Iterable[Event]:
    for entry in order.shipment_status_history:
        words = entry.description or entry.status.replace("_", " ")
        if words:
            yield Event(entry.timestamp_source, words)


def _text(entry: dict[str, Any], names: tuple[str, ...]) -> str:
    """The first of these that says something: text, or an object that names itself."""
    for name in names:
        value = entry.get(name)
        if isinstance(value, dict):
            value = value.get("code") or value.get("name")
        if isinstance(value, str) and (said := clean(value)):
            return said
    return ""


class History(Widget):
    """The newest first and in full ink, long words below themselves; no row at all when the store tells nothing."""

    DEFAULT_CSS = "History { height: auto; }"
    WHEN = 15

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._events: tuple[Event, ...] = ()

    def show(self, order: PublicOrder) -> None:
        """Draw what happened to this order."""
        events = tuple(reversed(order_events(order)))
        if events != self._events:
            self._events = events
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._rows(width))

    def render(self) -> Content:
        return Content("\n").join(self._rows(self.content_size.width))

    def _rows(self, width: int) -> list[Content]:
        if not self._events:
            return []
        rows = [Content.assemble((_("WHAT HAPPENED"), "$dim"))]
        for number, event in enumerate(self._events):
            newest = number == 0
            words = Content.assemble(
                (event.words, "bold" if newest else "$dim"),
                (f" · {event.detail}" if event.detail else "", "$dim"),
            )
            for part, line in enumerate(words.wrap(max(8, width - self.WHEN))):
                start = Content.assemble(
                    ("● " if newest else "○ ", "$good" if newest else "$dim"),
                    (fit(short_date(event.when), self.WHEN - 2), "$dim"),
                )
                rows.append((start if part == 0 else Content(" " * self.WHEN)) + line)
        return rows
