"""Batik and woven patterns that fill a region, and small signs used on labels."""

from __future__ import annotations

from math import cos, radians, sin

from app.sandbox.build.pictures.canvas import Canvas, dark, light, oval


def parang(c: Canvas, base: str, line: str, accent: str, step: float = 13) -> None:
    """Slanting waves: rows of leaning S shapes between diagonal bands."""
    c.rect(-30, -30, 130, 130, base)
    with c.place(50, 50, 1, -45):
        rows = int(150 / step) + 2
        for r in range(rows):
            y = -30 + r * step
            c.rect(-60, y - step * 0.09, 160, y + step * 0.09, line)
            for i in range(int(220 / (step * 0.62))):
                x = -60 + i * step * 0.62
                c.blob(
                    [(x, y + step * 0.2), (x + step * 0.34, y + step * 0.28), (x + step * 0.18, y + step * 0.52),
                     (x + step * 0.42, y + step * 0.82), (x + step * 0.06, y + step * 0.78),
                     (x + step * 0.0, y + step * 0.45)],
                    line if i % 2 else accent,
                )  # fmt: skip


def kawung(c: Canvas, base: str, petal: str, heart: str, step: float = 20) -> None:
    """Four petals about a centre, again and again."""
    c.rect(-10, -10, 110, 110, base)
    count = int(120 / step) + 1
    for i in range(-1, count):
        for j in range(-1, count):
            x, y = i * step, j * step
            for turn in (45, 135, 225, 315):
                dx, dy = cos(radians(turn)) * step * 0.34, sin(radians(turn)) * step * 0.34
                with c.place(x + dx, y + dy, step / 20, turn):
                    c.oval(50, 50, 5.6, 3.6, petal)
                    c.oval(50, 50, 2.6, 0.9, heart)
            c.dot(x, y, step * 0.07, heart)
            c.dot(x + step / 2, y, step * 0.07, petal)
            c.dot(x, y + step / 2, step * 0.07, petal)


def truntum(c: Canvas, base: str, star: str, dots: str, step: float = 17) -> None:
    """Small eight-rayed stars on a dark field."""
    c.rect(-10, -10, 110, 110, base)
    for i in range(-1, int(120 / step) + 1):
        for j in range(-1, int(120 / step) + 1):
            x, y = i * step + (j % 2) * step / 2, j * step * 0.9
            for k in range(8):
                a = radians(k * 45)
                c.line([(x, y), (x + cos(a) * step * 0.3, y + sin(a) * step * 0.3)], star, step * 0.07)
            c.dot(x, y, step * 0.1, dots)


def mega_mendung(c: Canvas, base: str, shades: list[str], size: float = 1.0) -> None:
    """Rain clouds in layers, lightest inside."""
    c.rect(-10, -10, 110, 110, base)
    for place in range(140):
        row, column = divmod(place, 7)
        with c.place((column * 48 + row % 2 * 24 - 20) * size, (row * 19 - 20) * size, size):
            for n, shade in enumerate(shades):
                t = 1 - n * 0.21
                c.oval(50, 54, 21 * t, 9.5 * t, shade)
                c.oval(41, 48, 11 * t, 9 * t, shade)
                c.oval(56, 45, 13 * t, 11 * t, shade)
                c.oval(66, 52, 8 * t, 6.5 * t, shade)


def plaid(c: Canvas, base: str, one: str, two: str, step: float = 16) -> None:
    c.rect(-10, -10, 110, 110, base)
    for i in range(-1, 9):
        at = i * step
        c.rect(at, -10, at + step * 0.42, 110, one)
    for i in range(-1, 9):
        at = i * step
        c.rect(-10, at, 110, at + step * 0.2, two)
        c.rect(at + step * 0.66, -10, at + step * 0.76, 110, two)
        for j in range(-1, 9):
            c.rect(j * step, at, j * step + step * 0.42, at + step * 0.2, light(two, 0.35))


def weave(c: Canvas, base: str, strand: str, step: float = 8, x0: float = -10, x1: float = 110) -> None:
    """Basketwork: short bars in a checker of two directions."""
    c.rect(x0, -10, x1, 110, base)
    for i in range(int((x1 - x0) / step) + 1):
        for j in range(int(120 / step) + 1):
            x, y = x0 + i * step, -10 + j * step
            if (i + j) % 2:
                c.rect(x + step * 0.06, y + step * 0.2, x + step * 0.94, y + step * 0.8, strand, step * 0.2)
            else:
                c.rect(
                    x + step * 0.2,
                    y + step * 0.06,
                    x + step * 0.8,
                    y + step * 0.94,
                    light(strand, 0.22),
                    step * 0.2,
                )


