"""One of several, as rows: a mark, a label, a dimmed note and a price at the right end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.widget import Widget

from widgets.fit import cut, fit

_ONE_LINE = 60
"""From this width on the note stands on the row itself, below it under the label."""

Fold = Literal["", "closed", "open"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A row. Label and note may be a store's own words: they are drawn as plain text."""

    id: str
    label: str
    note: str = ""
    price: str = ""
    fold: Fold = ""
    """Not empty: a group, which opens and closes instead of being chosen."""
    indent: bool = False


class ChoiceList(Widget, can_focus=True):
    """Arrows move, Enter or Space chooses, a click does both. At either end the arrows lead out of the list."""

    DEFAULT_CSS = "ChoiceList { height: auto; }"
    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("home", "move(-1000)", show=False),
        Binding("end", "move(1000)", show=False),
        Binding("enter,space", "choose", show=False),
    ]

    class Chosen(Message):
        """A row was chosen, or a group was opened or closed."""

        def __init__(self, choices: ChoiceList, choice: Choice) -> None:
            super().__init__()
            self.choices = choices
            self.choice = choice

        @property
        def control(self) -> ChoiceList:
            return self.choices

    class Left(Message):
        """The arrows went past an end: -1 upwards, 1 downwards."""

        def __init__(self, choices: ChoiceList, direction: int) -> None:
            super().__init__()
            self.choices = choices
            self.direction = direction

    def __init__(self, *, marks: bool = True, id: str | None = None) -> None:
        """`marks` False: rows are things to do, not states to be in, and stand below words to be read first."""
        super().__init__(id=id)
        self._marks = marks
        self.rows: tuple[Choice, ...] = ()
        self.chosen = ""
        self.cursor = 0

    def show(self, rows: list[Choice], chosen: str = "") -> None:
        """Put the rows in; the cursor stays on the row it was on, and starts on the chosen one."""
        new = tuple(rows)
        if new == self.rows and chosen == self.chosen:
            return
        at = self.rows[self.cursor].id if self.cursor < len(self.rows) else chosen
        grown = len(new) != len(self.rows) or [r.note for r in new] != [r.note for r in self.rows]
        self.rows, self.chosen = new, chosen
        ids = [row.id for row in new]
        self.cursor = ids.index(at) if at in ids else ids.index(chosen) if chosen in ids else 0
        self.refresh(layout=grown)

    def move_to(self, row_id: str) -> None:
        """Put the cursor on a row, if it is there."""
        for index, row in enumerate(self.rows):
            if row.id == row_id:
                self.cursor = index
                self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(self._heights(width)) or 1

    def _label_width(self, width: int) -> int:
        """Columns of the labels where notes stand beside them."""
        longest = max((cell_len(row.label) + 2 * row.indent for row in self.rows), default=0)
        return min(longest + (5 if self._marks else 3), max(12, width // 2))

    def _one_line(self, width: int) -> bool:
        """Notes stand on the rows themselves: there is room, and no label (of things to do, no word) is cut for it."""
        if width < _ONE_LINE:
            return False
        room = self._label_width(width)
        label_room = room - (4 if self._marks else 2)
        return all(
            cell_len(row.label) + 2 * row.indent <= label_room
            and (self._marks or cell_len(row.note) < width - room)
            for row in self.rows
            if row.note
        )

    def _heights(self, width: int) -> list[int]:
        wide = self._one_line(width)
        return [1 if wide or not row.note else 2 for row in self.rows]

    def render(self) -> Content:
        width = self.size.width
        label_width = self._label_width(width) if self._one_line(width) else 0
        lines = [
            line
            for index, row in enumerate(self.rows)
            for line in self._draw(row, width, label_width, self.has_focus and index == self.cursor)
        ]
        return Content("\n").join(lines)

    def _draw(self, row: Choice, width: int, label_width: int, here: bool) -> list[Content]:
        """One line, or two where `label_width` is 0: the note stands below then."""
        chosen = row.id == self.chosen and not row.fold
        mark = {"closed": "▸ ", "open": "▾ "}.get(row.fold, "● " if chosen else "○ ") if self._marks else ""
        start = ("▌" if here else " ") + "  " * row.indent
        price = f" {row.price} " if row.price else ""
        wide = label_width > 0
        label = start + mark + row.label
        room = (label_width if wide and row.note else width) - (0 if wide and row.note else cell_len(price))
        label = cut(label, room)
        note = row.note if wide else ""
        gap = label_width - cell_len(label) if note else 0
        left = cell_len(label) + max(gap, 2 if note else 0)
        note = cut(note, width - left - cell_len(price) - 1)
        fill = max(0, width - left - cell_len(note) - cell_len(price))
        first = Content.assemble(
            (label[:1], "$accent" if here else ""),
            (label[1:], "bold" if chosen else ""),
            " " * (left - cell_len(label)),
            (note, "$dim"),
            " " * fill,
            (price, "$accent" if chosen else ""),
        )
        lines = [first]
        if row.note and not wide:
            below = fit(("▌" if here else " ") + "  " * row.indent + " " * len(mark) + row.note, width)
            lines.append(Content.assemble((below[:1], "$accent" if here else ""), (below[1:], "$dim")))
        return [line.stylize_before("on $cursor") for line in lines] if here else lines

    def action_move(self, by: int) -> None:
        target = self.cursor + by
        if abs(by) == 1 and not 0 <= target < len(self.rows):
            self.post_message(self.Left(self, by))
            return
        self.cursor = max(0, min(len(self.rows) - 1, target))
        self.refresh()
        self.reveal()

    def action_choose(self) -> None:
        if self.cursor < len(self.rows):
            self.post_message(self.Chosen(self, self.rows[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        top = 0
        for index, height in enumerate(self._heights(self.size.width)):
            if top <= event.y < top + height:
                self.cursor = index
                self.refresh()
                self.action_choose()
                return
            top += height

    def on_focus(self) -> None:
        self.refresh()
        if self._marks:
            self.call_after_refresh(self.reveal)

    def on_blur(self) -> None:
        self.refresh()

    def reveal(self) -> None:
        """Scroll what holds the list so that the cursor's row is in sight."""
        heights = self._heights(self.size.width)
        if not heights:
            return
        y = sum(heights[: self.cursor]) + self.virtual_region.y
        for outer in self.ancestors:
            if isinstance(outer, ScrollableContainer):
                outer.scroll_to_region(Region(0, y, 1, heights[self.cursor]), animate=False, immediate=True)
                return
            if isinstance(outer, Widget):
                y += outer.virtual_region.y
