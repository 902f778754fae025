"""The customers of the demo store: who they are and how they sign in."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.sandbox import DEMO_STORE_ID, DEMO_STORE_NAME, passwords
from app.sandbox.orders import stamp

if TYPE_CHECKING:
    from app.sandbox.bodies import Fields
    from app.sandbox.state import Sandbox

MOVED_IN = "customers"
"""The fact that the customers are in the database."""
SEXES = ("male", "female")
LONGEST_NAME = 200
LONGEST_PHONE = 20
EDITABLE = ("name", "phone", "date_of_birth", "sex", "is_unsubscribe")
_EARLIEST_BIRTH = date(1900, 1, 1)
_PHONE_SIGNS = frozenset("0123456789+-() ")


@dataclass(slots=True)
class Customer:
    """One customer; `record` holds what the profile shows, JSON types only."""

    id: int
    email: str
    password: str
    """Its digest."""
    record: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.record["name"] or "")

    @property
    def phone(self) -> str:
        return str(self.record["phone"] or "")


def by_email(sandbox: Sandbox, email: str) -> Customer | None:
    """The customer with that address. Whoever looks for the first one finds the demo's customers there."""
    if sandbox.database.fact(MOVED_IN) is None:
        from app.sandbox.history import move_in

        move_in(sandbox)
    return _found(sandbox, "email", email.strip().lower())


def by_id(sandbox: Sandbox, customer_id: int) -> Customer | None:
    return _found(sandbox, "id", customer_id)


def _found(sandbox: Sandbox, column: str, value: object) -> Customer | None:
    query = f"SELECT id, email, password, record FROM customers WHERE {column} = ?"  # noqa: S608 - our own words
    rows = sandbox.database.rows(query, value)
    if not rows:
        return None
    id, email, password, record = rows[0]
    return Customer(int(str(id)), str(email), str(password), json.loads(str(record)))


def register(
    sandbox: Sandbox, email: str, password: str, *, otp: bool, generated: bool, **profile: Any
) -> Customer:
    """A new customer. `generated`: the password was not chosen by them."""
    now = stamp(sandbox.now())
    record = {
        "name": None,
        "phone": None,
        "date_of_birth": None,
        "sex": None,
        "is_unsubscribe": False,
        "otp": otp,
        "generated": generated,
        "created": now,
        "updated": now,
    } | profile
    digest = passwords.digest(password)
    id = sandbox.database.run(
        "INSERT INTO customers (email, password, record) VALUES (?, ?, ?)", email, digest, json.dumps(record)
    )
    return Customer(id, email, digest, record)


def needs_code(sandbox: Sandbox, customer: Customer) -> bool:
    """Whether signing in takes a one-time code."""
    return bool(customer.record["otp"]) if sandbox.manner.otp is None else sandbox.manner.otp == "always"


def update(sandbox: Sandbox, customer: Customer, fields: Fields) -> None:
    """Change what the body names. Raises Invalid for a value or a name that cannot be."""
    changes: dict[str, Any] = {
        "name": fields.text("name", most=LONGEST_NAME, nullable=False, required="name" in fields.body),
        "phone": phone_of(fields, "phone", required=False) or None,
        "date_of_birth": fields.day("date_of_birth", first=_EARLIEST_BIRTH, last=_today(sandbox)) or None,
        "sex": fields.one_of("sex", SEXES) or None,
        "is_unsubscribe": fields.flag("is_unsubscribe"),
    }
    fields.done()
    customer.record |= {name: changes[name] for name in EDITABLE if name in fields.body}
    _store(sandbox, customer)


def phone_of(fields: Fields, name: str, *, required: bool) -> str:
    """A telephone number as people write one."""
    text = fields.text(name, required=required, most=LONGEST_PHONE, nullable=False)
    if text and (not _PHONE_SIGNS.issuperset(text) or sum(sign.isdigit() for sign in text) < 8):
        fields.fail(name, "is not a phone number")
    return text


def set_password(sandbox: Sandbox, customer: Customer, password: str) -> None:
    """The password is this from now on, chosen by the customer."""
    customer.password = passwords.digest(password)
    customer.record["generated"] = False
    _store(sandbox, customer)


def _store(sandbox: Sandbox, customer: Customer) -> None:
    customer.record["updated"] = stamp(sandbox.now())
    sandbox.database.run(
        "UPDATE customers SET password = ?, record = ? WHERE id = ?",
        customer.password, json.dumps(customer.record), customer.id,
    )  # fmt: skip


def _today(sandbox: Sandbox) -> date:
    # Somewhere it is already tomorrow.
    return (sandbox.now() + timedelta(hours=14)).date()


def profile(sandbox: Sandbox, customer: Customer) -> dict[str, Any]:
    """The CustomerProfileResponse of the contract."""
    record = customer.record
    return {
        "customer": {
            "id": customer.id,
            "email": customer.email,
            "avatar": None,
            "bio_description": None,
            **{name: record[name] for name in EDITABLE},
            "confirmed_at": record["created"],
            "created_at": record["created"],
            "last_updated_at": record["updated"],
            "status": "active",
            "business_id": 1,
        },
        "store": {
            "id": 1,
            "unique_id": DEMO_STORE_ID,
            "name": DEMO_STORE_NAME,
            "is_customer_otp_required": needs_code(sandbox, customer),
        },
        "is_generated_password_reset": record["generated"],
    }
