"""Moments as a shop writes them, in the terminal's time zone; no Babel, because lists draw these often."""

from __future__ import annotations

from datetime import datetime

from app.i18n import N_, _

_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


def parse_moment(text: str) -> datetime | None:
    """An aware datetime from an ISO 8601 text (without an offset: UTC); None when it is none."""
    from datetime import UTC

    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def short_date(text: str) -> str:
    """`20 Nov 14.05`, or empty when `text` is no moment."""
    local = _local(text)
    if local is None:
        return ""
    return f"{local.day} {_(_MONTHS[local.month - 1])} {local.hour:02d}.{local.minute:02d}"


def full_date(text: str) -> str:
    """`20 Nov 2026`, or empty when `text` is no moment."""
    local = _local(text)
    if local is None:
        return ""
    return f"{local.day} {_(_MONTHS[local.month - 1])} {local.year}"


def _local(text: str) -> datetime | None:
    moment = parse_moment(text)
    try:
        return moment.astimezone() if moment is not None else None
    except (OverflowError, OSError, ValueError):
        return None
