"""The cart: server lines joined with our snapshots, optimistic quantities, problems said on the line (NOTES section 6)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from app.api.errors import BrokenReply, NotFound, ServerFault, ShopError, Unreachable
from app.records import LineSnapshot, SavedLine
from app.services.cart_line import (
    MAX_LINES,
    MAX_QUANTITY,
    STOPPING,
    CartLine,
    LineProblem,
    bundle_snapshot,
    join,
    needs_delivery,
    read_lines,
    room_for,
    variant_snapshot,
)
from app.services.cart_prices import CartPrices
from app.services.pending import Pending
from app.signal import Signal

if TYPE_CHECKING:
    from app.api.models.checkout import Cart
    from app.services.shop import Shop

__all__ = [
    "MAX_LINES",
    "MAX_QUANTITY",
    "CartLine",
    "CartService",
    "LineProblem",
    "bundle_snapshot",
    "variant_snapshot",
]

_REMOVED = 0


class CartService:
    """Owns the cart. Writes run in tasks owned here: leaving a screen never cancels one.

    Writes go out one at a time, because each reply is the whole cart: of two under way at once, the reply that
    comes last could be the older state. What the buyer wants meanwhile is kept by line in `_wanted`, newest only.
    """

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.lines: list[CartLine] = []
        self.state: Literal["saved", "loading", "fresh", "failed"] = "saved"
        """saved: as last known here, the store has not been asked yet."""
        self.error: ShopError | None = None
        """The last failure of a read or a write, until the next success."""
        self.removed: CartLine | None = None
        """The line that `undo` puts back."""
        self.changed = Signal()
        self._server: dict[int, SavedLine] = {}
        self._wanted: dict[int, int] = {}
        self._writing: set[int] = set()
        self._prices = CartPrices(shop)
        self._turn = asyncio.Lock()
        self._version = 0
        """Rises when a write starts and when it ends: a read that saw another version in between is out of date."""
        self._buyers = 0
        """Rises when another buyer begins: what was asked for the one before is not for them."""
        self._pending = Pending()
        self.id: int | None = None
        """The customer's cart as last read; None for a guest, whose token names it."""

    @property
    def count(self) -> int:
        """Pieces, not lines."""
        return sum(line.quantity for line in self.lines)

    @property
    def subtotal(self) -> Decimal | None:
        """Sum of the lines whose price is known; None when none is. A preview: the payable total is the server's."""
        totals = [line.total for line in self.lines if line.total is not None]
        return sum(totals, Decimal(0)) if totals else None

    @property
    def needs_delivery(self) -> bool:
        """False only when every line is known to be digital, course, license or subscription."""
        return needs_delivery([line.snapshot for line in self.lines])

    @property
    def problems(self) -> list[CartLine]:
        """Lines that stop a checkout."""
        return [line for line in self.lines if line.problem in STOPPING]

    @property
    def _exists(self) -> bool:
        """A guest's cart exists from its first line on; asking before would only make an empty one."""
        return self._shop.auth.signed_in or self._shop.session.guest_token is not None

    @property
    def settled(self) -> bool:
        """No change is on its way."""
        return self._pending.none

    def restore(self) -> None:
        """Lines as last known, from the session. Never raises."""
        self._server = {line.id: line for line in self._shop.session.cart_lines}
        self._rebuild()

    async def refresh(self, *, fresh: bool = False) -> None:
        """Ask for the cart, then price and stock of all lines in one call. Errors end in `error`.

        `fresh` asks for prices even when they were asked a moment ago.
        """
        if self._shop.identity.left_behind and self._shop.session.guest_token is None:
            self._show("saved")  # the customer's, who only has to sign in again
            return
        if not self._exists:
            self._server = {}
            self._show("fresh")
            return
        self._show("loading")
        try:
            while True:
                asked = (self._version, self._buyer)
                cart = await (await self._shop.desk()).cart()
                if asked == (self._version, self._buyer):
                    break
                await self.settle()
            self._take(cart)
            await self._prices.ask(list(self._server.values()), fresh=fresh)
        except ShopError as error:
            self.error = error
            self._show("failed")
        except asyncio.CancelledError:
            self._show("saved")
            raise
        else:
            self.error = None
            self._show("fresh")

    async def add(self, snapshot: LineSnapshot, quantity: int = 1) -> None:
        """Put it in; an equal line grows. Saves the snapshot first. Raises ShopError; the cart is then asked again."""
        quantity = room_for(self.lines, snapshot, quantity)
        snapshot = self._shop.session.snapshots[snapshot.key] = snapshot.copy()
        self._shop.session.save_cart()
        buyers, failure = self._buyers, list[ShopError]()

        async def work() -> None:
            try:
                added = await self._add(snapshot, quantity)
                if buyers == self._buyers:
                    self._shop.count(lambda tracking: tracking.added(snapshot, added))
            except ShopError as error:
                failure.append(error)
            finally:
                self._pending.end()

        self._pending.begin()
        # The shield: a screen that goes away must not tear the request apart.
        await asyncio.shield(self._shop.spawn(work, "add to cart"))
        if failure:
            raise failure[0]

    def set_quantity(self, line_id: int, quantity: int) -> None:
        """Show the new quantity at once, send the newest one; late replies of older ones lose. 1..MAX_QUANTITY."""
        if line_id in self._server and self._wanted.get(line_id) != _REMOVED:
            self._want(line_id, min(max(quantity, 1), MAX_QUANTITY))

    def remove(self, line_id: int) -> None:
        """Take it out at once and tell the store; `undo` adds it again."""
        line = next((line for line in self.lines if line.id == line_id), None)
        if line is not None:
            self.removed = line
            self._want(line_id, _REMOVED)

    def undo(self) -> None:
        """Put the last removed line back."""
        line, self.removed = self.removed, None
        if line is None:
            return
        if self._wanted.get(line.id) == _REMOVED and line.id not in self._writing:
            self._want(line.id, line.quantity)  # the store has not been told yet
            return
        snapshot = line.snapshot or LineSnapshot(kind=line.kind, ref_id=line.ref_id, name="")

        async def work() -> None:
            try:
                await self._add(snapshot, line.quantity, unless=line.id)
            except ShopError:
                self.removed = self.removed or line
                self._show()
            finally:
                self._pending.end()

        self._pending.begin()
        self._shop.spawn(work, "undo")
        self._show()

    async def settle(self) -> None:
        """Wait until no change is on its way; the checkout calls it before asking for totals."""
        await self._pending.settle()

    def accept_prices(self) -> None:
        """The buyer has seen the prices as they are now: they are what later changes are measured against."""
        for line in self.lines:
            if line.problem == "price_changed" and line.snapshot is not None:
                line.snapshot.price = line.unit_price
        self._show()

    def emptied(self) -> None:
        """An order was made from the cart, and the store has emptied it."""
        self._server.clear()
        self._wanted.clear()
        self.removed = None
        self._version += 1
        self.forget_snapshots()
        self._show("fresh")

    def merged(self, cart: Cart) -> None:
        """The guest's lines have come into the customer's cart, and this is it now."""
        self._version += 1
        self._take(cart)
        self._show()

    def begin_again(self) -> None:
        """Another buyer: nothing of this cart is known any more."""
        self._server.clear()
        self._wanted.clear()
        self._prices.forget()
        self._version += 1
        self._buyers += 1
        self.removed = self.error = self.id = None
        self._show("saved")

    def forget_snapshots(self) -> None:
        """Drop what is remembered of things that are in no line and not being bought now."""
        session = self._shop.session
        keep = {f"{line.kind}:{line.ref_id}" for line in self._server.values()}
        keep |= {f"{item.kind}:{item.ref_id}" for item in session.draft.direct}
        if self.removed is not None:
            keep.add(self.removed.key)
        session.snapshots = {key: value for key, value in session.snapshots.items() if key in keep}

    # One write after the other

    def _want(self, line_id: int, quantity: int) -> None:
        started = line_id in self._wanted
        self._wanted[line_id] = quantity
        if not started:
            self._pending.begin()
            self._shop.spawn(lambda: self._write(line_id), "cart line")
        self._show()

    async def _write(self, line_id: int) -> None:
        """Send what is wanted of a line until the server has it, or refuses."""
        try:
            while (quantity := self._wanted.get(line_id)) is not None:
                async with self._turn:
                    line = self._server.get(line_id)
                    quantity = self._wanted.get(line_id)
                    if line is None or quantity is None or line.quantity == quantity:
                        break
                    self._writing.add(line_id)
                    await self._send(line_id, quantity)
                    self._writing.discard(line_id)
                    # Failed or done, the same wish is not sent twice; a newer one deserves its own try.
                    if self._wanted.get(line_id) == quantity:
                        break
        finally:
            self._writing.discard(line_id)
            self._wanted.pop(line_id, None)
            if self.removed is not None and self.removed.id == line_id and line_id in self._server:
                self.removed = None  # it was not taken out after all
            self._pending.end()
            self._show()
        await self._price_news()

    async def _send(self, line_id: int, quantity: int) -> None:
        """One PATCH or DELETE; when it fails the line is what the server has."""
        try:
            desk = await self._shop.desk()
            await self._exchange(
                lambda: (
                    desk.remove_from_cart(line_id)
                    if quantity == _REMOVED
                    else desk.set_cart_quantity(line_id, quantity)
                )
            )
        except NotFound as error:
            # The line, or the whole cart, is not what we think it is: what the store has now is the answer.
            if not await self._read_again() or line_id in self._server:
                self.error = error
        except ShopError as error:
            self.error = error
        else:
            self.error = None

    async def _add(self, snapshot: LineSnapshot, quantity: int, *, unless: int | None = None) -> int:
        """One POST; gives how many. `unless` this line is there: its removal has failed, so there is nothing to put back."""
        kind = "bundle_price_option" if snapshot.kind == "bundle" else "variant"
        body: dict[str, Any] = {"type": kind, f"{kind}_id": snapshot.ref_id}
        async with self._turn:
            if unless in self._server:
                return 0
            body["quantity"] = added = room_for(self.lines, snapshot, quantity)  # others went first
            before = self._server_quantity(snapshot.key)
            try:
                desk = await self._shop.desk()
                await self._exchange(lambda: desk.add_to_cart(body))
            except (Unreachable, ServerFault, BrokenReply) as error:
                # It may have arrived. Sending again could add it twice; the cart itself knows.
                lost = not isinstance(error, Unreachable) or error.sent
                if not (lost and await self._read_again() and self._server_quantity(snapshot.key) > before):
                    self._failed(error)
                    raise
            except ShopError as error:
                await self._read_again()
                self._failed(error)
                raise
        self.error = None
        self._show("fresh")
        self._shop.spawn(self._price_news, "price of the new line", wait=False)
        return added

    async def _exchange(self, request: Callable[[], Awaitable[Cart]]) -> None:
        """Send a write and take its reply as the cart."""
        self._version += 1
        buyer = self._buyer
        try:
            cart = await request()
        finally:
            self._version += 1
        if buyer == self._buyer:
            self._take(cart)

    async def _read_again(self) -> bool:
        """Take the cart as the store has it, while a write holds its turn. False when that failed as well."""
        if not self._exists:
            return False
        buyer = self._buyer
        try:
            cart = await (await self._shop.desk()).cart()
        except ShopError:
            return False
        if buyer != self._buyer:
            return False
        self._take(cart)
        return True

    @property
    def _buyer(self) -> object:
        """Whose cart is asked about; an answer for another one is not for this one."""
        return (self._buyers, self._shop.auth.login)

    def _server_quantity(self, key: str) -> int:
        return sum(line.quantity for line in self._server.values() if f"{line.kind}:{line.ref_id}" == key)

    # What the store says becomes what is shown

    def _take(self, cart: Cart) -> None:
        self._server = {line.id: line for line in read_lines(cart, self._shop.session.snapshots)}
        self.id = cart.id if self._shop.auth.signed_in else None
        self._rebuild()

    async def _price_news(self) -> None:
        """Price and stock of lines that have none yet; a failure leaves them as they are."""
        if not self._prices.cover(list(self._server.values())):
            try:
                await self._prices.ask(list(self._server.values()))
            except ShopError:
                return
            self._show()

    def _rebuild(self) -> None:
        snapshots = self._shop.session.snapshots
        lines = []
        for line in self._server.values():
            quantity = self._wanted.get(line.id, line.quantity)
            if quantity != _REMOVED:
                snapshot = snapshots.get(f"{line.kind}:{line.ref_id}")
                known = self._prices.of(line, snapshots)
                lines.append(join(line, quantity, snapshot, known, pending=line.id in self._wanted))
        self.lines = lines

    def _show(self, state: Literal["loading", "fresh", "failed", "saved"] | None = None) -> None:
        if state is not None:
            self.state = state
        self._rebuild()
        session = self._shop.session
        session.cart_lines = [SavedLine(one.id, one.kind, one.ref_id, one.quantity) for one in self.lines]
        session.save_cart()
        self.changed.emit()

    def _failed(self, error: ShopError) -> None:
        self.error = error
        self._show()
