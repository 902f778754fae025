"""Which widget of which section a part of the draft is filled in at: a guest's contact, a customer's address book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from app.services.checkout import CheckoutService, Missing

Key = Literal["contact", "deliver", "courier", "pay", "check"]

_GUEST: dict[Key, tuple[str, ...]] = {
    "contact": ("name", "email", "phone"),
    "deliver": ("address", "place"),
    "courier": ("couriers",),
    "pay": ("methods",),
    "check": ("code", "notes"),
}
_CUSTOMER: dict[Key, tuple[str, ...]] = {
    **_GUEST,
    "contact": ("profile",),
    "deliver": ("addresses", "address", "place"),
}
_WHERE: dict[Missing, tuple[Key, str]] = {
    "name": ("contact", "name"),
    "email": ("contact", "email"),
    "phone": ("contact", "phone"),
    "address": ("deliver", "address"),
    "place": ("deliver", "place"),
    "postal_code": ("deliver", "place"),
    "courier": ("courier", "couriers"),
    "payment_method": ("pay", "methods"),
    "code": ("check", "code"),
    "totals": ("check", "code"),
}


def fields(checkout: CheckoutService) -> dict[Key, tuple[str, ...]]:
    """Widget ids in each section, in order."""
    return _CUSTOMER if checkout.of_customer else _GUEST


def own_names(name: str, checkout: CheckoutService) -> tuple[str, ...]:
    """What a widget is called where errors are kept: mostly its id."""
    match name:
        case "profile":
            return ("name", "email", "phone")
        case "addresses" if checkout.draft.address_id:
            return ("address_id", "address", "place", "postal_code")
        case "addresses":
            return ("address_id",)
        case "place":
            return ("place", "postal_code")
        case "couriers":
            return ("courier",)
        case "methods":
            return ("payment_method",)
        case _:
            return (name,)


def where(missing: Missing, checkout: CheckoutService) -> tuple[Key, str] | None:
    """Where it is filled in: section and widget id.

    None for `sign_in`, and for `items` and `line_problem`, which are mended in the cart.
    """
    place = _WHERE.get(missing)
    if place is not None and checkout.of_customer:
        if place[0] == "contact":
            return "contact", "profile"
        if place[0] == "deliver" and (checkout.draft.address_id or not checkout.delivery.known):
            return "deliver", "addresses"
    return place
