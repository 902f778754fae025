"""Pictures in half blocks."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style

from app.services.pictures import Raster
from widgets.picture import half_blocks


def raster(*rows: str) -> Raster:
    """Rows of letters: r, g, b, k (black)."""
    colours = {"r": (248, 0, 0), "g": (0, 248, 0), "b": (0, 0, 248), "k": (0, 0, 0)}
    data = bytes(part for row in rows for letter in row for part in colours[letter])
    return Raster(len(rows[0]), len(rows), data)


def colours(segment: Segment) -> tuple[object, object]:
    style = segment.style
    assert isinstance(style, Style)
    above = tuple(style.color.triplet) if style.color and style.color.triplet else None
    below = tuple(style.bgcolor.triplet) if style.bgcolor and style.bgcolor.triplet else None
    return above, below


def test_two_pixels_a_cell() -> None:
    rows = half_blocks(raster("rg", "bk"))
    assert [segment.text for segment in rows[0]] == ["▀", "▀"]
    assert colours(rows[0][0]) == ((248, 0, 0), (0, 0, 248))
    assert colours(rows[0][1]) == ((0, 248, 0), (0, 0, 0))


def test_equal_neighbours_are_one_segment() -> None:
    (row,) = half_blocks(raster("rrrr", "bbbg"))
    assert [segment.text for segment in row] == ["▀▀▀", "▀"]


def test_the_last_half_line_can_be_left_out() -> None:
    rows = half_blocks(raster("r", "r", "r", "r"), keep=3)
    assert colours(rows[0][0])[1] == (248, 0, 0)
    assert colours(rows[1][0])[1] is None
