"""From a store in the configuration to a client that talks to it."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette

from app.api.errors import NotFound
from app.config import StoreConfig
from app.sandbox import DEMO_API_KEY, DEMO_STORE_ID, server
from app.sandbox.manner import Manner
from app.sandbox.server import create_app, sandbox_of
from app.sandbox.state import Sandbox
from app.services.connect import connect
from app.services.demo import DemoControl
from app.session import Session
from tests.faults import AsgiApp, FaultServer

DEMO = StoreConfig(name="demo")


@pytest.fixture
def app() -> Iterator[AsgiApp]:
    made = create_app(None, seed=1)
    yield made
    sandbox_of(made).close()


def real(server: FaultServer, **changes: Any) -> StoreConfig:
    values = {"base_url": server.base_url, "store_id": DEMO_STORE_ID, "api_key": DEMO_API_KEY, **changes}
    return StoreConfig(name="kopi", **values)


def in_memory() -> Session:
    return Session(None, None)


async def test_the_demo_needs_no_network_and_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    session = in_memory()
    client = await connect(DEMO, session)
    assert await client.item_count()
    await client.cart()
    assert session.guest_token
    await client.close()
    assert list(tmp_path.rglob("*")) == []


async def test_the_demo_is_as_it_was_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    session = Session(tmp_path / "state", tmp_path / "settings.json")
    client = await connect(DEMO, session)
    cards = [card async for page in client.items() for card in page.items]
    card = next(card for card in cards if not card.is_bundle and card.in_stock)
    variant = (await client.product(card.slug)).variants[0]
    await client.add_to_cart({"type": "variant", "variant_id": variant.id, "quantity": 1})
    await client.close()

    again = Session(tmp_path / "state", tmp_path / "settings.json")
    again.load()
    assert again.guest_token == session.guest_token
    client = await connect(DEMO, again)
    assert [line.variant_id for line in (await client.cart()).items] == [variant.id]
    await client.close()
    client = await connect(StoreConfig(name="demo", demo_fresh=True), again)
    assert (await client.cart()).items == []
    await client.close()
    files = [path for path in (tmp_path / "data").rglob("*") if path.is_file()]
    assert files and all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)


async def test_the_demo_is_the_kind_of_store_that_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Sandbox] = []

    def create(*arguments: Any, **more: Any) -> Starlette:
        app = create_app(*arguments, **more)
        made.append(sandbox_of(app))
        return app

    monkeypatch.setattr(server, "create_app", create)
    asked = StoreConfig(
        name="demo",
        demo_edition="older",
        demo_provider="singapay",
        demo_payment_delay=1.5,
        demo_autopay=False,
    )
    hands: list[DemoControl] = []
    for store in (DEMO, asked):
        client = await connect(store, in_memory(), on_demo=hands.append)
        await client.close()
    assert [sandbox.manner for sandbox in made] == [
        Manner("newer", "xendit", 0.0, 20.0),
        Manner("older", "singapay", 1.5, None),
    ]
    assert len(hands) == 2


async def test_only_the_demo_has_a_hand_behind_it(app: AsgiApp) -> None:
    hands: list[DemoControl] = []
    async with FaultServer(app) as server:
        client = await connect(real(server), in_memory(), on_demo=hands.append)
        assert await client.item_count()
        await client.close()
    assert hands == []


async def test_a_real_store_is_the_same_client_over_the_network(app: AsgiApp) -> None:
    async with FaultServer(app) as server:
        client = await connect(real(server), in_memory())
        assert await client.categories()
        await client.close()
        assert server.requests[0].path == f"/v3/stores/{DEMO_STORE_ID}/public/categories"


async def test_a_wrong_key_is_not_found(app: AsgiApp) -> None:
    async with FaultServer(app) as server:
        client = await connect(real(server, api_key="sfpk_wrong"), in_memory())
        with pytest.raises(NotFound):
            await client.categories()
        await client.close()


async def test_a_pause_is_told_and_logged(app: AsgiApp, tmp_path: Path) -> None:
    waits: list[float] = []
    log = tmp_path / "etalase.log"
    async with FaultServer(app, reset_after=1) as server:
        server.arm("GET", "/categories$", "s429_text")
        client = await connect(real(server), in_memory(), on_wait=waits.append, log_file=str(log))
        assert await client.categories()
        await client.close()
    assert len(waits) == 2 and waits[0] >= 1 and waits[1] == 0
    assert [line.split()[3] for line in log.read_text().splitlines()] == ["429", "200"]
    assert DEMO_API_KEY not in log.read_text()


def cart_with_token(token: bytes) -> AsgiApp:
    async def app(scope: Any, receive: Any, send: Callable[[Any], Awaitable[None]]) -> None:
        headers = [(b"content-type", b"application/json"), (b"x-scalev-guest-token", token)]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"{}"})

    return app


@pytest.mark.parametrize("token", [b"with space", "é".encode("latin-1"), b"\x01", b"x" * 300])
async def test_a_token_no_header_can_carry_is_not_kept(token: bytes) -> None:
    session = in_memory()
    async with FaultServer(cart_with_token(token)) as server:
        client = await connect(real(server), session)
        await client.cart()
        await client.close()
    assert session.guest_token is None


@pytest.mark.parametrize("token", ["with space", "é", "a\r\nX-Evil: 1", ""])
async def test_a_token_from_a_damaged_file_is_not_sent(app: AsgiApp, token: str) -> None:
    session = in_memory()
    session.guest_token = token
    async with FaultServer(app) as server:
        client = await connect(real(server), session)
        await client.cart()
        await client.close()
        assert "x-scalev-guest-token" not in server.requests[0].headers
    assert session.guest_token and session.guest_token != token


async def test_a_log_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        await connect(DEMO, in_memory(), log_file=str(tmp_path / "nowhere" / "log"))


def test_importing_it_loads_nothing_heavy() -> None:
    heavy = "('httpx', 'pydantic', 'starlette', 'sqlite3')"
    code = f"import sys, app.services.connect; print(*[m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
