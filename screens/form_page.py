"""A page of fields with one button: profile, password, address."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from app.i18n import _
from app.services.form import Form
from screens.account_page import AccountPage
from styles import sheet
from widgets.bindings import bindings
from widgets.error_notice import ErrorNotice
from widgets.key_hint import key_hint
from widgets.labelled_field import LabelledField
from widgets.labelled_row import LabelledRow
from widgets.pick_field import PickBox
from widgets.primary_button import PrimaryButton
from widgets.static import Static
from widgets.value_row import ValueRow


class FormPage(AccountPage):
    """Renders a `Form`, which outlives it: what is typed is there again when the page is."""

    CSS_PATH = sheet("form")
    BINDINGS = bindings("form")
    AUTO_FOCUS: ClassVar[str | None] = "#fields Input"

    def __init__(self, form: Form) -> None:
        super().__init__()
        self.form = form
        self._saved = form.saved
        self._sending = form.saving

    @abstractmethod
    def rows(self) -> Iterable[Widget]:
        """The fields, each in a LabelledRow named as in the form."""

    def save_words(self) -> str:
        """What the button says."""
        return _("Save")

    @abstractmethod
    def done_words(self) -> str:
        """What is said once the store has it."""

    def body(self) -> ComposeResult:
        with VerticalScroll(id="fields", can_focus=False):
            yield from self.rows()
        yield Static("", id="waiting", markup=False)
        yield ErrorNotice(id="problem")
        yield PrimaryButton(self.save_words(), key_hint=key_hint("form.save", "Ctrl+S"), id="save")

    def on_mount(self) -> None:
        self.app.clear_notifications()
        self.watch_signal(self.form.changed, self._moved)
        self.render_state()

    def _moved(self) -> None:
        """The form changed: when it has just been answered, say how it went."""
        if not self.is_theirs:
            return
        answered = self._sending and not self.form.saving
        self._sending = self.form.saving
        if self.form.saved > self._saved:
            if answered:
                self.etalase.notify(self.done_words(), timeout=4)
            self.etalase.close_from(self)
            return
        self.render_state()
        if answered:
            self.call_after_refresh(self._focus_wrong)

    # Drawing

    def render_state(self) -> None:
        """Each field with what stands in it and what is wrong with it."""
        if not self.has("#save"):
            return
        self._fill()
        form = self.form
        for row in self.query(LabelledRow):
            row.say(form.errors.get(self._called(row)))
        self.query_one("#problem", ErrorNotice).show(form.error, key=key_hint("form.save", "Ctrl+S"))
        button = self.query_one("#save", PrimaryButton)
        button.blocked = form.saving
        button.label = _("Saving…") if form.saving else self.save_words()
        self.refresh_bindings()

    def _fill(self, *, all_of_it: bool = False) -> None:
        for row in self.query(LabelledField):
            value = self.form.value(self._called(row))
            if row.field.value != value and (all_of_it or not row.field.has_focus):
                with self.prevent(Input.Changed):
                    row.field.value = value
                row.field.cursor_position = len(value)

    def _called(self, row: LabelledRow) -> str:
        return (row.id or "").removeprefix("row-")

    def _focus_wrong(self) -> None:
        """To the first field that something is wrong with."""
        for name in self.form.FIELDS:
            if name in self.form.errors and (found := self.query(f"#{name}")):
                self.set_focus(found.first())
                return

    # What the buyer does

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if event.input.id:
            self.form.write(event.input.id, event.value)

    @on(ValueRow.Chosen)
    def _chosen(self, event: ValueRow.Chosen) -> None:
        if event.row.id:
            self.form.write(event.row.id, event.value)

    @on(Input.Submitted)
    def _entered(self) -> None:
        self._step(1)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        if isinstance(event.widget, Input) and event.widget.id and self.is_current:
            self.form.check(event.widget.id)

    def on_key(self, event: events.Key) -> None:
        """Up and Down go from field to field."""
        if event.key in ("up", "down") and isinstance(self.focused, Input | PickBox | PrimaryButton):
            event.stop()
            self._step(-1 if event.key == "up" else 1)
        elif event.key in ("pageup", "pagedown"):
            event.stop()
            fields = self.query_one("#fields", VerticalScroll)
            (fields.scroll_page_up if event.key == "pageup" else fields.scroll_page_down)(animate=False)

    def _step(self, by: int) -> None:
        chain = self.focus_chain
        if self.focused in chain and 0 <= (at := chain.index(self.focused) + by) < len(chain):
            self.set_focus(chain[at])  # at once: the next key goes there

    @on(PrimaryButton.Pressed, "#save")
    def _pressed(self) -> None:
        self.action_save()

    def action_save(self) -> None:
        """Send what is different; to the first field that cannot be sent like this otherwise."""
        if not self.form.save():
            self._focus_wrong()

    def action_discard(self) -> None:
        self.form.discard()
        self._fill(all_of_it=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is on its way is not sent a second time, and what was not changed need not be undone."""
        if action == "save":
            return not self.form.saving
        if action == "discard":
            return self.form.dirty and not self.form.saving
        return action != "retry"

    def action_back(self) -> None:
        self.dismiss()

    def on_unmount(self) -> None:
        if self.form.saving and self.is_theirs:
            self._tell_when_answered()

    def _tell_when_answered(self) -> None:
        """The page is left while its form is out: how it went is said wherever the buyer is then."""
        form, saved, done, app = self.form, self.form.saved, self.done_words(), self.etalase
        unsubscribe: Callable[[], None]

        def answered() -> None:
            if form.saving:
                return
            unsubscribe()
            if not self.is_theirs:
                return
            if form.saved > saved:
                app.call_later(app.notify, done, timeout=4)
            elif form.errors or form.error is not None:
                app.call_later(
                    app.notify,
                    _("What you filled in was not saved. It waits on the page it was typed on."),
                    severity="warning",
                    timeout=8,
                )

        unsubscribe = form.changed.subscribe(answered)
