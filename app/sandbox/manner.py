"""Which kind of store the demo store is: the edition of its API, the shape of its payments, how fast they come."""

from __future__ import annotations

from dataclasses import dataclass

from app.sandbox import ACCESS_TTL, AUTOPAY_SECONDS, EDITION, EDITIONS, PROVIDER, PROVIDERS


@dataclass(frozen=True, slots=True)
class Manner:
    """How the store behaves where stores differ (NOTES sections 8 and 17)."""

    edition: str = EDITION
    """One of `EDITIONS`."""
    provider: str = PROVIDER
    """One of `PROVIDERS`: whose shape `pg_payment_info` has."""
    payment_delay: float = 0.0
    """Seconds between POST payment and the moment there is something to show."""
    autopay_seconds: float | None = AUTOPAY_SECONDS
    """QRIS and virtual accounts are paid so long after POST payment; None: never."""
    otp: str | None = None
    """Whether signing in takes a one-time code: `always`, `never`, None: as each customer has it."""
    access_ttl: float = ACCESS_TTL
    """Seconds an access token works."""
    origins: tuple[str, ...] = ()
    """The registered origins: a reset link leads to the one the request came from."""

    def __post_init__(self) -> None:
        if self.edition not in EDITIONS or self.provider not in PROVIDERS:
            raise ValueError(f"edition {self.edition!r}, provider {self.provider!r}")
        if self.otp not in (None, "always", "never"):
            raise ValueError(f"otp {self.otp!r}")

    @property
    def older(self) -> bool:
        return self.edition == "older"
