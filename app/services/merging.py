"""The guest's cart becomes part of the customer's on signing in (NOTES sections 3 and 6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from app.api.errors import BrokenReply, NotFound, Rejected, ServerFault, ShopError, Unreachable

if TYPE_CHECKING:
    from app.api.models.checkout import Cart
    from app.services.shop import Shop

State = Literal["none", "merging", "failed", "done"]


class CartMerge:
    """Folds the guest's cart in, once. While that fails both carts stay, and it can be tried again."""

    def __init__(self, shop: Shop, tell: Callable[[], None]) -> None:
        """`tell` is called after every change of `state`."""
        self._shop = shop
        self._tell = tell
        self.state: State = "none"
        self.error: ShopError | None = None
        self.came_along = 0
        """Pieces that were in the guest's cart and are in the customer's now."""
        self._pieces = 0

    @property
    def waiting(self) -> bool:
        """A guest's cart is still to be folded in."""
        return self._shop.auth.signed_in and self._shop.session.guest_token is not None

    async def run(self, pieces: int | None = None) -> None:
        """Fold in, then read the customer's cart. `pieces` is what the guest had; None: as when it failed.

        Errors end in `error`.
        """
        if self.state == "merging":
            return
        if pieces is not None:
            self._pieces = pieces
        if not self.waiting:
            await self._shop.cart.refresh()
            return
        self.state, self.error = "merging", None
        self._tell()
        await self._shop.cart.settle()  # what is on its way into the guest's cart belongs to it
        try:
            known, cart = await self._merge()
        except ShopError as error:
            self.state, self.error = "failed", error
            await self._shop.cart.refresh()
        else:
            session = self._shop.session
            session.guest_token = None
            self.state, self.came_along = "done", self._pieces if known else 0
            if cart is not None:
                self._shop.cart.merged(cart)
            await self._shop.cart.refresh(fresh=True)
        self._tell()

    async def _merge(self) -> tuple[bool, Cart | None]:
        """Whether the store knew the guest's cart, and the customer's with that in it, where the reply had it."""
        token = self._shop.session.guest_token
        assert token is not None
        try:
            return True, await (await self._shop.auth.customer()).merge_cart(token)
        except (NotFound, Rejected):
            return False, None  # the store knows no such cart any more
        except (Unreachable, ServerFault, BrokenReply) as error:
            lost = not isinstance(error, Unreachable) or error.sent
            if lost and await self._guest_cart_is_empty():
                return True, None
            raise

    async def _guest_cart_is_empty(self) -> bool:
        """After a reply that was lost: a cart that was folded in is empty, and sending it again would add it twice."""
        try:
            cart = await (await self._shop.client()).cart()
        except ShopError:
            return False
        said = cart.model_fields_set & {"items", "item_count"}
        return bool(said) and not cart.items and not cart.item_count
