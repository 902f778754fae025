"""The address book: who, street, area; three rows each, then air where there is room for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from app.i18n import _
from app.services.address_form import area_words
from app.text import clean
from widgets.fit import cut
from widgets.read_ahead_list import ReadAheadList

if TYPE_CHECKING:
    from app.api.models.account import Address

LONGEST = 1000


class AddressList(ReadAheadList["Address"]):
    """What is said more faintly stands behind the rest of its row."""

    DEFAULT_CSS = "AddressList .card--accent { text-style: none; }"
    WORDS = 3
    AHEAD = 6

    @property
    def row(self) -> int:
        return self.WORDS if self.size.height < 10 else self.WORDS + 1

    def key_of(self, entry: Address) -> str:
        return entry.id

    def move_to(self, address_id: str) -> None:
        """Put the cursor on an entry, if it is there."""
        for index, one in enumerate(self.rows):
            if one.id == address_id:
                self.cursor = index

    def draw_row(self, entry: Address, row: int, width: int, ground: Style) -> list[Segment]:
        dim = self.tone("dim", ground)
        first, second = self._words(entry, row)
        first = cut(first, width - 3)
        second = cut(second, width - 5 - cell_len(first)) if second else ""
        return [
            Segment(" " + first, ground + Style(bold=row == 0) if row < 2 else dim),
            Segment("   " + second if second else "", dim),
        ]

    def _words(self, address: Address, row: int) -> tuple[str, str]:
        """What a line says, and what it says more faintly behind that."""
        if row == 0:
            return address.name or _("no name"), address.phone
        if row == 1:
            return clean(address.address, LONGEST) or _("no street"), clean(address.notes)
        return f"{area_words(address)} {address.postal_code}".strip() or _("no area"), ""
