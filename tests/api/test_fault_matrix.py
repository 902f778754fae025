"""Every operation of the client against every fault, over a real socket: always one of our errors, never a repeat too many."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest

from app.api.client import GUEST_HEADER, KEY_HEADER, StorefrontClient
from app.api.errors import (
    BrokenReply,
    Conflict,
    NotFound,
    RateLimited,
    Refused,
    Rejected,
    ServerFault,
    ShopError,
    Unreachable,
)
from app.api.transport import Timeouts
from app.sandbox.server import create_app, sandbox_of
from tests.api.wires import SocketClient
from tests.faults import FAULTS, SERVER_WORDS, Fault, FaultServer

PATIENT = Timeouts(connect=10, read=10, total=20)
IMPATIENT = Timeouts(connect=10, read=0.2, total=20)
TEBET = {"location_id": 317401, "postal_code": "12810"}


@dataclass
class Known:
    """What an operation needs to know of the store."""

    slug: str = ""
    bundle: str = ""
    variant: int = 0
    line: int = 0
    secret_slug: str = ""
    token: str = ""

    @property
    def item(self) -> dict[str, Any]:
        return {"type": "variant", "variant_id": self.variant, "quantity": 1}


async def first_page(pages: AsyncIterator[Any]) -> Any:
    async for page in pages:
        return page
    raise AssertionError


async def remove(client: StorefrontClient, known: Known) -> Any:
    cart = await client.add_to_cart(known.item)
    return await client.remove_from_cart(cart.items[-1].id)


def order(known: Known) -> dict[str, Any]:
    return {
        "customer_name": "Sari", "customer_email": "sari@example.com", "customer_phone": "628123456789",
        "payment_method": "bank_transfer", "items": [known.item],
    }  # fmt: skip


def direct(known: Known) -> dict[str, Any]:
    return {"items": [known.item], "payment_method": "bank_transfer"}


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    call: Callable[[StorefrontClient, Known], Awaitable[Any]]
    repeatable: bool = True


OPERATIONS = {
    "items": Operation("GET", "/items$", lambda c, k: first_page(c.items())),
    "item_count": Operation("GET", "/items/count$", lambda c, k: c.item_count()),
    "product": Operation("GET", "/products/", lambda c, k: c.product(k.slug)),
    "bundle": Operation("GET", "/bundle-price-options/", lambda c, k: c.bundle(k.bundle)),
    "categories": Operation("GET", "/categories$", lambda c, k: c.categories()),
    "payment_methods": Operation("GET", "/payment-methods$", lambda c, k: c.payment_methods()),
    "pricing": Operation("GET", "/variants/pricing$", lambda c, k: c.pricing([k.variant])),
    "availability": Operation("GET", "/availability$", lambda c, k: c.availability(k.variant)),
    "locations": Operation("GET", "/locations$", lambda c, k: first_page(c.locations("tebet"))),
    "provinces": Operation("GET", "/provinces$", lambda c, k: c.provinces()),
    "cities": Operation("GET", "/cities$", lambda c, k: c.cities(31)),
    "subdistricts": Operation("GET", "/subdistricts$", lambda c, k: first_page(c.subdistricts(3174))),
    "postal_codes": Operation("GET", "/postal-codes$", lambda c, k: c.postal_codes(317401)),
    "cart": Operation("GET", "/cart$", lambda c, k: c.cart()),
    "add_to_cart": Operation("POST", "/cart/items$", lambda c, k: c.add_to_cart(k.item), repeatable=False),
    "set_cart_quantity": Operation("PATCH", r"/cart/items/\d+$", lambda c, k: c.set_cart_quantity(k.line, 2)),
    "remove_from_cart": Operation("DELETE", r"/cart/items/\d+$", remove),
    "shipping_options": Operation(
        "POST",
        "/shipping-options$",
        lambda c, k: c.shipping_options(direct(k) | {"destination": TEBET}, guest=False),
    ),
    "summary": Operation("POST", "/checkout/summary$", lambda c, k: c.summary(direct(k), guest=False)),
    "check_discount": Operation(
        "POST",
        "/discount-codes/check$",
        lambda c, k: c.check_discount({"items": [k.item], "code": "HEMAT10"}, guest=False),
    ),
    "checkout": Operation(
        "POST", "/checkout$", lambda c, k: c.checkout(order(k), guest=False), repeatable=False
    ),
    "order": Operation("GET", "/orders/[^/]+$", lambda c, k: c.order(k.secret_slug)),
    "create_payment": Operation("POST", "/payment$", lambda c, k: c.create_payment(k.secret_slug)),
    "update_order": Operation(
        "PATCH", "/orders/[^/]+$", lambda c, k: c.update_order(k.secret_slug, {"notes": "Terima kasih"})
    ),
    "transfer_proof_upload": Operation(
        "POST",
        "/transfer-proof-upload$",
        lambda c, k: c.transfer_proof_upload(k.secret_slug, "bukti.png", "image/png", 70),
    ),
}
ELSEWHERE = {"upload_proof"}
"""Not to the API but to a storage host: `test_upload.py`."""

ONE_ANSWER: dict[Fault, type[ShopError]] = {
    "s401": Refused,
    "s403": Refused,
    "s404": NotFound,
    "s409": Conflict,
    "s422": Rejected,
    "s500_html": ServerFault,
    "cut_json": BrokenReply,
    "wrong_top": BrokenReply,
    "html": BrokenReply,
    "empty": BrokenReply,
}
AGAIN: dict[Fault, tuple[type[ShopError], int]] = {
    "timeout": (Unreachable, 2),
    "reset": (Unreachable, 3),
    "cut": (Unreachable, 3),
    "s502": (ServerFault, 3),
    "s429_text": (RateLimited, 3),
}
TOLERATED: tuple[Fault, ...] = ("wrong_types", "nulls")


def test_every_fault_and_every_operation_is_in_the_matrix() -> None:
    assert {*ONE_ANSWER, *AGAIN, *TOLERATED, "hold"} == set(FAULTS)
    public = {name for name in vars(StorefrontClient) if not name.startswith("_")}
    assert public - {"close"} - ELSEWHERE == set(OPERATIONS)


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    app = create_app(None, seed=1)
    async with FaultServer(app) as made:
        yield made
    sandbox_of(app).close()


@pytest.fixture
async def known(server: FaultServer) -> Known:
    """Something to buy that needs no delivery, a line in the cart, an order."""
    client = SocketClient(server.base_url, timeouts=PATIENT)
    found = Known()
    async for page in client.items():
        for card in page.items:
            if card.is_bundle:
                found.bundle = found.bundle or card.slug
            elif card.item_type == "digital" and card.in_stock:
                found.slug = found.slug or card.slug
    found.variant = (await client.product(found.slug)).variants[0].id
    found.line = (await client.add_to_cart(found.item)).items[0].id
    found.secret_slug = (await client.checkout(order(found), guest=False)).secret_slug
    await client.close()
    server.requests.clear()
    assert client.token is not None
    found.token = client.token
    return found


async def attempt(server: FaultServer, operation: Operation, known: Known, fault: Fault) -> ShopError | None:
    """What the operation raised while the fault lasted; afterwards, on the same client, it must work."""
    client = SocketClient(server.base_url, timeouts=IMPATIENT if fault == "timeout" else PATIENT)
    client.token = known.token
    server.requests.clear()
    server.arm(operation.method, operation.path, fault, times=None)
    raised: ShopError | None = None
    try:
        await operation.call(client, known)
    except ShopError as error:
        raised = error
    assert client.token == known.token
    server.disarm()
    if fault not in TOLERATED:
        count = server.count(operation.method, operation.path)
        client.wire._timeouts = PATIENT
        await operation.call(client, known)
        assert server.count(operation.method, operation.path) == count + 1
        server.requests.pop()
    await client.close()
    return raised


@pytest.mark.parametrize("name", OPERATIONS)
async def test_every_fault_is_one_of_our_errors(name: str, server: FaultServer, known: Known) -> None:
    operation = OPERATIONS[name]

    def count() -> int:
        return server.count(operation.method, operation.path)

    for fault, kind in ONE_ANSWER.items():
        error = await attempt(server, operation, known, fault)
        assert type(error) is kind, fault
        assert count() == 1, fault
        if isinstance(error, Rejected):
            assert error.fields == {"customer_name": SERVER_WORDS}
    for fault, (kind, tries) in AGAIN.items():
        error = await attempt(server, operation, known, fault)
        assert type(error) is kind, fault
        assert count() == (tries if operation.repeatable else 1), fault
        if isinstance(error, Unreachable):
            assert (error.kind, error.sent) == ("timeout" if fault == "timeout" else "reset", True), fault
    for fault in TOLERATED:
        error = await attempt(server, operation, known, fault)
        assert error is None or type(error) is BrokenReply, fault
        assert count() == 1, fault


async def test_key_and_guest_token_go_where_the_contract_takes_them(
    server: FaultServer, known: Known
) -> None:
    """The token empties the cart it names: it goes nowhere but to the cart unless asked for."""
    client = SocketClient(server.base_url)
    client.token = known.token
    for operation in OPERATIONS.values():
        await operation.call(client, known)
    await client.close()
    for request in server.requests:
        assert request.headers[KEY_HEADER.lower()].startswith("sfpk_")
        assert (request.headers.get(GUEST_HEADER.lower()) == known.token) == ("/cart" in request.path), (
            request.path
        )


async def test_the_guest_token_is_taken_from_the_first_reply_and_sent_from_then_on(
    server: FaultServer,
) -> None:
    client = SocketClient(server.base_url)
    await client.cart()
    first = client.token
    assert first is not None
    await client.cart()
    await client.close()
    assert [request.headers.get(GUEST_HEADER.lower()) for request in server.requests] == [None, first]


async def test_a_429_on_one_operation_holds_the_others_and_says_how_long(server: FaultServer) -> None:
    client = SocketClient(server.base_url)
    server.arm("GET", "/categories$", "s429_text")
    assert await client.categories()
    assert client.waits[-1] == 0 and 25 < client.waits[0] <= 31
    assert client.clock.slept == [round(client.waits[0], 3)]
    await client.close()
