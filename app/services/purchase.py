"""What is being bought and where it goes, as the session has it: of this the store's answers are an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from app.records import Courier, DirectItem, Draft
from app.services.banks import row_code
from app.services.cart_line import CartLine, needs_delivery
from app.services.couriers import ids_of
from app.services.draft_rules import Buyer, DraftField, missing_fields, missing_of_customer
from app.services.review import CheckoutLine, review_lines

if TYPE_CHECKING:
    from app.services.shop import Shop


class Purchase:
    """The cart, or things bought directly. Keys are equal exactly when the same would be asked."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    @property
    def draft(self) -> Draft:
        """What the buyer has filled in: the session's, so that it is on disk."""
        return self._shop.session.draft

    @property
    def lines(self) -> list[CheckoutLine]:
        cart = [] if self.direct else self._shop.cart.lines
        return review_lines(cart, self.draft.direct, self._shop.session.snapshots)

    @property
    def needs_delivery(self) -> bool:
        if not self.direct:
            return self._shop.cart.needs_delivery
        return needs_delivery([self._shop.session.snapshots.get(item.key) for item in self.draft.direct])

    @property
    def direct(self) -> bool:
        """Buying now, without the cart."""
        return bool(self.draft.direct)

    @property
    def signed_out(self) -> bool:
        """The session of the customer who buys has ended: they only have to sign in again."""
        shop = self._shop
        return shop.identity.left_behind and (self.direct or shop.session.guest_token is None)

    @property
    def of_customer(self) -> bool:
        """Somebody who is signed in buys, or will be."""
        return self._shop.auth.signed_in or self.signed_out

    @property
    def method_code(self) -> str:
        """The code of the chosen way to pay, as a row of those offered; empty when none is chosen."""
        return row_code(self.draft.payment_method, self.draft.sub_payment_method)

    def chosen_courier(self) -> Courier | None:
        return self.draft.courier if self.needs_delivery else None

    @property
    def buyer(self) -> Buyer:
        """The signed-in customer as far as their profile is known."""
        account = self._shop.account
        known = account.profile.customer if account.profile is not None else None
        if known is None:
            return Buyer("", self._shop.auth.email, "", known=False)
        return Buyer(known.name, known.email or self._shop.auth.email, known.phone)

    def _missing_fields(self) -> list[DraftField]:
        delivery = self.needs_delivery
        if not self.of_customer:
            return missing_fields(self.draft, delivery=delivery)
        return missing_of_customer(self.draft, self.buyer, delivery=delivery)

    def _things(self) -> Sequence[DirectItem | CartLine]:
        return self.draft.direct if self.direct else self._shop.cart.lines

    def _items_key(self) -> object:
        return (self.direct, tuple((thing.kind, thing.ref_id, thing.quantity) for thing in self._things()))

    def _place_key(self) -> object:
        place = self.draft.place
        return (place.location_id, place.postal_code) if place is not None and self.needs_delivery else None

    def _shipping_key(self) -> object:
        return (self._items_key(), self._place_key())

    def _totals_key(self) -> object:
        draft, courier = self.draft, ids_of(self.chosen_courier())
        return (self._shipping_key(), courier, draft.payment_method, draft.discount_code)

    def _sure_to_be_sent(self) -> bool:
        """Something here is certainly physical; what a bundle holds nobody says."""
        ids = [thing.ref_id for thing in self._things() if thing.kind == "variant"]
        return needs_delivery([self._shop.session.snapshots.get(f"variant:{one}") for one in ids])
