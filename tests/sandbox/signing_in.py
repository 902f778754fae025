"""Signing in to the demo store, whichever way the customer has it."""

from __future__ import annotations

from typing import Any, NamedTuple

import httpx

from app.sandbox import (
    DEMO_BASE_URL,
    DEMO_CUSTOMER_EMAIL,
    DEMO_CUSTOMER_PASSWORD,
    DEMO_NEW_CUSTOMER_EMAIL,
    DEMO_NEW_CUSTOMER_PASSWORD,
    DEMO_STORE_ID,
)
from app.sandbox.mailbox import Mail
from app.sandbox.server import sandbox_of
from app.sandbox.state import Sandbox
from tests.contract.checked import CheckedApp

CUSTOMERS = f"{DEMO_BASE_URL}/v3/stores/{DEMO_STORE_ID}/customers"
Json = dict[str, Any]


class Known(NamedTuple):
    email: str
    password: str


SARI = Known(DEMO_CUSTOMER_EMAIL, DEMO_CUSTOMER_PASSWORD)
"""With a past; signs in with the password alone."""
BAYU = Known(DEMO_NEW_CUSTOMER_EMAIL, DEMO_NEW_CUSTOMER_PASSWORD)
"""New; signing in takes a code."""


async def login(http: httpx.AsyncClient, email: str, password: str) -> httpx.Response:
    return await http.post("/auth/login", json={"email": email, "password": password})


async def verify(http: httpx.AsyncClient, email: str, code: str) -> httpx.Response:
    return await http.post("/auth/otp/verify", json={"email": email, "otp": code})


async def sign_in(http: httpx.AsyncClient, who: Known = SARI) -> Json:
    """Tokens; the code, if one is asked for, is read from the mailbox."""
    reply = await login(http, *who)
    assert reply.status_code == 200, reply.text
    if "access" not in reply.json():
        reply = await verify(http, who.email, str(newest_mail(store_behind(http)).code))
        assert reply.status_code == 200, reply.text
    return dict(reply.json())


def store_behind(http: httpx.AsyncClient) -> Sandbox:
    transport = http._transport
    assert isinstance(transport, httpx.ASGITransport)
    app = transport.app
    assert isinstance(app, CheckedApp)
    return sandbox_of(app.app)


def newest_mail(store: Sandbox) -> Mail:
    mail = store.mailbox.newest()
    assert mail is not None
    return mail


def bearer(tokens: Json) -> dict[str, str]:
    return {"Authorization": f"Bearer {tokens['access']}"}
