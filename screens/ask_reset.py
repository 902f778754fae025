"""Forgotten password: having a link sent by e-mail."""

from __future__ import annotations

from textual.content import Content

from app.i18n import _
from app.text import plain
from screens.auth_page import AuthPage, mail_missing
from widgets.labelled_field import LabelledField


class AskResetPage(AuthPage):
    """The answer never says whether there is such a customer."""

    STEPS = ("ask",)

    def heading(self) -> str:
        return _("Forgotten password")

    def fields(self) -> tuple[LabelledField, ...]:
        return (LabelledField("email", _("E-mail"), self.shop.signing.email, max_length=254),)

    def take(self, name: str, value: str) -> None:
        signing = self.shop.signing
        signing.email = value
        if signing.done == "ask":
            signing.forget_steps()
            self.render_state()

    def lead(self) -> Content:
        signing = self.shop.signing
        if signing.done != "ask":
            return Content("")
        sent = _("If {email} belongs to a customer of this shop, a link is on its way there.").format(
            email=signing.email.strip()
        )
        how = (
            _("Open it on this computer: it leads back here.")
            if signing.listening
            else _("It opens a page of the shop, where you choose the new password.")
        )
        return Content.assemble(plain(sent), "\n", how, " ", (_("Or paste the whole link here."), "$dim"))

    def said(self) -> Content:
        if self.shop.signing.done == "ask":
            return Content("")
        return Content.assemble((_("A link comes by e-mail. With it you choose a new password."), "$dim"))

    def button(self) -> str:
        return _("Back to signing in") if self.shop.signing.done == "ask" else _("Send me a link")

    def refused_words(self) -> str:
        return _("The shop sends no links just now. Please ask the seller.")

    def find_missing(self) -> dict[str, str]:
        words = mail_missing(self.shop.signing.email)
        return {"email": words} if words else {}

    def send(self) -> None:
        if self.shop.signing.done == "ask":
            self.action_back()
        else:
            self.shop.signing.ask_for_link()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "paste":
            return self.shop.signing.done == "ask"
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """To signing in, where this was asked for."""
        self.leave()
