"""A square to draw on, 100 units a side, with curves, clipping and placing; everything is polygons underneath."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import cos, pi, radians, sin

from PIL import Image, ImageColor, ImageDraw

SIDE = 480
_OVER = 3
"""Drawn this many times larger and shrunk at the end: Pillow's polygons have hard edges."""

Point = tuple[float, float]
Points = Sequence[Point]


def mix(one: str, other: str, part: float) -> str:
    """`part` of `other` in `one`: 0 is `one`, 1 is `other`."""
    a, b = ImageColor.getrgb(one), ImageColor.getrgb(other)
    return "#" + "".join(f"{round(x + (y - x) * part):02x}" for x, y in zip(a[:3], b[:3], strict=True))


def dark(colour: str, part: float = 0.2) -> str:
    return mix(colour, "#1a0f08", part)


def light(colour: str, part: float = 0.3) -> str:
    return mix(colour, "#ffffff", part)


def oval(
    cx: float, cy: float, rx: float, ry: float | None = None, start: float = 0, end: float = 360
) -> list[Point]:
    """An ellipse, or the part of it between two angles (degrees, clockwise from the right)."""
    ry = rx if ry is None else ry
    steps = max(8, int(abs(end - start) / 5))
    angles = [radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return [(cx + rx * cos(a), cy + ry * sin(a)) for a in angles]


def box(x0: float, y0: float, x1: float, y1: float, r: float = 0) -> list[Point]:
    """A rectangle with corners rounded by `r`."""
    if r <= 0:
        return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    corners = ((x1 - r, y0 + r, 270), (x1 - r, y1 - r, 0), (x0 + r, y1 - r, 90), (x0 + r, y0 + r, 180))
    return [p for cx, cy, a in corners for p in oval(cx, cy, r, r, a, a + 90)]


def smooth(points: Points, closed: bool = True) -> list[Point]:
    """A Catmull-Rom curve through the points."""
    n = len(points)
    out: list[Point] = []
    for i in range(n if closed else n - 1):
        p0, p1, p2, p3 = (
            points[j % n] if closed else points[min(max(j, 0), n - 1)] for j in (i - 1, i, i + 1, i + 2)
        )
        for k in range(10):
            t = k / 10
            out.append((_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t)))
    if not closed:
        out.append(points[-1])
    return out


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


class Canvas:
    """Units are hundredths of the side, y downwards; `place` changes what they mean."""

    def __init__(self, background: str, halo: float = 0.16) -> None:
        self.background = background
        side = SIDE * _OVER
        self._image = Image.new("RGB", (side, side), background)
        self._draw = ImageDraw.Draw(self._image)
        self._unit = side / 100
        self._matrix = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
        if halo:
            self.oval(50, 50, 43, 43, light(background, halo))

    def finish(self) -> Image.Image:
        return self._image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)

    def _pixels(self, points: Points) -> list[Point]:
        a, b, c, d, e, f = self._matrix
        u = self._unit
        return [((a * x + b * y + c) * u, (d * x + e * y + f) * u) for x, y in points]

    def poly(self, points: Points, fill: str) -> None:
        self._draw.polygon(self._pixels(points), fill=fill)

    def oval(self, cx: float, cy: float, rx: float, ry: float | None, fill: str) -> None:
        self.poly(oval(cx, cy, rx, ry), fill)

    def dot(self, cx: float, cy: float, r: float, fill: str) -> None:
        self.poly(oval(cx, cy, r), fill)

    def rect(self, x0: float, y0: float, x1: float, y1: float, fill: str, r: float = 0) -> None:
        self.poly(box(x0, y0, x1, y1, r), fill)

    def blob(self, points: Points, fill: str) -> None:
        self.poly(smooth(points), fill)

    def line(self, points: Points, fill: str, width: float, curved: bool = False) -> None:
        """A stroke with round ends and joints."""
        path = smooth(points, closed=False) if curved else list(points)
        a, b, *_ = self._matrix
        w = width * self._unit * (a * a + b * b) ** 0.5
        pixels = self._pixels(path)
        self._draw.line(pixels, fill=fill, width=max(1, round(w)), joint="curve")
        for x, y in (pixels[0], pixels[-1]):
            self._draw.ellipse((x - w / 2, y - w / 2, x + w / 2, y + w / 2), fill=fill)

    def ring(self, cx: float, cy: float, rx: float, ry: float, fill: str, width: float) -> None:
        self.line(oval(cx, cy, rx, ry), fill, width)

    def arc(
        self, cx: float, cy: float, rx: float, ry: float, start: float, end: float, fill: str, w: float
    ) -> None:
        self.line(oval(cx, cy, rx, ry, start, end), fill, w)

    def shadow(self, cx: float, cy: float, rx: float, ry: float = 3.5) -> None:
        """Where a thing stands."""
        self.oval(cx, cy, rx, ry, dark(self.background, 0.28))

    @contextmanager
    def clip(self, points: Points) -> Iterator[None]:
        """What is drawn inside shows only within the shape."""
        mask = Image.new("L", self._image.size, 0)
        ImageDraw.Draw(mask).polygon(self._pixels(points), fill=255)
        below = self._image
        self._image = below.copy()
        self._draw = ImageDraw.Draw(self._image)
        try:
            yield
        finally:
            below.paste(self._image, mask=mask)
            self._image = below
            self._draw = ImageDraw.Draw(below)

    @contextmanager
    def place(self, x: float, y: float, scale: float = 1, turn: float = 0) -> Iterator[None]:
        """Inside, the middle (50, 50) is at (x, y), and everything is scaled and turned (degrees) about it."""
        before = self._matrix
        c, s = cos(turn * pi / 180) * scale, sin(turn * pi / 180) * scale
        a2, b2, c2 = c, -s, x - c * 50 + s * 50
        d2, e2, f2 = s, c, y - s * 50 - c * 50
        a, b, cc, d, e, f = before
        self._matrix = (
            a * a2 + b * d2, a * b2 + b * e2, a * c2 + b * f2 + cc,
            d * a2 + e * d2, d * b2 + e * e2, d * c2 + e * f2 + f,
        )  # fmt: skip
        try:
            yield
        finally:
            self._matrix = before
