"""How far something has come, drawn in cells of text."""

from __future__ import annotations

FULL = "━"
REST = "─"
FIGURE = 5
"""Cells of ` 100%`."""


def cells(percent: int, width: int) -> tuple[str, str]:
    """The part that is done and the rest of it, `width` cells together.

    Something begun shows at least one cell, something unfinished leaves at least one.
    """
    width = max(0, width)
    done = percent * width // 100
    if 0 < percent < 100 and width > 1:
        done = min(max(done, 1), width - 1)
    return FULL * done, REST * (width - done)


def figure(percent: int) -> str:
    """` 40%`, right-aligned in `FIGURE` cells."""
    return f"{f'{percent}%':>{FIGURE}}"
