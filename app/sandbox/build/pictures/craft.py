"""Handicraft: bags of vine, puppets, masks, lamps, boats."""

from __future__ import annotations

from math import cos, radians, sin

from app.sandbox.build.pictures.canvas import Canvas, box, dark, light, mix, oval, smooth
from app.sandbox.build.pictures.motifs import kawung, weave


def round_bag(c: Canvas, vine: str = "#b5762f") -> None:
    c.line([(22, 46), (26, 12), (50, 3), (74, 12), (78, 46)], "#4b2b17", 3.6, curved=True)
    c.shadow(50, 94, 26)
    c.dot(50, 58, 36, dark(vine, 0.4))
    with c.clip(oval(50, 57, 34)):
        weave(c, dark(vine, 0.3), vine, 7)
    for r, w in ((34, 4.5), (24, 1.6), (13, 1.6)):
        c.ring(50, 57, r, r, dark(vine, 0.35) if r < 30 else dark(vine, 0.15), w)
    for k in range(12):
        a = radians(k * 30)
        c.line(
            [(50 + cos(a) * 4, 57 + sin(a) * 4), (50 + cos(a) * 12, 57 + sin(a) * 12)], light(vine, 0.45), 2
        )
    c.dot(50, 57, 4, light(vine, 0.5))
    for x in (20, 80):
        c.rect(x - 3, 40, x + 3, 52, "#4b2b17", 2)
    c.rect(46, 19, 54, 30, "#4b2b17", 2)


def round_bag_open(c: Canvas, vine: str = "#b5762f") -> None:
    """The same, open: a batik lining."""
    c.shadow(50, 92, 34)
    c.dot(40, 50, 36, dark(vine, 0.3))
    with c.clip(oval(40, 50, 32)):
        kawung(c, "#f3e3c0", "#7a3b18", "#d49a3f", 17)
    c.ring(40, 50, 34, 34, vine, 5)
    with c.clip(oval(68, 58, 22, 34)):
        weave(c, dark(vine, 0.3), vine, 6)
    c.ring(68, 58, 22, 34, dark(vine, 0.2), 4)


def gunungan(c: Canvas) -> None:
    """The tree of life."""
    c.rect(48.5, 84, 51.5, 98, "#3a1d0e")
    leaf = smooth(
        [(50, 2), (56, 18), (70, 34), (80, 56), (74, 80), (50, 86), (26, 80), (20, 56), (30, 34), (44, 18)]
    )
    c.poly(leaf, "#8a1f17")
    inner = smooth(
        [(50, 10), (55, 22), (67, 37), (75, 56), (70, 76), (50, 81), (30, 76), (25, 56), (33, 37), (45, 22)]
    )
    c.poly(inner, "#e2a93a")
    c.rect(47, 24, 53, 66, "#6b3213")
    for y, w in ((32, 12), (42, 18), (52, 22)):
        for s in (-1, 1):
            c.line([(50, y + 6), (50 + s * w * 0.6, y + 2), (50 + s * w, y - 5)], "#6b3213", 2.4, curved=True)
            c.dot(50 + s * w, y - 6, 4.4, "#2f6b3a")
            c.dot(50 + s * w * 0.55, y - 1, 3.6, "#3f8a4a")
    c.dot(50, 22, 5, "#c5301f")
    c.poly([(34, 76), (34, 64), (50, 54), (66, 64), (66, 76)], "#f7e5b5")
    c.poly([(31, 65), (50, 52), (69, 65), (66, 68), (50, 58), (34, 68)], "#8a1f17")
    c.rect(45, 65, 55, 77, "#6b3213", 1)


def angklung(c: Canvas, bamboo: str = "#d9b15c") -> None:
    c.shadow(50, 91, 42)
    for y in (14, 84):
        c.rect(8, y - 2.5, 92, y + 2.5, dark(bamboo, 0.5), 2)
    for x in (10, 90):
        c.rect(x - 2.5, 8, x + 2.5, 91, dark(bamboo, 0.5), 2)
    for i in range(5):
        x = 22 + i * 14
        top = 22 + i * 6
        for dx, extra in ((-3.2, 0), (3.2, 10)):
            c.rect(x + dx - 2.9, top + extra, x + dx + 2.9, 80, bamboo, 2.6)
            c.rect(x + dx - 1.8, top + extra + 2, x + dx - 0.6, 78, light(bamboo, 0.45), 0.5)
            c.poly([(x + dx - 2.9, top + extra), (x + dx + 2.9, top + extra - 1), (x + dx + 2.9, top + extra + 9)],
                   dark(bamboo, 0.55))  # fmt: skip
            c.rect(x + dx - 2.9, 60, x + dx + 2.9, 62.5, dark(bamboo, 0.4))
        c.rect(x - 7, 77, x + 7, 81.5, dark(bamboo, 0.3), 1.5)


