"""The address book of a customer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.sandbox.accounts import LONGEST_NAME, phone_of
from app.sandbox.purchase import area_of, check_postal_code

if TYPE_CHECKING:
    from app.sandbox.bodies import Fields
    from app.sandbox.state import Sandbox

_NAMES = ("name", "phone", "email", "location_id", "address", "postal_code", "notes")
_LONGEST_ADDRESS = 1000
_LONGEST_NOTES = 500


@dataclass(frozen=True, slots=True)
class Address:
    """One entry; `record` has the fields of a CustomerAddressRequest, None where nothing was given."""

    id: int
    record: dict[str, Any]


def all_of(sandbox: Sandbox, customer_id: int) -> list[Address]:
    """In the order they were added."""
    rows = sandbox.database.rows(
        "SELECT id, record FROM addresses WHERE customer_id = ? ORDER BY id", customer_id
    )
    return [Address(int(str(id)), json.loads(str(record))) for id, record in rows]


def find(sandbox: Sandbox, customer_id: int, address_id: int | None) -> Address | None:
    """One of the customer's own."""
    return next((one for one in all_of(sandbox, customer_id) if one.id == address_id), None)


def add(sandbox: Sandbox, customer_id: int, record: dict[str, Any]) -> Address:
    text = json.dumps(record)
    id = sandbox.database.run("INSERT INTO addresses (customer_id, record) VALUES (?, ?)", customer_id, text)
    return Address(id, record)


def change(sandbox: Sandbox, address: Address, changes: dict[str, Any]) -> Address:
    record = address.record | changes
    sandbox.database.run("UPDATE addresses SET record = ? WHERE id = ?", json.dumps(record), address.id)
    return Address(address.id, record)


def remove(sandbox: Sandbox, address: Address) -> None:
    sandbox.database.run("DELETE FROM addresses WHERE id = ?", address.id)


def read(sandbox: Sandbox, fields: Fields, *, whole: bool) -> dict[str, Any]:
    """What a body says about an address: all of it, or (not `whole`) only what it names. Raises Invalid."""

    def needed(name: str) -> bool:
        return whole or name in fields.body

    area = area_of(sandbox, fields, "location_id", required=needed("location_id"))
    values: dict[str, Any] = {
        "name": fields.text("name", required=needed("name"), most=LONGEST_NAME, nullable=False),
        "phone": phone_of(fields, "phone", required=needed("phone")),
        "email": fields.email("email") if "email" in fields.body else None,
        "location_id": area.id if area else None,
        "address": fields.text("address", required=needed("address"), most=_LONGEST_ADDRESS, nullable=False),
        "postal_code": check_postal_code(fields, "postal_code", required=needed("postal_code")),
        "notes": fields.text("notes", most=_LONGEST_NOTES, nullable=False) or None,
    }
    fields.done()
    return values if whole else {name: values[name] for name in _NAMES if name in fields.body}


def wire(sandbox: Sandbox, address: Address) -> dict[str, Any]:
    """The CustomerAddress of the contract."""
    record = address.record
    area = sandbox.areas.get(record["location_id"])
    return {
        "id": address.id,
        **{name: record[name] for name in _NAMES if name != "location_id"},
        "location": None
        if area is None
        else {
            "id": area.id,
            "subdistrict_name": area.subdistrict,
            "city_name": area.city,
            "province_name": area.province,
        },
    }
