"""The account: who is signed in, and the ways on."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from app.i18n import _, ngettext
from app.text import clean
from screens.account_page import AccountPage
from styles import sheet
from widgets.bindings import bindings
from widgets.choice_list import Choice, ChoiceList
from widgets.error_notice import ErrorNotice
from widgets.key_hint import key_hint
from widgets.static import Static


class AccountScreen(AccountPage):
    """Renders `AccountService`; opening it asks the store who the customer is."""

    CSS_PATH = sheet("account")
    BINDINGS = bindings("account")
    AUTO_FOCUS: ClassVar[str | None] = "#ways"

    def heading(self) -> str:
        return _("Your account")

    def body(self) -> ComposeResult:
        with VerticalScroll(id="account", can_focus=False):
            yield Static("", id="who", markup=False)
            yield ErrorNotice(id="problem")
            yield Static("", id="choose-password", markup=False)
            yield ChoiceList(marks=False, id="ways")

    def on_mount(self) -> None:
        self.app.clear_notifications()  # a welcome would cover who it is for
        self.render_state()
        self.load()

    def on_resize(self) -> None:
        self._draw()

    def load(self) -> None:
        """Ask the store; the answer comes by the signal."""
        self.shop.spawn(self.shop.account.load_profile, "profile", wait=False)

    def render_state(self) -> None:
        """Who it is, and what is known of each way on."""
        if not self.has("#ways"):
            return
        account = self.shop.account
        email = clean(self.shop.auth.email)
        name = account.who
        words = [(name, "bold")]
        if name != email:
            words += [("\n", ""), (email, "$dim")]
        self.query_one("#who", Static).update(Content.assemble(*words))
        self.query_one("#problem", ErrorNotice).show(account.profile_error)
        made_up = self.query_one("#choose-password", Static)
        made_up.display = account.must_choose_password
        made_up.update(
            Content.assemble(
                (_("The shop made up your password. Please choose one of your own."), "$warn"),
                "  ",
                (key_hint("account.password"), "bold $accent"),
                " ",
                _("choose it"),
            )
        )
        brief = self.has_class("-short")
        self.query_one(ChoiceList).show(
            [Choice(row.id, row.label, "" if brief else row.note) for row in self._ways()]
        )
        self.refresh_bindings()

    def _ways(self) -> list[Choice]:
        account = self.shop.account
        unsaved = _("not saved yet")
        count = len(account.shown_addresses)
        if account.addresses.state == "whole" and count:
            addresses = ngettext("{count} address", "{count} addresses", count).format(count=count)
        else:
            addresses = _("where your orders go")
        return [
            Choice(
                "profile",
                _("Profile"),
                unsaved if account.forms.profile.dirty else _("name, phone, birth date, newsletter"),
            ),
            Choice("addresses", _("Addresses"), addresses),
            Choice("password", _("Password"), _("choose a new one")),
            Choice("orders", _("Orders"), _("pay, follow, buy again")),
            Choice("subscriptions", _("Subscriptions"), _("what comes again and again")),
            Choice("courses", _("Courses"), _("lessons, and how far you have come")),
            Choice("sign_out", _("Sign out"), _("nothing of yours stays on this machine")),
        ]

    @on(ChoiceList.Chosen, "#ways")
    async def _chosen(self, event: ChoiceList.Chosen) -> None:
        match event.choice.id:
            case "orders":
                self.etalase.action_open_orders()
            case "sign_out":
                await self.etalase.run_action("sign_out")
            case way:
                await self.run_action(way)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Retrying is offered only after a failure."""
        return self.shop.account.profile_error is not None if action == "retry" else True

    def action_profile(self) -> None:
        self.etalase.open_profile()

    def action_addresses(self) -> None:
        self.etalase.open_addresses()

    def action_password(self) -> None:
        self.etalase.open_password()

    def action_subscriptions(self) -> None:
        self.etalase.open_subscriptions()

    def action_courses(self) -> None:
        self.etalase.open_courses()

    def action_retry(self) -> None:
        self.load()

    def action_back(self) -> None:
        self.dismiss()
