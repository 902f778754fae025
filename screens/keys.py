"""Which key does what, grouped as in help; any that can be moved is moved from here."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from app.actions import BY_ID, Action
from app.i18n import _, ngettext
from app.keys import in_the_way, keys_of, listed, movable
from screens.base import ShopScreen
from screens.help import SECTIONS
from styles import sheet
from widgets.bindings import bindings
from widgets.key_list import KeyList, KeyRow
from widgets.static import Static

DEMO_ONLY = ("demo", "mail")


class KeysScreen(ShopScreen[None]):
    """A change holds everywhere at once, and in the next start."""

    CSS_PATH = sheet("keys")
    BINDINGS = bindings("keys")
    AUTO_FOCUS = "KeyList"

    asked_for_all = False
    """Giving every key back has been asked for once."""

    def heading(self) -> str:
        return _("Keys")

    def body(self) -> ComposeResult:
        yield KeyList(id="keys")
        yield Static("", id="hint", markup=False)

    def on_mount(self) -> None:
        self.render_state()

    async def retranslate(self) -> None:
        before = self.query_one(KeyList).cursor
        await super().retranslate()
        self.query_one(KeyList).go_to(before)

    def render_state(self) -> None:
        """Every action with its keys as they are now."""
        moved = self.etalase.moved
        rows: list[KeyRow] = []
        for scope, title in SECTIONS:
            actions = [action for action in listed() if action.scope == scope]
            if actions and (scope not in DEMO_ONLY or self.shop.store.is_demo):
                rows += [KeyRow("", "")] if rows else []
                rows.append(KeyRow("", _(title)))
                rows += [self._row(action, moved) for action in actions]
        self.query_one(KeyList).show(rows)
        self.render_hint()
        self.refresh_bindings()

    def _row(self, action: Action, moved: dict[str, str]) -> KeyRow:
        note = ""
        if action.id in moved:
            note = _("usually {keys}").format(keys=self._words(keys_of(action, {})))
        return KeyRow(
            action.id,
            _(action.about),
            self._words(keys_of(action, moved)),
            note,
            stays=not movable(action),
        )

    def _words(self, keys: tuple[str, ...]) -> str:
        return " ".join(self.etalase.shown_key(key) for key in keys)

    def render_hint(self) -> None:
        """What can be done with the action under the cursor; or the question that stands."""
        moved, action = self.etalase.moved, self._action
        if self.asked_for_all:
            words = Content.assemble(
                (
                    ngettext(
                        "{count} key goes back to where it was.",
                        "{count} keys go back to where they were.",
                        len(moved),
                    ).format(count=len(moved)),
                    "$warn",
                ),
                "  ",
                (self.etalase.key_words("keys.all_usual"), "bold $accent"), " ", _("yes, all of them"),
                "  ", ("Esc", "bold $accent"), " ", _("keep them"),
            )  # fmt: skip
        elif action is None:
            words = Content("")
        elif not movable(action):
            words = Content.styled(_("Enter, Esc, Tab, Space and the arrows always do the same."), "$dim")
        else:
            label = _(action.label)
            words = Content.styled(_("“{label}”: Enter, then press the new key.").format(label=label), "$dim")
        self.query_one("#hint", Static).update(words)

    @property
    def _action(self) -> Action | None:
        row = self.query_one(KeyList).row
        return BY_ID.get(row.id) if row is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what changes something."""
        if action == "back" or not self.has(KeyList):
            return True
        chosen = self._action
        if action == "change":
            return chosen is not None and movable(chosen)
        if action == "usual":
            return chosen is not None and chosen.id in self.etalase.moved
        return bool(self.etalase.moved)

    @on(KeyList.Moved)
    def _moved(self) -> None:
        self.asked_for_all = False
        self.render_hint()
        self.refresh_bindings()

    @on(KeyList.Clicked)
    def action_change(self) -> None:
        """Ask for the new key."""
        action = self._action
        if action is None or not movable(action):
            return
        from screens.new_key import NewKeyScreen

        self.asked_for_all = False
        self.app.push_screen(NewKeyScreen(action), self._have)

    def _have(self, moved: dict[str, str] | None) -> None:
        if moved is not None:
            self.etalase.use_keys(moved)
        self.render_state()

    def action_usual(self) -> None:
        """The usual key for this one; not while another action has it."""
        action, moved = self._action, self.etalase.moved
        if action is None or action.id not in moved:
            return
        others = in_the_way(action, moved)
        if others:
            self.etalase.notify(
                _("Its usual key now belongs to “{label}”. Move that one first.").format(
                    label=_(others[0].about)
                ),
                severity="warning",
            )
            return
        self._have({name: key for name, key in moved.items() if name != action.id})

    def action_all_usual(self) -> None:
        """Asks once more, then every key is where it was."""
        if self.asked_for_all:
            self.asked_for_all = False
            self._have({})
        else:
            self.asked_for_all = True
            self.render_hint()

    def action_back(self) -> None:
        if self.asked_for_all:
            self.asked_for_all = False
            self.render_hint()
        else:
            self.dismiss()
