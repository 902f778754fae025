"""Shirts, cloths, scarves, bags of cloth."""

from __future__ import annotations

from collections.abc import Callable

from app.sandbox.build.pictures.canvas import Canvas, Points, box, dark, light, smooth
from app.sandbox.build.pictures.motifs import kawung, parang, truntum, zigzag

Fill = Callable[[Canvas], None]
"""Paints the whole square with a pattern."""

SOGAN = ("#5b3317", "#f0d9a8", "#c98a3a")
INDIGO = ("#1c2f5e", "#f3ecd8", "#6f93d2")

_SHIRT: Points = [
    (38, 14), (50, 21), (62, 14), (74, 19), (95, 40), (82, 53), (75, 46), (75, 90), (25, 90), (25, 46), (18, 53), (5, 40),
    (26, 19),
]  # fmt: skip


def shirt(c: Canvas, fill: Fill, trim: str, outline: str) -> None:
    c.poly([(x + 1.5, y + 2.5) for x, y in _SHIRT], dark(c.background, 0.28))
    with c.clip(_SHIRT):
        with c.place(44, 46, 1.0):
            fill(c)
        c.line([(50, 21), (50, 92)], outline, 1.2)
        c.line([(25, 46), (30, 30)], outline, 1.2)
        c.line([(75, 46), (70, 30)], outline, 1.2)
    c.poly([(38, 13), (50, 22), (43, 33), (33, 17)], trim)
    c.poly([(62, 13), (50, 22), (57, 33), (67, 17)], dark(trim, 0.12))
    for y in (40, 53, 66, 79):
        c.dot(50, y, 1.7, light(trim, 0.6))


def shirt_parang(c: Canvas, colours: tuple[str, str, str]) -> None:
    base, line, accent = colours
    shirt(c, lambda k: parang(k, base, line, accent, 15), dark(base, 0.15), dark(base, 0.5))


def folded(c: Canvas, fill: Fill, edge: str) -> None:
    """A folded stack seen a little from above."""
    c.shadow(50, 86, 40)
    for i, y in enumerate((78, 70, 62)):
        c.rect(12, y - 6, 88, y + 6, dark(edge, 0.12 * (i % 2)), 6)
        c.rect(12, y + 3, 88, y + 6, dark(edge, 0.35), 3)
    top = smooth([(16, 22), (50, 20), (84, 22), (88, 56), (50, 60), (12, 56)])
    with c.clip(box(14, 18, 86, 62, 6)):
        fill(c)
        c.poly([(14, 50), (86, 50), (86, 62), (14, 62)], dark(edge, 0.1))
        with c.clip(top), c.place(50, 50, 1):
            fill(c)


def hanging(c: Canvas, fill: Fill, edge: str, fringe: str | None = None) -> None:
    """A cloth over a rod, both ends down."""
    c.rect(6, 11, 94, 16, "#6e4526", 2.5)
    c.dot(7, 13.5, 4, "#50311a")
    c.dot(93, 13.5, 4, "#50311a")
    back = box(56, 14, 84, 74)
    with c.clip(back):
        with c.place(62, 44):
            fill(c)
        c.poly([(56, 14), (62, 14), (62, 74), (56, 74)], dark(edge, 0.5))
    front = box(18, 13, 64, 86, 1)
    c.poly([(x + 1.6, y + 1.5) for x, y in front], dark(c.background, 0.3))
    with c.clip(front):
        fill(c)
        c.rect(18, 13, 64, 16, light(edge, 0.2))
    for x0, x1, y in ((56, 84, 74), (18, 64, 86)):
        if fringe:
            x = x0 + 1.5
            while x < x1:
                c.line([(x, y), (x, y + 7)], fringe, 1.4)
                x += 3.4


def spread(c: Canvas, fill: Fill, edge: str) -> None:
    """Only cloth, with one corner turned back."""
    fill(c)
    c.poly([(100, 58), (58, 100), (100, 100)], c.background)
    c.poly([(100, 58), (58, 100), (62, 64)], light(edge, 0.2))
    c.poly([(100, 58), (62, 64), (58, 100), (66, 69)], dark(edge, 0.2))


def scarf(c: Canvas, fill: Fill, edge: str) -> None:
    """Knotted, two ends hanging."""
    c.shadow(50, 90, 26)
    loop = smooth([(26, 30), (36, 14), (50, 11), (64, 14), (74, 30), (64, 46), (50, 50), (36, 46)])
    inner = smooth([(39, 30), (44, 23), (50, 22), (56, 23), (61, 30), (56, 37), (50, 39), (44, 37)])
    left = [(36, 46), (54, 44), (48, 88), (20, 84)]
    right = [(50, 44), (66, 44), (82, 82), (54, 88)]
    for shape in (right, loop, left):
        with c.clip(shape):
            fill(c)
            if shape is right:
                c.line([(52, 44), (58, 90)], dark(edge, 0.3), 4)
    c.poly(inner, dark(c.background, 0.16))
    c.blob([(40, 40), (50, 36), (62, 40), (62, 52), (50, 55), (39, 51)], dark(edge, 0.12))
    c.line([(45, 42), (47, 50)], light(edge, 0.3), 1.5)
    for k in range(8):
        c.line([(21 + k * 3.6, 84.5 + k * 0.5), (20 + k * 3.6, 91 + k * 0.5)], light(edge, 0.45), 1.3)
        c.line([(56 + k * 3.4, 88 - k * 0.8), (57 + k * 3.4, 94.5 - k * 0.8)], light(edge, 0.45), 1.3)


