"""Stone, iron, wood and bamboo."""

from __future__ import annotations

from app.sandbox.build.pictures.canvas import Canvas, dark, light, oval, smooth
from app.sandbox.build.pictures.motifs import chilli, leaf, steam


def mortar(c: Canvas, stone: str = "#5c5a5e") -> None:
    c.shadow(50, 88, 40)
    c.oval(50, 52, 43, 15, dark(stone, 0.25))
    bowl = smooth([(7, 52), (14, 72), (32, 87), (50, 88), (68, 87), (86, 72), (93, 52), (50, 60)])
    c.poly(bowl, stone)
    with c.clip(bowl):
        c.poly([(62, 40), (100, 40), (100, 100), (56, 100)], dark(stone, 0.25))
        for k in range(46):
            c.dot(
                8 + (k * 41 % 84), 58 + (k * 23 % 30), 0.9, light(stone, 0.28) if k % 2 else dark(stone, 0.4)
            )
    c.oval(50, 50, 43, 14, light(stone, 0.25))
    c.oval(50, 51, 37, 11, dark(stone, 0.45))
    c.oval(46, 54, 26, 6.5, "#c62a1c")
    c.oval(42, 53, 12, 2.6, "#e8563f")
    chilli(c, 30, 47, 36, -12)
    leaf(c, 22, 51, 22, 200, "#4d9a4a")
    with c.place(64, 32, 1, 42):
        c.rect(42, 14, 58, 62, dark(stone, 0.1), 7)
        c.rect(44, 16, 49, 58, light(stone, 0.3), 2.5)
        c.oval(50, 62, 9.5, 7, dark(stone, 0.2))


def mortar_above(c: Canvas, stone: str = "#5c5a5e") -> None:
    c.oval(51, 54, 44, 44, dark(c.background, 0.3))
    c.oval(50, 51, 44, 44, stone)
    c.oval(50, 50, 40, 40, light(stone, 0.2))
    c.oval(50, 52, 36, 35, dark(stone, 0.4))
    c.blob([(24, 50), (36, 34), (54, 30), (74, 42), (76, 60), (60, 76), (38, 74)], "#c62a1c")
    c.blob([(32, 50), (44, 40), (58, 42), (64, 56), (48, 66)], "#e4553a")
    for k in range(18):
        c.dot(32 + (k * 19 % 38), 40 + (k * 29 % 30), 1.3, "#f9d77e")
    chilli(c, 36, 66, 34, -30)
    with c.place(68, 36, 1.05, 48):
        c.rect(41, 10, 59, 60, dark(stone, 0.05), 8)
        c.rect(44, 13, 49, 55, light(stone, 0.35), 2.5)


def spoons(c: Canvas, wood: str = "#8a4f2a") -> None:
    for turn, kind, shade in ((-38, 0, 0.18), (38, 1, 0.0), (0, 2, 0.08)):
        tone = dark(wood, shade)
        with c.place(50, 54, 0.94, turn):
            c.rect(46.5, 34, 53.5, 94, tone, 3.5)
            c.rect(47.6, 40, 49.6, 92, light(tone, 0.25), 1)
            if kind == 0:
                c.oval(50, 22, 12, 16, tone)
                c.oval(50, 22, 8.5, 12, dark(tone, 0.3))
            elif kind == 1:
                c.poly([(39, 6), (61, 10), (58, 38), (42, 38)], tone)
                c.poly([(41, 9), (46, 10), (46, 36), (43, 36)], light(tone, 0.25))
            else:
                c.oval(50, 18, 14, 14, tone)
                c.oval(50, 18, 10.5, 10.5, dark(tone, 0.35))
                c.arc(50, 18, 7, 7, 200, 290, light(tone, 0.35), 2)


def board(c: Canvas, wood: str = "#b9763c") -> None:
    with c.place(50, 50, 1, -12):
        c.rect(20.5, 28.5, 83, 90, dark(c.background, 0.3), 8)
        c.rect(41, 5, 61, 34, dark(wood, 0.06), 8)
        c.rect(18, 26, 82, 88, wood, 8)
        c.dot(51, 14, 4.2, c.background)
        for y, w in ((38, 44), (50, 30), (62, 50), (74, 36)):
            c.line([(24, y), (24 + w * 0.5, y + 2.5), (24 + w, y)], dark(wood, 0.22), 1.3, curved=True)
        c.line([(23, 83), (77, 83), (77, 31), (23, 31), (23, 83)], dark(wood, 0.28), 1.8)
    with c.place(58, 62, 0.62, 20):
        c.oval(50, 50, 20, 16, "#d93a2b")
        c.oval(50, 50, 16, 12.5, "#f2786a")
        for x, y in ((42, 50), (50, 44), (58, 50), (50, 56)):
            c.oval(x, y, 3, 2.2, "#ffe0a3")


