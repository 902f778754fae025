"""One order over a real socket: lost replies, broken replies, and a process that is killed meanwhile."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from app.config import StoreConfig
from app.records import Place
from app.sandbox import DEMO_API_KEY, DEMO_STORE_ID
from app.sandbox.server import create_app
from app.services.cart import variant_snapshot
from app.services.shop import Shop
from app.session import Session
from tests.faults import Fault, FaultServer
from tests.services.till import settle

CHECKOUT = r"/public/checkout$"


def open_shop(base_url: str, folder: Path, read_timeout: float = 15.0) -> Shop:
    """A shop with its state in `folder`."""
    session = Session(folder, None)
    session.load()
    store = StoreConfig(
        "toko", base_url=base_url, store_id=DEMO_STORE_ID, api_key=DEMO_API_KEY, read_timeout=read_timeout
    )
    shop = Shop(store, session)
    shop.checkout.debounce = 0
    shop.restore()
    return shop


async def fill(shop: Shop, *, direct: bool = False) -> None:
    """Everything up to the order button, for a physical thing."""
    product = await shop.catalog.product("kopi-gayo")
    snapshot = variant_snapshot(product, product.variants[0])
    if direct:
        shop.checkout.begin_direct(snapshot, 1)
    else:
        await shop.cart.add(snapshot)
        shop.checkout.begin_cart()
    checkout = shop.checkout
    checkout.set_contact(name="Budi", email="budi@contoh.id", phone="0812-3456-7890")
    checkout.set_address("Jl. Mawar 1")
    [area, *_] = await shop.locations.search("cempaka putih")
    checkout.set_place(Place(area.location_id, area.subdistrict, area.city, area.province, "10510"))
    await checkout.load()
    checkout.set_courier(checkout.options[0])
    checkout.set_method("qris")
    await checkout.load()
    assert checkout.missing() == []


@asynccontextmanager
async def store() -> AsyncIterator[FaultServer]:
    async with FaultServer(create_app(None)) as server:
        yield server


@pytest.mark.parametrize("processed", [True, False])
@pytest.mark.parametrize(
    "fault", ["timeout", "reset", "cut", "s502", "s500_html", "cut_json", "html", "empty", "nulls"]
)
async def test_an_order_without_a_clear_answer(tmp_path: Path, fault: Fault, processed: bool) -> None:
    async with store() as server:
        shop = open_shop(server.base_url, tmp_path, read_timeout=0.3 if fault == "timeout" else 15.0)
        await fill(shop)
        server.arm("POST", CHECKOUT, fault, processed=processed)
        assert shop.orders.place()
        assert not shop.orders.place()
        await settle(shop)
        attempt = shop.orders.attempt
        assert attempt is not None
        assert attempt.state == "unknown"
        assert not shop.orders.place()
        await shop.orders.find_out()
        assert shop.orders.attempt is not None
        # Faults that need a reply to spoil are always processed.
        arrived = processed or fault in ("cut", "cut_json", "nulls")
        assert shop.orders.attempt.cart_emptied is arrived
        await shop.close()

        again = open_shop(server.base_url, tmp_path)
        assert not again.orders.can_place
        assert not again.orders.place()
        assert again.orders.attempt is not None
        assert again.orders.attempt.cart_emptied is arrived
        await settle(again)
        assert server.count("POST", CHECKOUT) == 1
        await again.close()


@pytest.mark.parametrize("fault", ["s401", "s404", "s409", "s422", "s429_text"])
async def test_an_order_the_store_refuses_can_be_mended_and_sent_again(tmp_path: Path, fault: Fault) -> None:
    async with store() as server:
        server.reset_after = 0.0
        shop = open_shop(server.base_url, tmp_path)
        await fill(shop)
        server.arm("POST", CHECKOUT, fault)
        assert shop.orders.place()
        await settle(shop)
        assert shop.orders.attempt is not None
        assert shop.orders.attempt.state == "rejected"
        assert bool(shop.checkout.field_error("name")) == (fault == "s422")
        await shop.checkout.load()
        assert shop.orders.place()
        await settle(shop)
        assert shop.orders.attempt is not None
        assert shop.orders.attempt.secret_slug
        assert server.count("POST", CHECKOUT) == 2
        await shop.close()


async def test_a_purchase_asks_no_more_than_it_must_and_keeps_secrets_out_of_addresses(
    tmp_path: Path,
) -> None:
    async with store() as server:
        shop = open_shop(server.base_url, tmp_path)
        await fill(shop)
        token = shop.session.guest_token
        assert token
        assert shop.orders.place()
        await settle(shop)
        public = [f"{r.method} {r.path.rpartition('/public')[2]}" for r in server.requests]
        assert public == [
            "GET /products/kopi-gayo",
            "POST /cart/items",
            "GET /variants/pricing",
            "GET /locations",
            "GET /payment-methods",
            "POST /checkout/shipping-options",
            "POST /checkout/summary",
            "POST /checkout",
        ]
        [sent] = server.seen("POST", CHECKOUT)
        assert sent.headers["x-scalev-guest-token"] == token
        assert all(token not in r.path + r.query for r in server.requests)
        await shop.close()


async def test_buying_now_never_shows_the_token(tmp_path: Path) -> None:
    async with store() as server:
        shop = open_shop(server.base_url, tmp_path)
        product = await shop.catalog.product("kopi-gayo")
        await shop.cart.add(variant_snapshot(product, product.variants[1]))
        await fill(shop, direct=True)
        assert shop.orders.place()
        await settle(shop)
        asked = server.seen("POST", r"/public/checkout")
        assert len(asked) >= 3
        assert all("x-scalev-guest-token" not in request.headers for request in asked)
        await shop.cart.refresh()
        assert [line.quantity for line in shop.cart.lines] == [1]
        await shop.close()


_CHILD = """
import asyncio, sys
from pathlib import Path
from tests.services.test_placing_faults import fill, open_shop

async def main():
    shop = open_shop(sys.argv[1], Path(sys.argv[2]))
    await fill(shop)
    assert shop.orders.place()
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_killed_while_sending_and_started_again_there_is_one_order(tmp_path: Path) -> None:
    async with store() as server:
        server.arm("POST", CHECKOUT, "hold")
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _CHILD, server.base_url, str(tmp_path), cwd=Path(__file__).parents[2]
        )
        await server.received("POST", CHECKOUT, within=60)

        meanwhile = open_shop(server.base_url, tmp_path)
        assert meanwhile.orders.attempt is not None
        assert meanwhile.orders.attempt.state == "submitting"
        assert not meanwhile.orders.place()
        await meanwhile.close()

        child.send_signal(signal.SIGKILL)
        await child.wait()
        server.release()

        again = open_shop(server.base_url, tmp_path)
        assert again.orders.attempt is not None
        assert (again.orders.attempt.state, again.orders.attempt.reason) == ("unknown", "killed")
        assert [line.quantity for line in again.cart.lines] == [1]
        assert again.session.draft.email == "budi@contoh.id"
        assert not again.orders.place()
        await settle(again)
        assert server.count("POST", CHECKOUT) == 1
        await again.close()
