"""Signed in, in real processes: two at once on one session, killed at the worst moment, a password by a piped link."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

from app.config import load_store
from app.sandbox.server import create_app
from app.services.shop import Shop
from app.session import Session
from tests.e2e.buying import COFFEE, Buyer, open_shop
from tests.e2e.far_store import FarStore, far_store
from tests.sandbox.signing_in import SARI
from tests.terminal import ROOT, Terminal, etalase, home

REFRESH, LOGIN = "/jwt/refresh$", "/auth/login$"
SECONDS = 3.0
"""How long the two look on; a bearer lasts one, so each is renewed several times meanwhile."""


def _store(access_ttl: float = 900) -> object:
    return create_app(None, clock=lambda: datetime.now(UTC), autopay_seconds=None, access_ttl=access_ttl)


async def _sign_in(folder: Path, store: FarStore) -> None:
    shop = Shop(load_store(None, store.variables), Session(folder / "shop", folder / "settings.json"))
    assert await shop.auth.sign_in(*SARI) == "customer"
    await shop.close()


async def _still_signed_in(folder: Path, store: FarStore) -> bool:
    shop = Shop(load_store(None, store.variables), Session(folder / "shop", folder / "settings.json"))
    shop.restore()
    await shop.account.load_profile()
    await shop.close()
    return shop.account.profile is not None


def test_two_processes_on_one_session_never_revoke_it(tmp_path: Path) -> None:
    with far_store(_store(access_ttl=1)) as store:  # type: ignore[arg-type]
        asyncio.run(_sign_in(tmp_path, store))
        command = [sys.executable, "-m", "tests.e2e.window", str(tmp_path), str(SECONDS)]
        windows = [
            subprocess.Popen(
                command,
                cwd=ROOT,
                env={"PATH": "", **store.variables, **home(tmp_path)},
                stdout=subprocess.PIPE,
            )
            for _window in range(2)
        ]
        said = [window.communicate(timeout=60)[0] for window in windows]
        assert [window.returncode for window in windows] == [0, 0]
        assert all(int(words) > 3 for words in said)
        sent = [one.json()["refresh"] for one in store.server.seen("POST", REFRESH)]
        assert len(sent) == len(set(sent)) >= 2
        assert asyncio.run(_still_signed_in(tmp_path, store))


def _signs_in(buyer: Buyer) -> None:
    buyer.press("u")
    buyer.reads("‹ Sign in", r"\bPassword")
    buyer.at_field("E-mail")
    buyer.terminal.type(SARI.email)
    buyer.press("enter")
    buyer.at_field("Password")
    buyer.terminal.type(SARI.password)
    buyer.press("enter")
    buyer.reads("You are signed in as|Wulandari")


def test_killed_between_the_answer_and_the_disk_it_ends_in_a_clean_sign_in(tmp_path: Path) -> None:
    with far_store(_store()) as store:  # type: ignore[arg-type]
        with open_shop(tmp_path, (80, 24), "en", store=store.variables) as buyer:
            buyer.opens()
            _signs_in(buyer)
            buyer.look_at(COFFEE)
            buyer.add(1)
            buyer.leave()
        (kept,) = (tmp_path / "state").rglob("customer.json")
        pair = json.loads(kept.read_bytes())
        assert kept.stat().st_mode & 0o777 == 0o600
        assert pair["access_until"] > 0
        kept.write_text(json.dumps(pair | {"access_until": 0.0}))

        store.server.arm("POST", REFRESH, "timeout", processed=True)
        with open_shop(tmp_path, (80, 24), "en", store=store.variables) as buyer:
            buyer.opens()
            store.received("POST", REFRESH)
            buyer.terminal.signal(signal.SIGKILL)
            buyer.terminal.wait_end()

        with open_shop(tmp_path, (80, 24), "en", store=store.variables) as buyer:
            buyer.reads("Your sign-in has ended", buyer.cart_words(1))
            assert not kept.exists()
            _signs_in(buyer)
            buyer.reads(buyer.cart_words(1))
            buyer.leave()
        assert store.server.count("POST", REFRESH) == 1
        assert store.server.count("POST", LOGIN) == 2


def test_a_password_by_a_piped_link_leaves_no_trace_of_it(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    with far_store(_store()) as store:  # type: ignore[arg-type]
        with open_shop(tmp_path, (80, 24), "en", "--log", str(log), store=store.variables) as buyer:
            buyer.opens()
            buyer.press("u")
            buyer.reads("‹ Sign in")
            buyer.press("ctrl+f")
            buyer.reads("‹ Forgotten password")
            buyer.at_field("E-mail")
            buyer.terminal.type(SARI.email)
            buyer.press("enter")
            buyer.reads("Back to signing in")
            buyer.leave()
        with urllib.request.urlopen(f"{store.server.base_url}/mailbox", timeout=10) as page:
            found = re.search(r'href="([^"]+token=([\w.~-]+))"', page.read().decode())
        assert found
        link, token = found.groups()
        piped = tmp_path / "link"
        piped.write_text(f"{link}\n")

        opened = shlex.join(etalase("open", "-", "--language", "en", "--log", str(log)))
        command = ["sh", "-c", f"{opened} < {shlex.quote(str(piped))}"]
        with Terminal(command, size=(80, 24), env=home(tmp_path, **store.variables)) as terminal:
            buyer = Buyer(terminal, "en")
            buyer.reads("‹ New password")
            piped.unlink()
            for process in Path("/proc").glob("[0-9]*/cmdline"):
                assert token.encode() not in _read(process)
            for process in Path("/proc").glob("[0-9]*/environ"):
                assert token.encode() not in _read(process)
            buyer.at_field("Password")
            terminal.type("melati-pagi-2026")
            buyer.press("enter")
            buyer.reads("‹ Sign in", "Your new password is set")
            buyer.press("ctrl+q")
            assert terminal.wait_end() == 0
            assert token.encode() not in terminal.output  # neither on screen nor in its title
        assert store.server.count("POST", "/save-password$") == 1
        assert b"/save-password" in log.read_bytes()
        left = [file for file in tmp_path.rglob("*") if file.is_file()]
        assert [file for file in left if token.encode() in file.read_bytes()] == []


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
