"""Spices, snacks, jars."""

from __future__ import annotations

from math import cos, radians, sin

from app.sandbox.build.pictures.canvas import Canvas, box, dark, light, oval, smooth
from app.sandbox.build.pictures.drinks import Sign
from app.sandbox.build.pictures.motifs import bean, chilli, flower, leaf


def jar(c: Canvas, content: str, lid: str, label: str | None = None, sign: Sign | None = None,
        balls: str | None = None) -> None:  # fmt: skip
    """A wide jar; `balls` stacks round biscuits of that colour in it."""
    c.shadow(50, 90, 32)
    shape = box(22, 27, 78, 90, 8)
    c.poly(shape, light(c.background, 0.6))
    with c.clip(box(25, 32, 75, 87, 6)):
        c.rect(0, 0, 100, 100, content)
        if balls:
            for j in range(5):
                for i in range(5):
                    x, y = 27 + i * 13 + (j % 2) * 6, 82 - j * 11.5
                    c.dot(x, y + 1.2, 7.2, dark(balls, 0.3))
                    c.dot(x, y, 6.8, balls)
                    c.dot(x - 2, y - 2.2, 2.2, light(balls, 0.5))
        c.rect(66, 0, 100, 100, dark(balls or content, 0.2)) if not balls else None
        c.rect(29, 34, 32.5, 84, light(content, 0.45), 1.5)
    c.rect(19, 13, 81, 30, lid, 4)
    c.rect(19, 24, 81, 30, dark(lid, 0.2), 3)
    if label:
        c.rect(31, 46, 69, 78, label, 4)
        if sign:
            with c.place(50, 62, 0.32):
                sign(c)


def cloth_lid(c: Canvas, fill: str) -> None:
    """A bit of cloth tied over a jar's lid."""
    c.blob(
        [(18, 31), (24, 14), (50, 9), (76, 14), (82, 31), (70, 29), (60, 33), (50, 29), (40, 33), (30, 29)],
        fill,
    )
    c.line([(24, 23), (50, 25.5), (76, 23)], "#7a4a22", 2.4, curved=True)
    for x, y in ((36, 16), (50, 15), (64, 16), (43, 20), (57, 20)):
        c.dot(x, y, 1.6, light(fill, 0.65))


def ginger(c: Canvas, fill: str = "#d9a15b") -> None:
    c.blob([(16, 60), (26, 46), (38, 50), (40, 30), (52, 26), (57, 44), (70, 36), (84, 44), (78, 58), (64, 62), (62, 78),
            (48, 80), (44, 66), (26, 72)], dark(fill, 0.28))  # fmt: skip
    c.blob([(17, 58), (26, 46), (38, 49), (40, 31), (51, 27), (56, 44), (70, 37), (82, 44), (76, 55), (62, 59), (60, 74),
            (49, 76), (45, 62), (26, 68)], fill)  # fmt: skip
    for x, y in ((30, 56), (48, 40), (68, 48), (54, 66)):
        c.arc(x, y, 7, 3, 20, 160, dark(fill, 0.35), 1.4)


def cinnamon(c: Canvas, fill: str = "#9c5527") -> None:
    c.shadow(50, 86, 36)
    for y, shade in ((76, 0.2), (62, 0.05), (48, 0.25), (35, 0.1)):
        tone = dark(fill, shade)
        c.rect(12, y - 7, 84, y + 7, tone, 4)
        c.rect(14, y - 5.2, 82, y - 2, light(tone, 0.22), 1.5)
        c.oval(85, y, 4.4, 7.2, dark(tone, 0.5))
        c.oval(85.4, y, 2.4, 4.4, light(tone, 0.4))
        c.oval(86, y, 1.1, 2.2, dark(tone, 0.6))
    c.rect(42, 26, 50, 84, "#e9d3a6", 2)
    c.rect(47, 26, 50, 84, "#cdb27d", 1)
    c.blob([(46, 54), (30, 46), (28, 58), (46, 56), (62, 46), (66, 58)], "#f2e2bd")


