"""Whom the store serves: a guest or a signed-in customer. Cart and checkout ask here and need not know (NOTES section 1)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from app.records import DirectItem
from app.services.bodies import Json, checkout_body, discount_body, shipping_body, summary_body
from app.services.customer_bodies import (
    cart_source,
    customer_checkout_body,
    customer_shipping_body,
    customer_summary_body,
)

if TYPE_CHECKING:
    from app.api.client import StorefrontClient
    from app.api.customer import CustomerClient
    from app.api.models.catalog import PaymentMethod
    from app.api.models.checkout import Cart, DiscountCheck, ShippingOption, Summary
    from app.api.models.order import PublicOrder
    from app.records import Draft
    from app.services.shop import Shop


class Desk(Protocol):
    """Every method may raise any error of `app.api.errors`."""

    signed_in: bool

    async def cart(self) -> Cart: ...

    async def add_to_cart(self, item: Json) -> Cart:
        """Not repeated: a lost reply may have added it already."""

    async def set_cart_quantity(self, line_id: int, quantity: int) -> Cart: ...

    async def remove_from_cart(self, line_id: int) -> Cart: ...

    async def payment_methods(self) -> list[PaymentMethod]: ...

    async def shipping_options(self, draft: Draft) -> list[ShippingOption]: ...

    async def summary(self, draft: Draft, *, delivery: bool, code: str) -> Summary: ...

    async def check_discount(
        self, draft: Draft, code: str, *, delivery: bool, lines: list[DirectItem]
    ) -> DiscountCheck:
        """`lines` are what is in the cart, for the one who has no token to say so."""

    async def checkout(self, body: Json, *, direct: bool) -> PublicOrder:
        """Places the order. Sent once."""


class GuestDesk:
    """By publishable key and guest token."""

    signed_in = False

    def __init__(self, client: StorefrontClient) -> None:
        self._client = client

    async def cart(self) -> Cart:
        return await self._client.cart()

    async def add_to_cart(self, item: Json) -> Cart:
        return await self._client.add_to_cart(item)

    async def set_cart_quantity(self, line_id: int, quantity: int) -> Cart:
        return await self._client.set_cart_quantity(line_id, quantity)

    async def remove_from_cart(self, line_id: int) -> Cart:
        return await self._client.remove_from_cart(line_id)

    async def payment_methods(self) -> list[PaymentMethod]:
        return await self._client.payment_methods()

    async def shipping_options(self, draft: Draft) -> list[ShippingOption]:
        return await self._client.shipping_options(shipping_body(draft), guest=not draft.direct)

    async def summary(self, draft: Draft, *, delivery: bool, code: str) -> Summary:
        body = summary_body(draft, delivery=delivery, code=code)
        return await self._client.summary(body, guest=not draft.direct)

    async def check_discount(
        self, draft: Draft, code: str, *, delivery: bool, lines: list[DirectItem]
    ) -> DiscountCheck:
        body = discount_body(draft, code, delivery=delivery)
        return await self._client.check_discount(body, guest=not draft.direct)

    async def checkout(self, body: Json, *, direct: bool) -> PublicOrder:
        return await self._client.checkout(body, guest=not direct)


class CustomerDesk:
    """By bearer, with the customer's own cart."""

    signed_in = True

    def __init__(self, client: StorefrontClient, customer: CustomerClient, cart: Callable[[], Json]) -> None:
        """`cart` gives what names the customer's cart, of `cart_source`."""
        self._client = client
        self._customer = customer
        self._cart = cart

    async def cart(self) -> Cart:
        return await self._customer.cart()

    async def add_to_cart(self, item: Json) -> Cart:
        return await self._customer.add_to_cart(item)

    async def set_cart_quantity(self, line_id: int, quantity: int) -> Cart:
        return await self._customer.set_cart_quantity(line_id, quantity)

    async def remove_from_cart(self, line_id: int) -> Cart:
        return await self._customer.remove_from_cart(line_id)

    async def payment_methods(self) -> list[PaymentMethod]:
        """The codes offered to customers, with the words the public list has for them."""
        from app.api.models.catalog import PaymentMethod

        offered = await self._customer.payment_methods()
        described = {method.code: method for method in await self._client.payment_methods()}
        banks = {"xendit_va_bank_codes": offered.xendit_va_bank_codes} if offered.xendit_va_bank_codes else {}
        rows = []
        for code in offered.payment_methods:
            known = described.get(code) or PaymentMethod(code=code)
            rows.append(known.model_copy(update={"metadata": {**known.metadata, **banks}}))
        return rows

    async def shipping_options(self, draft: Draft) -> list[ShippingOption]:
        return await self._customer.shipping_options(customer_shipping_body(draft, self._cart()))

    async def summary(self, draft: Draft, *, delivery: bool, code: str) -> Summary:
        body = customer_summary_body(draft, self._cart(), delivery=delivery, code=code)
        return await self._customer.summary(body)

    async def check_discount(
        self, draft: Draft, code: str, *, delivery: bool, lines: list[DirectItem]
    ) -> DiscountCheck:
        # The route knows guests only: what a customer's cart holds is said in so many words.
        body = discount_body(draft, code, delivery=delivery, items=draft.direct or lines)
        return await self._client.check_discount(body, guest=False)

    async def checkout(self, body: Json, *, direct: bool) -> PublicOrder:
        return await self._customer.checkout(body)


def cart_named(shop: Shop) -> Json:
    """What names the customer's cart in a request body."""
    lines = [DirectItem(line.kind, line.ref_id, line.quantity) for line in shop.cart.lines]
    return cart_source(shop.cart.id, lines)


def order_body(shop: Shop, *, delivery: bool, code: str) -> Json:
    """What the order button sends: a PublicCheckoutRequest, or a CustomerCheckoutRequest."""
    draft = shop.session.draft
    if shop.auth.signed_in:
        return customer_checkout_body(draft, cart_named(shop), delivery=delivery, code=code)
    return checkout_body(draft, delivery=delivery, code=code)
