"""Signing in by e-mail address and password; a store that wants a code as well leads on to `screens.code`."""

from __future__ import annotations

from textual import events, on
from textual.content import Content
from textual.widgets import Input

from app.i18n import _
from screens.auth_page import AuthPage, mail_missing
from widgets.key_hint import key_hint
from widgets.labelled_field import LabelledField
from widgets.static import Static


class SignInPage(AuthPage):
    """Gone once somebody is signed in; what was open below goes on from there."""

    STEPS = ("password",)
    OFFERS = frozenset(("show", "forgot"))

    def __init__(self) -> None:
        super().__init__()
        self._password = ""
        self._demo_turn = 0

    def heading(self) -> str:
        return _("Sign in")

    def fields(self) -> tuple[LabelledField, ...]:
        return (
            LabelledField("email", _("E-mail"), self.shop.signing.email, max_length=254),
            LabelledField("password", _("Password"), self._password, max_length=1000),
        )

    def take(self, name: str, value: str) -> None:
        if name == "email":
            self.shop.signing.email = value
        else:
            self._password = value

    def lead(self) -> Content:
        if not self.shop.identity.left_behind:
            return Content("")
        return Content.assemble(
            (_("Your sign-in has ended."), "bold"),
            " ",
            _("Sign in again: your cart and what you filled in are still here."),
        )

    def said(self) -> Content:
        if self.shop.identity.left_behind:
            return Content("")
        return Content.assemble(
            (_("Your addresses, your orders, and the same cart on every device."), "$dim")
        )

    def below(self) -> Content:
        if not self.shop.store.is_demo:
            return Content("")
        parts: list[tuple[str, str] | str] = [
            (_("DEMO CUSTOMERS"), "$dim"), "   ", (key_hint("demo.customer"), "bold $accent"), " ", _("fills one in"),
        ]  # fmt: skip
        for email, password, about in _demo_customers():
            parts += ["\n", email, "   ", password, "\n   ", (about, "$dim")]
        return Content.assemble(*parts)

    def button(self) -> str:
        return _("Sign in")

    def busy_words(self) -> str:
        return _("Signing in…")

    def refused_words(self) -> str:
        return _("This e-mail address and password do not go together. Please check both and try again.")

    def find_missing(self) -> dict[str, str]:
        missing = {"email": mail_missing(self.shop.signing.email)}
        missing["password"] = "" if self._password else _("Fill in your password")
        return {name: words for name, words in missing.items() if words}

    def send(self) -> None:
        self.shop.signing.sign_in(self._password)

    def moved_on(self) -> bool:
        state = self.shop.auth.state
        if state == "customer":
            self._password = ""
            self.leave()
        elif state == "code":
            from screens.code import CodePage

            self._forget_password()
            self.app.push_screen(CodePage())
        return state != "guest"

    def _forget_password(self) -> None:
        self._password = ""
        with self.prevent(Input.Changed):
            self.query_one("#password", Input).value = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A guest's cart is offered where a customer's session has ended."""
        if action == "as_guest":
            return self.shop.identity.left_behind
        return super().check_action(action, parameters)

    def action_as_guest(self) -> None:
        """What the customer before has left here goes."""
        self.shop.identity.go_on_as_guest()
        self.etalase.action_go_home()

    def fill_customer(self) -> None:
        """The next customer of the demo store; their password may be read."""
        customers = _demo_customers()
        email, password, _about = customers[self._demo_turn % len(customers)]
        self._demo_turn += 1
        self.query_one("#email", Input).value = email
        self.query_one("#password", Input).value = password
        self.query_one("#password", Input).focus()

    @on(events.Click, "#below")
    def _below_clicked(self) -> None:
        if self.shop.store.is_demo and isinstance(self.query_one("#below"), Static):
            self.fill_customer()


def _demo_customers() -> tuple[tuple[str, str, str], ...]:
    """E-mail address, password, who it is."""
    from app.sandbox import (
        DEMO_CUSTOMER_EMAIL,
        DEMO_CUSTOMER_PASSWORD,
        DEMO_NEW_CUSTOMER_EMAIL,
        DEMO_NEW_CUSTOMER_PASSWORD,
    )

    return (
        (DEMO_CUSTOMER_EMAIL, DEMO_CUSTOMER_PASSWORD, _("has ordered here before")),
        (DEMO_NEW_CUSTOMER_EMAIL, DEMO_NEW_CUSTOMER_PASSWORD, _("new here; signs in with a code as well")),
    )
