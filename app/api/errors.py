"""Everything that can go wrong on the wire, as one small tree; `error_from` alone maps wire to error.

What a buyer reads for each is in `app.wording`. No error carries a token, a request body or a full URL.
"""

from __future__ import annotations

from typing import Literal

UnreachableKind = Literal["timeout", "dns", "tls", "connect", "reset"]


class ShopError(Exception):
    """Root of the tree. `code` is a short stable name, fit for logs and state files."""

    code = "error"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.code)
        self.detail = detail
        """The server's own words, cleaned; empty when it said nothing readable."""


class Unreachable(ShopError):
    """No answer came. `sent` says whether the request may have reached the store."""

    def __init__(self, kind: UnreachableKind, *, sent: bool) -> None:
        super().__init__()
        self.kind = kind
        self.sent = sent
        self.code = kind


class RateLimited(ShopError):
    """429: the store asks for a pause of `wait` seconds (NOTES section 14)."""

    code = "rate_limited"

    def __init__(self, wait: float, detail: str = "") -> None:
        super().__init__(detail)
        self.wait = wait


class Rejected(ShopError):
    """400 or 422: what was sent is not acceptable. `fields` maps a field name to the server's words."""

    code = "rejected"

    def __init__(self, detail: str = "", fields: dict[str, str] | None = None, error_code: str = "") -> None:
        super().__init__(detail)
        self.fields = fields or {}
        self.error_code = error_code


class Refused(ShopError):
    """401 or 403: not allowed."""

    code = "refused"

    def __init__(self, status: int, detail: str = "") -> None:
        super().__init__(detail)
        self.status = status


class SignedOut(Refused):
    """Nobody is signed in, or no longer: the tokens are gone, expired, revoked, or must not be used again."""

    code = "signed_out"

    def __init__(self, detail: str = "") -> None:
        super().__init__(401, detail)


class NotFound(ShopError):
    """404. On a list route a store that is not set up (NOTES section 2), on a slug route a thing that is gone."""

    code = "not_found"


class Conflict(ShopError):
    """409."""

    code = "conflict"


class ServerFault(ShopError):
    """5xx, or a status the contract does not know: something on the store's side."""

    code = "server"

    def __init__(self, status: int, detail: str = "") -> None:
        super().__init__(detail)
        self.status = status


class BrokenReply(ShopError):
    """An answer that is not the contract: cut JSON, HTML, or without what it cannot be without."""

    code = "broken_reply"
