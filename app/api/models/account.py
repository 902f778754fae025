"""Replies about a customer's session and account (NOTES section 4)."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from app.api.models.base import (
    Flag,
    Integer,
    Lines,
    Many,
    Maybe,
    MaybeText,
    Object,
    PersonalModel,
    Text,
    WireModel,
)
from app.api.models.order import PublicOrder

_TOKEN = re.compile(r"[\x21-\x7e]{1,8192}")

_KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")


def _token(value: Any) -> str:
    """To the letter, or nothing: it goes into a header."""
    return value if isinstance(value, str) and _TOKEN.fullmatch(value) else ""


def _key(value: Any) -> str:
    """A number or a name of the store's, as text; nothing for anything that could lead elsewhere in an address."""
    text = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    return text if _KEY.fullmatch(text) else ""


def _there(value: str) -> str:
    if not value:
        raise ValueError("not there")
    return value


Token = Annotated[str, BeforeValidator(_token)]
NeededToken = Annotated[Token, AfterValidator(_there)]
Key = Annotated[str, BeforeValidator(_key), AfterValidator(_there)]
MaybeKey = Annotated[str | None, BeforeValidator(lambda value: _key(value) or None)]


class Tokens(PersonalModel):
    """A pair of tokens and their lives in seconds. `refresh` works once."""

    access: NeededToken
    refresh: NeededToken
    expires_in: Integer = None
    refresh_expires_in: Integer = None
    store_unique_id: MaybeText = None


class LoginReply(PersonalModel):
    """Tokens, or only a message: then a code was sent, and the message does not prove that there is an account."""

    access: Token = ""
    refresh: Token = ""
    expires_in: Integer = None
    refresh_expires_in: Integer = None
    message: Text = ""

    @property
    def tokens(self) -> Tokens | None:
        """Decided by what is there, never by the status."""
        if not self.access or not self.refresh:
            return None
        return Tokens(
            access=self.access,
            refresh=self.refresh,
            expires_in=self.expires_in,
            refresh_expires_in=self.refresh_expires_in,
        )


class CustomerProfile(PersonalModel):
    """Everything but the e-mail address can be changed."""

    name: Text = ""
    email: Text = ""
    phone: Text = ""
    date_of_birth: MaybeText = None
    sex: MaybeText = None
    is_unsubscribe: Flag = False


class ProfileStore(WireModel):
    name: Text = ""


class Profile(PersonalModel):
    """`GET /customers/me`."""

    customer: CustomerProfile
    store: Maybe[ProfileStore] = None
    is_generated_password_reset: Flag = False
    """The password was made by the store: the buyer should choose one."""


class AddressLocation(WireModel):
    id: Integer = None
    subdistrict_name: Text = ""
    city_name: Text = ""
    province_name: Text = ""


class Address(PersonalModel):
    """One entry of the address book. `id` is sent back in addresses, so anything but a plain name fails."""

    id: Key
    name: Text = ""
    phone: Text = ""
    email: Text = ""
    location: Maybe[AddressLocation] = None
    address: Lines = ""
    postal_code: Text = ""
    notes: Lines = ""


class CustomerOrder(PublicOrder):
    """An order as `/customers/me/orders` gives it; its names are those of the public one."""

    id: Key
    total_quantity: Integer = None
    created_at: Text = ""


class PaymentAccountOffered(WireModel):
    id: Integer = None
    method: Text = ""
    account_number: Text = ""
    account_holder: Text = ""
    financial_entity_code: Text = ""
    financial_entity_name: Text = ""


class CustomerPaymentMethods(WireModel):
    """Codes only; `xendit_va_bank_codes` is of the older edition."""

    payment_methods: Many[Text] = []
    xendit_va_bank_codes: Object = {}
    payment_accounts: Many[PaymentAccountOffered] = []
