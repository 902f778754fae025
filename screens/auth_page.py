"""What the pages of signing in have in common: a few fields, what went wrong, one button."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input

from app.api.errors import Refused, Rejected, SignedOut
from app.i18n import _
from app.services.signing_in import Step
from screens.base import ShopScreen
from styles import sheet
from widgets.bindings import bindings
from widgets.error_notice import error_content
from widgets.labelled_field import LabelledField
from widgets.primary_button import PrimaryButton
from widgets.static import Static


class AuthPage(ShopScreen[None]):
    """Renders `SigningIn`. Subclasses say which fields there are, which steps are theirs, and what a press does."""

    CSS_PATH = sheet("auth")
    BINDINGS = bindings("auth")
    STEPS: ClassVar[tuple[Step, ...]] = ()
    """The steps whose errors are told here."""
    OFFERS: ClassVar[frozenset[str]] = frozenset()
    """Of the actions that not every page has, those of this one."""

    signing_in = True
    """The way to the account is not offered here."""

    def __init__(self) -> None:
        super().__init__()
        self._missing: dict[str, str] = {}
        """What is to be filled in first, by field."""
        self._shown = False
        """The password can be read."""
        self._left = False

    # For subclasses

    @abstractmethod
    def fields(self) -> tuple[LabelledField, ...]:
        """In the order in which they are filled in."""

    @abstractmethod
    def take(self, name: str, value: str) -> None:
        """Keep what is typed into a field."""

    @abstractmethod
    def lead(self) -> Content:
        """The words above the fields."""

    def said(self) -> Content:
        """More words, or the store's own, where there is room for them."""
        return Content("")

    def below(self) -> Content:
        """The words under the button."""
        return Content("")

    @abstractmethod
    def button(self) -> str:
        """What a press does."""

    def busy_words(self) -> str:
        """What the button says while the step is with the store."""
        return _("One moment…")

    @abstractmethod
    def refused_words(self) -> str:
        """What a no of the store means here."""

    @abstractmethod
    def find_missing(self) -> dict[str, str]:
        """What is to be filled in, by field, in words."""

    @abstractmethod
    def send(self) -> None:
        """Everything is filled in: begin the step."""

    def moved_on(self) -> bool:
        """Whether this page has done its work; then it has gone, or another one is in front."""
        return False

    # The page

    def body(self) -> ComposeResult:
        with VerticalScroll(id="form", can_focus=False):
            yield Static("", id="lead", markup=False)
            yield Static("", id="said", markup=False)
            for row in self.fields():
                row.field.password = (row.field.id or "") == "password" and not self._shown
                yield row
            yield Static("", id="trouble", markup=False)
            yield PrimaryButton(id="go")
            yield Static("", id="below", markup=False)

    def on_mount(self) -> None:
        self.shop.signing.forget_steps()
        self.watch_signal(self.shop.signing.changed, self.render_state)
        self.watch_signal(self.shop.auth.changed, self.render_state)
        self.render_state()
        self._focus_first()

    def on_screen_resume(self) -> None:
        self.render_state()

    def _focus_first(self) -> None:
        rows = list(self.query(LabelledField))
        empty = next((row for row in rows if not row.field.value), rows[-1] if rows else None)
        if empty is not None:
            empty.field.focus()

    def render_state(self) -> None:
        """Words, errors on their fields, the button; or on to where this leads."""
        if self._left or not self.has("#go") or (self.is_active and self.moved_on()):
            return
        signing = self.shop.signing
        error = signing.error if signing.failed in self.STEPS else None
        said = error.fields if isinstance(error, Rejected) else {}
        known = set()
        for row in self.query(LabelledField):
            name = row.field.id or ""
            known.add(name)
            row.say(self._missing.get(name) or said.get("otp" if name == "code" else name))
        trouble = Content("")
        if isinstance(error, Refused) and error.status == 401 and not isinstance(error, SignedOut):
            trouble = Content.assemble((self.refused_words(), "$bad"))
        elif error is not None and not known & {"code" if name == "otp" else name for name in said}:
            trouble = self.trouble() or error_content(error, key="Enter")
        self._fill("#trouble", trouble)
        self._fill("#lead", self.lead())
        self._fill("#said", self.said())
        self._fill("#below", self.below())
        button = self.query_one("#go", PrimaryButton)
        working = signing.busy in self.STEPS
        button.label = self.busy_words() if working else self.button()
        button.blocked = working
        self.refresh_bindings()

    def trouble(self) -> Content | None:
        """Words of this page's own for the error there is; None: the usual ones."""
        return None

    def _fill(self, selector: str, words: Content) -> None:
        widget = self.query_one(selector, Static)
        widget.update(words)
        widget.display = bool(words.plain)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        name = event.input.id or ""
        event.stop()
        self.take(name, event.value)
        if self._missing.pop(name, None) or self.shop.signing.failed in self.STEPS:
            self.shop.signing.forget_steps()
            self.render_state()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        fields = [row.field for row in self.query(LabelledField)]
        after = fields[fields.index(event.input) + 1 :] if event.input in fields else []
        following = next((field for field in after if not field.value), None)
        if following is not None and event.input.value:
            following.focus()
        else:
            self.action_submit()

    @on(PrimaryButton.Pressed, "#go")
    def _pressed(self) -> None:
        self.action_submit()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what this page has."""
        if action in ("show", "forgot", "again", "paste", "as_guest"):
            return action in self.OFFERS
        return True

    def action_submit(self) -> None:
        """Send it, or go to what is missing."""
        if self.shop.signing.busy is not None:
            return
        self._missing = self.find_missing()
        if self._missing:
            self.render_state()
            self.query_one(f"#{next(iter(self._missing))}").focus()
        else:
            self.send()

    def action_show(self) -> None:
        """Show the password, or hide it again."""
        self._shown = not self._shown
        self.query_one("#password", Input).password = not self._shown

    def action_forgot(self) -> None:
        self.etalase.open_ask_reset()

    def action_paste(self) -> None:
        self.etalase.action_open_link()

    def action_back(self) -> None:
        self.leave()

    def leave(self) -> None:
        """Back to what was open before; once, however many reasons there are."""
        if not self._left:
            self._left = True
            self.dismiss()


def mail_missing(email: str) -> str:
    """What is wrong with an e-mail address before the store is asked; empty when nothing is in sight."""
    name, _at, host = email.strip().rpartition("@")
    if not email.strip():
        return _("Fill in your e-mail address")
    return "" if name and host and " " not in email.strip() else _("This is not a whole e-mail address")
