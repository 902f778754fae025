"""Where the program keeps its files, each path whole and to be copied."""

from __future__ import annotations

from textwrap import wrap
from typing import ClassVar

from rich.cells import chop_cells
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from app.i18n import N_, _
from app.kept import kept_files
from app.text import clean
from screens.base import ShopScreen
from styles import sheet
from widgets.bindings import bindings
from widgets.static import Static

WORDS = {
    "state": N_("Cart, orders and sign-in of this store"),
    "settings": N_("Settings, for all stores"),
    "config": N_("The stores you have named"),
    "cache": N_("Pictures and first frames; may be deleted at any time"),
    "data": N_("Goods and orders of the demo store"),
    "log": N_("Log of requests, without secrets"),
}
NOT_KEPT = {
    "log": N_("nowhere; start with --log FILE for one"),
}


class PathRow(Widget, can_focus=True):
    """What is there, and below it the whole path, over as many lines as it takes."""

    BINDINGS = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    DEFAULT_CSS = """
    PathRow { height: auto; width: 1fr; margin: 0 0 1 0; }
    PathRow:focus { background: $cursor; }
    """

    class Clicked(Message):
        """To be copied."""

    def __init__(self, title: str, path: str, missing: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.title = title
        self.path = path
        self._shown = clean(path, 4000)
        self.missing = missing

    def _lines(self, width: int) -> tuple[list[str], list[str]]:
        """What it is and where, in lines of that width."""
        width = max(1, width)
        # A path by hand: Textual would break it at a hyphen or a blank.
        where = chop_cells(self._shown, width) if self._shown else wrap(self.missing, width)
        return wrap(self.title, width), where

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        title, where = self._lines(width)
        return len(title) + len(where)

    def render(self) -> Content:
        title, where = ("\n".join(lines) for lines in self._lines(self.content_size.width))
        return Content.assemble((title, "$dim"), "\n", (where, "$ink" if self._shown else "$dim"))

    def on_click(self, event: events.Click) -> None:
        self.post_message(self.Clicked())


class KeptScreen(ShopScreen[None]):
    """Every folder and file, one below the other; Enter or a click copies the path."""

    CSS_PATH = sheet("kept")
    BINDINGS = bindings("kept")
    AUTO_FOCUS: ClassVar[str | None] = "PathRow"

    def heading(self) -> str:
        return _("Files")

    def body(self) -> ComposeResult:
        app = self.etalase
        found = kept_files(
            self.shop.store, self.shop.session, log_file=app.log_file, config_file=app.config_file
        )
        with VerticalScroll(id="kept", can_focus=False):
            if self.shop.session.private:
                yield Static(
                    _("This is a private session: nothing is kept."),
                    classes="dim",
                    id="private",
                    markup=False,
                )
            for name, path in found.items():
                if path is not None or name in NOT_KEPT:
                    missing = _(NOT_KEPT[name]) if name in NOT_KEPT else ""
                    yield PathRow(_(WORDS[name]), str(path) if path else "", missing, id=name)

    def on_mount(self) -> None:
        self.call_after_refresh(self.query_one("#kept").scroll_home, animate=False)

    @on(PathRow.Clicked)
    def action_copy(self) -> None:
        """The path under the cursor, to the clipboard."""
        row = self.focused
        if isinstance(row, PathRow) and row.path:
            self.etalase.copy(row.path)

    def action_back(self) -> None:
        self.dismiss()
