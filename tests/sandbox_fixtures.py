"""A fresh demo store in memory, with a clock of its own, held to the contract."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.sandbox import DEMO_API_KEY, DEMO_BASE_URL, DEMO_STORE_ID
from app.sandbox.manner import Manner
from app.sandbox.server import create_app, sandbox_of
from app.sandbox.state import Sandbox
from tests.contract.checked import CheckedApp


class Clock:
    """A clock that moves only when told."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def sandbox_clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox_manner(request: pytest.FixtureRequest) -> Manner:
    """Which kind of store `sandbox` is; other than the usual by indirect parametrization."""
    manner = getattr(request, "param", None) or Manner()
    assert isinstance(manner, Manner)
    return manner


@pytest.fixture
def sandbox(sandbox_clock: Clock, sandbox_manner: Manner) -> Iterator[CheckedApp]:
    """The demo store as an ASGI app; at the end nothing may have been outside the contract or of another edition."""
    app = create_app(
        None,
        clock=sandbox_clock,
        seed=1,
        edition=sandbox_manner.edition,
        provider=sandbox_manner.provider,
        payment_delay=sandbox_manner.payment_delay,
        autopay_seconds=sandbox_manner.autopay_seconds,
        otp=sandbox_manner.otp,
        access_ttl=sandbox_manner.access_ttl,
        origins=sandbox_manner.origins,
    )
    checked = CheckedApp(app, edition=sandbox_manner.edition)
    yield checked
    sandbox_of(app).close()
    assert not checked.violations, checked.violations


@pytest.fixture
def sandbox_store(sandbox: CheckedApp) -> Sandbox:
    """The store behind `sandbox`, for `app.sandbox.control`."""
    return sandbox_of(sandbox.app)


@pytest.fixture
async def sandbox_http(sandbox: CheckedApp) -> AsyncIterator[httpx.AsyncClient]:
    """A bare HTTP client on the store's public routes, with the key."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox),
        base_url=f"{DEMO_BASE_URL}/v3/stores/{DEMO_STORE_ID}/public",
        headers={"X-Scalev-Storefront-Api-Key": DEMO_API_KEY},
    ) as client:
        yield client
