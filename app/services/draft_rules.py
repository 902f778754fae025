"""What of the contact and the address is good enough to order with, and the words when it is not (NOTES section 15)."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple

from app.i18n import _
from app.phone import normalise_phone
from app.records import Draft

LONGEST_NAME = 200
LONGEST_EMAIL = 254
LONGEST_PHONE = 20

DraftField = Literal["name", "email", "phone", "address", "place", "postal_code"]

Missing = Literal[
    "sign_in", "items", "line_problem", "name", "email", "phone", "address", "place", "postal_code", "courier",
    "payment_method", "code", "totals",
]  # fmt: skip
"""What stands between the draft and an order, in the order the buyer meets it. `sign_in`: the customer's session ended."""

CONTACT = ("name", "email", "phone")
"""What a guest fills in and a customer's profile has."""

WIRE_FIELDS: dict[str, str] = {
    "customer_name": "name",
    "customer_email": "email",
    "customer_phone": "phone",
    "shipping_address": "address",
    "address": "address",
    "address_id": "address_id",
    "shipping_location_id": "place",
    "location_id": "place",
    "location": "place",
    "shipping_province": "place",
    "shipping_city": "place",
    "shipping_subdistrict": "place",
    "shipping_postal_code": "postal_code",
    "postal_code": "postal_code",
    "courier_service_id": "courier",
    "warehouse_unique_id": "courier",
    "courier_aggregator_code": "courier",
    "payment_method": "payment_method",
    "sub_payment_method": "payment_method",
    "discount_code_code": "code",
    "discount_code": "code",
    "notes": "notes",
}
"""The contract's names of fields to ours."""


class Buyer(NamedTuple):
    """A signed-in customer, in whose name an order is made."""

    name: str
    email: str
    phone: str
    known: bool = True
    """False while the profile has not come: then nothing of it is asked for."""


def missing_fields(draft: Draft, *, delivery: bool) -> list[DraftField]:
    """Fields of contact and delivery that are empty or not acceptable, in the order the buyer meets them."""
    missing: list[DraftField] = []
    if not draft.name.strip() or field_words("name", draft):
        missing.append("name")
    if not draft.email.strip() or field_words("email", draft):
        missing.append("email")
    if (delivery and not draft.phone.strip()) or field_words("phone", draft):
        missing.append("phone")
    return [*missing, *_missing_destination(draft)] if delivery else missing


def missing_of_customer(draft: Draft, buyer: Buyer, *, delivery: bool) -> list[DraftField]:
    """The same for a customer, whose order carries no contact: the profile has it, and a saved address its own."""
    missing: list[DraftField] = []
    if buyer.known and not buyer.name.strip():
        missing.append("name")
    if buyer.known and delivery and not draft.address_id and not buyer.phone.strip():
        missing.append("phone")
    return [*missing, *_missing_destination(draft)] if delivery else missing


def _missing_destination(draft: Draft) -> list[DraftField]:
    missing: list[DraftField] = []
    if not draft.address.strip():
        missing.append("address")
    if draft.place is None:
        missing.append("place")
    elif not draft.place.postal_code.strip():
        missing.append("postal_code")
    return missing


def field_words(name: str, draft: Draft) -> str | None:
    """What is wrong with what stands in a field; None when it is fine or still empty."""
    if name == "name" and len(draft.name.strip()) > LONGEST_NAME:
        return _("At most {count} characters.").format(count=LONGEST_NAME)
    if name == "email" and draft.email.strip() and not is_email(draft.email.strip()):
        return _("This is not an e-mail address.")
    if name == "phone" and draft.phone.strip() and normalise_phone(draft.phone) is None:
        return _("This is not a phone number.")
    return None


@lru_cache(maxsize=64)
def is_email(text: str) -> bool:
    """Written like an e-mail address that mail can reach; whether it exists is not asked."""
    if len(text) > LONGEST_EMAIL:
        return False
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def cod_words(draft: Draft, *, delivery: bool) -> str | None:
    """Why paying on delivery cannot be chosen as things are; None when it can."""
    if not delivery:
        return _("There is nothing to deliver, so there is no one to pay at the door.")
    if draft.courier is not None and not draft.courier.is_cod:
        return _("This courier does not take payment at the door; choose another one.")
    return None
