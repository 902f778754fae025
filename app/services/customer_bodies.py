"""Request bodies of a signed-in customer's purchase: flat, with a cart id instead of a guest token (NOTES section 7)."""

from __future__ import annotations

from app.records import Draft
from app.services.bodies import Json, courier_ids, items_body, present


def customer_shipping_body(draft: Draft, cart_id: int | None) -> Json:
    """For `checkout/shipping-options`. The method is left out, as for guests: every courier is wanted."""
    return present({**_source(draft, cart_id), **_destination(draft)})


def customer_summary_body(draft: Draft, cart_id: int | None, *, delivery: bool, code: str) -> Json:
    """For `checkout/summary`; `code` only when it counts."""
    return present({**_context(draft, cart_id, delivery=delivery), "discount_code_code": code or None})


def customer_checkout_body(draft: Draft, cart_id: int | None, *, delivery: bool, code: str) -> Json:
    """A CustomerCheckoutRequest: no name, e-mail or telephone, those are the account's."""
    body = {
        **_context(draft, cart_id, delivery=delivery),
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


def _context(draft: Draft, cart_id: int | None, *, delivery: bool) -> Json:
    context = {**_source(draft, cart_id), "payment_method": draft.payment_method or None}
    if delivery:
        context |= {**_destination(draft), **courier_ids(draft)}
    return context


def _source(draft: Draft, cart_id: int | None) -> Json:
    """The things bought directly, else the customer's cart: never both, that would empty the cart."""
    items = items_body(draft.direct)
    return {"items": items} if items else {"cart_id": cart_id}


def _destination(draft: Draft) -> Json:
    place = draft.place
    if place is None or not place.postal_code:
        return {}
    return {"location_id": place.location_id, "postal_code": place.postal_code}
