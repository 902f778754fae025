"""A field with its name beside it and a line under it for what is wrong with it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from app.text import plain
from widgets.field import Field


class LabelledField(Widget):
    """Two rows, always: nothing jumps when an error comes or goes."""

    def __init__(
        self, name: str, label: str, value: str = "", *, placeholder: str = "", max_length: int = 0
    ) -> None:
        """`name` is the field's name in the draft and the id of the inner Field."""
        super().__init__(id=f"row-{name}")
        self._label = label
        self.field = Field(value, placeholder=placeholder, max_length=max_length, id=name)
        self._error = Static("", classes="field-error", markup=False)
        self.error = ""

    def compose(self) -> ComposeResult:
        with Horizontal(classes="field-line"):
            yield Static(self._label, classes="field-label", markup=False)
            yield self.field
        yield self._error

    def say(self, error: str | None) -> None:
        """Put an error under the field, or take it away."""
        if (error or "") != self.error:
            self.error = error or ""
            self.set_class(bool(error), "-wrong")
            self._error.update(plain(self.error))

    def tell(self, words: Content) -> None:
        """What is known about the value, in the place of an error."""
        if not self.error:
            self._error.update(words)
