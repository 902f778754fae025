"""What is being bought, where it goes, what it comes to: one arithmetic for preview and order (NOTES section 7)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, Any

from app.sandbox import carts
from app.sandbox.bodies import Fields, Invalid, whole
from app.sandbox.carts import MOST_TO_ORDER
from app.sandbox.discounts import Verdict, judge
from app.sandbox.methods import Method, method_named

if TYPE_CHECKING:
    from app.sandbox.areas import Area
    from app.sandbox.catalogue import Item
    from app.sandbox.couriers import Quote
    from app.sandbox.state import Sandbox

MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class Basket:
    """Items with how many of each."""

    lines: list[tuple[Item, int]]

    @property
    def needs_delivery(self) -> bool:
        return any(item.needs_delivery for item, _ in self.lines)

    @property
    def product_price(self) -> int:
        return sum(item.price * count for item, count in self.lines)

    @property
    def weight(self) -> int:
        """Grams of what is sent."""
        return sum(item.weight * count for item, count in self.lines if item.needs_delivery)

    @property
    def uses(self) -> dict[int, int]:
        """How many of which variants leave the stock."""
        total: dict[int, int] = {}
        for item, count in self.lines:
            for variant_id, each in item.uses.items():
                total[variant_id] = total.get(variant_id, 0) + each * count
        return total


@dataclass(frozen=True, slots=True)
class Totals:
    """Whole rupiah, as summary and order state them; the discount is not taken off the two prices it stands beside."""

    product_price: int
    shipping_cost: int
    discount: int
    other_income: int
    other_income_name: str | None
    service_fee: int

    @property
    def gross_revenue(self) -> int:
        before = self.product_price + self.shipping_cost - self.discount
        return before + self.other_income + self.service_fee


def basket_of(sandbox: Sandbox, body: dict[str, Any], cart: carts.Cart | None) -> Basket:
    """The `items` of the body when given, else the guest cart. Raises Invalid for nothing or something unknown."""
    if "items" in body:
        return Basket(_direct_lines(sandbox, body["items"]))
    held = carts.lines(sandbox, cart) if cart else []
    if not held:
        raise Invalid("The cart is empty", {"items": ["is required when there is no cart"]})
    lines = []
    for line in held:
        item = sandbox.catalogue.item(line.type, line.item_id)
        if item is None:
            raise Invalid(
                "Something in the cart is not sold any more", {"items": [f"{line.id}: is not available"]}
            )
        if line.quantity > MOST_TO_ORDER:
            raise Invalid(
                f"At most {MOST_TO_ORDER} of each item can be ordered",
                {"items": [f"{item.name}: at most {MOST_TO_ORDER}"]},
            )
        lines.append((item, line.quantity))
    return Basket(lines)


def _direct_lines(sandbox: Sandbox, raw: Any) -> list[tuple[Item, int]]:
    if not isinstance(raw, list) or not 1 <= len(raw) <= MOST_LINES:
        raise Invalid("Please check the items", {"items": [f"must be a list of 1 to {MOST_LINES} items"]})
    lines: dict[tuple[str, int], tuple[Item, int]] = {}
    for index, entry in enumerate(raw):
        where = f"items[{index}]"
        if not isinstance(entry, dict):
            raise Invalid("Please check the items", {where: ["must be an object"]})
        type = entry.get("type")
        if type not in ("variant", "bundle_price_option"):
            raise Invalid(
                "Please check the items", {f"{where}.type": ["must be variant or bundle_price_option"]}
            )
        fields = Fields(entry, allowed=("type", f"{type}_id", "quantity"))
        id = fields.id(f"{type}_id", required=True, digits=False, nullable=False)
        quantity = fields.id("quantity", required=True, digits=False, nullable=False)
        if quantity is not None and quantity > MOST_TO_ORDER:
            fields.fail("quantity", f"must be at most {MOST_TO_ORDER}")
        item = sandbox.catalogue.item(type, id) if id else None
        if id and item is None:
            fields.fail(f"{type}_id", "is not available")
        if fields.errors or item is None or quantity is None:
            raise Invalid(
                "Please check the items",
                {f"{where}.{field}": words for field, words in fields.errors.items()},
            )
        before = lines.get((type, item.id), (item, 0))[1]
        lines[type, item.id] = item, before + quantity
    return list(lines.values())


def destination_of(sandbox: Sandbox, raw: Any, *, required: bool) -> Area | None:
    """The area of a `destination{location_id, postal_code}`. Raises Invalid."""
    if raw is None:
        if required:
            raise Invalid("Where should it go?", {"destination": ["is required"]})
        return None
    if not isinstance(raw, dict):
        raise Invalid("Please check the destination", {"destination": ["must be an object"]})
    fields = Fields(raw, allowed=("location_id", "postal_code"))
    area = area_of(sandbox, fields, "location_id", required=True)
    check_postal_code(fields, "postal_code", required=True)
    if fields.errors:
        raise Invalid(
            "Please check the destination",
            {f"destination.{name}": words for name, words in fields.errors.items()},
        )
    return area


def area_of(sandbox: Sandbox, fields: Fields, name: str, *, required: bool) -> Area | None:
    id = fields.id(name, required=required)
    area = sandbox.areas.get(id) if id else None
    if id and area is None:
        fields.fail(name, "is not a known location")
    return area


def check_postal_code(fields: Fields, name: str, *, required: bool) -> str:
    code = fields.text(name, required=required, most=20)
    if code and not (len(code) == 5 and code.isascii() and code.isdigit()):
        fields.fail(name, "must be 5 digits")
    return code


def method_of(sandbox: Sandbox, fields: Fields, *, required: bool = False) -> Method | None:
    """The method, which must be one of the list route: `no_payment` and codes of the other edition are refused."""
    code = fields.text("payment_method", required=required, nullable=False)
    method = method_named(sandbox.manner, code)
    if code and method is None:
        fields.fail("payment_method", "is not offered")
    return method


def quotes(basket: Basket, area: Area, method: Method | None) -> list[Quote]:
    """What couriers ask; with COD only those who collect the money."""
    from app.sandbox.couriers import quote

    offered = quote(area, basket.weight)
    return [one for one in offered if one.is_cod] if method is not None and method.kind == "cod" else offered


def courier_of(sandbox: Sandbox, body: dict[str, Any], basket: Basket, area: Area | None) -> Quote | None:
    """The chosen courier of a preview, flat or as an object; None when none is chosen. Raises Invalid."""
    chosen = body
    for name in ("shipping_option", "selected_shipping_option"):
        if "courier_service_id" not in body and isinstance(body.get(name), dict):
            chosen = body[name]
    raw = chosen.get("courier_service_id")
    if raw is None or area is None or not basket.needs_delivery:
        return None
    id = whole(raw)
    for one in quotes(basket, area, None):
        if one.courier_service_id == id:
            return one
    raise Invalid(
        "That courier does not go there", {"courier_service_id": ["is not available for this destination"]}
    )


def totals_of(
    sandbox: Sandbox, basket: Basket, quote: Quote | None, method: Method | None, verdict: Verdict | None
) -> Totals:
    """The older edition has no service fee of its own: it is part of the other income there."""
    shipping = quote.cost if quote and basket.needs_delivery else 0
    discount = verdict.amount if verdict else 0
    before_fees = basket.product_price + shipping - discount
    other, name, service = fees_of(method, before_fees) if method is not None else (0, None, 0)
    if sandbox.manner.older and service:
        other, name, service = other + service, name or "Biaya layanan", 0
    return Totals(
        product_price=basket.product_price,
        shipping_cost=shipping,
        discount=discount,
        other_income=other,
        other_income_name=name,
        service_fee=service,
    )


def fees_of(method: Method, amount: int) -> tuple[int, str | None, int]:
    """What paying `amount` this way costs the buyer: other income, what it is called, service fee."""
    share = (Decimal(method.percent) * amount).to_integral_value(ROUND_CEILING)
    other = int(share) + method.fixed
    return other, method.fee_name if other else None, method.service_fee


def verdict_of(
    sandbox: Sandbox, code: str, basket: Basket, quote: Quote | None, method: Method | None
) -> Verdict | None:
    """What a code is worth here; None without a code."""
    if not code:
        return None
    return judge(
        code,
        now=sandbox.now(),
        product_price=basket.product_price,
        shipping_cost=quote.cost if quote else None if basket.needs_delivery else 0,
        method=method.code if method else None,
    )
