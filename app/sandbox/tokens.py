"""Sign-in tokens: a short-lived one to ask with, a single-use one to renew both, and their family (NOTES section 4).

Tokens are random words; only their digests are kept. All that came from one sign-in are a family: when a refresh
token comes back a second time, somebody else has it, and the whole family ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from app.sandbox import DEMO_STORE_ID, REFRESH_TTL

if TYPE_CHECKING:
    from app.sandbox.accounts import Customer
    from app.sandbox.state import Sandbox


@dataclass(frozen=True, slots=True)
class _Token:
    digest: str
    family_id: int
    customer_id: int
    kind: str
    works: bool
    """Not over, and its family not revoked."""
    spent: bool


def issue(sandbox: Sandbox, customer: Customer) -> dict[str, Any]:
    """The reply to a sign-in: the first pair of a new family."""
    with sandbox.database.transaction():
        family = sandbox.database.run("INSERT INTO token_families (customer_id) VALUES (?)", customer.id)
        return _pair(sandbox, family)


def renew(sandbox: Sandbox, refresh: str) -> dict[str, Any] | None:
    """The next pair for a refresh token, which works once. None when it does not; a replay ends its family."""
    with sandbox.database.transaction():
        token = _find(sandbox, refresh)
        if token is None or token.kind != "refresh" or not token.works:
            return None
        if token.spent:
            _revoke(sandbox, token.family_id)
            return None
        _spend(sandbox, token)
        return _pair(sandbox, token.family_id)


def customer_id(sandbox: Sandbox, access: str) -> int | None:
    """Whose access token that is; None when it is not one or no longer works."""
    token = _find(sandbox, access)
    works = token is not None and token.kind == "access" and token.works and not token.spent
    return token.customer_id if token is not None and works else None


def blacklist(sandbox: Sandbox, tokens: list[str]) -> None:
    """None of these works any more; a refresh token takes its family along. Unknown ones are passed over."""
    with sandbox.database.transaction():
        for word in tokens:
            token = _find(sandbox, word)
            if token is not None and token.kind == "refresh":
                _revoke(sandbox, token.family_id)
            elif token is not None:
                _spend(sandbox, token)


def end_all(sandbox: Sandbox, customer: Customer, *, but: str | None = None) -> None:
    """Sign a customer out everywhere, except where the access token `but` came from."""
    token = None if but is None else _find(sandbox, but)
    sandbox.database.run(
        "UPDATE token_families SET revoked = 1 WHERE customer_id = ? AND id != ?",
        customer.id, -1 if token is None else token.family_id,
    )  # fmt: skip


def _pair(sandbox: Sandbox, family: int) -> dict[str, Any]:
    now = sandbox.now().timestamp()
    sandbox.database.run("DELETE FROM tokens WHERE ends <= ?", now - REFRESH_TTL)
    words = {}
    for kind, lives in (("access", sandbox.manner.access_ttl), ("refresh", REFRESH_TTL)):
        words[kind] = f"{kind[:2]}_{sandbox.new_slug()}{sandbox.new_slug()}"
        sandbox.database.run(
            "INSERT INTO tokens (digest, family_id, kind, ends) VALUES (?, ?, ?, ?)",
            _digest(words[kind]), family, kind, now + lives,
        )  # fmt: skip
    return {
        **words,
        "token_type": "Bearer",
        "expires_in": int(sandbox.manner.access_ttl),
        "refresh_expires_in": REFRESH_TTL,
        "store_unique_id": DEMO_STORE_ID,
    }


def _find(sandbox: Sandbox, word: str) -> _Token | None:
    digest = _digest(word)
    rows = sandbox.database.rows(
        "SELECT family_id, customer_id, kind, ends, spent, revoked FROM tokens"
        " JOIN token_families ON token_families.id = family_id WHERE digest = ?",
        digest,
    )
    if not rows:
        return None
    family, owner, kind, ends, spent, revoked = rows[0]
    works = not revoked and float(str(ends)) > sandbox.now().timestamp()
    return _Token(digest, int(str(family)), int(str(owner)), str(kind), works, bool(spent))


def _spend(sandbox: Sandbox, token: _Token) -> None:
    sandbox.database.run("UPDATE tokens SET spent = 1 WHERE digest = ?", token.digest)


def _revoke(sandbox: Sandbox, family: int) -> None:
    sandbox.database.run("UPDATE token_families SET revoked = 1 WHERE id = ?", family)


def _digest(word: str) -> str:
    return sha256(word.encode()).hexdigest()
