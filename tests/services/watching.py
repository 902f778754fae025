"""A watch over a till, in a time that is a number: sleeping adds to it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from app.api.client import StorefrontClient
from app.services.watch import PaymentWatch
from tests.services.till import FakeClient, open_till, order

START = datetime(2026, 11, 20, tzinfo=UTC)
INFO = {"qr_string": "000201"}
DETAILS: dict[str, dict[str, Any]] = {
    "qris": INFO,
    "va_bca": {"va_number": "1"},
    "va": {"va_number": "1"},
    "alfamart": {"payment_code": "ETL"},
    "card": {"invoice_url": "https://bayar/1"},
    "invoice": {"invoice_url": "https://bayar/1"},
    "ovo": {"id": "x"},
    "gopay": {"payment_url": "https://bayar/1"},
    "dana": {"payment_url": "https://bayar/1"},
    "shopeepay": {"payment_url": "https://bayar/1"},
    "linkaja": {"payment_url": "https://bayar/1"},
}


class Till(FakeClient):
    """A till that notes when it was asked."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.times: list[tuple[str, float]] = []

    async def _called(self, name: str, *details: Any) -> None:
        self.times.append((name, self.bench.time))
        await super()._called(name, *details)

    def at(self, name: str) -> list[float]:
        return [time for called, time in self.times if called == name]


class Bench:
    """A watch over a till; it ends at `until` seconds."""

    def __init__(
        self,
        *orders: dict[str, Any],
        known: dict[str, Any] | None = None,
        until: float = 10_000,
        age: float = 0,
    ) -> None:
        self.time = 0.0
        self.shop, _plain = open_till()
        self.till = Till(self)
        self.till.orders = [order(**facts) for facts in orders]
        self.shop._client = cast(StorefrontClient, self.till)
        self.shop.orders.clock = lambda: self.time
        if known is not None:
            self.shop.orders.learned("rahasia1", order(**known))
            self.shop.orders._seen_at["rahasia1"] = -age
        self.until = until
        self.sleeps: list[float] = []
        self.moments: dict[float, Any] = {}
        """What happens at which second."""
        self.watch = PaymentWatch(
            self.shop,
            "rahasia1",
            sleep=self._sleep,
            now=lambda: START + timedelta(seconds=self.time),
            clock=lambda: self.time,
        )

    async def _sleep(self, seconds: float) -> None:
        self.sleeps.append(seconds)
        end = self.time + seconds
        for moment in sorted(one for one in self.moments if one <= end):
            self.time = max(self.time, moment)
            self.moments.pop(moment)()
            if self.watch._wake.is_set():
                return
        self.time = end
        if self.time >= self.until:
            self.watch.stop()

    @property
    def names(self) -> list[str]:
        return [call[0] for call in self.till.calls]


def at(seconds: float) -> str:
    return (START + timedelta(seconds=seconds)).isoformat()
