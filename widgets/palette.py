"""Everything that can be done here, found by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from app.actions import BY_ID
from app.i18n import _
from app.main import Etalase
from widgets.calm_screen import CalmScreen
from widgets.field import Field
from widgets.fit import cut
from widgets.key_bar import offered
from widgets.pick_list import PickList
from widgets.static import Static


@dataclass(frozen=True, slots=True)
class Command:
    """An action that applies on the screen below."""

    id: str
    words: str
    """What it does, in the buyer's language."""
    label: str
    key: str
    """As shown to the buyer."""


def commands_on(screen: Screen[object]) -> list[Command]:
    """What the registry offers on this screen as it is now."""
    commands = []
    for active in offered(screen):
        action = BY_ID.get(active.binding.id or "")
        if action is not None and action.palette:
            key = screen.app.get_key_display(active.binding)
            commands.append(Command(action.id, _(action.about), _(action.label), key))
    return commands


class Palette(ModalScreen[str | None], CalmScreen[str | None]):
    """A field and what matches it. Gives the id of the chosen action, or None."""

    etalase = getters.app(Etalase)

    AUTO_FOCUS: ClassVar[str | None] = "#palette-field"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+p", "leave", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-8)", show=False),
        Binding("pagedown", "move(8)", show=False),
    ]
    DEFAULT_CSS = """
    Palette #palette { width: 64; height: 18; max-width: 100%; max-height: 100%; background: $background;
        border: round $line; padding: 0 1; }
    Palette #palette-field { margin: 0 0 1 0; }
    Palette #palette-none { display: none; color: $dim; padding: 0 1; }
    Palette #palette.-none #palette-none { display: block; }
    Palette #palette.-none PickList { display: none; }
    Palette.-narrow #palette, Palette.-short #palette { width: 100%; height: 100%; border: none; padding: 0; }
    """

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__(classes=self.etalase.size_classes())
        self._all = list(commands)
        self._matching = self._all

    def compose(self) -> ComposeResult:
        with Vertical(id="palette"):
            yield Field(placeholder=_("What would you like to do?"), max_length=60, id="palette-field")
            yield Static(_("Nothing here by that name."), id="palette-none", markup=False)
            yield PickList()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        rows = self.query_one(PickList)
        width = rows.scrollable_content_region.width - 2
        lines = []
        for command in self._matching:
            room = width - cell_len(command.key) - 2
            words = cut(command.words, room)
            lines.append(words + " " * max(1, width - cell_len(words) - cell_len(command.key)) + command.key)
        rows.show(lines, rows.cursor)
        self.query_one("#palette").set_class(not lines, "-none")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        parts = event.value.casefold().split()
        self._matching = [
            command
            for command in self._all
            if all(part in f"{command.words} {command.label}".casefold() for part in parts)
        ]
        self.query_one(PickList).cursor = 0
        self._show()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._choose(self.query_one(PickList).cursor)

    @on(PickList.Picked)
    def _picked(self, event: PickList.Picked) -> None:
        self._choose(event.index)

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self._matching):
            self.dismiss(self._matching[index].id)

    def action_move(self, by: int) -> None:
        self.query_one(PickList).move(by)

    def action_leave(self) -> None:
        self.dismiss(None)
