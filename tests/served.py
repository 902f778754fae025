"""The demo store on a socket that can be told to misbehave, as a store the app is configured for."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from app.config import StoreConfig
from app.sandbox import ACCESS_TTL, DEMO_API_KEY, DEMO_STORE_ID
from app.sandbox.server import create_app, sandbox_of
from app.sandbox.state import Sandbox
from app.session import Session
from tests.faults import AsgiApp, FaultServer


@dataclass
class Served:
    """A store, and what is behind it."""

    server: FaultServer
    """What was asked of the store, and what it does wrong."""
    sandbox: Sandbox
    """What the store has, for `app.sandbox`."""
    config: StoreConfig
    """For the app."""

    def calls(self) -> list[str]:
        """`GET /cart`, `POST /me/checkout` …: what the store was asked, in order, without addresses of its own."""
        return [f"{one.method} {_short(one.path)}" for one in self.server.requests]


def _short(path: str) -> str:
    customers = path.partition("/customers")[2]
    return customers if customers.startswith("/me") else path.partition("/public")[2]


@asynccontextmanager
async def served(
    wrap: Callable[[AsgiApp], AsgiApp] = lambda app: app,
    *,
    items: int | None = None,
    read_timeout: float = 15.0,
    edition: str = "newer",
    provider: str = "xendit",
    payment_delay: float = 0.0,
    otp: str | None = None,
    access_ttl: float = ACCESS_TTL,
    origins: Sequence[str] = (),
    clock: Callable[[], datetime] | None = None,
) -> AsyncIterator[Served]:
    """A fresh demo store on a socket, nothing paid by itself. `wrap` may stand between it and the
    buyer, `items` makes it one of that many things; the rest as for `create_app`."""
    app = create_app(
        None,
        items=items,
        seed=1,
        edition=edition,
        provider=provider,
        payment_delay=payment_delay,
        autopay_seconds=None,
        otp=otp,
        access_ttl=access_ttl,
        origins=origins,
        clock=clock,
    )
    sandbox = sandbox_of(app)
    try:
        async with FaultServer(wrap(app)) as server:
            config = StoreConfig(
                "toko",
                base_url=server.base_url,
                store_id=DEMO_STORE_ID,
                api_key=DEMO_API_KEY,
                title="Toko Kita",
                read_timeout=read_timeout,
            )
            yield Served(server, sandbox, config)
    finally:
        sandbox.close()


def plain_session(language: str = "en") -> Session:
    """A session in memory without pictures: those would be requests of their own."""
    session = Session(None, None)
    session.settings.language = language
    session.settings.pictures = "off"
    return session
