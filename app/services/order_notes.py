"""Words a buyer adds to an order already placed (NOTES section 8): typed, kept until sent, sent once a press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.api.errors import ShopError
from app.signal import Signal

if TYPE_CHECKING:
    from app.services.shop import Shop

LONGEST = 500
"""Characters, as for the notes of a checkout."""


@dataclass(slots=True, repr=False)
class Note:
    """The note of one order."""

    text: str = ""
    sending: bool = False
    error: ShopError | None = None
    sent: bool = False
    """The store has `text`."""


class OrderNotes:
    """Owns what is typed: closing the dialog, a failure or another language loses none of it."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._notes: dict[str, Note] = {}
        self.changed = Signal()

    def note(self, secret_slug: str) -> Note:
        """The note of this order, empty at first."""
        return self._notes.setdefault(secret_slug, Note())

    def begin_again(self) -> None:
        """Another buyer: of the orders that are not theirs nothing typed stays."""
        slugs = self._shop.session.order_slugs
        self._notes = {slug: note for slug, note in self._notes.items() if slug in slugs}

    def write(self, secret_slug: str, text: str) -> None:
        """Keep what stands in the field."""
        note = self.note(secret_slug)
        if text[:LONGEST] != note.text:
            note.text, note.sent, note.error = text[:LONGEST], False, None

    def send(self, secret_slug: str) -> bool:
        """Send what is typed; False, and nothing happens, when there is nothing, or it is on its way or there."""
        note = self.note(secret_slug)
        if note.sending or note.sent or not note.text.strip():
            return False
        note.sending, note.error = True, None

        async def send() -> None:
            try:
                client = await self._shop.client()
                order = await client.update_order(secret_slug, {"notes": note.text.strip()})
            except ShopError as error:
                note.error = error
            else:
                note.sent = True
                self._shop.orders.written(secret_slug, order)
            finally:
                note.sending = False
                self.changed.emit()

        self._shop.spawn(send, "note to an order")
        self.changed.emit()
        return True
