"""Every operation of a customer and of signing in against every fault, over a real socket."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast

import pytest

from app.api.auth import AuthClient
from app.api.client import StorefrontClient
from app.api.courses import CourseClient
from app.api.customer import CustomerClient
from app.api.errors import BrokenReply, Refused, Rejected, ShopError, SignedOut, Unreachable
from app.api.models.account import Tokens
from app.api.subscriptions import SubscriptionClient
from app.sandbox import DEMO_API_KEY, DEMO_STORE_ID, accounts, history_course
from app.sandbox import subscriptions as subscribed
from app.sandbox.courses import Course
from app.sandbox.server import create_app, sandbox_of
from app.sandbox.state import Sandbox
from tests.api.test_fault_matrix import AGAIN, IMPATIENT, ONE_ANSWER, PATIENT, TEBET, TOLERATED, first_page
from tests.api.wires import SocketClient
from tests.faults import SERVER_WORDS, Fault, FaultServer
from tests.sandbox.signing_in import BAYU, SARI

ADDRESS = {"name": "Sari", "phone": "6281200001111", "address": "Jl. Mawar 9", **TEBET}


class Here:
    """A buyer at a store: the wire, who is signed in, and what an operation needs to know."""

    def __init__(self, server: FaultServer, store: Sandbox, *, hurried: bool = False) -> None:
        self.client = SocketClient(server.base_url, timeouts=IMPATIENT if hurried else PATIENT)
        self.store = store
        self.auth = AuthClient(self.client.wire, store_id=DEMO_STORE_ID, api_key=DEMO_API_KEY)
        self.customer = CustomerClient(self.client.wire, self, store_id=DEMO_STORE_ID, api_key=DEMO_API_KEY)
        self.subscriptions = SubscriptionClient.beside(self.customer)
        self.courses = CourseClient.beside(self.customer)
        self.tokens: Tokens | None = None
        self.variant = self.line = self.dearer = self.cheaper = 0
        self.address = self.order = self.subscription = self.item_id = ""

    async def access(self, *, refused: str | None = None) -> str:
        if self.tokens is None:
            raise SignedOut
        if refused is not None and refused == self.tokens.access:
            self.tokens = await self.auth.refresh(self.tokens.refresh)
        return self.tokens.access

    async def sign_in(self) -> Tokens:
        tokens = (await self.auth.login(*SARI)).tokens
        assert tokens is not None
        return tokens

    @property
    def item(self) -> dict[str, Any]:
        return {"type": "variant", "variant_id": self.variant, "quantity": 1}

    @property
    def course(self) -> Course:
        """The one of the demo store that the customer has bought."""
        variant = self.store.catalogue.named(history_course.SLUG, history_course.VARIANT)
        found = None if variant is None else self.store.catalogue.variant(variant)
        assert found is not None
        return self.store.courses.course(found[1]["uuid"])

    @property
    def lesson(self) -> str:
        return self.course.sections[0].lessons[0].uuid

    @property
    def direct(self) -> dict[str, Any]:
        return {"items": [self.item], "payment_method": "qris"}

    def newest_mail(self) -> Any:
        return self.store.mailbox.newest()


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    call: Callable[[Here], Awaitable[Any]]
    prepare: Callable[[Here], Awaitable[object]] | None = None
    """Once before each call."""
    safe: bool = False
    """A POST that may be sent again."""

    @property
    def repeatable(self) -> bool:
        return self.safe or self.method != "POST"


async def fill_cart(here: Here) -> None:
    here.line = (await here.customer.add_to_cart(here.item)).items[-1].id


async def add_address(here: Here) -> None:
    here.address = (await here.customer.add_address(ADDRESS)).id


async def guest_cart(here: Here) -> None:
    client: StorefrontClient = here.client
    await client.add_to_cart(here.item)


def runs(*, ends: bool = False) -> Callable[[Here], Awaitable[None]]:
    """Nothing has been asked for about the subscription, or that it ends."""

    async def as_it_was(here: Here) -> None:
        sari = accounts.by_email(here.store, SARI.email)
        assert sari is not None
        with subscribed.changing(here.store, sari, here.subscription) as record:
            record["stops"] = ends
            record["items"][0]["change"] = None

    return as_it_was


async def wrong_code_asked(here: Here) -> None:
    await here.auth.login(*BAYU)


async def link_asked(here: Here) -> None:
    await here.auth.forget_password(BAYU.email)


async def fresh_tokens(here: Here) -> None:
    here.tokens = await here.sign_in()


async def whoever(here: Here) -> Tokens:
    assert here.tokens is not None
    return here.tokens


async def refreshed(here: Here) -> None:
    here.tokens = await here.auth.refresh((await whoever(here)).refresh)


async def blacklisted(here: Here) -> None:
    tokens = await whoever(here)
    await here.auth.blacklist([tokens.access, tokens.refresh])


def _token(here: Here) -> str:
    return str(here.newest_mail().link).partition("token=")[2]


ME = "/customers/me"
CUSTOMER = {
    "profile": Operation("GET", f"{ME}$", lambda h: h.customer.profile()),
    "update_profile": Operation("PATCH", f"{ME}$", lambda h: h.customer.update_profile({"name": "Sari W."})),
    "set_password": Operation(
        "POST", "/set-new-password$", lambda h: h.customer.set_password(SARI.password)
    ),
    "addresses": Operation("GET", "/addresses$", lambda h: first_page(h.customer.addresses())),
    "address": Operation("GET", f"{ME}/addresses/", lambda h: h.customer.address(h.address)),
    "add_address": Operation("POST", f"{ME}/addresses$", lambda h: h.customer.add_address(ADDRESS)),
    "update_address": Operation(
        "PATCH", f"{ME}/addresses/", lambda h: h.customer.update_address(h.address, {"notes": "x"})
    ),
    "delete_address": Operation(
        "DELETE", f"{ME}/addresses/", lambda h: h.customer.delete_address(h.address), add_address
    ),
    "cart": Operation("GET", f"{ME}/cart$", lambda h: h.customer.cart()),
    "add_to_cart": Operation("POST", f"{ME}/cart/items$", lambda h: h.customer.add_to_cart(h.item)),
    "set_cart_quantity": Operation(
        "PATCH", f"{ME}/cart/items/", lambda h: h.customer.set_cart_quantity(h.line, 2), fill_cart
    ),
    "remove_from_cart": Operation(
        "DELETE", f"{ME}/cart/items/", lambda h: h.customer.remove_from_cart(h.line), fill_cart
    ),
    "merge_cart": Operation(
        "POST", "/cart/merge$", lambda h: h.customer.merge_cart(str(h.client.token)), guest_cart
    ),
    "checkout_addresses": Operation("GET", "/checkout/addresses$", lambda h: h.customer.checkout_addresses()),
    "payment_methods": Operation("GET", "/checkout/payment-methods$", lambda h: h.customer.payment_methods()),
    "shipping_options": Operation(
        "POST", "/shipping-options$",
        lambda h: h.customer.shipping_options({"items": [h.item], **TEBET}), safe=True,
    ),
    "summary": Operation("POST", "/checkout/summary$", lambda h: h.customer.summary(h.direct), safe=True),
    "checkout": Operation("POST", f"{ME}/checkout$", lambda h: h.customer.checkout(h.direct)),
    "orders": Operation("GET", f"{ME}/orders$", lambda h: first_page(h.customer.orders())),
    "order": Operation("GET", f"{ME}/orders/", lambda h: h.customer.order(h.order)),
}  # fmt: skip
SUBS, ITEMS = f"{ME}/subscriptions", f"{ME}/subscription-items"
SUBSCRIPTIONS = {
    "subscriptions": Operation("GET", f"{SUBS}$", lambda h: first_page(h.subscriptions.subscriptions())),
    "subscription": Operation("GET", f"{SUBS}/", lambda h: h.subscriptions.subscription(h.subscription)),
    "cancel": Operation("POST", "/cancel$", lambda h: h.subscriptions.cancel(h.subscription), runs()),
    "resume": Operation(
        "POST", "/resume$", lambda h: h.subscriptions.resume(h.subscription), runs(ends=True)
    ),
    "upgrades": Operation("GET", "/upgrade$", lambda h: h.subscriptions.upgrades(h.item_id), runs()),
    "downgrades": Operation("GET", "/downgrade$", lambda h: h.subscriptions.downgrades(h.item_id), runs()),
    "upgrade": Operation("POST", "/upgrade$", lambda h: h.subscriptions.upgrade(h.item_id, h.dearer), runs()),
    "downgrade": Operation(
        "POST", "/downgrade$", lambda h: h.subscriptions.downgrade(h.item_id, h.cheaper), runs()
    ),
}
COURSES = {
    "course": Operation("GET", "/course$", lambda h: h.courses.course(h.course.variant["uuid"])),
    "section": Operation("GET", "/course-sections/", lambda h: h.courses.section(h.course.sections[0].uuid)),
    "lesson": Operation("GET", "/course-contents/", lambda h: h.courses.lesson(h.lesson)),
    "set_progress": Operation("PATCH", "/course-contents/", lambda h: h.courses.set_progress(h.lesson, 40)),
}
THEIRS = CUSTOMER | SUBSCRIPTIONS | COURSES
"""What only a customer may ask."""
SIGNING = {
    "login": Operation("POST", "/auth/login$", lambda h: h.auth.login(*SARI)),
    "verify": Operation(
        "POST", "/otp/verify$", lambda h: h.auth.verify(BAYU.email, h.newest_mail().code), wrong_code_asked
    ),
    "refresh": Operation("POST", "/jwt/refresh$", refreshed, fresh_tokens),
    "blacklist": Operation("POST", "/jwt/blacklist$", blacklisted, fresh_tokens),
    "forget_password": Operation("POST", "/forget-password$", lambda h: h.auth.forget_password(SARI.email)),
    "save_password": Operation(
        "POST", "/save-password$", lambda h: h.auth.save_password(_token(h), BAYU.password), link_asked
    ),
}
NO_BODY = ("blacklist", "delete_address", "forget_password", "save_password")
"""Answered with 204: a 200 with anything at all says the same, and in nothing nothing can be of a wrong type."""


def test_every_operation_is_in_the_matrix() -> None:
    every = (
        (CustomerClient, CUSTOMER), (SubscriptionClient, SUBSCRIPTIONS), (CourseClient, COURSES),
        (AuthClient, SIGNING),
    )  # fmt: skip
    for client, operations in every:
        assert {name for name in vars(client) if not name.startswith("_")} == set(operations)


@pytest.fixture
async def server() -> AsyncIterator[FaultServer]:
    app = create_app(None, seed=1)
    async with FaultServer(app) as made:
        yield made
    sandbox_of(app).close()


async def signed_in(server: FaultServer, *, hurried: bool = False) -> Here:
    """Sari, with something to buy that needs no delivery, an address, an order of the past."""
    here = Here(server, sandbox_of(cast(Any, server.app)), hurried=hurried)
    here.tokens = await here.sign_in()
    async for page in here.client.items():
        slug = next((one.slug for one in page.items if one.item_type == "digital" and one.in_stock), "")
        if slug:
            here.variant = (await here.client.product(slug)).variants[0].id
            break
    here.address = (await first_page(here.customer.addresses())).items[0].id
    here.order = (await first_page(here.customer.orders())).items[0].id
    subscriptions = (await first_page(here.subscriptions.subscriptions(status="active"))).items
    running = next(one for one in subscriptions if not one.is_cancel_at_period_end)
    here.subscription, here.item_id = running.id, running.subscription_items[0].id
    here.dearer = (await here.subscriptions.upgrades(here.item_id))[0].id
    here.cheaper = (await here.subscriptions.downgrades(here.item_id))[0].id
    return here


async def attempt(server: FaultServer, here: Here, operation: Operation, fault: Fault) -> ShopError | None:
    """What the operation raised while the fault lasted; afterwards, on the same client, it must work."""
    here.client.wire._timeouts = IMPATIENT if fault == "timeout" else PATIENT
    if operation.prepare is not None:
        await operation.prepare(here)
    server.requests.clear()
    server.arm(operation.method, operation.path, fault, times=None)
    raised: ShopError | None = None
    try:
        await operation.call(here)
    except ShopError as error:
        raised = error
    server.disarm()
    here.client.wire._timeouts = PATIENT
    if fault not in TOLERATED and raised is not None:
        if operation.prepare is not None:  # what works once may be used up
            await operation.prepare(here)
        count = server.count(operation.method, operation.path)
        await operation.call(here)
        assert server.count(operation.method, operation.path) == count + 1
        server.requests.remove(server.seen(operation.method, operation.path)[-1])
    return raised


@pytest.mark.parametrize("name", [*THEIRS, *SIGNING])
async def test_every_fault_is_one_of_our_errors(name: str, server: FaultServer) -> None:
    operation = (THEIRS | SIGNING)[name]
    here = await signed_in(server)

    def count() -> int:
        return server.count(operation.method, operation.path)

    for fault, kind in ONE_ANSWER.items():
        error = await attempt(server, here, operation, fault)
        # A refused bearer is renewed, and all but an order is sent once more.
        twice = fault == "s401" and name in THEIRS and name != "checkout"
        assert count() == (2 if twice else 1), fault
        if kind is BrokenReply and name in NO_BODY:
            assert error is None or type(error) is BrokenReply, fault
            continue
        assert type(error) is kind, fault
        if isinstance(error, Rejected):
            assert error.fields == {"customer_name": SERVER_WORDS}
        if fault == "s401" and name in THEIRS:
            assert isinstance(error, Refused) and server.count("POST", "/jwt/refresh$") == 1
    for fault, (kind, tries) in AGAIN.items():
        error = await attempt(server, here, operation, fault)
        if fault == "cut" and error is None and name in NO_BODY:
            continue  # of nothing, nothing can be cut off
        assert type(error) is kind, fault
        assert count() == (tries if operation.repeatable else 1), fault
        if isinstance(error, Unreachable):
            assert (error.kind, error.sent) == ("timeout" if fault == "timeout" else "reset", True), fault
    for fault in TOLERATED:
        error = await attempt(server, here, operation, fault)
        assert error is None or type(error) is BrokenReply, fault
        assert count() == 1, fault
    await here.client.close()


async def test_a_bearer_is_sent_on_every_operation_of_a_customer_and_on_no_other(server: FaultServer) -> None:
    here = await signed_in(server)
    for name, operation in (THEIRS | SIGNING).items():
        if operation.prepare is not None:
            await operation.prepare(here)
        server.requests.clear()
        await operation.call(here)
        [request] = server.seen(operation.method, operation.path)
        assert ("authorization" in request.headers) == (name in THEIRS), name
        assert ("x-scalev-storefront-api-key" in request.headers) == (name in SIGNING or name == "merge_cart")
        for secret in (SARI.password, BAYU.password, here.tokens.access if here.tokens else "-"):
            assert secret not in request.path + request.query
        if name == "blacklist":
            here.tokens = await here.sign_in()
    await here.client.close()
