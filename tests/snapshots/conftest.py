"""Every snapshot is taken at the same time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ten in the morning in Jakarta, and it stays so."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "WIB-7")
        time.tzset()
        with time_machine.travel(NOW.timestamp(), tick=False):
            yield
    time.tzset()