def wok(c: Canvas) -> None:
    steam(c, 52, 32, light(c.background, 0.7), 3, 14, 18)
    for x in (28, 42, 56, 70):
        c.blob([(x - 6, 92), (x - 4, 82), (x, 74), (x + 5, 83), (x + 6, 92)], "#f08a24")
        c.blob([(x - 3, 92), (x, 82), (x + 3, 92)], "#ffd65a")
    for x in (9, 91):
        c.ring(x, 47, 7, 5, "#2a2a2e", 4)
    body = smooth([(8, 44), (18, 66), (36, 79), (50, 80), (64, 79), (82, 66), (92, 44), (50, 50)])
    c.poly(body, "#33343a")
    with c.clip(body):
        c.poly([(60, 30), (100, 30), (100, 100), (56, 100)], "#222328")
    c.oval(50, 44, 42, 11, "#4c4e56")
    c.oval(50, 45, 37, 8.4, "#1d1e22")
    for k in range(26):
        c.oval(
            22 + (k * 37 % 56), 41 + (k * 13 % 8), 3, 1.5, ("#f4dfae", "#e8b04a", "#5fa24a", "#d8432f")[k % 4]
        )


def steamer(c: Canvas, bamboo: str = "#d8a85a") -> None:
    steam(c, 50, 24, light(c.background, 0.8), 3, 15, 16)
    c.shadow(50, 90, 40)
    for top in (62, 38):
        c.poly([*oval(50, top + 20, 38, 9, 0, 180), (12, top), (88, top)], dark(bamboo, 0.1))
        with c.clip([*oval(50, top + 20, 38, 9, 0, 180), (12, top), (88, top)]):
            for x in range(10, 92, 5):
                c.line([(x, top - 5), (x, top + 34)], dark(bamboo, 0.3), 0.9)
            c.rect(0, top + 2, 100, top + 7, light(bamboo, 0.3))
            c.poly(
                [*oval(50, top + 21, 40, 9, 0, 180), *oval(50, top + 15, 40, 9, 180, 0)], dark(bamboo, 0.35)
            )
        c.oval(50, top, 38, 9, light(bamboo, 0.15))
    c.oval(50, 36, 38, 11, light(bamboo, 0.32))
    with c.clip(oval(50, 36, 36, 10)):
        for x in range(0, 100, 8):
            c.line([(x, 20), (x + 24, 50)], dark(bamboo, 0.22), 1.6)
            c.line([(x + 24, 20), (x, 50)], dark(bamboo, 0.1), 1.6)
    c.arc(50, 27, 7, 7, 180, 360, dark(bamboo, 0.4), 3)


def rooster_bowl(c: Canvas) -> None:
    c.shadow(50, 90, 28)
    c.rect(36, 82, 64, 90, "#d9d3c4", 2)
    bowl = smooth([(8, 36), (14, 60), (32, 82), (50, 85), (68, 82), (86, 60), (92, 36), (50, 42)])
    c.poly(bowl, "#fdfaf2")
    with c.clip(bowl):
        c.poly([(66, 30), (100, 30), (100, 100), (56, 100)], "#e6dfcf")
    c.oval(50, 36, 42, 10, "#2f63b5")
    c.oval(50, 36.5, 38.5, 8, "#f3ecdd")
    c.oval(50, 38.5, 32, 5, "#dfd5c0")
    c.blob([(36, 60), (44, 55), (58, 58), (70, 46), (76, 56), (68, 70), (54, 76), (42, 72)], "#1f1d1d")
    c.blob([(64, 58), (74, 44), (82, 48), (80, 62), (70, 70)], "#1f4f3a")
    c.blob([(36, 62), (33, 52), (37, 45), (44, 47), (47, 58), (42, 66)], "#d43a24")
    c.poly([(33, 49), (27, 52), (33, 53)], "#f2b632")
    c.poly([(34, 46), (36, 40), (38, 44), (41, 39), (42, 44), (46, 42), (44, 48)], "#e01f1f")
    c.dot(37, 48.5, 1.2, "#ffffff")
    for x in (50, 57):
        c.line([(x, 75), (x - 1, 81)], "#f2b632", 1.8)


def tray(c: Canvas, wood: str = "#a86a35") -> None:
    """What bundles stand on."""
    c.shadow(50, 90, 44)
    c.rect(5, 80, 95, 90, wood, 4)
    c.rect(5, 86, 95, 90, dark(wood, 0.3), 3)
