"""A shop whose client is a plain object, for the services of buying."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from pathlib import Path
from typing import Any, cast

from app.api.client import StorefrontClient
from app.api.errors import NotFound
from app.api.models.catalog import PaymentMethod, Pricing
from app.api.models.checkout import Cart, DiscountCheck, ShippingOption, Summary
from app.api.models.order import PublicOrder
from app.config import StoreConfig
from app.records import LineSnapshot, Place
from app.services.shop import Shop
from app.session import Session

PLACE = Place(12, "Senen", "Jakarta Pusat", "DKI Jakarta", "10410")
TOKEN = "3f0c2f0e-0000-4000-8000-000000000001"


def thing(ref_id: int = 1, **extra: Any) -> LineSnapshot:
    """A variant at 10.000."""
    values: dict[str, Any] = {"name": f"Barang {ref_id}", "price": 10_000, "variant_ids": [ref_id], **extra}
    kind = values.pop("kind", "variant")
    snapshot = LineSnapshot.load({"kind": kind, "ref_id": ref_id, **values})
    assert snapshot is not None
    return snapshot


def order(slug: str = "rahasia1", **extra: Any) -> PublicOrder:
    return PublicOrder.model_validate(
        {"secret_slug": slug, "order_id": "261120A", "payment_method": "qris", "payment_status": "unpaid"}
        | {"status": "pending", "gross_revenue": "21500"}
        | extra
    )


class FakeClient:
    """A store's till. `calls` says what was asked; `fail[name]` what goes wrong next; `holds[name]` what waits."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.fail: dict[str, list[BaseException]] = defaultdict(list)
        self.lose: dict[str, list[BaseException]] = defaultdict(list)
        """Like `fail`, but the store has done it all the same."""
        self.holds: dict[str, asyncio.Event] = {}
        self.lines: dict[int, dict[str, Any]] = {}
        self.stock: dict[int, int | None] = {}
        self.prices: dict[int, int] = {}
        self.hidden: set[int] = set()
        self.methods = ["bank_transfer", "qris", "cod", "no_payment"]
        self.couriers: list[dict[str, Any]] = [courier(1), courier(2, is_cod=True, cost="9000")]
        self.discount: dict[str, Any] = {"is_eligible": True, "discount_code_discount": "1000"}
        self.discount |= {"discount_code": {"code": "HEMAT"}, "eligibility_details": {}}
        self.made: PublicOrder | None = None
        self.orders: list[PublicOrder] = []
        """What `order` gives, one after the other; the last one from then on."""
        self.cart_extra: dict[str, Any] = {}
        self.closed = False
        self.session: Session | None = None

    def count(self, name: str) -> int:
        return sum(call[0] == name for call in self.calls)

    def bodies(self, name: str) -> list[Any]:
        return [call[1] for call in self.calls if call[0] == name]

    async def _called(self, name: str, *details: Any) -> None:
        self.calls.append((name, *details))
        if name in self.holds:
            await self.holds[name].wait()
        else:
            await asyncio.sleep(0)
        if self.fail[name]:
            raise self.fail[name].pop(0)

    def _lost(self, name: str) -> None:
        if self.lose[name]:
            raise self.lose[name].pop(0)

    def _cart(self) -> Cart:
        return Cart.model_validate({"id": 1, "items": list(self.lines.values()), **self.cart_extra})

    async def cart(self) -> Cart:
        await self._called("cart")
        return self._cart()

    async def add_to_cart(self, item: dict[str, Any]) -> Cart:
        await self._called("add_to_cart", item)
        if self.session is not None and self.session.guest_token is None:
            self.session.guest_token = TOKEN
        key = f"{item['type']}_id"
        for line in self.lines.values():
            if line.get(key) == item[key]:
                line["quantity"] += item["quantity"]
                break
        else:
            number = max(self.lines, default=0) + 1
            self.lines[number] = {"id": number, **item}
        self._lost("add_to_cart")
        return self._cart()

    async def set_cart_quantity(self, line_id: int, quantity: int) -> Cart:
        await self._called("set_cart_quantity", line_id, quantity)
        if line_id not in self.lines:
            raise NotFound
        self.lines[line_id]["quantity"] = quantity
        return self._cart()

    async def remove_from_cart(self, line_id: int) -> Cart:
        await self._called("remove_from_cart", line_id)
        if self.lines.pop(line_id, None) is None:
            raise NotFound
        return self._cart()

    async def pricing(self, variant_ids: list[int]) -> list[Pricing]:
        await self._called("pricing", tuple(variant_ids))
        rows = []
        for variant_id in variant_ids:
            if variant_id not in self.hidden:
                left = self.stock.get(variant_id)
                row = {"variant_id": variant_id, "price": self.prices.get(variant_id, 10_000)}
                rows.append(Pricing.model_validate({**row, "available": left != 0, "available_qty": left}))
        return rows

    async def payment_methods(self) -> list[PaymentMethod]:
        await self._called("payment_methods")
        return [PaymentMethod.model_validate({"code": code, "label": code}) for code in self.methods]

    async def shipping_options(self, body: dict[str, Any], *, guest: bool) -> list[ShippingOption]:
        await self._called("shipping_options", body, guest)
        return [ShippingOption.model_validate(row) for row in self.couriers]

    async def summary(self, body: dict[str, Any], *, guest: bool) -> Summary:
        await self._called("summary", body, guest)
        return Summary.model_validate(
            {"product_price": "20000", "shipping_cost": "0", "gross_revenue": "21500"}
        )

    async def check_discount(self, body: dict[str, Any], *, guest: bool) -> DiscountCheck:
        await self._called("check_discount", body, guest)
        return DiscountCheck.model_validate(self.discount)

    async def checkout(self, body: dict[str, Any], *, guest: bool) -> PublicOrder:
        await self._called("checkout", body, guest)
        if guest:
            self.lines.clear()
        self._lost("checkout")
        return self.made or order()

    async def order(self, slug: str) -> PublicOrder:
        await self._called("order", slug)
        return self.orders.pop(0) if len(self.orders) > 1 else self.orders[0]

    async def create_payment(self, slug: str) -> PublicOrder:
        await self._called("create_payment", slug)
        return self.orders.pop(0) if len(self.orders) > 1 else self.orders[0]

    async def close(self) -> None:
        self.closed = True


