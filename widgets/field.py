"""A text field that sends no byte while it rests and keeps pasted control characters out."""

from __future__ import annotations

from textual import events
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

    def _on_paste(self, event: events.Paste) -> None:
        text = clean(event.text)
        if text:
            self.insert_text_at_cursor(text)
        event.stop()
        event.prevent_default()
