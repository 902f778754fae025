"""`etalase setup` in a real terminal: the key is not echoed, Ctrl+C leaves nothing half done, the shop then opens."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import psutil

from app.config import load_store
from app.sandbox import DEMO_API_KEY, DEMO_BUSINESS_KEY, DEMO_STORE_ID
from tests.served import Served, served
from tests.terminal import Terminal, etalase, home

WRONG = "sk_live_mistyped_key"
KEYS = r"/public-api-keys$"


def setup(shop: Served, folder: Path, *given: str, language: str = "en") -> Terminal:
    return Terminal(
        etalase("setup", "--language", language, "--base", shop.server.base_url, *given),
        size=(160, 40),
        env=home(folder, SCALEV_STORE_UNIQUE_ID=DEMO_STORE_ID, SCALEV_STOREFRONT_API_KEY=DEMO_API_KEY),
    )


def asked(terminal: Terminal, question: str) -> None:
    """Until the last thing on screen is the question."""
    terminal.wait(lambda text: re.search(f"(?:{question})$", text.rstrip()), what=question)


def answer(terminal: Terminal, question: str, words: str = "") -> None:
    asked(terminal, question)
    terminal.type(words)
    terminal.press("enter")


def file(folder: Path) -> Path:
    return folder / "config/etalase/etalase.toml"


def nowhere(terminal: Terminal, folder: Path, *secrets: str) -> None:
    """Not on the terminal, not in a file, not in the process list."""
    for secret in secrets:
        assert secret.encode() not in terminal.output
        assert not [one for one in folder.rglob("*") if one.is_file() and secret.encode() in one.read_bytes()]


def seen_by_others(terminal: Terminal) -> str:
    """What others on this machine can see of the running program and of what it started."""
    process = psutil.Process(terminal.process.pid)
    return "".join(f"{one.cmdline()}{one.environ()}" for one in (process, *process.children(recursive=True)))


def interrupt(terminal: Terminal) -> None:
    """Ctrl+C. What comes between a question and the read of its answer is not seen by that read: then once more."""
    terminal.press("ctrl+c")
    end = monotonic() + 5
    while terminal.process.poll() is None and monotonic() < end:
        terminal.pump(0.05)
    if terminal.process.poll() is None:
        terminal.press("ctrl+c")


async def in_terminal(walk: Callable[[], None]) -> None:
    """The store is served on this loop, so the terminal is read in a thread."""
    await asyncio.to_thread(walk)


async def test_a_merchant_connects_a_store_and_opens_it(tmp_path: Path) -> None:
    async with served() as shop:

        def walk() -> None:
            with setup(shop, tmp_path) as terminal:
                answer(terminal, r"Store id \[store_etalasedemo2026\]:")
                answer(terminal, r"Name in etalase.toml \[shop\]:", "a b")
                answer(terminal, r"letters, digits(?s:.*)Name in etalase.toml \[shop\]:", "kopi")
                answer(terminal, r"What buyers see it called \[kopi\]:", "Kopi Kita")
                answer(terminal, r"Business key \(it is not shown\):", WRONG)
                answer(terminal, r"does not know this business key(?s:.*)not shown\):", DEMO_BUSINESS_KEY)
                asked(terminal, r"1  sfpk_dem…(?s:.*)2  make a new one(?s:.*)Which one \[1\]:")
                seen = seen_by_others(terminal)
                assert WRONG not in seen and DEMO_BUSINESS_KEY not in seen
                answer(terminal, r"Which one \[1\]:", "3")
                answer(terminal, r"from 1 to 2(?s:.*)Which one \[1\]:", "2")
                answer(terminal, r"Let in a web page \(Enter for none\):", "https://toko.example/")
                answer(terminal, r"nothing behind it(?s:.*)for none\):", "https://toko.example")
                answer(terminal, r"for none\): https://toko.example\n.*for none\):")
                answer(terminal, r"links to a new password(?s:.*)\[y/N\]", "y")
                assert shop.server.count("POST", "") == 0
                answer(terminal, r"Do that\? \[Y/n\]")
                assert terminal.wait_end() == 0, terminal.text()
                assert "etalase --store kopi" in terminal.text()
                nowhere(terminal, tmp_path, WRONG, DEMO_BUSINESS_KEY)

        await in_terminal(walk)
        assert shop.server.count("POST", KEYS) == 1
        assert shop.server.count("POST", "/allowed-origins$") == 2
        store = load_store("kopi", {}, config_file=file(tmp_path))
        assert (store.title, store.reset_origin) == ("Kopi Kita", "http://localhost:8123")

        def visit() -> None:
            with Terminal(etalase("--store", "kopi", "--language", "en"), env=home(tmp_path)) as terminal:
                terminal.wait("Kopi Kita")
                terminal.wait(r"Rp ?\d")
                terminal.press("ctrl+q")
                terminal.wait_end()

        await in_terminal(visit)
        assert shop.server.seen("GET", "/items$")[-1].headers["x-scalev-storefront-api-key"] == store.api_key


async def test_stopping_says_what_is_left_and_writes_nothing(tmp_path: Path) -> None:
    given = ("--store", "kopi", "--title", "Kopi")

    async with served() as shop:

        def before_anything() -> None:
            with setup(shop, tmp_path, *given) as terminal:
                answer(terminal, r"Store id .*:")
                answer(terminal, r"not shown\):", DEMO_BUSINESS_KEY)
                answer(terminal, r"Which one .*:", "2")
                answer(terminal, r"for none\):")
                answer(terminal, r"\[y/N\]")
                asked(terminal, r"Do that\? .*")
                interrupt(terminal)
                assert terminal.wait_end() == 130
                assert "Stopped." in terminal.text()
                assert "Traceback" not in terminal.text()

        await in_terminal(before_anything)
        assert shop.server.count("POST", "") == 0

        def at_the_key() -> None:
            with setup(shop, tmp_path, *given, "--no-input") as terminal:
                asked(terminal, r"not shown\):")
                interrupt(terminal)
                assert terminal.wait_end() == 130

        await in_terminal(at_the_key)

        def while_it_is_made() -> None:
            with setup(shop, tmp_path, *given, "--no-input", "--public-key", "new") as terminal:
                answer(terminal, r"not shown\):", DEMO_BUSINESS_KEY)
                terminal.wait(lambda _text: shop.server.count("POST", KEYS))
                interrupt(terminal)
                assert terminal.wait_end() == 130
                assert "not known whether a publishable key was made" in " ".join(terminal.text().split())
                assert "Traceback" not in terminal.text()

        shop.server.arm("POST", KEYS, "hold", times=None)
        await in_terminal(while_it_is_made)

        def after_it_was_made() -> None:
            with setup(shop, tmp_path, *given, "--no-input", "--public-key", "new") as terminal:
                answer(terminal, r"not shown\):", DEMO_BUSINESS_KEY)
                terminal.wait(lambda _text: shop.server.count("GET", "/items/count$"))
                interrupt(terminal)
                assert terminal.wait_end() == 130
                text = " ".join(terminal.text().split())
                assert "made and is written nowhere" in text and "--revoke-key" in text
                nowhere(terminal, tmp_path, DEMO_BUSINESS_KEY)

        shop.server.disarm()
        shop.server.arm("GET", "/items/count$", "timeout", times=None)
        await in_terminal(after_it_was_made)
    assert not file(tmp_path).exists()
    assert not list(tmp_path.rglob("*.new"))
