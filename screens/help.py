"""Help, made from the action registry: what one can do, with which key."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from app.actions import ACTIONS, Action
from app.i18n import N_, _
from app.keys import keys_of
from styles import sheet
from widgets.bindings import bindings
from widgets.static import Static
from widgets.too_small import TooSmall

SECTIONS = (
    ("app", N_("Everywhere")),
    ("catalog", N_("In the shop window")),
    ("product", N_("On a product")),
    ("cart", N_("In the cart")),
    ("place", N_("Choosing where to deliver")),
    ("checkout", N_("At the checkout")),
    ("payment", N_("Paying")),
    ("order", N_("On an order")),
    ("orders", N_("In the list of orders")),
    ("outcome", N_("When an order's outcome is not known")),
    ("auth", N_("Signing in")),
    ("account", N_("In your account")),
    ("addresses", N_("In the address book")),
    ("subscriptions", N_("In the list of subscriptions")),
    ("subscription", N_("On a subscription")),
    ("ending", N_("Ending or resuming a subscription")),
    ("step", N_("Choosing another variant")),
    ("courses", N_("In the list of courses")),
    ("course", N_("On a course")),
    ("lesson", N_("In a lesson")),
    ("form", N_("Where something is filled in")),
    ("settings", N_("In the settings")),
    ("stores", N_("Choosing a store")),
    ("keys", N_("Choosing keys")),
    ("newkey", N_("When a key is asked for")),
    ("kept", N_("Where files are")),
    ("proof", N_("Sending the proof of a transfer")),
    ("files", N_("Choosing a file")),
    ("note", N_("Writing to the seller")),
    ("contact", N_("Reaching the seller")),
    ("link", N_("Opening a link")),
    ("demo", N_("For whoever shows the demo")),
    ("mail", N_("In the e-mails of the demo")),
)

KEYS = 13
"""Columns for the keys."""


class HelpScreen(ModalScreen[None]):
    """A dialog over whatever was open; the section of the screen below comes first."""

    CSS_PATH = sheet("help")
    BINDINGS = [*bindings("help"), Binding("enter", "back", show=False)]
    AUTO_FOCUS = "#help-text"

    def __init__(self, scopes: frozenset[str] = frozenset(), moved: Mapping[str, str] | None = None) -> None:
        """`scopes`: what the screen below is about; `moved`: action id to key, where the buyer chose one."""
        super().__init__()
        self.here = scopes
        self.moved = moved or {}

    def compose(self) -> ComposeResult:
        with Vertical(id="help"):
            yield Static(_("Help"), id="help-title", markup=False)
            with VerticalScroll(id="help-text"):
                yield Static("", id="help-words", markup=False)
            yield Static(self._foot(), id="help-foot", markup=False)
        yield TooSmall()

    def on_resize(self) -> None:
        self.query_one("#help-words", Static).update(
            self._words(self.query_one("#help-text").content_size.width)
        )

    async def retranslate(self) -> None:
        """Draw everything again in the language in force."""
        await self.recompose()
        self.call_after_refresh(self.on_resize)

    def _foot(self) -> Content:
        return Content.assemble(
            ("Esc", "bold $accent"),
            " ",
            _("closes"),
            "    ",
            (self.app.get_key_display(Binding("ctrl+p", "", "")), "bold $accent"),
            " ",
            _("finds any by name"),
        )

    def _words(self, width: int) -> Content:
        """Every action; the sentences hang in a column of their own."""
        order = sorted(
            SECTIONS, key=lambda section: 0 if section[0] in self.here else 1 if section[0] == "app" else 2
        )
        parts: list[tuple[str, str] | str] = []
        for scope, title in order:
            actions = [action for action in ACTIONS if action.scope == scope and action.about]
            if not actions or (scope in ("demo", "mail") and "demo" not in self.here):
                continue
            if parts:
                parts.append("\n\n")
            parts.append((_(title), "$dim"))
            for action in actions:
                lines = wrap(_(action.about), max(16, width - KEYS - 2)) or [""]
                parts += ["\n", (f"{self._keys(action):<{KEYS}}", "bold $accent"), lines[0]]
                parts += [f"\n{' ' * KEYS}{line}" for line in lines[1:]]
        return Content.assemble(*parts)

    def _keys(self, action: Action) -> str:
        return " ".join(self.app.get_key_display(Binding(key, "", "")) for key in keys_of(action, self.moved))

    def action_back(self) -> None:
        self.dismiss()
