"""How many: `−  2  +`, by plus and minus, digits, arrows or clicks."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Quantity(Widget, can_focus=True):
    """A number from 1 to `most`; posts `Changed` when the buyer asks for another."""

    BINDINGS = [
        Binding("left", "step(-1)", show=False),
        Binding("right,space", "step(1)", show=False),
        *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(10)),
        Binding("backspace", "erase", show=False),
    ]
    DEFAULT_CSS = "Quantity { width: 11; height: 1; } Quantity:focus { background: $cursor; }"

    value: reactive[int] = reactive(1)
    most: reactive[int] = reactive(100)

    class Changed(Message):
        """The buyer asks for this many."""

        def __init__(self, value: int) -> None:
            super().__init__()
            self.value = value

    def render(self) -> Content:
        less = "$dim" if self.value <= 1 else "bold $accent"
        more = "$dim" if self.value >= self.most else "bold $accent"
        return Content.assemble((" − ", less), (f"{self.value:^5}", "bold"), (" + ", more))

    def ask(self, value: int) -> None:
        """Ask for `value`, held between 1 and `most`."""
        wanted = max(1, min(value, max(1, self.most)))
        if wanted != self.value:
            self.value = wanted
            self.post_message(self.Changed(wanted))

    def action_step(self, by: int) -> None:
        self.ask(self.value + by)

    def action_digit(self, digit: int) -> None:
        self.ask(int(f"{self.value}{digit}") if self.value > 1 else max(1, digit))

    def action_erase(self) -> None:
        self.ask(self.value // 10)

    def on_click(self, event: events.Click) -> None:
        if event.x <= 3:
            self.action_step(-1)
        elif event.x >= 8:
            self.action_step(1)
