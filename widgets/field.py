"""A text field that sends no byte while it rests and keeps pasted control characters out."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.widgets import Input

from app.text import clean


class Field(Input):
    """Input without a blinking cursor (which would repaint forever) and with cleaned pastes."""

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        max_length: int = 0,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            value,
            placeholder=placeholder,
            max_length=max_length,
            id=id,
            classes=classes,
            select_on_focus=False,
        )
        self.cursor_blink = False

    def name_enter(self, label: str, action_id: str) -> None:
        """Have the key bar say what Enter does here: a field's own binding for it is a hidden one."""
        self._bindings.key_to_bindings["enter"] = [Binding("enter", "submit", label, id=action_id)]

    def _watch_value(self, value: str) -> None:
        # The base class sets this as well, and by that has the whole screen laid out anew for every letter. Nothing
        # moves by it but the words in the field; what depends on their width (`width: auto`) is asked for besides.
        self.set_reactive(Field.virtual_size, Size(self.content_width, 1))
        super()._watch_value(value)
        self.scroll_x = self.validate_scroll_x(self.scroll_x)

    def _on_paste(self, event: events.Paste) -> None:
        text = clean(event.text)
        if text:
            self.insert_text_at_cursor(text)
        event.stop()
        event.prevent_default()
