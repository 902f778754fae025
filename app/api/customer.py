"""What a signed-in customer may ask: `/customers/me/*`, and folding the guest cart into theirs (NOTES sections 1 and 4)."""

from __future__ import annotations

from collections.abc import AsyncIterator

from app.api.customer_calls import CustomerCalls, Json
from app.api.models.account import Address, CustomerOrder, CustomerPaymentMethods, Profile
from app.api.models.checkout import Cart, ShippingOption, Summary
from app.api.models.order import PublicOrder
from app.api.pages import Page, pages
from app.api.read import read_model, read_rows
from app.api.reply import Reply

KEY_HEADER = "X-Scalev-Storefront-Api-Key"
GUEST_HEADER = "X-Scalev-Guest-Token"


class CustomerClient(CustomerCalls):
    """One customer of one store. Every method may raise any error of `app.api.errors`, SignedOut included."""

    # Account

    async def profile(self) -> Profile:
        return read_model(await self._call("GET", ""), Profile)

    async def update_profile(self, changes: Json) -> Profile:
        """`changes` is a CustomerProfileUpdateRequest; the e-mail address cannot be changed."""
        return read_model(await self._call("PATCH", "", json=changes), Profile)

    async def set_password(self, password: str) -> Profile:
        return read_model(await self._call("POST", "/set-new-password", json={"password": password}), Profile)

    def addresses(self, *, start: str | None = None) -> AsyncIterator[Page[Address]]:
        """The address book, page by page, from the cursor `start` on."""

        async def fetch(cursor: str | None) -> Reply:
            return await self._call("GET", "/addresses", params={"next_cursor": cursor or start})

        return pages(fetch, Address)

    async def address(self, address_id: str) -> Address:
        return read_model(await self._call("GET", f"/addresses/{address_id}"), Address)

    async def add_address(self, address: Json) -> Address:
        """`address` is a CustomerAddressRequest. Not repeated: a lost reply may have added it."""
        return read_model(await self._call("POST", "/addresses", json=address), Address)

    async def update_address(self, address_id: str, changes: Json) -> Address:
        return read_model(await self._call("PATCH", f"/addresses/{address_id}", json=changes), Address)

    async def delete_address(self, address_id: str) -> None:
        await self._call("DELETE", f"/addresses/{address_id}")

    # Cart (NOTES section 6)

    async def cart(self) -> Cart:
        return read_model(await self._call("GET", "/cart"), Cart)

    async def add_to_cart(self, item: Json) -> Cart:
        """`item` is a CartItemRequest. Not repeated: a lost reply may have added it already."""
        return read_model(await self._call("POST", "/cart/items", json=item), Cart)

    async def set_cart_quantity(self, line_id: int, quantity: int) -> Cart:
        reply = await self._call("PATCH", f"/cart/items/{line_id}", json={"quantity": quantity})
        return read_model(reply, Cart)

    async def remove_from_cart(self, line_id: int) -> Cart:
        return read_model(await self._call("DELETE", f"/cart/items/{line_id}"), Cart)

    async def merge_cart(self, guest_token: str) -> Cart:
        """Fold the guest's cart into the customer's. Not repeated: lines could be added twice."""
        headers = {KEY_HEADER: self._key, GUEST_HEADER: guest_token}
        return read_model(await self._send("POST", "/public/cart/merge", headers=headers), Cart)

    # Checkout (NOTES section 7)

    async def checkout_addresses(self) -> list[Address]:
        return read_rows(await self._call("GET", "/checkout/addresses"), Address)

    async def payment_methods(self) -> CustomerPaymentMethods:
        return read_model(await self._call("GET", "/checkout/payment-methods"), CustomerPaymentMethods)

    async def shipping_options(self, body: Json) -> list[ShippingOption]:
        reply = await self._call("POST", "/checkout/shipping-options", json=body, safe=True)
        return read_rows(reply, ShippingOption)

    async def summary(self, body: Json) -> Summary:
        return read_model(await self._call("POST", "/checkout/summary", json=body, safe=True), Summary)

    async def checkout(self, body: Json) -> PublicOrder:
        """Places the order. Never sent a second time, not even with a new bearer."""
        return read_model(await self._call("POST", "/checkout", json=body, never_again=True), PublicOrder)

    # Orders (NOTES section 8)

    def orders(self, *, start: str | None = None) -> AsyncIterator[Page[CustomerOrder]]:
        """The customer's orders as the store sorts them, page by page, from the cursor `start` on."""

        async def fetch(cursor: str | None) -> Reply:
            return await self._call("GET", "/orders", params={"next_cursor": cursor or start})

        return pages(fetch, CustomerOrder)

    async def order(self, order_id: str) -> CustomerOrder:
        return read_model(await self._call("GET", f"/orders/{order_id}"), CustomerOrder)