def courier(number: int, **extra: Any) -> dict[str, Any]:
    return {
        "courier_service_id": number,
        "name": f"Kurir {number}",
        "cost": "12000",
        "etd": "2-3",
        "is_cod": False,
        "warehouse_unique_id": "gudang",
        "courier_aggregator_code": None,
        **extra,
    }


def open_till(folder: Path | None = None, session: Session | None = None) -> tuple[Shop, FakeClient]:
    """A shop and its till; `folder` keeps the state."""
    if session is None:
        session = Session(folder, None)
        session.load()
    shop = Shop(StoreConfig("toko"), session)
    till = FakeClient()
    till.session = session
    shop._client = cast(StorefrontClient, till)
    shop.checkout.debounce = 0
    return shop, till


async def settle(shop: Shop) -> None:
    """Until nothing the shop has started is under way."""
    while shop._tasks:
        await asyncio.wait(tuple(shop._tasks))


async def fill_in(shop: Shop, *things: LineSnapshot, method: str = "qris", direct: bool = False) -> None:
    """A draft that can be ordered."""
    checkout = shop.checkout
    if direct:
        checkout.begin_direct(things[0], 1)
    else:
        for one in things:
            await shop.cart.add(one)
        checkout.begin_cart()
    checkout.set_contact(name="Budi", email="budi@contoh.id", phone="0812-3456-7890")
    if checkout.needs_delivery:
        checkout.set_address("Jl. Mawar 1")
        checkout.set_place(PLACE)
        await checkout.load()
        checkout.set_courier(checkout.options[0])
    checkout.set_method(method)
    await checkout.load()
