"""The one-time code that the store has sent by e-mail."""

from __future__ import annotations

import math

from textual.content import Content
from textual.widgets import Input

from app.i18n import _, ngettext
from app.text import plain
from screens.auth_page import AuthPage
from widgets.labelled_field import LabelledField


class CodePage(AuthPage):
    """Gone once the code is accepted, or given up."""

    STEPS = ("code", "again")
    OFFERS = frozenset(("again",))

    def heading(self) -> str:
        return _("Enter the code")

    def fields(self) -> tuple[LabelledField, ...]:
        return (LabelledField("code", _("Code"), self.shop.signing.code, max_length=40),)

    def take(self, name: str, value: str) -> None:
        self.shop.signing.code = value

    def lead(self) -> Content:
        email = self.shop.auth.email
        if self.shop.signing.done == "again":
            words = _("Another code is on its way to {email}. Only the newest one works.")
            return plain(words.format(email=email), "$good")
        return plain(_("A code goes to {email}. Type or paste it here.").format(email=email))

    def said(self) -> Content:
        return plain(self.shop.auth.message, "$dim")

    def below(self) -> Content:
        return Content.assemble(
            (_("Nothing there? Look among the unwanted mail, or ask for another code."), "$dim")
        )

    def button(self) -> str:
        return _("Sign in")

    def busy_words(self) -> str:
        return _("Asking for another code…") if self.shop.signing.busy == "again" else _("Signing in…")

    def refused_words(self) -> str:
        if self.shop.signing.failed == "again":
            return _("No other code could be sent. Please go back and sign in anew.")
        return _("This code is not right, or it no longer works. Check it, or ask for another one.")

    def find_missing(self) -> dict[str, str]:
        return {} if self.shop.signing.code.strip() else {"code": _("Fill in the code from the e-mail")}

    def send(self) -> None:
        self.shop.signing.enter_code()

    def moved_on(self) -> bool:
        if self.shop.auth.state != "code":
            self.leave()
            return True
        field = self.query_one("#code", Input)
        if field.value != self.shop.signing.code:
            with self.prevent(Input.Changed):
                field.value = self.shop.signing.code
                field.cursor_position = len(field.value)
        return False

    def action_again(self) -> None:
        """Another code, unless one has only just been sent."""
        wait = math.ceil(self.shop.auth.resend_wait)
        if wait > 0:
            words = ngettext(
                "A code has only just been sent. Another can be had in {seconds} second.",
                "A code has only just been sent. Another can be had in {seconds} seconds.",
                wait,
            )
            self.etalase.notify(words.format(seconds=wait), timeout=4)
        else:
            self.shop.signing.send_code_again()

    def action_back(self) -> None:
        self.shop.signing.code = ""
        self.shop.auth.forget_code()
