"""When a transfer was made, as a buyer writes it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?!\d)")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})")
_AHEAD = timedelta(minutes=10)
"""A clock may be wrong by that much."""


def written(moment: datetime) -> str:
    """`21-11-2026 14.05`, in the time zone of this machine."""
    return moment.astimezone().strftime("%d-%m-%Y %H.%M")


def read_written(text: str, now: datetime) -> datetime | None:
    """The moment meant, aware, in this machine's time zone; without a day: today. None when it is none, or still to come."""
    text = text.strip()
    local = now.astimezone()
    year, month, day = local.year, local.month, local.day
    if found := _DAY.match(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _ISO_DAY.match(text):
        year, month, day = (int(part) for part in found.groups())
    clock = _CLOCK.fullmatch(text[found.end() :].strip(" ,T") if found else text)
    if clock is None:
        return None
    try:
        moment = datetime(year, month, day, int(clock[1]), int(clock[2])).astimezone()
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment <= local + _AHEAD else None
