"""What every test shares."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Iterator
from functools import cache
from hashlib import scrypt
from unittest.mock import patch

import psutil
import pytest
from httpx._config import create_ssl_context
from httpx._transports import default

from app.i18n import set_language
from app.sandbox import passwords

pytest_plugins = ["tests.sandbox_fixtures"]

# Many a test starts a process, and there are the workers: each would compile all it imports anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False


def pytest_xdist_auto_num_workers() -> int:
    """Five for two cores: a test waits now and then for a socket or another process, and each worker has to load everything."""
    return 5 * (os.cpu_count() or 1) // 2


def pytest_configure() -> None:
    # An app is many objects that live as long as its test: looking through them every 700 is a tenth of the time,
    # every 10,000 still a fortieth.
    gc.set_threshold(50_000, 10, 50)


_LEFT_OVER = min(2 << 30, psutil.virtual_memory().total // 10)
"""Bytes of a worker that may belong to tests that are over: to look through them takes seconds."""
_process = psutil.Process()
_kept = [0]


@pytest.fixture(autouse=True)
def nothing_piles_up() -> Iterator[None]:
    """The shop freezes what its start made, for a run is one shop; here the next test begins with another."""
    yield
    # Asked of the system: counting the frozen objects would walk through all of them, a tenth of a second a test.
    if _process.memory_info().rss > _kept[0] + _LEFT_OVER:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        _kept[0] = _process.memory_info().rss


@pytest.fixture(scope="session", autouse=True)
def made_once() -> Iterator[None]:
    """What every client would make or look for anew, though it is the same: certificates, and a library that is not there."""
    with (
        patch.object(default, "create_ssl_context", cache(create_ssl_context)),
        patch.dict(sys.modules, {"sniffio": None}),
    ):
        yield


def _quick_scrypt(password: bytes, *, salt: bytes, n: int, r: int, p: int) -> bytes:
    return scrypt(password, salt=salt, n=2, r=r, p=p)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """The sandbox's digests are meant to cost time; what they are compared with stays what it is."""
    with patch.object(passwords, "scrypt", _quick_scrypt):
        yield


@pytest.fixture(autouse=True)
def full_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever terminal the tests run in, the shop sees one that can show everything."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def in_jakarta(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Western Indonesian time, wherever the tests run."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "WIB-7")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Whatever language the test before ended in."""
    set_language("en")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"
