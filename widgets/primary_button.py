"""The one primary action of a column: full width, says its amount, names what is missing instead of going grey."""

from __future__ import annotations

from rich.cells import cell_len
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class PrimaryButton(Widget, can_focus=True):
    """`key  label            amount`, pressed with Enter, Space or a click."""

    BINDINGS = [Binding("enter,space", "press", show=False)]

    label: reactive[str] = reactive("")
    amount: reactive[str] = reactive("")
    key_hint: reactive[str] = reactive("")
    blocked: reactive[bool] = reactive(False)
    """Looks inert, yet a press still posts: the screen then says what is missing."""

    class Pressed(Message):
        """The button was pressed."""

        def __init__(self, button: PrimaryButton) -> None:
            super().__init__()
            self.button = button

        @property
        def control(self) -> PrimaryButton:
            return self.button

    def __init__(self, label: str = "", *, key_hint: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(PrimaryButton.label, label)
        self.set_reactive(PrimaryButton.key_hint, key_hint)

    def watch_blocked(self, blocked: bool) -> None:
        self.set_class(blocked, "-blocked")

    def render(self) -> Content:
        left = f"{self.key_hint}   {self.label}" if self.key_hint else self.label
        width = self.content_size.width
        gap = width - cell_len(left) - cell_len(self.amount)
        if gap < 1:
            left = self.label
            gap = max(1, width - cell_len(left) - cell_len(self.amount))
        return Content(left + " " * gap + self.amount)

    def action_press(self) -> None:
        self.post_message(self.Pressed(self))

    def on_click(self) -> None:
        self.action_press()
