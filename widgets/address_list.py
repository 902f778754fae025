"""The address book: who, street, area; three rows each, then air where there is room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

from app.i18n import _
from app.services.address_form import area_words
from app.text import clean
from widgets.fit import cut

if TYPE_CHECKING:
    from app.api.models.account import Address

LONGEST = 1000


class AddressList(ScrollView, can_focus=True):
    """Line API: however many there are, only those in sight are drawn."""

    BINDINGS = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "move(-5)", show=False),
        Binding("pagedown", "move(5)", show=False),
        Binding("home", "move(-10000)", show=False),
        Binding("end", "move(10000)", show=False),
    ]
    COMPONENT_CLASSES = {"addresses--cursor", "addresses--dim", "addresses--accent"}
    DEFAULT_CSS = """
    AddressList { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    AddressList .addresses--cursor { background: $cursor; }
    AddressList .addresses--dim { color: $dim; }
    AddressList .addresses--accent { color: $accent; }
    """
    AHEAD = 6
    """Entries past the last one in sight that should be there already."""

    cursor: reactive[int] = reactive(0)

    class Opened(Message):
        """The entry under the cursor is wanted."""

    class Moved(Message):
        """Another part of the list is in sight."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.addresses: tuple[Address, ...] = ()

    @property
    def current(self) -> Address | None:
        """The entry under the cursor."""
        return self.addresses[self.cursor] if 0 <= self.cursor < len(self.addresses) else None

    @property
    def wants_more(self) -> bool:
        """The end of what is known is near."""
        in_sight = (self.scroll_offset.y + self.size.height) // self.row
        return bool(self.addresses) and max(in_sight, self.cursor) + self.AHEAD >= len(self.addresses)

    @property
    def row(self) -> int:
        """Lines an entry takes."""
        return 3 if self.size.height < 10 else 4

    def show(self, addresses: list[Address]) -> None:
        """Draw these; the cursor stays on the entry it was on."""
        here = self.current
        self.addresses = tuple(addresses)
        ids = [one.id for one in addresses]
        at = ids.index(here.id) if here is not None and here.id in ids else self.cursor
        self.cursor = max(0, min(at, len(ids) - 1))
        self._measure()
        self.refresh()

    def move_to(self, address_id: str) -> None:
        """Put the cursor on an entry, if it is there."""
        for index, one in enumerate(self.addresses):
            if one.id == address_id:
                self.cursor = index

    def _measure(self) -> None:
        self.virtual_size = Size(self.size.width, len(self.addresses) * self.row)

    def on_resize(self) -> None:
        self._measure()
        self._reveal()
        self.post_message(self.Moved())

    def action_move(self, by: int) -> None:
        self.cursor = max(0, min(self.cursor + by, len(self.addresses) - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        for index in (old, new):
            self.refresh(Region(0, index * self.row - self.scroll_offset.y, self.size.width, self.row))
        self._reveal()
        self.post_message(self.Moved())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())

    def _reveal(self) -> None:
        self.scroll_to_region(Region(0, self.cursor * self.row, 1, self.row), animate=False)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        index, row = divmod(y + self.scroll_offset.y, self.row)
        ground = self.rich_style
        if index >= len(self.addresses) or row == 3:
            return Strip([Segment(" " * width, ground)], width)
        cursor = index == self.cursor
        if cursor:
            ground = ground + Style(bgcolor=self.get_component_rich_style("addresses--cursor").bgcolor)
        dim = ground + self.get_component_rich_style("addresses--dim", partial=True)
        accent = ground + self.get_component_rich_style("addresses--accent", partial=True)
        first, second = self._words(self.addresses[index], row)
        first = cut(first, width - 3)
        second = cut(second, width - 5 - cell_len(first)) if second else ""
        segments = [
            Segment("▌" if cursor else " ", accent),
            Segment(" " + first, ground + Style(bold=row == 0) if row < 2 else dim),
            Segment("   " + second if second else "", dim),
        ]
        return Strip(segments).adjust_cell_length(width, ground)

    def _words(self, address: Address, row: int) -> tuple[str, str]:
        """What a line says, and what it says more faintly behind that."""
        if row == 0:
            return address.name or _("no name"), address.phone
        if row == 1:
            return clean(address.address, LONGEST) or _("no street"), clean(address.notes)
        return f"{area_words(address)} {address.postal_code}".strip() or _("no area"), ""

    def on_click(self, event: events.Click) -> None:
        index = (event.y + self.scroll_offset.y) // self.row
        if index < len(self.addresses):
            again = index == self.cursor
            self.cursor = index
            if again:
                self.post_message(self.Opened())
