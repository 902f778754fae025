"""To another store and back, in one terminal and one process: each with its own session, nothing flickers through."""

from __future__ import annotations

import json
import signal
from pathlib import Path

from app.terminal import MAIN_SCREEN
from tests.e2e.buying import COFFEE, Buyer
from tests.e2e.far_store import far_store
from tests.terminal import Terminal, etalase, home


def test_each_store_has_its_own_cart_and_the_terminal_stays_ours(tmp_path: Path) -> None:
    with far_store() as store:
        names = store.variables
        file = tmp_path / "config/etalase/etalase.toml"
        file.parent.mkdir(parents=True)
        file.write_text(
            'default = "demo"\n[stores.jauh]\ntitle = "Toko Jauh"\n'
            f'base_url = "{names["SCALEV_API_BASE"]}"\n'
            f'store_id = "{names["SCALEV_STORE_UNIQUE_ID"]}"\n'
            f'api_key = "{names["SCALEV_STOREFRONT_API_KEY"]}"\n'
        )
        with Terminal(etalase("--language", "en"), size=(80, 24), env=home(tmp_path)) as terminal:
            buyer = Buyer(terminal, "en")
            buyer.opens()
            process = terminal.process.pid
            buyer.look_at(COFFEE)
            buyer.add(1)
            assert not store.server.requests

            _go(buyer, "up")
            buyer.reads(r"^ Toko Jauh", rf"▌ {COFFEE}")
            assert "Cart" not in terminal.text()
            buyer.look_at(COFFEE)
            buyer.add(1)
            buyer.press("+")
            buyer.press("escape")
            buyer.reads(r"▌")

            _go(buyer, "down")
            buyer.reads(r"^ Warung Nusantara", buyer.cart_words(1))
            assert terminal.process.pid == process
            assert MAIN_SCREEN.encode() not in terminal.output

            # What ends a process ends it here as well, and gives the terminal back.
            terminal.signal(signal.SIGTERM)
            assert terminal.wait_end() == 128 + signal.SIGTERM
            assert MAIN_SCREEN.encode() in terminal.output
        (cart,) = (tmp_path / "state").rglob("demo/cart.json")
        token = json.loads(cart.read_bytes())["guest_token"]
        assert store.server.requests and token
        for request in store.server.requests:
            assert token not in f"{request.path} {request.headers} {request.body!r}"
    kept = sorted(path.parent.name for path in (tmp_path / "state").rglob("cart.json"))
    assert len(kept) == 2 and "demo" in kept


def _go(buyer: Buyer, towards: str) -> None:
    buyer.press("escape", "ctrl+o", ",")
    buyer.reads("‹ Settings")
    buyer.press("t")
    buyer.reads("Another store")
    buyer.press(towards, "enter")
