"""Choosing a password: with a link from an e-mail, or instead of one that the store has made up."""

from __future__ import annotations

from textual.binding import Binding
from textual.content import Content

from app.api.errors import NotFound, Rejected
from app.i18n import _
from screens.auth_page import AuthPage
from widgets.labelled_field import LabelledField


class NewPasswordPage(AuthPage):
    """How strong it has to be is for the store to say."""

    STEPS = ("choose",)

    def __init__(self, token: str = "") -> None:
        """`token`: of the link; without one it is for the customer who is signed in."""
        super().__init__()
        self._token = token
        self._password = ""

    def heading(self) -> str:
        return _("New password")

    def fields(self) -> tuple[LabelledField, ...]:
        return (LabelledField("password", _("Password"), self._password, max_length=1000),)

    def take(self, name: str, value: str) -> None:
        self._password = value

    def lead(self) -> Content:
        if self._token:
            return Content("")
        return Content.assemble(
            (_("Your password was made up by the shop."), "bold"),
            " ",
            _("Please choose one of your own, or do it later with Esc."),
        )

    def said(self) -> Content:
        if not self._token:
            return Content("")
        return Content.assemble((_("Choose the password you will sign in with from now on."), "$dim"))

    def button(self) -> str:
        return _("Use this password")

    def busy_words(self) -> str:
        return _("Saving…")

    def refused_words(self) -> str:
        return _("This link no longer works. Please ask for a new one.")

    def trouble(self) -> Content | None:
        error = self.shop.signing.error
        if not self._token or not isinstance(error, NotFound | Rejected):
            return None
        return Content.assemble(
            (_("This link no longer works: links can be used once, and not for long."), "$bad"),
            "\n",
            _("If you have chosen a password with it already, sign in with that one."),
            " ",
            (self.app.get_key_display(Binding("ctrl+f", "forgot")), "bold $accent"),
            " ",
            _("asks for a new link"),
        )

    def find_missing(self) -> dict[str, str]:
        return {} if self._password else {"password": _("Fill in a new password")}

    def send(self) -> None:
        self.shop.signing.choose(self._password, self._token)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "forgot":
            return bool(self._token) and not self.shop.auth.signed_in
        return action == "show" or super().check_action(action, parameters)

    def moved_on(self) -> bool:
        signing = self.shop.signing
        if not self._token and not self.shop.auth.signed_in:
            self.leave()  # the session has ended meanwhile
            return True
        if signing.done != "choose":
            return False
        by_link, self._token, self._password = bool(self._token), "", ""
        signing.forget_steps()
        self.leave()
        if by_link and not self.shop.auth.signed_in:
            self.etalase.open_sign_in()
            self.etalase.notify(_("Your new password is set. Sign in with it."))
        else:
            self.etalase.notify(_("Your new password is set."))
        return True
