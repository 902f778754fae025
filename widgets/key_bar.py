"""The keys that work here, on the last line. Made from the action registry by way of the active bindings."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.keys import key_to_character
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from app.actions import BY_ID
from app.i18n import _


def first_key(action_id: str) -> str:
    """The key of an action that footer and help show; empty when the registry does not know it."""
    action = BY_ID.get(action_id)
    return action.key.partition(",")[0] if action else ""


class KeyBar(Widget):
    """`/ find   Enter view   a add …`, cut at a whole entry when the line is short, help always last to go; clickable."""

    note: reactive[str] = reactive("")
    """Dimmed words at the right end, such as `12 of 48`."""

    _spots: tuple[tuple[int, int, str], ...] = ()

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_updated)

    def _bindings_updated(self, _screen: Screen[object]) -> None:
        self.refresh()

    def _entries(self) -> list[ActiveBinding]:
        focused = self.screen.focused
        found: dict[str, ActiveBinding] = {}
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            if not binding.show or not binding.id or not active.enabled:
                continue
            taken = focused is not None and focused.check_consume_key(key, key_to_character(key))
            if taken and not binding.priority:
                continue  # a field takes it as a letter
            # Of several keys the one that the registry names first is shown.
            if binding.id not in found or key == first_key(binding.id):
                found[binding.id] = active
        return list(found.values())

    def render(self) -> Content:
        width = self.size.width - 1
        note = self.note if cell_len(self.note) < width // 3 else ""
        room = width - (cell_len(note) + 2 if note else 0)
        entries = self._entries()
        texts = [
            (self.app.get_key_display(active.binding), _(active.binding.description), active) for active in entries
        ]
        sizes = [cell_len(key) + 1 + cell_len(label) + 3 for key, label, _active in texts]
        keep = set(range(len(texts)))
        for index in reversed(range(len(texts))):
            if sum(sizes[i] for i in keep) - 3 + 1 <= room:
                break
            if texts[index][2].binding.id != "app.open_help":
                keep.discard(index)
        parts: list[tuple[str, str] | str] = [" "]
        spots: list[tuple[int, int, str]] = []
        x = 1
        for index in sorted(keep):
            key, label, active = texts[index]
            size = sizes[index] - 3
            spots.append((x, x + size, active.binding.action))
            parts += [(key, "bold $ink"), f" {label}   "]
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