def nutmeg(c: Canvas) -> None:
    """A split fruit: yellow flesh, red mace, brown nut."""
    c.shadow(50, 88, 34)
    c.blob([(50, 12), (76, 22), (88, 52), (74, 82), (50, 88), (26, 82), (12, 52), (24, 22)], "#d99a2b")
    c.blob([(50, 20), (70, 28), (79, 52), (69, 75), (50, 80), (31, 75), (21, 52), (30, 28)], "#fbe7b0")
    c.oval(50, 51, 20, 26, "#5a2f16")
    for k in range(7):
        with c.place(50, 51, 1, k * 51):
            c.blob([(50, 24), (55, 34), (52, 44), (57, 54), (50, 50), (46, 40), (49, 33)], "#d3311f")
    c.oval(43, 43, 4, 7, "#8a5430")


def snack_bag(c: Canvas, body: str, accent: str, chip: str) -> None:
    """A pillow bag with crimped ends, and a few chips before it."""
    c.shadow(52, 88, 34)
    shape = smooth(
        [(26, 14), (50, 16), (74, 14), (78, 34), (80, 56), (76, 86), (50, 84), (24, 86), (20, 56), (22, 34)]
    )
    c.poly(shape, body)
    with c.clip(shape):
        c.poly([(66, 0), (100, 0), (100, 100), (62, 100), (70, 50)], dark(body, 0.15))
        c.rect(0, 62, 100, 72, accent)
        c.oval(50, 44, 21, 17, light(body, 0.75))
    for x in range(26, 76, 5):
        c.line([(x, 12), (x, 19)], dark(body, 0.3), 1.6)
    round_chip(c, 50, 44, 12, chip)
    round_chip(c, 28, 82, 13, chip)
    round_chip(c, 52, 86, 11, dark(chip, 0.08))


def round_chip(c: Canvas, x: float, y: float, r: float, fill: str) -> None:
    c.oval(x, y + r * 0.12, r * 1.04, r * 0.86, dark(fill, 0.4))
    c.oval(x, y, r, r * 0.82, fill)
    for k in range(9):
        a = radians(k * 77)
        d = r * (0.25 + 0.5 * (k % 3) / 2)
        c.dot(x + cos(a) * d, y + sin(a) * d * 0.8, r * 0.13, light(fill, 0.55))
        c.dot(x + cos(a + 1) * d, y + sin(a + 1) * d * 0.8, r * 0.07, dark(fill, 0.45))


def biscuits(c: Canvas, fill: str = "#f0b84a") -> None:
    """Pineapple biscuits on a plate."""
    c.oval(50, 70, 43, 20, dark(c.background, 0.3))
    c.oval(50, 67, 43, 20, "#fdf6e6")
    c.oval(50, 67, 33, 14, "#eadcc0")
    for x, y in ((30, 64), (50, 68), (70, 64), (40, 54), (60, 54), (50, 42)):
        c.dot(x, y + 1.6, 11.6, dark(fill, 0.35))
        c.dot(x, y, 11, fill)
        c.oval(x - 3, y - 4, 5, 3, light(fill, 0.55))
        c.line([(x, y - 4), (x + 1.5, y - 9)], "#5b3a1b", 2)
        c.dot(x, y - 3.5, 2, "#5b3a1b")


def wrapped(c: Canvas, x: float, y: float, size: float, turn: float, fill: str, stripe: str) -> None:
    """A sweet in twisted paper."""
    with c.place(x, y, size / 100, turn):
        c.poly([(22, 50), (0, 32), (5, 50), (0, 68)], dark(fill, 0.12))
        c.poly([(78, 50), (100, 32), (95, 50), (100, 68)], dark(fill, 0.12))
        body = oval(50, 50, 32, 24)
        c.poly(body, fill)
        with c.clip(body):
            for at in (30, 50, 70):
                c.poly([(at - 6, 20), (at + 3, 20), (at + 8, 80), (at - 1, 80)], stripe)
            c.oval(44, 37, 16, 4, light(fill, 0.5))