def zigzag(
    c: Canvas, y: float, height: float, fill: str, step: float = 8, x0: float = 0, x1: float = 100
) -> None:
    """A band of triangles standing on y."""
    x = x0
    while x < x1:
        c.poly([(x, y), (x + step / 2, y - height), (x + step, y)], fill)
        x += step


def flower(c: Canvas, x: float, y: float, r: float, petal: str, heart: str, petals: int = 5) -> None:
    for k in range(petals):
        a = radians(k * 360 / petals - 90)
        with c.place(x + cos(a) * r * 0.56, y + sin(a) * r * 0.56, r / 10, k * 360 / petals - 90):
            c.oval(50, 50, 5.4, 3.6, dark(petal, 0.08))
            c.oval(50.4, 50, 4.6, 2.9, petal)
    c.dot(x, y, r * 0.24, heart)


def leaf(c: Canvas, x: float, y: float, size: float, turn: float, fill: str, vein: str | None = None) -> None:
    with c.place(x, y, size / 20, turn):
        c.blob([(40, 50), (46, 45.5), (53, 45), (61, 50), (53, 55), (46, 54.5)], fill)
        c.line([(40, 50), (59, 50)], vein or dark(fill, 0.3), 0.8)


def bean(c: Canvas, x: float, y: float, size: float, turn: float, fill: str = "#5a3018") -> None:
    """A coffee bean."""
    with c.place(x, y, size / 20, turn):
        c.oval(50, 50, 10, 7, fill)
        c.oval(49, 48, 8, 4.6, light(fill, 0.14))
        c.line([(40.6, 50.6), (46, 48.6), (53, 51.6), (59.4, 49.6)], dark(fill, 0.55), 1.5, curved=True)


def chilli(c: Canvas, x: float, y: float, size: float, turn: float, fill: str = "#d7261e") -> None:
    with c.place(x, y, size / 20, turn):
        c.blob([(40, 48.4), (46, 46.8), (54, 48), (62, 53), (54, 52.4), (46, 52), (40.5, 51.6)], fill)
        c.line([(44, 48.6), (53, 49.6)], light(fill, 0.4), 0.7)
        c.line([(40.5, 50), (36, 47.5)], "#3d7a35", 1.6)


def mountain(c: Canvas, x: float, y: float, w: float, fill: str, snow: str) -> None:
    """A volcano on its foot at (x, y)."""
    h = w * 0.72
    c.poly([(x - w / 2, y), (x - w * 0.09, y - h), (x + w * 0.09, y - h), (x + w / 2, y)], fill)
    c.poly(
        [(x - w * 0.09, y - h), (x + w * 0.09, y - h), (x + w * 0.2, y - h * 0.68), (x + w * 0.07, y - h * 0.74),
         (x, y - h * 0.6), (x - w * 0.08, y - h * 0.74), (x - w * 0.2, y - h * 0.68)],
        snow,
    )  # fmt: skip


def house(c: Canvas, x: float, y: float, w: float, roof: str, wall: str) -> None:
    """A tongkonan: the boat-shaped roof of Toraja."""
    c.rect(x - w * 0.22, y - w * 0.34, x + w * 0.22, y, wall)
    c.rect(x - w * 0.06, y - w * 0.22, x + w * 0.06, y, roof)
    c.blob(
        [(x - w / 2, y - w * 0.78), (x - w * 0.2, y - w * 0.56), (x + w * 0.2, y - w * 0.56), (x + w / 2, y - w * 0.78),
         (x + w * 0.32, y - w * 0.3), (x, y - w * 0.36), (x - w * 0.32, y - w * 0.3)],
        roof,
    )  # fmt: skip


def citrus(c: Canvas, x: float, y: float, r: float, rind: str, flesh: str) -> None:
    c.dot(x, y, r, rind)
    c.dot(x, y, r * 0.86, light(flesh, 0.6))
    for k in range(8):
        c.poly([(x, y), *[(px, py) for px, py in oval(x, y, r * 0.78, None, k * 45 + 5, k * 45 + 40)]], flesh)


def steam(
    c: Canvas, x: float, y: float, fill: str, count: int = 3, gap: float = 10, height: float = 18
) -> None:
    for i in range(count):
        px = x + (i - (count - 1) / 2) * gap
        c.line(
            [(px, y), (px - 3, y - height * 0.35), (px + 3, y - height * 0.68), (px, y - height)],
            fill,
            2.6,
            curved=True,
        )
