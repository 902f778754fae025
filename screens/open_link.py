"""Going where a link leads: pasted into a dialog, or given on the command line."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from app.actions import BY_ID
from app.i18n import _
from app.links import LONGEST, Link, Refusal, hosts_of, read_link
from app.services.shop import Shop
from screens.dialog import Dialog
from widgets.bindings import bindings
from widgets.field import Field
from widgets.static import Static


def link_in(text: str, shop: Shop) -> Link | Refusal:
    """What the text leads to in this store."""
    hosts = hosts_of(shop.store, shop.session, shop.orders.known.values())
    return read_link(text, hosts, store_id=shop.store.store_id)


def refusal_words(refusal: Refusal) -> str:
    """Why a link is not opened, and what to do instead."""
    match refusal:
        case "elsewhere":
            return _("This link belongs to another shop. Only links of this one can be opened here.")
        case "reset":
            return _("This link to a new password is not complete. Please copy it whole from the e-mail.")
        case "empty":
            return _("Paste the link of an order or of something in this shop.")
        case _:
            return _("This is no link to an order or to something in this shop.")


class LinkScreen(Dialog[Link | None]):
    """Gives where the pasted link leads, or None. What was pasted is kept nowhere."""

    AUTO_FOCUS: ClassVar[str | None] = "#link-field"
    BINDINGS = bindings("link")

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._refused: Refusal | None = None

    def body(self) -> ComposeResult:
        yield Static(_("Open a link of this shop"), classes="dialog-title", markup=False)
        field = Field(self._typed, placeholder="https://…", max_length=LONGEST, id="link-field")
        field.name_enter(BY_ID["link.go"].label, "link.go")
        yield field
        yield Static("", id="link-words", classes="dialog-words", markup=False)

    def on_mount(self) -> None:
        self.render_state()

    def render_state(self) -> None:
        """What is expected, or why this one is not opened."""
        refused = self._refused
        words, style = refusal_words(refused or "empty"), "$warn" if refused else "$dim"
        self.query_one("#link-words", Static).update(Content.assemble((words, style)))

    @on(Input.Changed, "#link-field")
    def _changed(self, event: Input.Changed) -> None:
        self._typed, self._refused = event.value, None
        self.render_state()

    @on(Input.Submitted, "#link-field")
    def _entered(self) -> None:
        self.action_go()

    def action_go(self) -> None:
        found = link_in(self._typed, self.shop)
        if isinstance(found, Link):
            self.dismiss(found)
            return
        self._refused = found
        self.render_state()

    def action_back(self) -> None:
        self.dismiss(None)
