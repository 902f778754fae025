"""Soap, oils, candles, scrubs."""

from __future__ import annotations

from app.sandbox.build.pictures.canvas import Canvas, dark, light, oval, smooth
from app.sandbox.build.pictures.motifs import bean, flower, leaf


def soap(c: Canvas, fill: str, kind: str) -> None:
    """A bar with its paper band; `kind` says what lies beside it."""
    c.shadow(50, 84, 42)
    c.rect(10, 40, 90, 82, dark(fill, 0.25), 10)
    c.rect(10, 34, 90, 74, fill, 10)
    c.rect(16, 38, 84, 43, light(fill, 0.45), 2.5)
    c.rect(36, 33, 64, 82, "#f6ead0")
    c.rect(36, 74, 64, 82, "#dccba4")
    if kind == "coffee":
        bean(c, 50, 54, 24, 30)
        for x, y, t in ((20, 24, 10), (80, 26, 70), (30, 90, 40)):
            bean(c, x, y, 22, t)
        for k in range(24):
            c.dot(14 + (k * 31 % 20) + (k % 2) * 54, 46 + (k * 17 % 26), 1, dark(fill, 0.5))
    else:
        tone = {"lemongrass": "#7fae3c", "moringa": "#2f7d4a", "rice": "#b8453a"}[kind]
        leaf(c, 50, 55, 24, -35, tone)
        for x, y, t in ((18, 26, -40), (82, 26, 220), (30, 22, -20)):
            leaf(c, x, y, 30, t, tone)
    for x, y, r in ((78, 18, 6), (88, 28, 3.6), (68, 22, 3.4), (86, 88, 5), (76, 92, 3)):
        c.ring(x, y, r, r, light(c.background, 0.8), 1.5)


def eucalyptus_sign(c: Canvas) -> None:
    for k, y in enumerate((20, 44, 68)):
        leaf(c, 32, y, 46, 150 + k * 5, "#2f7d4a")
        leaf(c, 68, y, 46, 30 - k * 5, "#4f9a5c")
    c.line([(50, 8), (50, 94)], "#2f5d3a", 4)


def turmeric_sign(c: Canvas) -> None:
    c.blob(
        [(20, 60), (34, 40), (50, 48), (58, 24), (72, 30), (70, 52), (84, 62), (70, 74), (50, 68), (34, 78)],
        "#e08a1e",
    )
    for x, y in ((36, 58), (60, 40), (66, 62)):
        c.arc(x, y, 9, 4, 10, 170, "#9a5410", 3)


def scrub(c: Canvas) -> None:
    """An open jar with yellow paste, frangipani beside."""
    c.shadow(50, 88, 38)
    c.poly([*oval(50, 76, 36, 12, 0, 180), (14, 44), (86, 44)], "#7a4a2a")
    with c.clip([*oval(50, 76, 36, 12, 0, 180), (14, 44), (86, 44)]):
        c.rect(62, 0, 100, 100, "#5f381e")
        c.rect(0, 58, 100, 66, "#e9c27a")
    c.oval(50, 43, 37, 13, "#8f5a34")
    c.oval(50, 42, 32, 10, "#e8a722")
    c.blob([(30, 42), (40, 36), (52, 30), (62, 36), (72, 42), (50, 47)], "#f2bb3c")
    c.oval(47, 36, 8, 2.6, "#ffd976")
    flower(c, 26, 80, 15, "#fff6ea", "#f2b632")
    flower(c, 80, 28, 12, "#ffd9dc", "#f2b632")


def candle(c: Canvas, clay: str = "#b5633a", lit: bool = True) -> None:
    if lit:
        for r, t in ((30, 0.25), (20, 0.45)):
            c.dot(50, 27, r, light(c.background, t * 0.6))
    c.shadow(50, 90, 32)
    cup = smooth([(20, 46), (23, 72), (32, 88), (50, 90), (68, 88), (77, 72), (80, 46), (50, 50)])
    c.poly(cup, clay)
    with c.clip(cup):
        c.poly([(60, 40), (100, 40), (100, 100), (56, 100)], dark(clay, 0.2))
        c.rect(0, 62, 100, 70, light(clay, 0.3))
        for x in range(20, 84, 7):
            c.poly([(x, 70), (x + 3.5, 63), (x + 7, 70)], dark(clay, 0.3))
    c.oval(50, 46, 30, 8.5, dark(clay, 0.25))
    c.oval(50, 46.6, 26, 6.4, "#fff3d6")
    c.line([(50, 46), (50, 36)], "#33251a", 1.8)
    if lit:
        c.blob([(50, 10), (57, 24), (57, 33), (50, 38), (43, 33), (43, 24)], "#f59a23")
        c.blob([(50, 19), (54, 28), (53, 34), (50, 36), (47, 34), (46, 28)], "#ffe98a")


def coconut(c: Canvas) -> None:
    """A half nut and a small bottle."""
    with c.place(70, 44, 0.8):
        c.rect(36, 8, 64, 90, "#f7f4e6", 8)
        c.rect(36, 40, 64, 72, "#3f8a6a")
        c.rect(41, 0, 59, 14, "#8a5a30", 3)
        c.rect(55, 14, 60, 86, "#dcd6bf", 2)
        c.oval(50, 56, 8, 8, "#fffaf0")
    c.shadow(40, 90, 34)
    c.dot(38, 60, 32, "#5a3418")
    for k in range(16):
        c.line([(10 + k * 3.4, 74 + (k % 3) * 4), (14 + k * 3.2, 86)], "#7a4d28", 1.2)
    c.oval(38, 55, 30, 25, "#fffdf4")
    c.oval(38, 55, 21, 17, "#e3eef0")
    c.oval(32, 50, 9, 4, "#ffffff")


def scrubber(c: Canvas, fibre: str = "#a8743a") -> None:
    c.arc(50, 16, 9, 10, 130, 410, "#f1e0b8", 3.6)
    c.dot(51.5, 57.5, 35, dark(c.background, 0.3))
    c.dot(50, 55, 35, fibre)
    for r in (31, 24, 17, 10):
        c.ring(50, 55, r, r, dark(fibre, 0.25 if r % 2 else 0.12), 3.6)
    for k in range(36):
        with c.place(50, 55, 1, k * 10):
            c.line([(50, 84), (51.5, 90)], light(fibre, 0.25), 1.2)
            c.line([(50, 62 + (k % 4) * 6), (50, 66 + (k % 4) * 6)], light(fibre, 0.4), 1.4)


def sample(c: Canvas) -> None:
    c.shadow(50, 76, 26)
    c.rect(26, 40, 74, 74, "#8fbf8a", 6)
    c.rect(26, 36, 74, 66, "#b5dcae", 6)
    c.rect(30, 39, 70, 43, "#ddf2d8", 2)
    leaf(c, 50, 53, 22, -30, "#2f7d4a")


def spa_flower(c: Canvas) -> None:
    """Stones, a flower, still water."""
    for y, w, tone in ((80, 34, "#4c4a50"), (66, 27, "#615e66"), (54, 20, "#78747e")):
        c.oval(50, y + 2, w, 9, dark(tone, 0.4))
        c.oval(50, y, w, 9, tone)
        c.oval(50 - w * 0.3, y - 3, w * 0.35, 2.2, light(tone, 0.3))
    flower(c, 50, 34, 22, "#ffe9ee", "#f2b632")
