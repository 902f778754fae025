"""The address book of the customer who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from app.i18n import _, ngettext
from app.wording import explain
from screens.account_page import AccountPage
from styles import sheet
from widgets.address_list import AddressList
from widgets.bindings import bindings
from widgets.error_notice import ErrorNotice
from widgets.fit import cut
from widgets.key_hint import key_hint
from widgets.primary_button import PrimaryButton
from widgets.static import Static

if TYPE_CHECKING:
    from app.api.models.account import Address


class AddressesScreen(AccountPage):
    """Renders `AccountService.addresses`, which is read ahead of the cursor."""

    CSS_PATH = sheet("addresses")
    BINDINGS = bindings("addresses")
    AUTO_FOCUS: ClassVar[str | None] = "#addresses"

    def heading(self) -> str:
        return _("Addresses")

    def badge(self) -> str:
        book = self.shop.account
        count = len(book.shown_addresses)
        if not count:
            return ""
        if book.addresses.state == "whole":
            return ngettext("{count} address", "{count} addresses", count).format(count=count)
        return _("{count} and more").format(count=count)

    def body(self) -> ComposeResult:
        yield AddressList(id="addresses")
        yield Static("", id="empty", markup=False)
        yield Static("", id="said", markup=False)
        yield ErrorNotice(id="problem")
        yield PrimaryButton(_("New address"), key_hint=key_hint("addresses.add"), id="add")

    def on_mount(self) -> None:
        self.render_state()
        self._load()

    def on_unmount(self) -> None:
        self.shop.account.tell_removal()

    def on_screen_resume(self) -> None:
        self._draw()

    def _load(self, *, fresh: bool = False) -> None:
        book = self.shop.account.addresses
        self.shop.spawn(lambda: book.load(fresh=fresh), "addresses", wait=False)

    @on(AddressList.Moved)
    def _read_ahead(self) -> None:
        book = self.shop.account.addresses
        if book.state == "partial" and self.query_one(AddressList).wants_more:
            self.shop.spawn(book.more, "more addresses", wait=False)

    def render_state(self) -> None:
        """The entries as known, what has just been deleted, and how far the store has answered."""
        if not self.has("#add"):
            return
        account = self.shop.account
        book, shown = account.addresses, account.shown_addresses
        self.query_one(AddressList).show(shown)
        self.set_class(not shown, "-empty")
        waiting = not shown and book.state in ("unknown", "loading", "partial")
        self.set_class(waiting, "-waiting")
        empty = Content("")
        if waiting:
            empty = Content.assemble((_("Asking the shop for your addresses…"), "$dim"))
        elif book.state != "failed":
            empty = Content.assemble(
                (_("There is no address yet."), "bold"),
                "\n",
                (_("Save one, and ordering is one question shorter."), "$dim"),
            )
        self.query_one("#empty", Static).update(empty)
        said = self._said()
        line = self.query_one("#said", Static)
        line.update(said)
        line.display = bool(said.plain)
        self.query_one("#problem", ErrorNotice).show(book.error if book.state == "failed" else None)
        begun = account.forms.new_address_begun
        self.query_one("#add", PrimaryButton).label = (
            _("Go on with the new address") if begun else _("New address")
        )
        self.refresh_header()
        self.refresh_bindings()
        self.call_after_refresh(self._read_ahead_if_there)

    def _read_ahead_if_there(self) -> None:
        if self.is_attached and self.has("#add"):
            self._read_ahead()

    def _said(self) -> Content:
        """About the last entry deleted."""
        account = self.shop.account
        gone, kept, error = account.removed, account.not_removed, account.removal_error
        if gone is not None:
            return Content.assemble(
                (key_hint("addresses.undo"), "bold $accent"),
                " ",
                _("put back: {name}").format(name=_short(gone)),
            )
        if kept is not None and error is not None:
            return Content.assemble(
                (_("Not deleted: {name}").format(name=_short(kept)), "bold $bad"), "\n",
                (key_hint("addresses.remove"), "bold $accent"), " ", _("try again"), "   ", (explain(error).title, "$dim"),
            )  # fmt: skip
        return Content("")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        account = self.shop.account
        if action == "undo":
            return account.removed is not None
        if action in ("open", "remove"):
            return bool(account.shown_addresses)
        return True

    @on(PrimaryButton.Pressed, "#add")
    def _add_pressed(self) -> None:
        self.action_add()

    def action_add(self) -> None:
        self.etalase.open_address()

    @on(AddressList.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        address = self.query_one(AddressList).current
        if address is not None:
            self.etalase.open_address(address)

    def action_remove(self) -> None:
        """Out of sight at once; there is time to put it back."""
        address = self.query_one(AddressList).current
        if address is not None:
            self.shop.account.remove_address(address)

    def action_undo(self) -> None:
        """Back in its place, and under the cursor."""
        account = self.shop.account
        back = account.removed
        account.undo_removal()
        if back is not None and account.removed is None:
            self.render_state()
            self.query_one(AddressList).move_to(back.id)

    def action_refresh(self) -> None:
        """What failed again; else all of it from the start."""
        self._load(fresh=self.shop.account.addresses.state != "failed")

    def action_back(self) -> None:
        self.dismiss()


def _short(address: Address) -> str:
    """Its name in a line that says something else as well."""
    return cut(address.name or _("no name"), 20)
