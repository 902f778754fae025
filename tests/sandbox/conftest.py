"""Customers of the demo store, signed in."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.contract.checked import CheckedApp
from tests.sandbox.signing_in import BAYU, CUSTOMERS, SARI, bearer, sign_in


@pytest.fixture
async def anybody(sandbox: CheckedApp) -> AsyncIterator[httpx.AsyncClient]:
    """A bare HTTP client on the customer's routes, not signed in."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(sandbox), base_url=CUSTOMERS) as client:
        yield client


@pytest.fixture
async def sari(sandbox: CheckedApp, sandbox_http: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """The same, signed in as the customer with a past."""
    headers = bearer(await sign_in(sandbox_http, SARI))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox), base_url=CUSTOMERS, headers=headers
    ) as client:
        yield client


@pytest.fixture
async def bayu(sandbox: CheckedApp, sandbox_http: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """The same, signed in as the new customer."""
    headers = bearer(await sign_in(sandbox_http, BAYU))
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(sandbox), base_url=CUSTOMERS, headers=headers
    ) as client:
        yield client