def dodol(c: Canvas) -> None:
    wrapped(c, 34, 28, 46, -20, "#d9443a", "#ffe9b8")
    wrapped(c, 70, 42, 46, 30, "#2f8f5b", "#eafbd5")
    wrapped(c, 32, 60, 48, 12, "#e7a52c", "#fff4d1")
    wrapped(c, 66, 76, 48, -16, "#7a3f9a", "#f2dcff")


def crackers(c: Canvas, fill: str = "#f49a8a") -> None:
    """Prawn crackers heaped in a bowl."""
    for x, y, r in ((32, 42, 18), (66, 40, 19), (50, 28, 17), (42, 50, 15), (62, 53, 15)):
        c.blob([(x + cos(radians(k * 40)) * r * (1 if k % 2 else 0.82), y + sin(radians(k * 40)) * r * 0.8) for k in range(9)],
               dark(fill, 0.22))  # fmt: skip
        c.blob([(x + cos(radians(k * 40)) * r * (0.93 if k % 2 else 0.76), y - 1.5 + sin(radians(k * 40)) * r * 0.72)
                for k in range(9)], fill)  # fmt: skip
        c.oval(x - r * 0.2, y - r * 0.25, r * 0.4, r * 0.22, light(fill, 0.5))
    c.shadow(50, 90, 30)
    bowl = smooth([(12, 56), (18, 74), (36, 88), (50, 89), (64, 88), (82, 74), (88, 56), (50, 60)])
    c.poly(bowl, "#2f6f8f")
    with c.clip(bowl):
        c.rect(0, 66, 100, 71, "#f4e4c1")
        c.poly([(64, 40), (100, 40), (100, 100), (54, 100)], dark("#2f6f8f", 0.15))


def sugar(c: Canvas) -> None:
    """A coconut shell heaped with brown sugar, and a wooden spoon."""
    c.shadow(50, 88, 34)
    c.blob([(20, 54), (34, 36), (48, 26), (60, 32), (80, 54), (50, 62)], "#b8742f")
    c.blob([(26, 52), (36, 40), (47, 30), (52, 42), (46, 54)], "#d0914a")
    for k in range(26):
        c.dot(28 + (k * 29 % 46), 40 + (k * 17 % 16), 1.1, "#edc489" if k % 2 else "#8a4f1a")
    c.line([(92, 16), (62, 44)], "#7c4a24", 5)
    c.oval(58, 47, 9, 6, "#8f5a2e")
    shell = smooth([(12, 53), (18, 74), (36, 88), (50, 89), (64, 88), (82, 74), (88, 53), (50, 60)])
    c.poly(shell, "#4a2d18")
    with c.clip(shell):
        for k in range(14):
            c.line([(8 + k * 7, 52), (20 + k * 5, 92)], "#623f24", 1)
    c.arc(50, 53.5, 38, 6, 0, 180, "#f3e3c3", 3)


def chocolate(c: Canvas, wrapper: str, accent: str, bar: str = "#4b2614") -> None:
    """A bar half out of its paper."""
    c.shadow(50, 90, 26)
    with c.place(50, 50, 1, 8):
        c.rect(28, 8, 72, 56, bar, 2)
        for i in range(3):
            for j in range(3):
                x, y = 30 + i * 14, 10 + j * 14
                c.rect(x, y, x + 12, y + 12, light(bar, 0.12), 1.5)
                c.rect(x, y, x + 12, y + 2.5, light(bar, 0.28), 1)
        c.poly(
            [(24, 44), (32, 40), (40, 46), (50, 40), (60, 46), (68, 40), (76, 44), (76, 50), (24, 50)],
            "#e8e4da",
        )
        c.rect(24, 48, 76, 92, wrapper, 2)
        c.rect(62, 48, 76, 92, dark(wrapper, 0.15), 2)
        c.rect(24, 56, 76, 60, accent)
        c.rect(24, 82, 76, 86, accent)
        leaf(c, 50, 71, 26, -30, accent)


