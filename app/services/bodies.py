"""Request bodies of a purchase, from the draft (NOTES sections 7 and 9). Only keys the contract knows, no nulls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.phone import normalise_phone
from app.records import DirectItem, Draft

Json = dict[str, Any]


def items_body(items: Sequence[DirectItem]) -> list[dict[str, object]] | None:
    """The `items` of a request; None for none, which means the guest token's cart."""
    body: list[dict[str, object]] = []
    for item in items:
        key = "bundle_price_option" if item.kind == "bundle" else "variant"
        body.append({"type": key, f"{key}_id": item.ref_id, "quantity": item.quantity})
    return body or None


def shipping_body(draft: Draft) -> Json:
    """For `shipping-options`.

    The payment method is left out although the route takes it: every courier is wanted with its `is_cod`, not
    only those of the method chosen so far.
    """
    return present({"items": items_body(draft.direct), "destination": _destination(draft)})


def summary_body(draft: Draft, *, delivery: bool, code: str) -> Json:
    """For `summary`; `code` only when it counts."""
    return present({**_context(draft, delivery), "discount_code_code": code or None})


def discount_body(
    draft: Draft, code: str, *, delivery: bool, items: Sequence[DirectItem] | None = None
) -> Json:
    """For `discount-codes/check`: as much of the context as is known. `items` instead of those of the draft."""
    context = _context(draft, delivery)
    if items is not None:
        context["items"] = items_body(items)
    return present({"code": code, **context})


def checkout_body(draft: Draft, *, delivery: bool, code: str) -> Json:
    """A PublicCheckoutRequest. `shipping_*` fields only: the plain ones are deprecated."""
    body: Json = {
        "items": items_body(draft.direct),
        "customer_name": draft.name.strip(),
        "customer_email": draft.email.strip(),
        "customer_phone": normalise_phone(draft.phone),
        "payment_method": draft.payment_method or None,
        "sub_payment_method": draft.sub_payment_method if draft.payment_method == "va" else None,
        "discount_code_code": code or None,
        "notes": draft.notes.strip() or None,
    }
    if delivery and draft.place is not None:
        place = draft.place
        body |= {
            "shipping_address": draft.address.strip(),
            "shipping_province": place.province or None,
            "shipping_city": place.city or None,
            "shipping_subdistrict": place.subdistrict or None,
            "shipping_postal_code": place.postal_code or None,
            "shipping_location_id": place.location_id,
            **courier_ids(draft),
        }
    return present(body)


def _context(draft: Draft, delivery: bool) -> Json:
    context: Json = {"items": items_body(draft.direct), "payment_method": draft.payment_method or None}
    if delivery:
        context |= {"destination": _destination(draft), **courier_ids(draft)}
    return context


def _destination(draft: Draft) -> Json | None:
    if draft.place is None or not draft.place.postal_code:
        return None
    return {"location_id": draft.place.location_id, "postal_code": draft.place.postal_code}


def courier_ids(draft: Draft) -> Json:
    """What names the chosen courier, carried from the options through totals and order; empty when none is."""
    courier = draft.courier
    if courier is None:
        return {}
    return {
        "courier_service_id": courier.courier_service_id,
        "warehouse_unique_id": courier.warehouse_unique_id or None,
        "courier_aggregator_code": courier.courier_aggregator_code,
    }


def present(body: Json) -> Json:
    """Without what is not known: the contract knows absent keys, not null ones."""
    return {key: value for key, value in body.items() if value is not None}
