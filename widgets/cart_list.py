"""The lines of the cart: two rows each, a stepper in a column, the problem where the buyer looks."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from app.i18n import _, ngettext
from app.money import format_money
from app.services.cart import CartLine
from widgets.fit import fit

STEPPER = 11
AMOUNT = 14
HOPELESS = ("sold_out", "gone", "unknown")
"""Problems that no other quantity solves: their words take the stepper's place where there is little room."""
NARROW = 60
"""Columns below which the stepper stands in the second row of a line, so that the name has room."""


def problem_words(line: CartLine) -> str:
    """Why a line cannot be ordered as it is, and what helps; empty when nothing is wrong."""
    if line.problem == "sold_out":
        return _("sold out, please remove it")
    if line.problem == "gone":
        return _("no longer sold, please remove it")
    if line.problem == "short":
        left = line.available_qty or 0
        return ngettext("only {count} left, take fewer", "only {count} left, take fewer", left).format(
            count=left
        )
    if line.problem == "unknown":
        return _("added elsewhere; its details are not known here")
    if line.problem == "price_changed":
        return _("the price has changed")
    return ""


class CartList(ScrollView, can_focus=True):
    """Line API: three rows a line (name, details, air), two on a short screen; a problem takes the place of details."""

    BINDINGS = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("home", "move(-100)", show=False),
        Binding("end", "move(100)", show=False),
    ]
    COMPONENT_CLASSES = {"cart--cursor", "cart--dim", "cart--bad", "cart--accent", "cart--name"}
    DEFAULT_CSS = """
    CartList { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    CartList .cart--cursor { background: $cursor; }
    CartList .cart--dim { color: $dim; }
    CartList .cart--bad { color: $bad; }
    CartList .cart--accent { color: $accent; text-style: bold; }
    CartList .cart--name { color: $ink; text-style: bold; }
    """

    cursor: reactive[int] = reactive(0)

    class StepAsked(Message):
        """One more (+1) or one fewer (-1) of a line, by mouse."""

        def __init__(self, line_id: int, by: int) -> None:
            super().__init__()
            self.line_id = line_id
            self.by = by

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: tuple[CartLine, ...] = ()

    @property
    def row_height(self) -> int:
        return 2 if self.app.size.height < 20 else 3

    @property
    def current(self) -> CartLine | None:
        """The line under the cursor."""
        return self.lines[self.cursor] if 0 <= self.cursor < len(self.lines) else None

    def show(self, lines: list[CartLine]) -> None:
        """Draw these lines, the cursor staying where it was."""
        self.lines = tuple(lines)
        self.cursor = max(0, min(self.cursor, len(lines) - 1))
        self._measure()
        self.refresh()

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.lines) * self.row_height)

    def on_resize(self) -> None:
        self._measure()

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.lines) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        height = self.row_height
        for index in (old, new):
            self.refresh(Region(0, index * height - self.scroll_offset.y, self.size.width, height))
        self.scroll_to_region(Region(0, new * height, 1, height), animate=False)

    def render_line(self, y: int) -> Strip:
        width = self.size.width
        index, row = divmod(y + self.scroll_offset.y, self.row_height)
        ground = self.rich_style
        if index >= len(self.lines) or row == 2:
            return Strip([Segment(" " * width, ground)], width)
        line = self.lines[index]
        cursor = index == self.cursor
        if cursor:
            ground = ground + Style(bgcolor=self.get_component_rich_style("cart--cursor").bgcolor)

        def style(name: str) -> Style:
            return ground + self.get_component_rich_style(name, partial=True)

        mark = Segment("▌" if cursor else " ", style("cart--accent"))
        narrow = width < NARROW
        stepper = f"{'−':^3}{line.quantity:^{3 if narrow else 5}}{'+':^3}"
        if row == 0:
            amount = format_money(line.total)
            if narrow:
                stepper = ""
            amount_width = len(amount) + 1 if narrow else AMOUNT
            room = width - 2 - len(stepper) - amount_width - (0 if narrow else 1)
            name = (
                line.snapshot.name
                if line.snapshot
                else _("Item the shop knows as {number}").format(number=line.ref_id)
            )
            return Strip(
                [
                    mark,
                    Segment(" " + fit(name, room - 1), style("cart--name")),
                    Segment(stepper, style("cart--accent" if cursor else "cart--dim")),
                    Segment(f"{amount:>{amount_width}}"[-amount_width:], style("cart--accent")),
                    Segment(" " * (1 if narrow else 2), ground),
                ]
            ).adjust_cell_length(width, ground)
        details = line.snapshot.options if line.snapshot else ""
        if not details and line.kind == "bundle":
            details = _("bundle")
        if line.quantity > 1 and line.unit_price is not None:
            each = _("{price} each").format(price=format_money(line.unit_price))
            details = f"{details} · {each}" if details else each
        problem = problem_words(line)
        if narrow:
            if line.problem in HOPELESS:
                stepper = ""
            words = (problem, "cart--bad") if problem else (details, "cart--dim")
            return Strip(
                [
                    mark,
                    Segment(" " + fit(words[0], width - 2 - len(stepper)), style(words[1])),
                    Segment(stepper, style("cart--accent" if cursor else "cart--dim")),
                ]
            ).adjust_cell_length(width, ground)
        room = width - 4 - cell_len(problem)
        return Strip(
            [
                mark,
                Segment(" " + fit(details, max(0, room)), style("cart--dim")),
                Segment(fit(problem, min(cell_len(problem), width - 3)), style("cart--bad")),
            ]
        ).adjust_cell_length(width, ground)

    def on_click(self, event: events.Click) -> None:
        index, row = divmod(event.y + self.scroll_offset.y, self.row_height)
        if index >= len(self.lines):
            return
        self.cursor = index
        narrow = self.size.width < NARROW
        if row != (1 if narrow else 0):
            return
        end = self.size.width - (0 if narrow else AMOUNT + 2)
        start = end - (STEPPER - 2 if narrow else STEPPER)
        if start <= event.x < start + 4:
            self.post_message(self.StepAsked(self.lines[index].id, -1))
        elif end - 4 <= event.x < end:
            self.post_message(self.StepAsked(self.lines[index].id, 1))
