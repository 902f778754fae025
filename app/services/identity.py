"""What follows from someone signing in or out: the right cart, and nothing of one customer left for the next."""

from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from app.services.merging import CartMerge
from app.signal import Signal

if TYPE_CHECKING:
    from app.services.shop import Shop


def account_digest(email: str) -> str:
    """Tells one account from another without naming it; empty for a guest."""
    name = email.strip().casefold()
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16] if name else ""


@runtime_checkable
class _OfCustomer(Protocol):
    """A service that knows what only a customer may see."""

    def forget(self) -> None:
        """A sign-in has ended, however it did: nothing of it stays in memory."""


@runtime_checkable
class _OfBuyer(Protocol):
    """A service that holds what one buyer does here, signed in or not."""

    def begin_again(self) -> None:
        """Another buyer: only what belongs to the orders still in the session stays."""


class Identity:
    """Watches who is signed in.

    Signing out removes what belongs to the account from memory and disk. A session that ends by itself leaves cart
    and draft for the same customer to sign in again; another one finds nothing of them.
    """

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._login = ""
        self._merging: asyncio.Task[None] | None = None
        self.changed = Signal()
        """Of `who` and of `merge`."""
        self.merge = CartMerge(shop, self.tell)

    def watch(self) -> None:
        """From now on everything follows that has to when someone signs in or out."""
        self._shop.auth.changed.subscribe(self._look)

    def restore(self) -> None:
        """Signed in as in the last run: nothing to merge, nothing to remove."""
        current = self._shop.auth.tokens.current
        self._login = current.login if current is not None else ""

    @property
    def who(self) -> str:
        """What the customer is called; empty for a guest."""
        return self._shop.account.who if self._shop.auth.signed_in else ""

    @property
    def left_behind(self) -> bool:
        """Cart and draft are those of a customer whose session has ended by itself."""
        return bool(self._shop.session.account) and not self._shop.auth.signed_in

    def go_on_as_guest(self) -> None:
        """What a customer whose session ended has left here goes; the shop is a guest's again."""
        if self.left_behind:
            self._forget()

    async def settled(self) -> None:
        """Wait until the cart is that of who has just signed in, or could not be had."""
        if self._merging is not None and not self._merging.done():
            await asyncio.wait((self._merging,))

    def tell(self) -> None:
        self.changed.emit()

    def _look(self) -> None:
        auth = self._shop.auth
        login = auth.tokens.current.login if auth.tokens.current is not None else ""
        if login == self._login:
            return
        before, self._login = self._login, login
        if before and not auth.ended:
            self._forget()
        elif before:
            self._end_sign_in()
        if login:
            self._arrived(account_digest(auth.email))

    def _arrived(self, account: str) -> None:
        session = self._shop.session
        if session.account not in ("", account):
            self._forget()
        pieces = self._shop.cart.count if session.account == "" else 0
        session.account = account
        session.save_draft()
        self.merge = CartMerge(self._shop, self.tell)
        self._merging = self._shop.spawn(lambda: self.merge.run(pieces), "merge carts")
        self._shop.spawn(self._shop.account.load_profile, "profile", wait=False)

    def _end_sign_in(self) -> None:
        for service in self._shop.made().values():
            if isinstance(service, _OfCustomer):
                service.forget()

    def _forget(self) -> None:
        """Nothing of the account stays: cart as shown, draft, places, orders made while signed in."""
        self._shop.session.forget_account()
        self._end_sign_in()
        for service in self._shop.made().values():
            if isinstance(service, _OfBuyer):
                service.begin_again()
