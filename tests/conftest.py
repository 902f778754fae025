"""What every test shares."""

from __future__ import annotations

import os

import pytest

from app.i18n import set_language

pytest_plugins = ["tests.sandbox_fixtures"]


def pytest_xdist_auto_num_workers() -> int:
    """Two a core: half of what a test does is waiting for a screen or a socket."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture(autouse=True)
def full_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever terminal the tests run in, the shop sees one that can show everything."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def in_english() -> None:
    """Whatever language the test before ended in."""
    set_language("en")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"
