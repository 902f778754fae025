"""The demo's customers between runs and in other catalogues; their mails, and the pages those lead to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from app.sandbox import DEMO_API_KEY, DEMO_BASE_URL, DEMO_STORE_ID
from app.sandbox.mailbox import MOST_KEPT, Mail
from app.sandbox.server import create_app, sandbox_of
from app.sandbox.state import Sandbox
from tests.contract.checked import CheckedApp
from tests.sandbox.buying import item, variant_of
from tests.sandbox.signing_in import BAYU, CUSTOMERS, SARI, Json, bearer, login, newest_mail, sign_in

STORE = f"{DEMO_BASE_URL}/v3/stores/{DEMO_STORE_ID}"


class Opened:
    """The demo store on a file, with a client for each side of it."""

    def __init__(self, file: Path | None, **manner: Any) -> None:
        app = create_app(file, **manner)
        self.store = sandbox_of(app)
        transport = httpx.ASGITransport(CheckedApp(app))
        key = {"X-Scalev-Storefront-Api-Key": DEMO_API_KEY}
        self.http = httpx.AsyncClient(transport=transport, base_url=f"{STORE}/public", headers=key)
        self.customers = httpx.AsyncClient(transport=transport, base_url=CUSTOMERS)

    async def __aenter__(self) -> Opened:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.aclose()
        await self.customers.aclose()
        self.store.close()

    async def orders(self, tokens: Json) -> list[Json]:
        reply = await self.customers.get("/me/orders", params={"page_size": 100}, headers=bearer(tokens))
        assert reply.status_code == 200, reply.text
        return list(reply.json()["data"])


async def test_a_session_goes_on_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    async with Opened(file) as first:
        tokens = await sign_in(first.http, SARI)
        variant = await variant_of(first.http)
        await first.customers.post("/me/cart/items", json=item(variant, 3), headers=bearer(tokens))
        orders = await first.orders(tokens)
        await first.http.post("/auth/forget-password", json={"email": SARI.email})
    async with Opened(file) as second:
        assert await second.orders(tokens) == orders
        cart = (await second.customers.get("/me/cart", headers=bearer(tokens))).json()
        assert cart["item_count"] == 3
        assert [mail.to for mail in second.store.mailbox.mails()] == [SARI.email]
    async with Opened(file, fresh=True) as third:
        assert (await third.customers.get("/me", headers=bearer(tokens))).status_code == 401
        assert len(await third.orders(await sign_in(third.http, SARI))) == len(orders)
        assert third.store.mailbox.mails() == []


async def test_passwords_and_tokens_are_not_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    async with Opened(file) as opened:
        tokens = await sign_in(opened.http, SARI)
        await login(opened.http, *BAYU)
    written = b"".join(part.read_bytes() for part in tmp_path.iterdir())
    assert SARI.email.encode() in written
    for secret in (SARI.password, BAYU.password, tokens["access"], tokens["refresh"]):
        assert secret.encode() not in written


async def test_a_store_from_before_there_were_customers(tmp_path: Path) -> None:
    file = tmp_path / "store.db"
    async with Opened(file) as before:
        for table in ("customers", "addresses", "customer_orders", "tokens", "token_families", "mails"):
            before.store.database.run(f"DROP TABLE {table}")
    async with Opened(file) as after:
        assert after.store.database.set_aside is None
        assert await after.orders(await sign_in(after.http, SARI))


@pytest.mark.parametrize("manner", [{"items": 1}, {"items": 40}, {"items": 400, "edition": "older"}])
async def test_the_customers_are_in_every_catalogue(manner: dict[str, Any]) -> None:
    async with Opened(None, **manner) as opened:
        orders = await opened.orders(await sign_in(opened.http, SARI))
        assert len(orders) > 20 or manner["items"] == 1
        assert await opened.orders(await sign_in(opened.http, BAYU)) == []


async def test_what_was_sold_in_the_past_is_gone(sandbox_store: Sandbox, sari: httpx.AsyncClient) -> None:
    orders = (await sari.get("/me/orders", params={"page_size": 100})).json()["data"]
    sold: dict[int, int] = {}
    for order in orders:
        if order["status"] != "canceled":
            for variant, count in order["final_variants"].items():
                sold[int(variant)] = sold.get(int(variant), 0) + count
    assert sandbox_store.taken() == sold


async def test_guests_notice_nothing_before_somebody_signs_in(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    await variant_of(sandbox_http)
    assert sandbox_store.taken() == {}
    assert sandbox_store.database.rows("SELECT * FROM orders") == []


# Mails


async def test_the_newest_mail_is_first_and_the_oldest_go(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    for _ in range(MOST_KEPT + 3):
        await login(sandbox_http, *BAYU)
    mails = sandbox_store.mailbox.mails()
    assert len(mails) == MOST_KEPT
    assert [mail.id for mail in mails] == sorted((mail.id for mail in mails), reverse=True)
    assert sandbox_store.mailbox.newest() == mails[0]


@pytest.fixture
def browser(sandbox: CheckedApp) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(sandbox), base_url=DEMO_BASE_URL)


async def test_the_mailbox_in_a_browser(
    browser: httpx.AsyncClient, sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    assert "Belum ada" in (await browser.get("/mailbox")).text
    await login(sandbox_http, *BAYU)
    await sandbox_http.post("/auth/forget-password", json={"email": SARI.email})
    page = (await browser.get("/mailbox")).text
    reset, code = sandbox_store.mailbox.mails()
    assert code.code is not None and code.code in page
    assert f'<a href="{reset.link}">' in page
    assert page.index(SARI.email) < page.index(BAYU.email)


async def test_the_stores_own_page_takes_a_new_password(
    browser: httpx.AsyncClient, sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    await sandbox_http.post("/auth/forget-password", json={"email": SARI.email})
    link = str(newest_mail(sandbox_store).link)
    token = link.partition("token=")[2]
    assert token in (await browser.get(link)).text
    short = await browser.post("/reset-password", data={"token": token, "password": "1234567"})
    assert (short.status_code, token in short.text) == (400, True)
    saved = await browser.post("/reset-password", data={"token": token, "password": "senja & dago"})
    assert saved.status_code == 200 and token not in saved.text
    assert (await login(sandbox_http, SARI.email, "senja & dago")).status_code == 200
    again = await browser.post("/reset-password", data={"token": token, "password": "senja & dago"})
    assert again.status_code == 404


async def test_the_page_shows_no_ones_markup(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/reset-password", params={"token": '"><script>'})
    assert "<script>" not in page.text


async def test_who_watches_the_mailbox_is_told(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    told: list[Mail] = []
    sandbox_store.mailbox.watch(told.append)
    await login(sandbox_http, *BAYU)
    await sandbox_http.post("/auth/forget-password", json={"email": SARI.email})
    assert told == list(reversed(sandbox_store.mailbox.mails()))
