"""What the demo store keeps between runs, and what it survives."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import httpx
import pytest

from app.sandbox import DEMO_API_KEY, DEMO_BASE_URL, DEMO_STORE_ID
from app.sandbox.database import Database
from app.sandbox.server import create_app, sandbox_of
from tests.sandbox.buying import GUEST, item, place, put_in_cart, variant_of

CART = f"/v3/stores/{DEMO_STORE_ID}/public"


class Opened:
    """The demo store on a file, with a client."""

    def __init__(self, file: Path | None, *, fresh: bool = False, items: int | None = None) -> None:
        self.app = create_app(file, fresh=fresh, items=items)
        self.store = sandbox_of(self.app)
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app),
            base_url=DEMO_BASE_URL + CART,
            headers={"X-Scalev-Storefront-Api-Key": DEMO_API_KEY},
        )

    async def __aenter__(self) -> Opened:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()
        self.store.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "demo" / "store.db"


async def test_carts_orders_and_stock_are_there_again(file: Path) -> None:
    async with Opened(file) as first:
        variant = await variant_of(first.http)
        guest = await put_in_cart(first.http, variant, 3)
        order = await place(first.http)
        taken = first.store.taken()
    async with Opened(file) as second:
        cart = (await second.http.get("/cart", headers=guest)).json()
        assert [line["quantity"] for line in cart["items"]] == [3]
        assert (await second.http.get(f"/orders/{order['secret_slug']}")).json() == order
        assert second.store.taken() == taken != {}
    async with Opened(file, fresh=True) as third:
        assert (await third.http.get(f"/orders/{order['secret_slug']}")).status_code == 404
        assert (await third.http.get("/cart", headers=guest)).headers[GUEST] != guest[GUEST]
        assert third.store.taken() == {}


async def test_another_catalogue_empties_carts_and_keeps_orders(file: Path) -> None:
    async with Opened(file) as made:
        guest = await put_in_cart(made.http, await variant_of(made.http))
        order = await place(made.http)
    async with Opened(file, items=30) as generated:
        assert (await generated.http.get("/items/count")).json()["total"] <= 30
        assert (await generated.http.get("/cart", headers=guest)).json()["items"] == []
        kept = (await generated.http.get(f"/orders/{order['secret_slug']}")).json()
        assert kept["orderlines"] == order["orderlines"]


async def test_only_the_owner_can_read_it(file: Path) -> None:
    async with Opened(file) as opened:
        await put_in_cart(opened.http, await variant_of(opened.http))
        for kept in file.parent.iterdir():
            assert kept.stat().st_mode & 0o777 == 0o600, kept
    assert file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\x00" + b"\x07" * 4000])
async def test_a_damaged_file_is_set_aside(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    async with Opened(file) as opened:
        await put_in_cart(opened.http, await variant_of(opened.http))
        aside = opened.store.database.set_aside
        assert aside is not None and aside.read_bytes() == content
    async with Opened(file) as again:
        assert again.store.database.set_aside is None


async def test_a_database_damaged_in_the_middle_is_set_aside(file: Path) -> None:
    async with Opened(file) as opened:
        await put_in_cart(opened.http, await variant_of(opened.http))
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xaa" * (len(content) - 4096)
    file.write_bytes(content)
    async with Opened(file) as again:
        assert again.store.database.set_aside is not None
        assert (await again.http.get("/cart")).status_code == 200


def test_a_file_of_another_version_is_set_aside(file: Path) -> None:
    file.parent.mkdir()
    other = sqlite3.connect(file)
    other.execute("PRAGMA user_version = 99")
    other.close()
    database = Database(file)
    assert database.set_aside is not None
    database.close()


def test_a_place_that_cannot_be_used_means_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for place_ in (tmp_path / "file" / "store.db", tmp_path):
        database = Database(place_)
        database.set_fact("goods", "made")
        assert database.fact("goods") == "made"
        database.close()
    assert (tmp_path / "file").read_text() == "in the way"


async def test_two_windows_share_one_store(file: Path) -> None:
    async with Opened(file) as one, Opened(file) as two:
        variant = await variant_of(one.http)
        guest = await put_in_cart(one.http, variant)
        adding = [
            client.post("/cart/items", json=item(variant), headers=guest)
            for client in (one.http, two.http) * 10
        ]
        assert {reply.status_code for reply in await asyncio.gather(*adding)} == {201}
        cart = (await two.http.get("/cart", headers=guest)).json()
        assert [line["quantity"] for line in cart["items"]] == [21]
