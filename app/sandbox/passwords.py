"""Passwords of the demo store: kept as salted scrypt digests."""

from __future__ import annotations

import hmac
import secrets
from hashlib import scrypt

SHORTEST = 8


def digest(password: str) -> str:
    """What is stored for a password."""
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}:{_scrypt(password, salt)}"


def matches(password: str, stored: str | None) -> bool:
    """Whether it is that one; without a stored one it takes as long and is not."""
    salt, _, expected = (stored or _NOBODY).partition(":")
    return hmac.compare_digest(_scrypt(password, bytes.fromhex(salt)), expected)


def _scrypt(password: str, salt: bytes) -> str:
    # Cheap for a password digest: it guards two passwords that the demo shows to everybody.
    return scrypt(password.encode(), salt=salt, n=2**11, r=8, p=1).hex()


_NOBODY = f"{'00' * 16}:nobody"
