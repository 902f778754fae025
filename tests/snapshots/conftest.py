"""Every snapshot is taken at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def standing_clock(in_jakarta: None) -> Iterator[None]:
    """Ten in the morning, and it stays so."""
    with time_machine.travel(NOW.timestamp(), tick=False):
        yield
