"""Something a buyer has to read off exactly and copies with a key or a click: a number, a code, an amount."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from app.i18n import _
from widgets.big_figures import big
from widgets.fit import cut

Parts = list[tuple[str, str]]


class ValueCard(Widget):
    """Label, value and key on a raised ground; in large figures on a tall screen, bare on one of few rows."""

    DEFAULT_CSS = "ValueCard { height: auto; }"

    class Copied(Message):
        """The card was clicked."""

        def __init__(self, card: ValueCard) -> None:
            super().__init__()
            self.card = card

        @property
        def control(self) -> ValueCard:
            return self.card

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._shown = ("", "", "", "", "")

    def show(
        self, label: str, value: str, *, note: str = "", key: str = "", style: str = "bold $ink"
    ) -> None:
        """Draw these; an empty `value` is one that is not known yet. `key` copies it."""
        if (shown := (label, value, note, key, style)) != self._shown:
            self._shown = shown
            self.refresh(layout=True)

    def _large(self, width: int) -> list[str]:
        rows = big(self._shown[1]) if self.screen.has_class("-tall") else []
        return rows if rows and max(map(len, rows)) <= width else []

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        if self._large(width):
            return 6
        return (1 if self.screen.has_class("-short") else 2) + bool(self._shown[2])

    def render(self) -> Content:
        width = self.content_size.width
        label, value, note, _key, style = self._shown
        parts: Parts = []
        if large := self._large(width):
            parts += [*self._line(label, "$dim", width), ("\n\n", ""), ("\n".join(large), style), ("\n", "")]
            # In plain letters as well: to select with the mouse, and 0 is not O.
            parts += [(value, "$ink"), (cut(f"   {note}" if note else "", width - cell_len(value)), "$dim")]
            return Content.assemble(*parts)
        if not self.screen.has_class("-short"):
            parts.append((f"{cut(label, width)}\n", "$dim"))
        parts += self._line(value or "…", style if value else "$dim", width)
        if note:
            parts.append((f"\n{cut(note, width)}", "$dim"))
        return Content.assemble(*parts)

    def _line(self, words: str, style: str, width: int) -> Parts:
        """Words with the key that copies at the other end, as far as there is room for it."""
        key = self._shown[3] if self._shown[1] else ""
        hint = f" {_('copy')}"
        room = width - cell_len(words) - cell_len(key)
        if not key or room < 2:
            return [(words, style)]
        if room < 2 + cell_len(hint):
            hint = ""
        return [(words, style), (" " * (room - cell_len(hint)), ""), (key, "bold $ink"), (hint, "$dim")]

    def on_click(self) -> None:
        if self._shown[1]:
            self.post_message(self.Copied(self))