def ikat(c: Canvas, beast: Callable[[Canvas], None], base: str = "#7d1f1a", blue: str = "#1f2a4f") -> None:
    """Sumba bands: borders of triangles and a row of figures."""
    c.rect(-10, -10, 110, 110, base)
    c.rect(-10, 34, 110, 66, blue)
    for y, colour in ((16, "#e9c27a"), (86, "#e9c27a")):
        c.rect(-10, y - 1.5, 110, y + 1.5, colour)
    for y in (32, 70):
        zigzag(c, y, 8, "#f2e3c4", 8, -8, 108)
    zigzag(c, 12, 8, "#d98b36", 10, -10, 110)
    zigzag(c, 100, 8, "#d98b36", 10, -10, 110)
    for x in (27, 52):
        with c.place(x, 50, 0.27):
            beast(c)
    with c.place(77, 50, 0.27):
        beast(c)


def horse(c: Canvas) -> None:
    c.rect(22, 42, 74, 62, "#f2e3c4", 6)
    for x in (24, 36, 58, 68):
        c.rect(x, 56, x + 7, 92, "#f2e3c4")
    c.poly([(64, 52), (70, 14), (84, 8), (98, 24), (92, 32), (82, 28), (80, 56)], "#f2e3c4")
    c.poly([(24, 46), (6, 40), (4, 72), (14, 70), (16, 54)], "#f2e3c4")
    c.rect(38, 42, 46, 62, "#c65a2a")


def mamuli(c: Canvas) -> None:
    """The Sumba ear ornament."""
    c.oval(50, 44, 34, 36, "#f2c75c")
    c.oval(50, 42, 15, 16, "#1f2a4f")
    c.poly([(44, 46), (56, 46), (54, 92), (46, 92)], "#1f2a4f")
    c.poly([(22, 84), (44, 76), (44, 94), (18, 98)], "#f2c75c")
    c.poly([(78, 84), (56, 76), (56, 94), (82, 98)], "#f2c75c")


def ulos(c: Canvas) -> None:
    c.rect(-10, -10, 110, 110, "#3a1220")
    for x in range(-8, 110, 9):
        c.rect(x, -10, x + 2.2, 110, "#8c2337")
    for y in (24, 76):
        c.rect(-10, y - 9, 110, y + 9, "#f1e6d0")
        for x in range(-8, 110, 8):
            c.poly([(x, y), (x + 4, y - 7), (x + 8, y), (x + 4, y + 7)], "#3a1220")
            c.dot(x + 4, y, 1.7, "#c23b3b")
    c.rect(-10, 40, 110, 43, "#e3b23c")
    c.rect(-10, 57, 110, 60, "#e3b23c")


def tote(c: Canvas, panels: list[Fill], handle: str) -> None:
    """A shopping bag of patches."""
    c.shadow(50, 90, 34)
    c.arc(50, 38, 15, 26, 180, 360, dark(handle, 0.25), 4.5)
    c.arc(50, 40, 19, 27, 180, 360, handle, 5)
    body = smooth([(22, 36), (50, 35), (78, 36), (82, 62), (81, 88), (50, 90), (19, 88), (18, 62)])
    with c.clip(body):
        for i, fill in enumerate(panels):
            wide = 80 / len(panels)
            with c.clip(box(10 + i * wide, 20, 11 + (i + 1) * wide, 100)):
                fill(c)
        for i in range(1, len(panels)):
            at = 10 + i * 80 / len(panels)
            c.rect(at - 0.8, 20, at + 0.8, 100, "#f6ecd4")
        c.rect(0, 33, 100, 41, handle)


def patches(kind: int) -> list[Fill]:
    """Patchwork with that motif first."""
    every: list[Fill] = [
        lambda k: parang(k, *SOGAN, 17),
        lambda k: kawung(k, "#f3e3c0", "#6a3a18", "#c98a3a", 22),
        lambda k: truntum(k, "#1d2d4f", "#f3ecd8", "#e0a33a", 20),
    ]
    return [every[kind], every[(kind + 1) % 3]]


def udeng(c: Canvas, cloth: str, band: str) -> None:
    """A head cloth on a head without a face."""
    c.rect(41, 72, 59, 114, "#a5683e")
    c.blob([(28, 50), (32, 30), (50, 24), (68, 30), (72, 50), (66, 72), (50, 82), (34, 72)], "#c98a5a")
    c.oval(27, 56, 4, 7, "#b87748")
    c.oval(73, 56, 4, 7, "#b87748")
    c.blob(
        [(24, 46), (24, 30), (36, 19), (50, 17), (64, 19), (76, 30), (76, 46), (64, 40), (50, 46), (36, 40)],
        cloth,
    )
    c.blob([(48, 40), (42, 22), (50, 3), (60, 8), (57, 24), (56, 40)], light(cloth, 0.35))
    c.blob([(53, 38), (55, 22), (52, 4), (60, 8), (57, 24), (56, 40)], dark(cloth, 0.14))
    c.blob([(42, 34), (51, 30), (60, 35), (58, 43), (50, 46), (43, 43)], band)
    c.line([(24, 44), (36, 38), (50, 44), (64, 38), (76, 44)], band, 3.2, curved=True)
