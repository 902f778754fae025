"""Placing an order exactly once, finding out what became of it, and the orders placed here (NOTES sections 7 and 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.records import OrderAttempt, PlacedOrder
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder
    from app.services.shop import Shop


class OrderService:
    """Owns the state machine `draft -> submitting -> placed | rejected | unknown`.

    In `submitting` and `unknown` every trigger is inert. The attempt is on disk before the request leaves and
    `secret_slug` is on disk before anyone hears of success.
    """

    def __init__(self, shop: Shop) -> None:
        self.attempt: OrderAttempt | None = None
        """The newest attempt that still matters: submitting, unknown and not dismissed, or just ended."""
        self.known: dict[str, PublicOrder] = {}
        """The freshest reply for each secret slug seen in this run."""
        self.changed = Signal()

    @property
    def placed(self) -> list[PlacedOrder]:
        """Orders made on this machine, newest first."""
        raise NotImplementedError

    @property
    def can_place(self) -> bool:
        """False while an attempt is submitting or unknown (and not dismissed)."""
        raise NotImplementedError

    def restore(self) -> None:
        """Read attempts from the session; one left `submitting` by a killed process becomes `unknown`."""
        raise NotImplementedError

    def place(self) -> bool:
        """Start placing the draft's order in a task owned here. False, and nothing happens, when it must not be.

        Watch `changed` and `attempt.state`; on `placed` `attempt.secret_slug` names the order.
        """
        raise NotImplementedError

    async def find_out(self) -> None:
        """For `unknown`: ask whether the server's cart is empty now and keep the answer in the attempt. Raises ShopError."""
        raise NotImplementedError

    def dismiss(self) -> None:
        """The buyer has read about the unknown outcome and takes it from there: ordering is possible again."""
        raise NotImplementedError

    async def fetch(self, secret_slug: str) -> PublicOrder:
        """The order as it is now; also updates what is kept of it here. Raises ShopError."""
        raise NotImplementedError

    async def create_payment(self, secret_slug: str) -> PublicOrder:
        """Create or reuse the payment. One at a time per order. Raises ShopError."""
        raise NotImplementedError