def cocoa(c: Canvas) -> None:
    """A pod split open."""
    c.shadow(50, 88, 30)
    with c.place(50, 50, 1, -28):
        c.oval(50, 50, 26, 43, "#c4622a")
        for x in (34, 42, 58, 66):
            c.line([(50 + (x - 50) * 0.3, 10), (x, 50), (50 + (x - 50) * 0.3, 90)], "#98441a", 2, curved=True)
        c.oval(51, 50, 17, 33, "#fbeed2")
        for k in range(7):
            c.oval(46 + (k % 2) * 10, 25 + k * 8.5, 7, 5.4, "#7a4126")
            c.oval(45 + (k % 2) * 10, 24 + k * 8.5, 3.4, 2, "#a9673f")
    leaf(c, 82, 24, 34, -50, "#3f8a4a")


def rendang_pack(c: Canvas) -> None:
    c.shadow(50, 89, 32)
    shape = smooth([(26, 14), (50, 13), (74, 14), (77, 50), (75, 88), (50, 89), (25, 88), (23, 50)])
    c.poly(shape, "#a3241c")
    with c.clip(shape):
        c.rect(0, 10, 100, 24, "#701410")
        c.poly([(66, 0), (100, 0), (100, 100), (66, 100)], "#8a1b15")
        c.oval(50, 92, 46, 32, "#f0b03a")
    c.oval(50, 56, 22, 17, "#fff3d6")
    chilli(c, 46, 52, 40, -20)
    chilli(c, 54, 62, 40, 160)


def rendang_bowl(c: Canvas) -> None:
    c.oval(50, 60, 42, 30, dark(c.background, 0.3))
    c.oval(50, 56, 42, 30, "#f7efe0")
    c.oval(50, 54, 35, 23, "#5b2a12")
    for x, y, r in ((36, 50, 11), (56, 46, 12), (64, 60, 10), (44, 62, 10)):
        c.blob([(x - r, y), (x - r * 0.4, y - r * 0.7), (x + r * 0.7, y - r * 0.5), (x + r, y + r * 0.3), (x, y + r * 0.7)],
               "#8a4620")  # fmt: skip
        c.oval(x - r * 0.2, y - r * 0.3, r * 0.5, r * 0.2, "#c27a3c")
    leaf(c, 72, 44, 30, 20, "#3f8a4a")
    chilli(c, 28, 60, 34, 40)


def ting_ting(c: Canvas) -> None:
    wrapped(c, 50, 36, 78, -14, "#f4c531", "#d2452d")
    wrapped(c, 54, 72, 62, 12, "#f7e3a1", "#3a7d44")


def jasmine_pack(c: Canvas) -> None:
    """A paper packet of tea with large white flowers."""
    c.shadow(50, 89, 30)
    c.rect(24, 16, 76, 89, "#1f7a4d", 2)
    c.rect(62, 16, 76, 89, "#186340", 1)
    c.poly([(24, 18), (50, 10), (76, 18), (76, 28), (24, 28)], "#f0c33c")
    c.rect(24, 78, 76, 83, "#f0c33c")
    flower(c, 44, 50, 19, "#ffffff", "#f0c33c")
    flower(c, 62, 68, 11, "#ffffff", "#f0c33c")
    leaf(c, 34, 70, 24, 140, "#8fd19a")


def powder_sign(c: Canvas) -> None:
    ginger(c)


def roa_sign(c: Canvas) -> None:
    """A fish."""
    c.blob([(14, 50), (34, 32), (60, 34), (76, 48), (60, 66), (34, 68)], "#d7261e")
    c.poly([(72, 49), (94, 32), (88, 50), (94, 68)], "#d7261e")
    c.dot(30, 46, 4.5, "#fff6e0")


def bean_sign(c: Canvas) -> None:
    bean(c, 50, 50, 84, 30)
