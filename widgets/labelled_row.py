"""What is filled in or picked, with its name beside it and a line under it for what is wrong with it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from app.text import plain
from widgets.static import Static


class LabelledRow(Widget):
    """Two rows, always: nothing jumps when an error comes or goes."""

    def __init__(self, name: str, label: str, inner: Widget) -> None:
        """`name` is the name in the draft; the row's id is `row-<name>`."""
        super().__init__(id=f"row-{name}")
        self._label = label
        self._inner = inner
        self._error = Static("", classes="field-error", markup=False)
        self.error = ""

    def compose(self) -> ComposeResult:
        with Horizontal(classes="field-line"):
            yield Static(self._label, classes="field-label", markup=False)
            yield self._inner
        yield self._error

    def say(self, error: str | None) -> None:
        """Put an error under what it is about, or take it away."""
        if (error or "") != self.error:
            self.error = error or ""
            self.set_class(bool(error), "-wrong")
            self._error.update(plain(self.error))

    def tell(self, words: Content) -> None:
        """What is known about the value, in the place of an error."""
        if not self.error:
            self._error.update(words)
