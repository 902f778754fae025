"""A few words to the seller about an order that is placed already."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import TextArea

from app.i18n import _
from app.services.order_notes import LONGEST
from screens.dialog import Dialog
from widgets.bindings import bindings
from widgets.error_notice import ErrorNotice
from widgets.key_hint import key_hint
from widgets.static import Static


class NoteScreen(Dialog[None]):
    """Renders the note of one order in `OrderNotes`; gone once the store has it."""

    AUTO_FOCUS: ClassVar[str | None] = "#note-text"
    BINDINGS = bindings("note")

    def __init__(self, secret_slug: str) -> None:
        super().__init__()
        self._slug = secret_slug
        self._forget: Callable[[], None] | None = None

    def body(self) -> ComposeResult:
        yield Static(_("A note to the seller"), classes="dialog-title", markup=False)
        text = TextArea(
            self.shop.notes.note(self._slug).text,
            id="note-text",
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            placeholder=_("for example when you are at home"),
        )
        text.cursor_blink = False
        yield text
        yield Static("", id="note-words", markup=False)
        yield ErrorNotice(id="note-error")

    def on_mount(self) -> None:
        self._forget = self.shop.notes.changed.subscribe(self._changed)
        self.render_state()

    def on_unmount(self) -> None:
        if self._forget is not None:
            self._forget()

    def _changed(self) -> None:
        self.call_later(self.render_state)

    def render_state(self) -> None:
        """How far the note is."""
        if self.rebuilding or not self.has("#note-words"):
            return
        note = self.shop.notes.note(self._slug)
        if note.sent and self.is_current:
            self.dismiss()
            return
        if note.sending:
            words = _("Sending…")
        elif note.text.strip():
            left = LONGEST - len(note.text)
            words = _("{count} characters left").format(count=left) if left < 100 else ""
        else:
            words = _("It is added to your order; the seller reads it there.")
        self.query_one("#note-words", Static).update(Content.assemble((words, "$dim")))
        self.query_one("#note-words").display = bool(words)
        self.query_one("#note-error", ErrorNotice).show(
            note.error, key=key_hint("note.send", "Ctrl+S"), about="order"
        )
        self.refresh_bindings()

    @on(TextArea.Changed, "#note-text")
    def _typed(self, event: TextArea.Changed) -> None:
        text = event.text_area.text
        if self.shop.notes.note(self._slug).sending:
            return
        self.shop.notes.write(self._slug, text)
        if len(text) > LONGEST:
            event.text_area.text = text[:LONGEST]
            event.text_area.move_cursor(event.text_area.document.end)
        self.render_state()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is on its way is not sent a second time."""
        return not (action == "send" and self.shop.notes.note(self._slug).sending)

    def _typed_text(self) -> str:
        """What stands in the field now: word of the last letters may still be on its way here."""
        fields = self.query(TextArea)
        return fields.first().text if fields else ""

    def action_send(self) -> None:
        if not self.shop.notes.note(self._slug).sending:
            self.shop.notes.write(self._slug, self._typed_text())
        self.shop.notes.send(self._slug)

    def action_back(self) -> None:
        self.dismiss()
