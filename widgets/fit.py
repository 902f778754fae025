"""Text in a given number of terminal cells."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, ending in … when something is missing."""
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…"


def fit(text: str, width: int) -> str:
    """`text` in exactly `width` cells."""
    short = cut(text, width)
    return short + " " * (max(0, width) - cell_len(short))


def spread(left: str, right: str, width: int, *, gap: int = 2) -> tuple[str, str]:
    """Two texts at the ends of `width` cells; the left one gives way, then the right one."""
    right = cut(right, width)
    room = width - cell_len(right)
    return fit(left, max(0, room - gap)) + " " * min(gap, room), right
