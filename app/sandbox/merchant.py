"""What the merchant of the demo store sets up: publishable keys and registered origins (NOTES section 16)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.sandbox import DEMO_API_KEY, DEMO_BUSINESS_KEY, DEMO_BUSINESS_READ_KEY
from app.sandbox.orders import stamp

if TYPE_CHECKING:
    from app.sandbox.state import Sandbox

READ, UPDATE = "store:read", "store:update"
SCOPES = {DEMO_BUSINESS_KEY: (READ, UPDATE), DEMO_BUSINESS_READ_KEY: (READ,)}
"""What each business key may do."""
KEY, ORIGIN = "key", "origin"
_HAS_KEYS = "publishable keys"
"""The fact that the store's first key is in the database."""
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")


@dataclass(frozen=True, slots=True)
class Grant:
    """A publishable key or a registered origin."""

    id: str
    value: str | None
    """The token or the origin; a key's is gone once it is revoked."""
    active: bool
    created: str
    updated: str


def grants(sandbox: Sandbox, kind: str) -> list[Grant]:
    """All there ever were, the newest first."""
    if kind == KEY:
        _hand_out_first(sandbox)
    rows = sandbox.database.rows(
        "SELECT id, value, active, created, updated FROM grants WHERE kind = ? ORDER BY number DESC", kind
    )
    return [
        Grant(str(id), None if value is None else str(value), bool(active), str(created), str(updated))
        for id, value, active, created, updated in rows
    ]


def issue_key(sandbox: Sandbox) -> Grant:
    """A new publishable key; it opens the shop at once."""
    _hand_out_first(sandbox)
    return _add(sandbox, KEY, f"sfpk_demo_{sandbox.new_slug()}")


def register_origin(sandbox: Sandbox, origin: str) -> Grant:
    """That origin from now on; once is enough."""
    with sandbox.database.transaction():
        known = (one for one in grants(sandbox, ORIGIN) if one.active and one.value == origin)
        return next(known, None) or _add(sandbox, ORIGIN, origin)


def is_origin(text: str) -> bool:
    """Whether it is one as browsers send them: no path, no query, no fragment."""
    return _ORIGIN.fullmatch(text) is not None


def revoke(sandbox: Sandbox, kind: str, id: str) -> bool:
    """It works no more; twice is once. False for one there never was."""
    with sandbox.database.transaction():
        found = next((one for one in grants(sandbox, kind) if one.id == id), None)
        if found is not None and found.active:
            sandbox.database.run(
                "UPDATE grants SET active = 0, value = ?, updated = ? WHERE id = ?",
                None if kind == KEY else found.value, stamp(sandbox.now()), id,
            )  # fmt: skip
        return found is not None


def opens(sandbox: Sandbox, key: str | None) -> bool:
    """Whether a publishable key opens the shop."""
    if key == DEMO_API_KEY and sandbox.database.fact(_HAS_KEYS) is None:
        return True
    active = "SELECT 1 FROM grants WHERE kind = ? AND active = 1 AND value = ?"
    return bool(key) and bool(sandbox.database.rows(active, KEY, key))


def is_registered(sandbox: Sandbox, origin: str) -> bool:
    """Whether a shop at that origin is the store's own."""
    if origin in sandbox.manner.origins:
        return True
    return any(one.active and one.value == origin for one in grants(sandbox, ORIGIN))


def _hand_out_first(sandbox: Sandbox) -> None:
    with sandbox.database.transaction():
        if sandbox.database.fact(_HAS_KEYS) is None:
            sandbox.database.set_fact(_HAS_KEYS, "yes")
            _add(sandbox, KEY, DEMO_API_KEY)


def _add(sandbox: Sandbox, kind: str, value: str) -> Grant:
    now = stamp(sandbox.now())
    grant = Grant(sandbox.new_token(), value, True, now, now)
    sandbox.database.run(
        "INSERT INTO grants (id, kind, value, created, updated) VALUES (?, ?, ?, ?, ?)",
        grant.id, kind, value, now, now,
    )  # fmt: skip
    return grant
