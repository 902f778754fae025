"""Carts: a guest's by the token in the header, a customer's own; lines with the five guaranteed fields only (NOTES 3 and 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.sandbox.bodies import Invalid

if TYPE_CHECKING:
    from app.sandbox.catalogue import Item, Taken
    from app.sandbox.state import Sandbox

_TOKEN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
MOST_OF_A_LINE = 1_000_000
MOST_TO_ORDER = 100
"""Of one line, in one order."""


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    type: str
    item_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Cart:
    id: int
    token: str


def find(sandbox: Sandbox, token: str | None) -> Cart | None:
    """The cart of a token; None for none, an unknown one or nonsense."""
    if not token or not _TOKEN.fullmatch(token):
        return None
    rows = sandbox.database.rows("SELECT id FROM carts WHERE token = ?", token.lower())
    return Cart(int(str(rows[0][0])), token.lower()) if rows else None


def find_or_create(sandbox: Sandbox, token: str | None) -> Cart:
    """The cart of a token, or a new one under a new token: nobody chooses a token for themselves."""
    cart = find(sandbox, token)
    if cart is None:
        new = sandbox.new_token()
        cart = Cart(sandbox.database.run("INSERT INTO carts (token) VALUES (?)", new), new)
    return cart


def of_customer(sandbox: Sandbox, customer_id: int) -> Cart:
    """The one cart of a customer, made when first asked for."""
    # No guest token looks like this, so nobody reaches it through one.
    name = f"customer:{customer_id}"
    rows = sandbox.database.rows("SELECT id FROM carts WHERE token = ?", name)
    id = int(str(rows[0][0])) if rows else sandbox.database.run("INSERT INTO carts (token) VALUES (?)", name)
    return Cart(id, name)


def lines(sandbox: Sandbox, cart: Cart) -> list[Line]:
    rows = sandbox.database.rows(
        "SELECT id, type, item_id, quantity FROM cart_lines WHERE cart_id = ? ORDER BY id", cart.id
    )
    return [Line(int(str(id)), str(type), int(str(item)), int(str(count))) for id, type, item, count in rows]


def add(sandbox: Sandbox, cart: Cart, item: Item, quantity: int) -> None:
    """A line more, or more of the same line. Raises Invalid above a million."""
    same = next(
        (line for line in lines(sandbox, cart) if (line.type, line.item_id) == (item.type, item.id)), None
    )
    if quantity + (same.quantity if same else 0) > MOST_OF_A_LINE:
        raise Invalid("That is too many", {"quantity": ["is too large"]})
    sandbox.database.run(
        "INSERT INTO cart_lines (cart_id, type, item_id, quantity) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (cart_id, type, item_id) DO UPDATE SET quantity = quantity + excluded.quantity",
        cart.id, item.type, item.id, quantity,
    )  # fmt: skip


def has_line(sandbox: Sandbox, cart: Cart, line_id: int) -> bool:
    return bool(
        sandbox.database.rows("SELECT 1 FROM cart_lines WHERE cart_id = ? AND id = ?", cart.id, line_id)
    )


def set_quantity(sandbox: Sandbox, line_id: int, quantity: int) -> None:
    sandbox.database.run("UPDATE cart_lines SET quantity = ? WHERE id = ?", quantity, line_id)


def remove(sandbox: Sandbox, line_id: int) -> None:
    sandbox.database.run("DELETE FROM cart_lines WHERE id = ?", line_id)


def empty(sandbox: Sandbox, cart: Cart) -> None:
    sandbox.database.run("DELETE FROM cart_lines WHERE cart_id = ?", cart.id)


def merge(sandbox: Sandbox, guest: Cart, own: Cart) -> None:
    """The guest's lines go into the customer's cart; the guest's token leads nowhere afterwards.

    Equal lines become one. What comes in does not raise a line above what can be ordered or what is left, and no
    line is lost: of something sold out one stays, to be seen.
    """
    held = {(line.type, line.item_id): line for line in lines(sandbox, own)}
    taken = sandbox.taken()
    for line in lines(sandbox, guest):
        same = held.get((line.type, line.item_id))
        before = same.quantity if same else 0
        item = sandbox.catalogue.item(line.type, line.item_id)
        most = min(MOST_TO_ORDER, MOST_TO_ORDER if item is None else _left(sandbox, item, taken))
        quantity = max(1, before, min(before + line.quantity, most))
        if same:
            set_quantity(sandbox, same.id, quantity)
        else:
            sandbox.database.run(
                "UPDATE cart_lines SET cart_id = ?, quantity = ? WHERE id = ?", own.id, quantity, line.id
            )
    empty(sandbox, guest)
    sandbox.database.run("DELETE FROM carts WHERE id = ?", guest.id)


def _left(sandbox: Sandbox, item: Item, taken: Taken) -> int:
    """How many of it can still be sold."""
    counts = [
        (sandbox.catalogue.available(variant_id, taken), each) for variant_id, each in item.uses.items()
    ]
    return min((left // each for left, each in counts if left is not None), default=MOST_OF_A_LINE)


def wire(sandbox: Sandbox, cart: Cart) -> dict[str, Any]:
    """The GuestCart of the contract."""
    held = lines(sandbox, cart)
    total = 0
    for line in held:
        item = sandbox.catalogue.item(line.type, line.item_id)
        total += item.price * line.quantity if item else 0
    return {
        "id": cart.id,
        "item_count": sum(line.quantity for line in held),
        "total": str(total),
        "items": [
            {
                "id": line.id,
                "type": line.type,
                "variant_id": line.item_id if line.type == "variant" else None,
                "bundle_price_option_id": line.item_id if line.type == "bundle_price_option" else None,
                "quantity": line.quantity,
            }
            for line in held
        ],
    }
