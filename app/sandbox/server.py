"""The demo store as an ASGI app: the routes of NOTES section 1, without checkout intents."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.sandbox import ACCESS_TTL, AUTOPAY_SECONDS, EDITION, PROVIDER
from app.sandbox.catalogue import Catalogue
from app.sandbox.database import Database
from app.sandbox.goods import generate_goods, load_goods
from app.sandbox.manner import Manner
from app.sandbox.routes import (
    analytics,
    auth,
    cart,
    catalog,
    checkout,
    courses,
    customer_cart,
    customer_checkout,
    customer_orders,
    customers,
    locations,
    mail_pages,
    orders,
    pages,
    proofs,
    setup,
    subscriptions,
)
from app.sandbox.state import Sandbox


def create_app(
    data_file: Path | None,
    *,
    items: int | None = None,
    fresh: bool = False,
    clock: Callable[[], datetime] | None = None,
    seed: int | None = None,
    edition: str = EDITION,
    provider: str = PROVIDER,
    payment_delay: float = 0.0,
    autopay_seconds: float | None = AUTOPAY_SECONDS,
    otp: str | None = None,
    access_ttl: float = ACCESS_TTL,
    origins: Sequence[str] = (),
) -> Starlette:
    """One demo store.

    `data_file` keeps carts, orders and stock between runs (None: memory), `fresh` empties it. `items` takes a
    generated catalogue of that size. `clock` gives an aware datetime; with a `seed` ids and tokens repeat from run
    to run. `edition` is older or newer, `provider` xendit or singapay; `payment_delay` seconds after a payment was
    made there is something to pay with. QRIS and virtual accounts are paid `autopay_seconds` after their payment
    was made (None: never). `otp`: signing in takes a one-time code `always` or `never` (None: each customer's own way).
    An access token works `access_ttl` seconds. A password reset asked for from one of `origins` leads back there.
    """
    goods = load_goods() if items is None else generate_goods(items)
    sandbox = Sandbox(
        Catalogue(goods),
        Database(data_file, fresh=fresh),
        goods_name="made" if items is None else f"generated {items}",
        clock=clock,
        seed=seed,
        manner=Manner(edition, provider, payment_delay, autopay_seconds, otp, access_ttl, tuple(origins)),
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        sandbox.close()

    app = Starlette(
        routes=[
            *catalog.routes(),
            *locations.routes(),
            *cart.routes(),
            *checkout.routes(),
            *orders.routes(),
            *proofs.routes(),
            *auth.routes(),
            *customers.routes(),
            *customer_cart.routes(),
            *customer_checkout.routes(),
            *customer_orders.routes(),
            *subscriptions.routes(),
            *courses.routes(),
            *analytics.routes(),
            *setup.routes(),
            *mail_pages.routes(),
            *pages.routes(),
        ],
        exception_handlers={HTTPException: _refuse},
        lifespan=lifespan,
    )
    app.state.sandbox = sandbox
    return app


def sandbox_of(app: Starlette) -> Sandbox:
    """The store behind an app, for `app.sandbox.control`."""
    sandbox = app.state.sandbox
    assert isinstance(sandbox, Sandbox)
    return sandbox


async def _refuse(_: Request, error: Exception) -> Response:
    """Unknown paths and methods, in the contract's own error shape."""
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": error.detail}, status_code=error.status_code, headers=error.headers)
