"""A customer's bearer that no longer works: renewed, and what it was for sent once more; an order is not."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from app.api.errors import Refused, ServerFault
from app.sandbox.server import create_app, sandbox_of
from tests.api.test_customer_faults import THEIRS, signed_in
from tests.api.test_fault_matrix import AGAIN
from tests.faults import FaultServer

WRITES = [name for name, operation in THEIRS.items() if not operation.repeatable]


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    app = create_app(None, seed=1)
    async with FaultServer(app) as made:
        yield made
    sandbox_of(app).close()


@pytest.mark.parametrize("name", [name for name in THEIRS if name != "checkout"])
async def test_a_bearer_that_no_longer_works_is_renewed_and_the_same_sent_once_more(
    name: str, server: FaultServer
) -> None:
    operation, here = THEIRS[name], await signed_in(server)
    if operation.prepare is not None:
        await operation.prepare(here)
    guest = here.client.token
    server.requests.clear()
    here.store.database.run("UPDATE tokens SET spent = 1 WHERE kind = 'access'")
    await operation.call(here)
    first, second = server.seen(operation.method, operation.path)
    assert (first.body, first.query) == (second.body, second.query)
    bearers = [one.headers.pop("authorization") for one in (first, second)]
    assert len(set(bearers)) == 2
    assert first.headers == second.headers
    assert [one.path.rpartition("/")[2] for one in server.requests] == [
        first.path.rpartition("/")[2],
        "refresh",
        second.path.rpartition("/")[2],
    ]
    assert here.client.token == guest
    await here.client.close()


async def test_an_order_is_not_sent_with_the_bearer_that_was_renewed_for_it(server: FaultServer) -> None:
    here = await signed_in(server)
    server.requests.clear()
    here.store.database.run("UPDATE tokens SET spent = 1 WHERE kind = 'access'")
    with pytest.raises(Refused):
        await here.customer.checkout(here.direct)
    assert [one.path.rpartition("/")[2] for one in server.requests] == ["checkout", "refresh"]
    await here.customer.checkout(here.direct)
    await here.client.close()


@pytest.mark.parametrize("name", [name for name in WRITES if name != "checkout"])
async def test_what_becomes_of_the_second_is_what_became_of_it(name: str, server: FaultServer) -> None:
    """It leaves once with the new bearer, however it ends."""
    operation, here = THEIRS[name], await signed_in(server)
    for fault, (kind, _tries) in AGAIN.items():
        if fault == "timeout":
            continue
        if operation.prepare is not None:
            await operation.prepare(here)
        server.requests.clear()
        server.arm(operation.method, operation.path, fault, times=None)
        server.arm(operation.method, operation.path, "s401")
        with pytest.raises(kind):
            await operation.call(here)
        assert server.count(operation.method, operation.path) == 2, fault
        assert server.count("POST", "/jwt/refresh$") == 1, fault
        server.disarm()
    await here.client.close()


@pytest.mark.parametrize("name", WRITES)
async def test_a_bearer_that_cannot_be_renewed_ends_it(name: str, server: FaultServer) -> None:
    operation, here = THEIRS[name], await signed_in(server)
    if operation.prepare is not None:
        await operation.prepare(here)
    server.requests.clear()
    server.arm(operation.method, operation.path, "s401")
    server.arm("POST", "/jwt/refresh$", "s500_html")
    with pytest.raises(ServerFault):
        await operation.call(here)
    assert server.count(operation.method, operation.path) == server.count("POST", "/jwt/refresh$") == 1
    await here.client.close()
