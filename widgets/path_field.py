"""A field for a part of a name or a whole path; what is pasted or dropped on it comes to the screen as it is."""

from __future__ import annotations

from textual import events
from textual.message import Message

from widgets.field import Field


class PathField(Field):
    """Backspace where nothing is written asks for the folder above."""

    class Dropped(Message):
        """A terminal's way of dropping a file: a paste. Two spaces in a row stay two, so that the path is right."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Emptier(Message):
        """Backspace in the empty field."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.post_message(self.Dropped(event.text))

    def action_delete_left(self) -> None:
        if self.value:
            super().action_delete_left()
        else:
            self.post_message(self.Emptier())
