"""Request bodies of a signed-in customer's purchase: flat, with a cart id instead of a guest token (NOTES section 7)."""

from __future__ import annotations

from collections.abc import Sequence

from app.records import DirectItem, Draft
from app.services.bodies import Json, courier_ids, items_body, present


def cart_source(cart_id: int | None, lines: Sequence[DirectItem]) -> Json:
    """What names the customer's cart; where the store gave it no id (NOTES section 6), what is in it."""
    return {"cart_id": cart_id} if cart_id is not None else {"items": items_body(lines)}


def customer_shipping_body(draft: Draft, cart: Json) -> Json:
    """For `checkout/shipping-options`; `cart` is of `cart_source`.

    The method is left out, as for guests: every courier is wanted.
    """
    return present({**_source(draft, cart), **_destination(draft)})


def customer_summary_body(draft: Draft, cart: Json, *, delivery: bool, code: str) -> Json:
    """For `checkout/summary`; `code` only when it counts."""
    return present({**_context(draft, cart, delivery=delivery), "discount_code_code": code or None})


def customer_checkout_body(draft: Draft, cart: Json, *, delivery: bool, code: str) -> Json:
    """A CustomerCheckoutRequest: no name, e-mail or telephone, those are the account's."""
    body = {
        **_context(draft, cart, delivery=delivery),
        "sub_payment_method": draft.sub_payment_method if draft.payment_method == "va" else None,
        "discount_code_code": code or None,
        "notes": draft.notes.strip() or None,
    }
    if delivery:
        body |= (
            {"address_id": draft.address_id}
            if draft.address_id
            else {"address": draft.address.strip() or None}
        )
    return present(body)


def _context(draft: Draft, cart: Json, *, delivery: bool) -> Json:
    context = {**_source(draft, cart), "payment_method": draft.payment_method or None}
    if delivery:
        context |= {**_destination(draft), **courier_ids(draft)}
    return context


def _source(draft: Draft, cart: Json) -> Json:
    """The things bought directly, else the customer's cart: never both, that would empty the cart."""
    items = items_body(draft.direct)
    return {"items": items} if items else cart


def _destination(draft: Draft) -> Json:
    place = draft.place
    if place is None or not place.postal_code:
        return {}
    return {"location_id": place.location_id, "postal_code": place.postal_code}
