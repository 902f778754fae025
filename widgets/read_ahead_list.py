"""Entries that a store gives page by page: the next page is asked for before its rows are wanted."""

from __future__ import annotations

from typing import TypeVar

from textual.message import Message

from widgets.card_list import CardList

Entry = TypeVar("Entry")


class ReadAheadList(CardList[Entry]):
    """Tells when another part is in sight, and whether that is near the end."""

    AHEAD = 8
    """Entries past the last one in sight that should be there already."""

    class Moved(Message):
        """Another part of the list is in sight."""

    @property
    def wants_more(self) -> bool:
        """The end of what is drawn is near; where nothing is drawn yet, there may be enough that is known."""
        in_sight = (self.scroll_offset.y + self.size.height) // self.row
        return bool(self.rows) and max(in_sight, self.cursor) + self.AHEAD >= len(self.rows)

    def resized(self) -> None:
        super().resized()
        self.reveal()
        self.post_message(self.Moved())

    def action_move(self, by: int) -> None:
        super().action_move(by)
        self.post_message(self.Moved())  # at the end as well: it may be the first page's

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())
