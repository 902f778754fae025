"""A part of a page that folds to one line saying what was chosen in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from widgets.fit import cut, fit

W = TypeVar("W", bound=Widget)


class SectionHead(Widget, can_focus=True):
    """`✓ Courier   JNE Reguler, Rp12.000` when folded, a dimmed heading when open."""

    BINDINGS = [Binding("enter,space", "open", show=False)]

    done: reactive[bool] = reactive(False)
    summary: reactive[str] = reactive("")
    opened: reactive[bool] = reactive(False)

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def watch_opened(self, opened: bool) -> None:
        self.can_focus = not opened

    def render(self) -> Content:
        width = self.size.width
        if self.opened:
            return Content.assemble((" " + self._title.upper(), "$dim"))
        here = self.has_focus
        title = fit(self._title, 13)
        summary = cut(self.summary, width - 18)
        line = Content.assemble(
            ("▌", "$accent") if here else " ",
            ("✓ ", "$good") if self.done else "  ",
            (title + " ", "" if self.done else "$dim"),
            (summary, "" if self.done else "$dim"),
        )
        return line.pad_right(max(0, width - line.cell_length)).stylize_before("on $cursor") if here else line

    def action_open(self) -> None:
        self.post_message(Section.Asked(self.query_ancestor(Section)))

    def on_click(self) -> None:
        if not self.opened:
            self.action_open()


class Section(Vertical):
    """Head and body. The screen decides which one is open: see `opened`."""

    class Asked(Message):
        """The folded section was asked to open."""

        def __init__(self, section: Section) -> None:
            super().__init__()
            self.section = section

    def __init__(self, name: str, title: str, *body: Widget) -> None:
        super().__init__(id=f"section-{name}")
        self.key = name
        self.head = SectionHead(title)
        self._rows = body
        self.content = Vertical(*body, classes="section-body")

    def compose(self) -> ComposeResult:
        yield self.head
        yield self.content

    @property
    def opened(self) -> bool:
        return self.head.opened

    @opened.setter
    def opened(self, opened: bool) -> None:
        self.head.opened = opened
        self.content.display = opened  # not by a class: all that is inside would be styled anew

    def rows(self, kind: type[W]) -> Iterator[W]:
        """What stands in it of this kind."""
        return (row for row in self._rows if isinstance(row, kind))

    def tell(self, *, done: bool, summary: str) -> None:
        """What the folded line says."""
        self.head.done = done
        self.head.summary = summary

    def first_focus(self) -> Widget | None:
        """The first thing inside that takes the focus."""
        for widget in self.content.walk_children(Widget):
            if widget.focusable and all(
                node.display for node in widget.ancestors_with_self if isinstance(node, Widget)
            ):
                return widget
        return None