def mask(c: Canvas, face: str, brow: str, fierce: bool = False) -> None:
    c.blob(
        [(16, 44), (18, 20), (34, 8), (50, 4), (66, 8), (82, 20), (84, 44), (70, 30), (50, 24), (30, 30)],
        "#d8a02c",
    )
    for k in range(7):
        a = radians(200 + k * 23.3)
        c.dot(50 + cos(a) * 32, 42 + sin(a) * 31, 4, ("#c0321f", "#1f6f5c")[k % 2])
    c.blob([(22, 44), (28, 30), (50, 24), (72, 30), (78, 44), (74, 68), (62, 86), (50, 94), (38, 86), (26, 68)],
           dark(face, 0.22))  # fmt: skip
    c.blob(
        [
            (24, 43),
            (29, 31),
            (50, 25.5),
            (71, 31),
            (76, 43),
            (72, 66),
            (61, 83),
            (50, 90),
            (39, 83),
            (28, 66),
        ],
        face,
    )
    lift = -5 if fierce else 0
    for s in (-1, 1):
        c.line(
            [(50 + s * 7, 46 - lift), (50 + s * 15, 42 + lift * 0.4), (50 + s * 22, 46 + lift)],
            brow,
            3.2,
            curved=True,
        )
        if fierce:
            c.oval(50 + s * 14, 54, 7.5, 6, "#ffffff")
            c.dot(50 + s * 14, 54, 3.4, "#181010")
        else:
            c.oval(50 + s * 14, 54, 8, 3.4, "#ffffff")
            c.oval(50 + s * 14, 54.4, 3.2, 2.6, "#181010")
            c.arc(50 + s * 14, 54, 8, 3.6, 180, 360, "#181010", 1.6)
    c.blob([(50, 46), (54, 62), (56, 66), (50, 69), (44, 66), (46, 62)], dark(face, 0.16))
    if fierce:
        c.blob([(34, 74), (42, 71), (50, 73), (58, 71), (66, 74), (58, 82), (50, 84), (42, 82)], "#3a0b08")
        c.rect(40, 74, 60, 78, "#ffffff", 1)
        c.line([(30, 71), (42, 68.5), (50, 71), (58, 68.5), (70, 71)], "#181010", 3, curved=True)
    else:
        c.blob(
            [(40, 76), (46, 73.5), (50, 75), (54, 73.5), (60, 76), (54, 80), (50, 81), (46, 80)], "#c0321f"
        )
    c.dot(50, 36, 3.2, "#c0321f" if not fierce else "#f2c230")


def lamp(c: Canvas) -> None:
    """Lit, on a dark ground."""
    for r, t in ((46, 0.08), (38, 0.16), (30, 0.26)):
        c.dot(50, 42, r, _glow(c.background, t))
    c.oval(50, 89, 22, 5, "#5a3a1e")
    c.rect(46, 70, 54, 88, "#7a4f29", 2)
    shade = smooth([(34, 14), (50, 12), (66, 14), (80, 44), (72, 70), (50, 73), (28, 70), (20, 44)])
    c.poly(shade, "#ffdf8a")
    with c.clip(shade):
        c.dot(50, 46, 18, "#fff6d6")
        for x in range(-40, 140, 11):
            c.line([(x, 0), (x + 50, 90)], "#a8691f", 2.2)
            c.line([(x + 50, 0), (x, 90)], "#a8691f", 2.2)
        for y in (16, 70):
            c.rect(0, y - 2.6, 100, y + 2.6, "#7a4a18")


def _glow(base: str, part: float) -> str:
    return mix(base, "#ffc24a", part)


def lamp_shadows(c: Canvas) -> None:
    """What it does to a wall."""
    for k in range(18):
        a, b = radians(k * 20), radians(k * 20 + 11)
        c.poly(
            [(50, 50), (50 + cos(a) * 90, 50 + sin(a) * 90), (50 + cos(b) * 90, 50 + sin(b) * 90)],
            _glow(c.background, 0.3),
        )
    for r in (62, 50, 38):
        c.ring(50, 50, r, r, c.background, 3)
    with c.place(50, 50, 0.62):
        c.dot(50, 50, 42, "#ffdf8a")
        with c.clip(oval(50, 50, 42)):
            weave(c, "#ffe9ad", "#b5762f", 12)
        c.dot(50, 50, 12, "#fffbe8")


