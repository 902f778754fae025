"""The storefront API, one method an operation (NOTES section 1). What it gives is already clean.

Every method may raise any error of `app.api.errors`. The two identities: the publishable key goes on
`/public/*`; the guest token goes only where the contract takes it, and is captured from every reply that
carries one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import quote

from app.api.models.catalog import (
    Availability,
    Bundle,
    Card,
    Category,
    ItemCount,
    PaymentMethod,
    Pricing,
    Product,
)
from app.api.models.checkout import Cart, DiscountCheck, ShippingOption, Summary
from app.api.models.locations import City, Location, PostalCode, Province
from app.api.models.order import PublicOrder
from app.api.models.proof import ProofUpload
from app.api.pages import Page, pages
from app.api.read import read_model, read_rows
from app.api.wire import Reply, Wire

KEY_HEADER = "X-Scalev-Storefront-Api-Key"
GUEST_HEADER = "X-Scalev-Guest-Token"

Json = dict[str, Any]


class StorefrontClient:
    """One store. `guest_token` gives the token to send, `on_guest_token` is told each that comes back."""

    def __init__(
        self,
        wire: Wire,
        *,
        store_id: str,
        api_key: str,
        guest_token: Callable[[], str | None],
        on_guest_token: Callable[[str], None],
    ) -> None:
        self.wire = wire
        self._root = f"/v3/stores/{quote(store_id, safe='')}/public"
        self.store_id = store_id
        self.api_key = api_key
        self._guest_token = guest_token
        self._on_guest_token = on_guest_token

    # Catalogue (NOTES section 5)

    def items(self, page_size: int | None = None, *, start: str | None = None) -> AsyncIterator[Page[Card]]:
        """The feed, page by page; stops at the last page or at a cursor already seen (NOTES section 13).

        `start` is the cursor of an earlier page, to go on behind it.
        """

        async def fetch(cursor: str | None) -> Reply:
            params = {"page_size": page_size, "next_cursor": cursor or start}
            return await self._call("GET", "/items", params=params)

        return pages(fetch, Card)

    async def item_count(self) -> int | None:
        """How many items the feed holds; None when the store does not say."""
        return read_model(await self._call("GET", "/items/count"), ItemCount).total

    async def product(self, slug: str) -> Product:
        return read_model(await self._call("GET", f"/products/{quote(slug, safe='')}"), Product)

    async def bundle(self, slug: str) -> Bundle:
        return read_model(await self._call("GET", f"/bundle-price-options/{quote(slug, safe='')}"), Bundle)

    async def categories(self) -> list[Category]:
        return read_rows(await self._call("GET", "/categories"), Category)

    async def payment_methods(self) -> list[PaymentMethod]:
        return read_rows(await self._call("GET", "/payment-methods"), PaymentMethod)

    async def pricing(self, variant_ids: list[int]) -> list[Pricing]:
        """Price and stock of many variants in one call; those the store does not know are missing."""
        ids = ",".join(str(i) for i in variant_ids)
        return read_rows(await self._call("GET", "/variants/pricing", params={"ids": ids}), Pricing)

    async def availability(self, variant_id: int) -> Availability:
        return read_model(await self._call("GET", f"/variants/{variant_id}/availability"), Availability)

    # Locations

    def locations(self, search: str, page_size: int = 50) -> AsyncIterator[Page[Location]]:
        """Subdistricts matching free text, page by page (at most 100 a page)."""

        async def fetch(cursor: str | None) -> Reply:
            params = {"search": search, "page_size": page_size, "next_cursor": cursor}
            return await self._call("GET", "/locations", params=params)

        return pages(fetch, Location)

    async def provinces(self) -> list[Province]:
        return read_rows(await self._call("GET", "/locations/provinces"), Province)

    async def cities(self, province_id: int) -> list[City]:
        return read_rows(
            await self._call("GET", "/locations/cities", params={"province_id": province_id}), City
        )

    def subdistricts(self, city_id: int) -> AsyncIterator[Page[Location]]:
        """Subdistricts of a city; paged or not, as the store likes."""

        async def fetch(cursor: str | None) -> Reply:
            params = {"city_id": city_id, "next_cursor": cursor}
            return await self._call("GET", "/locations/subdistricts", params=params)

        return pages(fetch, Location)

    async def postal_codes(self, location_id: int) -> list[PostalCode]:
        return read_rows(await self._call("GET", f"/locations/{location_id}/postal-codes"), PostalCode)

    # Guest cart (NOTES sections 3 and 6)

    async def cart(self) -> Cart:
        return read_model(await self._call("GET", "/cart", guest=True), Cart)

    async def add_to_cart(self, item: Json) -> Cart:
        """`item` is a CartItemRequest. Not retried: a lost reply may have added it already."""
        return read_model(await self._call("POST", "/cart/items", json=item, guest=True), Cart)

    async def set_cart_quantity(self, line_id: int, quantity: int) -> Cart:
        reply = await self._call("PATCH", f"/cart/items/{line_id}", json={"quantity": quantity}, guest=True)
        return read_model(reply, Cart)

    async def remove_from_cart(self, line_id: int) -> Cart:
        return read_model(await self._call("DELETE", f"/cart/items/{line_id}", guest=True), Cart)

    # Checkout (NOTES section 7). `guest` False is "buy now": without the token the cart stays as it is.

    async def shipping_options(self, body: Json, *, guest: bool) -> list[ShippingOption]:
        reply = await self._call("POST", "/checkout/shipping-options", json=body, guest=guest, safe=True)
        return read_rows(reply, ShippingOption)

    async def summary(self, body: Json, *, guest: bool) -> Summary:
        return read_model(
            await self._call("POST", "/checkout/summary", json=body, guest=guest, safe=True), Summary
        )

    async def check_discount(self, body: Json, *, guest: bool) -> DiscountCheck:
        reply = await self._call("POST", "/discount-codes/check", json=body, guest=guest, safe=True)
        return read_model(reply, DiscountCheck)

    async def checkout(self, body: Json, *, guest: bool) -> PublicOrder:
        """Places the order. Never retried, by nobody: the operation is not idempotent."""
        return read_model(await self._call("POST", "/checkout", json=body, guest=guest), PublicOrder)

    # Public orders (NOTES section 8)

    async def order(self, secret_slug: str) -> PublicOrder:
        return read_model(await self._call("GET", f"/orders/{quote(secret_slug, safe='')}"), PublicOrder)

    async def create_payment(self, secret_slug: str) -> PublicOrder:
        """Creates or gives back the payment of an order: idempotent, so it is retried like a read."""
        path = f"/orders/{quote(secret_slug, safe='')}/payment"
        return read_model(await self._call("POST", path, safe=True), PublicOrder)

    async def update_order(self, secret_slug: str, changes: Json) -> PublicOrder:
        """`changes` is a StorefrontPublicOrderUpdateRequest: what is not in it stays. Idempotent, so retried."""
        path = f"/orders/{quote(secret_slug, safe='')}"
        return read_model(await self._call("PATCH", path, json=changes), PublicOrder)

    async def transfer_proof_upload(
        self, secret_slug: str, filename: str, content_type: str, content_length: int
    ) -> ProofUpload:
        """Ask for a place for the picture of a transfer. Each call gives a new one: asking again harms nothing."""
        body = {"filename": filename, "content_type": content_type, "content_length": content_length}
        path = f"/orders/{quote(secret_slug, safe='')}/transfer-proof-upload"
        return read_model(await self._call("POST", path, json=body, safe=True), ProofUpload)

    async def upload_proof(
        self, place: ProofUpload, content: bytes, content_type: str, *, on_sent: Callable[[int], None]
    ) -> None:
        """PUT the picture to its place, once; neither key nor token goes along. `on_sent` is told the bytes that left."""
        await self.wire.upload(place.upload_url, content, content_type, on_sent=on_sent)

    async def close(self) -> None:
        await self.wire.close()

    async def _call(
        self,
        method: str,
        path: str,
        *,
        params: Json | None = None,
        json: Json | None = None,
        guest: bool = False,
        safe: bool = False,
    ) -> Reply:
        """One operation. `safe`: a POST that may be sent again, as every GET, PATCH and DELETE may."""
        headers = {KEY_HEADER: self.api_key}
        token = self._guest_token() if guest else None
        if token:
            headers[GUEST_HEADER] = token
        query = {name: str(value) for name, value in (params or {}).items() if value is not None}
        reply = await self.wire.call(
            method,
            self._root + path,
            params=query,
            json=json,
            headers=headers,
            repeatable=safe or method != "POST",
        )
        returned = reply.header(GUEST_HEADER)
        if guest and returned:
            self._on_guest_token(returned)
        return reply
