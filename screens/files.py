"""Choosing a picture on this machine: go through folders, filter by typing, or give a path."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input

from app.i18n import N_, _
from app.services.dropped import dropped_path, looks_like_path
from app.services.folder_view import Folder, first_folders, look_into, nearest_folder, short_path
from app.text import clean
from screens.pick_dialog import PickDialog
from styles import sheet
from widgets.bindings import bindings
from widgets.file_list import FileList, FileRow, rows_of
from widgets.key_bar import KeyBar
from widgets.path_field import PathField
from widgets.static import Static

MOST_PLACES = 4


class FilesScreen(PickDialog[Path | None]):
    """Gives the path of the file chosen, or None when the buyer went back. Nothing is opened or kept here."""

    CSS_PATH = sheet("files")
    AUTO_FOCUS: ClassVar[str | None] = "#files-field"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("files"),
        Binding("enter", "take", N_("take"), id="files.take"),
    ]

    def __init__(self, start: Path | None = None) -> None:
        """`start`: the folder to begin in; without one where pictures are likely."""
        super().__init__()
        self._start = start
        self._places: tuple[Path, ...] = ()
        self._folder: Folder | None = None
        self._wanted: Path | None = None
        """The folder that is shown or being read."""
        self._came_from = ""
        self._wrong = ""
        self._rows: list[FileRow] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="files-box"):
            with Horizontal(id="files-top"):
                yield Static(_("Which picture?"), id="files-title", markup=False)
                for number in range(MOST_PLACES):
                    yield Static("", id=f"files-place-{number}", classes="tab", markup=False)
            yield Static("", id="files-path", markup=False)
            yield PathField(placeholder=_("part of a name, a path, or drop a file"), id="files-field")
            yield Static("", id="files-words", markup=False)
            yield FileList(id="files-list")
            yield KeyBar()

    def on_mount(self) -> None:
        self._read(self._start)

    @property
    def folder(self) -> Path | None:
        """The folder shown last."""
        return self._folder.path if self._folder is not None else None

    # What is on screen

    def draw(self, cursor: int = 0) -> None:
        if not self.has(FileList):
            return
        folder = self._folder
        for number, spot in enumerate(self.query(".tab").results(Static)):
            path = self._places[number] if number < len(self._places) else None
            name = clean(short_path(path) if path == Path.home() else path.name) if path else ""
            here = path is not None and path == self._wanted
            spot.update(Content.assemble((name, "bold $accent" if here else "$dim")))
            spot.display = bool(name)
        shown = clean(short_path(self._wanted), 4096) if self._wanted is not None else ""
        self.query_one("#files-path", Static).update(
            Content.assemble((_tail(shown, self.size.width), "$dim"))
        )
        typed = self.typed
        as_path = looks_like_path(typed)
        parent = folder is not None and folder.path != folder.path.parent
        self._rows = rows_of(folder.entries, parent=parent, typed=typed) if folder and not as_path else []
        words = self._words(as_path)
        told = self.query_one("#files-words", Static)
        told.update(words)
        told.display = bool(words.plain)
        if self._came_from:
            found = (n for n, row in enumerate(self._rows) if row.entry and row.entry.name == self._came_from)
            cursor = next(found, 0)
            self._came_from = ""
        elif not cursor:
            # The newest picture is the likeliest; without one a folder, but not the way up again.
            files = (n for n, row in enumerate(self._rows) if row.entry and not row.entry.is_folder)
            cursor = next(files, min(1, len(self._rows) - 1) if not typed else 0)
        self.query_one(FileList).show_files(self._rows, cursor)
        self.refresh_bindings()

    def _words(self, as_path: bool) -> Content:
        if self._wrong:
            return Content.assemble((self._wrong, "$bad"))
        if as_path:
            return Content.assemble((_("Enter takes this path."), "$dim"))
        if self._folder is None:
            return Content.assemble((_("One moment…"), "$dim"))
        if self.typed.strip() and not self._rows:
            return Content.assemble((_("No picture of that name here."), "$warn"))
        if not self._folder.entries:
            return Content.assemble((_("No pictures in this folder."), "$dim"))
        if self._folder.cut and not self.typed.strip():
            return Content.assemble(
                (_("There are more than can be listed; type a part of the name."), "$dim")
            )
        return Content("")

    # What the buyer does

    def action_take(self) -> None:
        if looks_like_path(self.typed):
            self._take_path(self.typed)
        else:
            super().action_take()

    def take_row(self, index: int) -> None:
        if not 0 <= index < len(self._rows):
            return
        entry = self._rows[index].entry
        if entry is None:
            self.action_up()
        elif entry.is_folder:
            self._read(entry.path)
        else:
            self.dismiss(entry.path)

    @work(group="path", exclusive=True, exit_on_error=False)
    async def _take_path(self, text: str, *, pasted: bool = False) -> None:
        """Go where a path leads. What was pasted and is none is typed instead."""
        path, is_folder, there = await asyncio.to_thread(_look_at, text)
        if path is None and pasted:
            self.query_one(PathField).insert_text_at_cursor(clean(text))
        elif path is not None and is_folder:
            self._read(path)
        elif path is not None and there:
            self.dismiss(path)
        else:
            self._wrong = _("There is no such file on this machine.")
            self.draw()

    @on(PathField.Dropped)
    def _dropped(self, event: PathField.Dropped) -> None:
        event.stop()
        self._take_path(event.text, pasted=True)

    @on(PathField.Emptier)
    def _emptier(self, event: PathField.Emptier) -> None:
        event.stop()
        self.action_up()

    @on(Input.Changed, "#files-field")
    def _typed_something(self, event: Input.Changed) -> None:
        event.stop()
        self._wrong = ""
        self.draw()

    def action_up(self) -> None:
        here = self._wanted
        if here is not None and here != here.parent:
            self._came_from = here.name
            self._read(here.parent)

    def action_next_place(self) -> None:
        if self._places:
            at = self._places.index(self._wanted) if self._wanted in self._places else -1
            self._read(self._places[(at + 1) % len(self._places)])

    def action_back(self) -> None:
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        name = event.widget.id or "" if event.widget is not None else ""
        if name.startswith("files-place-"):
            self._read(self._places[int(name.rpartition("-")[2])])
        elif event.widget is self:
            self.dismiss(None)

    @work(group="folder", exclusive=True, exit_on_error=False)
    async def _read(self, path: Path | None) -> None:
        """Show a folder; without a path the first that there is."""
        if not self._places:
            self._places = (await asyncio.to_thread(first_folders))[:MOST_PLACES]
        wanted = path or (self._places[0] if self._places else Path.home())
        self._wrong = ""
        try:
            folder = await asyncio.to_thread(look_into, await asyncio.to_thread(nearest_folder, wanted))
        except (OSError, ValueError):
            self._wrong = _("This folder cannot be opened.")
            self._came_from = ""
            self.draw()
            return
        self._folder, self._wanted = folder, folder.path
        field = self.query_one(PathField)
        with self.prevent(Input.Changed):
            field.value = ""
        self.draw()


def _look_at(text: str) -> tuple[Path | None, bool, bool]:
    """The path meant, whether it is a folder, whether anything is there. In a thread: a disk may be slow."""
    path = dropped_path(text)
    try:
        return path, path is not None and path.is_dir(), path is not None and path.exists()
    except (OSError, ValueError):
        return path, False, False


def _tail(text: str, width: int) -> str:
    """The end of a path says more than its beginning."""
    room = max(10, min(width, 72) - 6)
    return text if len(text) <= room else "…" + text[-room + 1 :]
