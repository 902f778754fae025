"""A signed-in customer's purchase: which cart, where to, and the order that becomes theirs (NOTES section 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.sandbox import addresses, carts, orders, subscriptions
from app.sandbox.bodies import Fields, Unknown
from app.sandbox.placing import OF_ONE_EDITION, Buyer, Destination, parcel_label, place
from app.sandbox.purchase import area_of, check_postal_code

if TYPE_CHECKING:
    from app.sandbox.accounts import Customer
    from app.sandbox.purchase import Basket
    from app.sandbox.state import Sandbox

_ALLOWED = frozenset(
    (
        "items", "cart_id", "address_id", "address", "location_id", "postal_code", "payment_method",
        "courier_service_id", "warehouse_unique_id", "courier_aggregator_code", "discount_code_code", "notes",
    )
)  # fmt: skip


def cart_named(sandbox: Sandbox, customer: Customer, body: dict[str, Any]) -> carts.Cart | None:
    """The cart a body names by `cart_id`; None when it names none.

    Raises Invalid for no id, Unknown for one that is not the customer's.
    """
    if "cart_id" not in body:
        return None
    fields = Fields(body)
    id = fields.id("cart_id", nullable=False)
    fields.done()
    cart = carts.of_customer(sandbox, customer.id)
    if id != cart.id:
        raise Unknown("Cart not found")
    return cart


def place_customer_order(sandbox: Sandbox, customer: Customer, body: dict[str, Any]) -> orders.Record:
    """The new order. Raises Invalid or Unknown, and then nothing has changed."""
    fields = Fields(body, allowed=_ALLOWED | {OF_ONE_EDITION[sandbox.manner.edition]})

    def destination(fields: Fields, basket: Basket) -> Destination:
        return _destination(sandbox, fields, basket, customer)

    contact = {"name": customer.name or customer.email, "email": customer.email, "phone": customer.phone}
    with sandbox.database.transaction():
        cart = cart_named(sandbox, customer, body)
        record = place(sandbox, fields, cart, Buyer(contact, destination, customer.id))
        sandbox.database.run(
            "INSERT INTO customer_orders (customer_id, secret_slug) VALUES (?, ?)",
            customer.id, record["secret_slug"],
        )  # fmt: skip
        subscriptions.begin(sandbox, customer.id, record)
    return record


def _destination(sandbox: Sandbox, fields: Fields, basket: Basket, customer: Customer) -> Destination:
    """A saved address, or one typed for this order."""
    needed = basket.needs_delivery
    saved = "address_id" in fields.body
    id = fields.id("address_id", nullable=False)
    typed = needed and not saved
    words = fields.text("address", required=typed, nullable=False)
    area = area_of(sandbox, fields, "location_id", required=typed)
    code = check_postal_code(fields, "postal_code", required=typed)
    name, phone = customer.name or customer.email, customer.phone
    if saved and id is not None:
        address = addresses.find(sandbox, customer.id, id)
        if address is None:
            raise Unknown("Address not found")
        record = address.record
        name, phone = record["name"], record["phone"]
        words, code, area = record["address"], record["postal_code"], sandbox.areas.get(record["location_id"])
    if not needed or area is None:
        return None, None
    return parcel_label(name, phone, words, code, area), area


def slugs_of(sandbox: Sandbox, customer: Customer) -> list[str]:
    """The orders of a customer by their secret slugs, newest first."""
    rows = sandbox.database.rows(
        "SELECT secret_slug FROM customer_orders WHERE customer_id = ? ORDER BY number DESC", customer.id
    )
    return [str(row[0]) for row in rows]


def order_with_id(sandbox: Sandbox, customer: Customer, id: str) -> orders.Record | None:
    """One of the customer's own orders by the id either edition gives it."""
    for slug in slugs_of(sandbox, customer):
        record = orders.glance(sandbox, slug)
        if record is not None and id in (record["id"], str(orders.whole_id(record))):
            return orders.find(sandbox, slug)
    return None
