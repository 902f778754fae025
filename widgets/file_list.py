"""The rows of a folder: a name, and at the right end how large and how old it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from app.i18n import N_, _, language
from app.services.folder_view import Entry
from app.text import clean
from widgets.dates import short_date
from widgets.fit import cut, fit
from widgets.pick_list import PickList

_ROOM_FOR_DATE = 60
_UNITS = ((1024 * 1024, N_("{number} MB"), 1), (1024, N_("{number} KB"), 0))


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row. `label` is clean."""

    label: str
    entry: Entry | None
    """None: the folder above."""
    date: str = ""

    @property
    def size(self) -> str:
        return size_words(self.entry.size) if self.entry is not None and not self.entry.is_folder else ""


def rows_of(entries: Sequence[Entry], *, parent: bool, typed: str) -> list[FileRow]:
    """The entries whose name has `typed` in it; on top the way up, while nothing is typed."""
    wanted = typed.strip().casefold()
    rows = [FileRow("↑ " + _("folder above"), None)] if parent and not wanted else []
    for entry in entries:
        name = clean(entry.name) or "?"
        if wanted in name.casefold():
            rows.append(FileRow(f"{name}/" if entry.is_folder else name, entry, _date(entry)))
    return rows


def size_words(size: int) -> str:
    """`1.2 MB`, `340 KB`, `12 B`."""
    for unit, words, digits in _UNITS:
        if size >= unit:
            number = f"{size / unit:.{digits}f}"
            return _(words).format(number=number.replace(".", ",") if language() == "id" else number)
    return _("{number} B").format(number=size)


def _date(entry: Entry) -> str:
    from datetime import UTC, datetime

    try:
        return short_date(datetime.fromtimestamp(entry.changed, UTC).isoformat()) if entry.changed else ""
    except (ValueError, OverflowError, OSError):
        return ""


class FileList(PickList):
    """Folders and pictures."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.files: Sequence[FileRow] = ()

    def show_files(self, files: Sequence[FileRow], cursor: int = 0) -> None:
        """Put the rows in and the cursor on one of them."""
        self.files = files
        self.show([row.label for row in files], cursor)

    def draw_row(self, index: int, width: int, ground: Style) -> Strip:
        row = self.files[index]
        if not row.size:
            return super().draw_row(index, width, ground)
        note = f"{row.size:>8}" + (f"   {row.date:<12}" if width >= _ROOM_FOR_DATE else "") + " "
        room = width - 1 - cell_len(note) - 2
        label = fit(cut(row.label, room), room) + "  "
        edge = Segment("▌", self.tone("edge", ground)) if index == self.cursor else Segment(" ", ground)
        return Strip([edge, Segment(label, ground), Segment(note, self.tone("dim", ground))], width)
