"""The keys that work here, on the last line. Made from the action registry by way of the active bindings."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.keys import format_key
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from app.actions import ACTIONS, BY_ID
from app.i18n import _

PLACE = {action.id: (action.scope == "app", index) for index, action in enumerate(ACTIONS)}
"""The order in which actions are offered: the screen's own first."""
FIRST = (False, -1)
HELP = "app.open_help"
BACK = ("back", "clear")
"""What the way back is called in the scopes."""
LITTLE_ROOM = 60
"""Columns below which help goes without its word where that makes room for another key of the screen's own."""


def letter(key: str) -> str | None:
    """What a key by this name types; None for one that types nothing."""
    text = format_key(key)
    return text if len(text) == 1 and text.isascii() else None


def offered(screen: Screen[Any], *, typing: bool = False) -> list[ActiveBinding]:
    """What can be done on a screen now, each action once, in the registry's order; not opening what is open.

    Of several keys the one is given that the registry names first; with `typing` none that a focused field takes
    as a letter.
    """
    focused = screen.focused if typing else None
    found: dict[str, ActiveBinding] = {}
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if not binding.id or not active.enabled:
            continue
        if focused is not None and not binding.priority and focused.check_consume_key(key, letter(key)):
            continue
        action = BY_ID.get(binding.id)
        if binding.id not in found or (action is not None and key == action.key.partition(",")[0]):
            found[binding.id] = active
    for scope in {name.partition(".")[0] for name in found}:
        found.pop(f"app.open_{scope}", None)
    return sorted(found.values(), key=lambda active: PLACE.get(active.binding.id or "", FIRST))


def fitting(sizes: list[int], always: set[int], room: int) -> set[int]:
    """Which entries of these sizes have a place in `room` columns: some always, the others in order."""
    keep = set(always)
    used = sum(sizes[i] for i in keep) - 2
    for index, size in enumerate(sizes):
        if index not in keep and used + size <= room:
            keep.add(index)
            used += size
    return keep


class KeyBar(Widget):
    """`/ find   Enter view   a add …`, whole entries only, help and the way back always among them; clickable."""

    note: reactive[str] = reactive("")
    """Dimmed words at the right end, such as `12 of 48`."""

    _spots: tuple[tuple[int, int, str], ...] = ()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_updated)

    def _bindings_updated(self, _screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        width = self.size.width - 1
        note = self.note if cell_len(self.note) < width // 3 else ""
        room = width - cell_len(note) - 2 if note else self.size.width
        texts = [
            (self.app.get_key_display(active.binding), _(active.binding.description), active)
            for active in offered(self.screen, typing=True)
            if active.binding.show
        ]
        sizes = [cell_len(key) + 1 + cell_len(label) + 3 for key, label, _active in texts]
        names = [active.binding.id or "" for _key, _label, active in texts]
        always = {i for i, name in enumerate(names) if name == HELP or name.partition(".")[2] in BACK}
        keep = fitting(sizes, always, room)
        if width < LITTLE_ROOM and len(keep) < len(sizes) and HELP in names:
            help_at = names.index(HELP)
            key, label, active = texts[help_at]
            less = [*sizes]
            less[help_at] -= cell_len(label) + 1
            more = fitting(less, always, room)
            if any(names[i].partition(".")[0] != "app" for i in more - keep):
                keep, sizes, texts[help_at] = more, less, (key, "", active)
        parts: list[tuple[str, str] | str] = [" "]
        spots: list[tuple[int, int, str]] = []
        x = 1
        for index in sorted(keep):
            key, label, active = texts[index]
            size = sizes[index] - 3
            spots.append((x, x + size, active.binding.action))
            parts += [(key, "bold $ink"), f" {label}   " if label else "   "]
            x += sizes[index]
        if note:
            parts.append(" " * max(0, width - (x - 3) - 3 - cell_len(note)))
            parts.append((note, "$dim"))
        self._spots = tuple(spots)
        return Content.assemble(*parts)

    async def on_click(self, event: events.Click) -> None:
        for start, end, action in self._spots:
            if start <= event.x < end:
                on_screen = hasattr(self.screen, f"action_{action}")
                await (self.screen if on_screen else self.app).run_action(action)
                return
