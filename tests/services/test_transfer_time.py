"""Times as buyers write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.services.transfer_time import read_written, written

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


pytestmark = pytest.mark.usefixtures("in_jakarta")


def test_what_is_written_can_be_read() -> None:
    assert written(NOW) == "21-11-2026 10.00"
    assert read_written(written(NOW), NOW) == NOW


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("20-11-2026 14.05", datetime(2026, 11, 20, 7, 5, tzinfo=UTC)),
        ("20/11/2026, 14:05", datetime(2026, 11, 20, 7, 5, tzinfo=UTC)),
        ("2026-11-20T14:05", datetime(2026, 11, 20, 7, 5, tzinfo=UTC)),
        ("9.30", datetime(2026, 11, 21, 2, 30, tzinfo=UTC)),
        (" 1.1.2026 00:00 ", datetime(2025, 12, 31, 17, 0, tzinfo=UTC)),
        ("21-11-2026 10.05", datetime(2026, 11, 21, 3, 5, tzinfo=UTC)),
    ],
)
def test_ways_of_writing(text: str, moment: datetime) -> None:
    assert read_written(text, NOW) == moment


@pytest.mark.parametrize(
    "text",
    ["", "now", "21-11-2026", "31-02-2026 10.00", "21-11-2026 25.00", "21-11-2026 23.59", "22-11-2026 01.00",
     "10.00 or so", "21-11-20266 10.00", "99999-1-1 10.00"],
)  # fmt: skip
def test_what_is_no_time_or_still_to_come(text: str) -> None:
    assert read_written(text, NOW) is None