def vase(c: Canvas, clay: str, grass: str) -> None:
    for x, y, t in ((40, 12, -10), (50, 4, 2), (60, 10, 12)):
        c.line([(50, 40), (50 + (x - 50) * 0.5, 26), (x, y + 6)], dark(grass, 0.2), 1.6, curved=True)
        with c.place(x, y + 6, 0.9, t):
            c.oval(50, 46, 4.2, 10, grass)
            c.oval(48.6, 44, 1.5, 7, light(grass, 0.4))
    c.shadow(50, 91, 26)
    body = smooth([(43, 32), (50, 31), (57, 32), (55, 42), (70, 56), (74, 72), (66, 88), (50, 91), (34, 88), (26, 72), (30, 56),
                   (45, 42)])  # fmt: skip
    c.poly(body, clay)
    with c.clip(body):
        c.poly([(58, 28), (100, 28), (100, 100), (56, 100), (66, 70)], dark(clay, 0.2))
        for band in (62, 68):
            c.line([(20, band), (50, band + 3.5), (80, band)], light(clay, 0.35), 1.6, curved=True)
        for spot in range(26, 80, 6):
            c.dot(spot, 67.5, 1.3, light(clay, 0.35))
        c.oval(38, 62, 3, 8, light(clay, 0.3))
    c.oval(50, 31.5, 8.5, 2.8, dark(clay, 0.35))


def congklak(c: Canvas, wood: str = "#a5642d") -> None:
    with c.place(50, 52, 1.02, -14):
        c.poly(
            smooth([(4, 50), (14, 36), (50, 32), (86, 36), (96, 50), (86, 66), (50, 70), (14, 66)]),
            dark(wood, 0.35),
        )
        c.poly(smooth([(4, 47), (14, 33), (50, 29), (86, 33), (96, 47), (86, 63), (50, 67), (14, 63)]), wood)
        c.rect(49.3, 29.5, 50.7, 67, dark(wood, 0.3))
        for x in (13, 87):
            c.oval(x, 48, 6.4, 9, dark(wood, 0.45))
            for k in range(4):
                c.oval(x - 2 + (k % 2) * 4, 45 + k * 2.4, 2, 1.5, "#f0dcb0")
        for i in range(5):
            for y in (40, 56):
                at = 27 + i * 11.5
                c.oval(at, y, 5, 5, dark(wood, 0.45))
                for k in range(3):
                    c.oval(at - 1.8 + k * 1.8, y + (k % 2) * 1.8, 1.6, 1.2, "#f0dcb0")


def pinisi(c: Canvas, sea: str, sail: str = "#fdf3dc", sun: str | None = None) -> None:
    if sun:
        c.dot(70, 38, 17, sun)
    c.rect(-5, 78, 105, 105, sea)
    for x in range(-4, 110, 12):
        c.arc(x, 78, 6, 3.5, 180, 360, sea, 3)
    for x in (36, 60):
        c.rect(x - 1, 10, x + 1, 66, "#4b2b17")
    c.poly([(34, 12), (34, 58), (14, 58)], sail)
    c.poly([(38, 16), (56, 24), (56, 58), (38, 58)], dark(sail, 0.08))
    c.poly([(62, 12), (82, 28), (84, 58), (62, 58)], sail)
    c.poly([(11, 30), (33, 10), (16, 58)], dark(sail, 0.14))
    c.poly([(2, 46), (12, 32), (10, 58)], dark(sail, 0.05))
    c.poly([(38, 14), (56, 14), (56, 21)], dark(sail, 0.2))
    c.line([(2, 58), (20, 64)], "#4b2b17", 2)
    hull = [(8, 62), (92, 60), (84, 78), (74, 82), (26, 82)]
    c.poly(hull, "#7a3b1b")
    with c.clip(hull):
        c.rect(0, 66, 100, 69, "#f2d79a")
        c.rect(0, 75, 100, 90, "#54260f")
    c.rect(70, 54, 84, 62, "#a55a2a", 1)
    for x in range(0, 110, 14):
        c.line([(x, 86), (x + 5, 84.5), (x + 10, 86)], light(sea, 0.35), 1.6, curved=True)


def besek(c: Canvas, ribbon: str, tiers: int = 1) -> None:
    """A woven bamboo box with a ribbon: what hampers come in."""
    c.shadow(50, 90, 42)
    tops = (54, 24) if tiers == 2 else (40,)
    for top in tops:
        bottom = top + (36 if tiers == 2 else 50)
        body = box(12, top, 88, min(bottom, 90), 3)
        with c.clip(body):
            weave(c, "#b98a3c", "#e3bf74", 8.4)
            c.rect(70, 0, 100, 100, "#c99b4b")
            with c.clip(box(70, 0, 100, 100)):
                weave(c, "#94692a", "#c49a4d", 8.4)
        c.rect(10, top - 4, 90, top + 7, "#efd396", 3)
        c.rect(10, top + 3, 90, top + 7, "#a87c34", 2)
    c.rect(43, tops[-1] - 4, 57, 90, ribbon)
    c.rect(52, tops[-1] - 4, 57, 90, dark(ribbon, 0.2))
    y = tops[-1] - 5
    c.blob([(50, y), (34, y - 17), (22, y - 8), (32, y + 2)], ribbon)
    c.blob([(50, y), (66, y - 17), (78, y - 8), (68, y + 2)], dark(ribbon, 0.12))
    c.oval(50, y - 1, 6, 5, dark(ribbon, 0.3))
