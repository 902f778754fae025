"""Pixels ready to be drawn."""

from __future__ import annotations

from typing import NamedTuple


class Raster(NamedTuple):
    """Pixels for half-block drawing: `rgb` is width*height*3 bytes, row by row; height is even."""

    width: int
    height: int
    rgb: bytes


def shrunk(source: Raster, width: int, height: int) -> Raster | None:
    """A smaller copy, cropped to fill, by averaging; None when the source is smaller than what is asked for.

    Plain Python, for thumbnails of a few hundred pixels in the first frame, when Pillow is not imported yet.
    """
    if source.width < width or source.height < height or width < 1 or height < 1:
        return None
    scale = min(source.width / width, source.height / height)
    left = (source.width - width * scale) / 2
    top = (source.height - height * scale) / 2
    columns = [_span(left, scale, x) for x in range(width)]
    out = bytearray()
    rgb, line = source.rgb, source.width * 3
    for y in range(height):
        rows = _span(top, scale, y)
        for column in columns:
            red = green = blue = 0
            for row in rows:
                for x in column:
                    at = row * line + x * 3
                    red += rgb[at]
                    green += rgb[at + 1]
                    blue += rgb[at + 2]
            count = len(rows) * len(column)
            out += bytes((red // count, green // count, blue // count))
    return Raster(width, height, bytes(out))


def _span(start: float, scale: float, at: int) -> range:
    first = int(start + at * scale)
    return range(first, max(first + 1, int(start + (at + 1) * scale)))
