"""Asks for the new key of an action: whatever is pressed next is taken, or refused in words."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.content import Content
from textual.dom import DOMNode

from app.actions import Action
from app.i18n import _
from app.keys import Refusal, in_the_way, keys_of, refusal, swapped
from screens.dialog import Dialog
from screens.help import SECTIONS
from widgets.bindings import bindings
from widgets.static import Static


class NewKeyScreen(Dialog[dict[str, str] | None]):
    """Gives the keys as they are to be from now on, by action; None when nothing changes."""

    BINDINGS = bindings("newkey")

    def __init__(self, action: Action) -> None:
        super().__init__()
        self.action = action
        self.tried = ""
        """The key that was refused last."""

    def body(self) -> ComposeResult:
        yield Static("", id="newkey-title", classes="dialog-title", markup=False)
        yield Static("", id="newkey-now", classes="dialog-words dim", markup=False)
        yield Static("", id="newkey-words", classes="dialog-words", markup=False)

    def on_mount(self) -> None:
        self.render_state()

    def render_state(self) -> None:
        """What is asked, and why the last key cannot be had."""
        moved = self.etalase.moved
        now = " ".join(self.etalase.shown_key(key) for key in keys_of(self.action, moved))
        self.query_one("#newkey-title", Static).update(Content(_(self.action.about)))
        self.query_one("#newkey-now", Static).update(_("Now: {keys}").format(keys=now))
        refused = refusal(self.action, self.tried, moved) if self.tried else None
        words = Content(_("Press the new key."))
        if refused is not None:
            words = Content.assemble((self._why(refused), "$warn"), "\n", _("Press another one."))
        self.query_one("#newkey-words", Static).update(words)
        self.refresh_bindings()

    def _why(self, refused: Refusal) -> str:
        key = self.etalase.shown_key(self.tried)
        match refused.why:
            case "fixed" | "stays":
                return _("{key} does the same on every page and cannot be had.").format(key=key)
            case "types":
                return _(
                    "{key} is needed for typing, and this works while one types. A key with Ctrl or F1 to F12 will do."
                ).format(key=key)
            case "lists":
                return _("{key} moves in a list where this works.").format(key=key)
            case "taken":
                other = refused.others[0]
                where = next((_(title) for scope, title in SECTIONS if scope == other.scope), "")
                return _("{key} is taken. {where}: {what}.").format(key=key, where=where, what=_(other.about))

    @property
    def _binding_chain(self) -> list[tuple[DOMNode, BindingsMap]]:
        # Keys that come first everywhere else, such as the one for the language, are only keys here.
        return super()._binding_chain[:1]

    def on_key(self, event: events.Key) -> None:
        """Every key comes here: none of them means what it means elsewhere."""
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.action_back()
        elif event.key == "enter" and self._swapped() is not None:
            self.action_swap()
        else:
            self._try(event.key)

    def _try(self, key: str) -> None:
        moved = self.etalase.moved
        usual = key in self.action.key.split(",") and not in_the_way(self.action, moved)
        if refusal(self.action, key, moved) is not None:
            self.tried = key
            self.render_state()
        elif usual:
            self.dismiss({name: other for name, other in moved.items() if name != self.action.id})
        else:
            self.dismiss({**moved, self.action.id: key})

    def _swapped(self) -> dict[str, str] | None:
        return swapped(self.action, self.tried, self.etalase.moved) if self.tried else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Swapping is offered where it can be done."""
        return self._swapped() is not None if action == "swap" else True

    def action_swap(self) -> None:
        """Each gets the other's key."""
        self.dismiss(self._swapped())

    def action_back(self) -> None:
        self.dismiss(None)
