"""Bags, tins, cups, bottles, pots: coffee and tea."""

from __future__ import annotations

from collections.abc import Callable

from app.sandbox.build.pictures.canvas import Canvas, box, dark, light, oval, smooth
from app.sandbox.build.pictures.motifs import bean, flower, leaf, steam

Sign = Callable[[Canvas], None]
"""Draws on a label, in a square of 100 units that fits it."""


def bag(c: Canvas, body: str, label: str, sign: Sign | None = None, stripe: str | None = None) -> None:
    """A stand-up pouch with a folded top."""
    c.shadow(50, 89, 34)
    shape = smooth(
        [(29, 20), (50, 19.5), (71, 20), (75, 42), (77, 84), (72, 89), (50, 90), (28, 89), (23, 84), (25, 42)]
    )
    c.poly(shape, body)
    with c.clip(shape):
        c.poly([(64, 10), (90, 10), (90, 100), (67, 100)], dark(body, 0.16))
        c.poly([(20, 10), (31, 10), (28, 100), (10, 100)], light(body, 0.14))
        if stripe:
            c.rect(10, 76, 90, 82, stripe)
    c.rect(27, 9, 73, 22, dark(body, 0.3), 2)
    c.rect(27, 9, 73, 14, dark(body, 0.12), 2)
    c.dot(50, 29, 2.6, dark(body, 0.4))
    c.rect(31, 38, 69, 73, label, 4)
    if sign:
        with c.place(50, 55.5, 0.36):
            sign(c)


def tin(
    c: Canvas, body: str, lid: str, label: str, sign: Sign | None = None, band: str | None = None
) -> None:
    c.shadow(50, 88, 32)
    c.poly([*oval(50, 82, 27, 7, 0, 180), (23, 28), (77, 28)], body)
    with c.clip([*oval(50, 82, 27, 7, 0, 180), (23, 28), (77, 28)]):
        c.rect(64, 0, 90, 100, dark(body, 0.18))
        c.rect(27, 0, 31, 100, light(body, 0.25))
        if band:
            c.rect(10, 34, 90, 38, band)
            c.rect(10, 76, 90, 80, band)
    c.oval(50, 28, 28.5, 8, dark(lid, 0.2))
    c.rect(21.5, 20, 78.5, 28, dark(lid, 0.1))
    c.oval(50, 20, 28.5, 8, lid)
    c.oval(50, 19.6, 20, 5, light(lid, 0.18))
    c.oval(50, 57, 18.5, 18.5, label)
    if sign:
        with c.place(50, 57, 0.33):
            sign(c)


def cup(c: Canvas, body: str, drink: str, saucer: str | None = None, hot: bool = True) -> None:
    """From a little above; the drink shows."""
    if hot:
        steam(c, 47, 32, light(c.background, 0.75), 3, 11, 18)
    if saucer:
        c.oval(48, 82, 39, 8, dark(saucer, 0.25))
        c.oval(48, 80, 39, 8, saucer)
    else:
        c.shadow(48, 84, 28)
    c.ring(77, 55, 10, 10.5, dark(body, 0.12), 5)
    shape = smooth([(20, 41), (23, 62), (34, 79), (48, 81), (62, 79), (73, 62), (76, 41), (48, 39)])
    c.poly(shape, body)
    with c.clip(shape):
        c.poly([(58, 36), (90, 36), (90, 90), (50, 90), (62, 66)], dark(body, 0.13))
    c.oval(48, 41, 28, 8.5, light(body, 0.35))
    c.oval(48, 42, 24.5, 6.6, drink)
    c.oval(44, 41.4, 12, 2.2, light(drink, 0.2))


def glass(c: Canvas, drink: str, top: str, bits: list[str]) -> None:
    """A tall glass of something with things floating in it."""
    steam(c, 50, 22, light(c.background, 0.75), 2, 14, 12)
    c.shadow(50, 88, 28)
    shape = [(26, 22), (74, 22), (68, 86), (32, 86)]
    c.poly(shape, light(c.background, 0.55))
    with c.clip(shape):
        c.poly([(20, 32), (80, 32), (70, 82), (30, 82)], drink)
        c.poly([(61, 20), (80, 20), (74, 90), (58, 90)], dark(drink, 0.2))
        c.oval(50, 32, 24, 4.5, top)
        c.poly([(31, 36), (36, 36), (38, 78), (35, 78)], light(drink, 0.35))
    for i, bit in enumerate(bits):
        leaf(c, 40 + i * 11, 34 + (i % 2) * 3, 18, -30 + i * 55, bit)
    c.ring(50, 22, 24, 3.4, light(c.background, 0.85), 1.6)


def beans(c: Canvas, fill: str) -> None:
    """A handful, close."""
    for x, y, size, turn in ((24, 30, 34, 30), (62, 24, 36, -40), (82, 52, 32, 70), (46, 52, 40, 15), (20, 66, 32, -60),
                             (66, 76, 38, 35), (36, 84, 32, 80)):  # fmt: skip
        with c.place(x + 1.5, y + 2.5):
            c.oval(50, 50, size * 0.42, size * 0.4, dark(c.background, 0.25))
        bean(c, x, y, size, turn, fill)


def bottle(c: Canvas, glass_: str, liquid: str, cap: str, label: str, sign: Sign | None = None,
           below: str | None = None, shoulder: float = 34, width: float = 19) -> None:  # fmt: skip
    """`below` is a second layer at the foot of the liquid."""
    c.shadow(50, 90, width + 8)
    w = width
    shape = smooth([(50 - w * 0.42, 17), (50, 16.5), (50 + w * 0.42, 17), (50 + w * 0.46, shoulder - 8),
                    (50 + w, shoulder + 5), (50 + w, 60), (50 + w, 86), (50 + w * 0.8, 90), (50, 90.5), (50 - w * 0.8, 90),
                    (50 - w, 86), (50 - w, 60), (50 - w, shoulder + 5), (50 - w * 0.46, shoulder - 8)])  # fmt: skip
    c.poly(shape, glass_)
    with c.clip(shape):
        c.rect(0, shoulder - 3, 100, 100, liquid)
        if below:
            c.blob([(0, 70), (35, 66), (50, 72), (68, 66), (100, 70), (100, 110), (0, 110)], below)
        c.rect(50 + w * 0.5, 0, 100, 100, dark(liquid, 0.16))
        c.rect(50 - w * 0.78, shoulder + 6, 50 - w * 0.58, 84, light(liquid, 0.4), 1.5)
    c.rect(50 - w * 0.54, 9, 50 + w * 0.54, 20, cap, 2)
    c.rect(50 - w * 0.54, 16, 50 + w * 0.54, 20, dark(cap, 0.2), 1)
    c.rect(50 - w, 50, 50 + w, 76, label)
    c.rect(50 + w * 0.5, 50, 50 + w, 76, dark(label, 0.12))
    if sign:
        with c.place(50, 63, 0.26):
            sign(c)


def dripper(c: Canvas, body: str, coffee: str = "#4a2412") -> None:
    """A cone on a glass pot."""
    c.shadow(48, 90, 30)
    pot = smooth([(34, 56), (48, 55), (62, 56), (70, 74), (66, 88), (48, 90), (30, 88), (26, 74)])
    c.poly(pot, light(c.background, 0.6))
    with c.clip(pot):
        c.rect(0, 72, 100, 100, coffee)
        c.oval(48, 72, 24, 3, light(coffee, 0.22))
    c.ring(74, 74, 8, 10, light(c.background, 0.6), 3.5)
    c.oval(48, 55, 25, 4.6, dark(body, 0.2))
    c.oval(48, 53.4, 25, 4.2, body)
    cone = [(20, 20), (76, 20), (58, 52), (38, 52)]
    c.poly(cone, body)
    with c.clip(cone):
        c.poly([(58, 10), (90, 10), (70, 60), (50, 60)], dark(body, 0.14))
        for x in (30, 40, 50):
            c.line([(x, 20), (x + (48 - x) * 0.5, 52)], dark(body, 0.12), 1.4)
    c.ring(80, 33, 8, 9, dark(body, 0.08), 4.5)
    c.oval(48, 20, 28, 6.5, light(body, 0.3))
    c.oval(48, 21, 23.5, 4.6, coffee)


def teapot(c: Canvas, body: str, accent: str, speckles: bool = False, lid: str | None = None) -> None:
    """Round pot with spout to the left; enamel ones are speckled."""
    lid = lid or body
    c.shadow(52, 87, 34)
    c.arc(74, 55, 15, 19, -75, 80, dark(body, 0.18), 6)
    c.blob([(33, 62), (18, 50), (10, 32), (15, 30), (21, 32), (27, 44), (38, 52)], dark(body, 0.12))
    shape = smooth([(36, 34), (52, 32), (68, 34), (80, 58), (74, 82), (52, 87), (30, 82), (24, 58)])
    c.poly(shape, body)
    with c.clip(shape):
        c.poly([(66, 20), (95, 20), (95, 95), (56, 95), (72, 62)], dark(body, 0.15))
        c.oval(37, 52, 3.4, 9, light(body, 0.35))
        if speckles:
            for i in range(56):
                x, y = 24 + (i * 37 % 56), 36 + (i * 31 % 50)
                c.dot(x, y, 1.0 + (i % 3) * 0.5, accent)
        else:
            c.rect(0, 64, 100, 69, accent)
    c.oval(52, 33.5, 17.5, 4.4, accent if speckles else dark(lid, 0.2))
    c.blob([(36, 32), (42, 23), (52, 20.5), (62, 23), (68, 32), (52, 34.5)], lid)
    c.dot(52, 18.5, 4.2, accent if speckles else dark(lid, 0.25))


def poci(c: Canvas) -> None:
    """The clay pot of Tegal with jasmine beside it."""
    teapot(c, "#b5633a", "#8a4526")
    steam(c, 12, 26, light(c.background, 0.8), 1, 1, 14)
    for x, y, r in ((22, 82, 9), (36, 90, 6), (10, 92, 6)):
        flower(c, x, y, r, "#ffffff", "#f0c33c")


def drip_box(c: Canvas) -> None:
    c.shadow(50, 89, 36)
    for i, colour in enumerate(("#3f7d58", "#b23a2e", "#e08a2b")):
        with c.place(32 + i * 18, 38, 1, -14 + i * 14):
            c.rect(38, 34, 62, 78, colour, 2)
            c.rect(38, 34, 62, 39, dark(colour, 0.25), 1)
            bean(c, 50, 52, 14, 30, "#f5e6c8")
    c.poly([(18, 52), (82, 52), (78, 90), (22, 90)], "#efe0c2")
    c.poly([(62, 52), (82, 52), (78, 90), (60, 90)], "#d8c39b")
    c.rect(18, 49, 82, 55, "#c7a877")
    bean(c, 46, 72, 26, 30)


def monthly_box(c: Canvas) -> None:
    """A parcel with a coffee bag looking out, and an arrow going round."""
    with c.place(50, 40, 0.62):
        bag(c, "#2d5f73", "#f5e6c8", lambda k: bean(k, 50, 50, 80, 30))
    c.shadow(50, 90, 38)
    c.poly([(16, 54), (84, 54), (80, 90), (20, 90)], "#c98f54")
    c.poly([(60, 54), (84, 54), (80, 90), (58, 90)], "#b07a42")
    c.poly([(16, 54), (8, 46), (26, 46), (34, 54)], "#dba768")
    c.poly([(84, 54), (92, 46), (74, 46), (66, 54)], "#a06c38")
    c.arc(50, 72, 12, 12, 200, 480, "#fff4dd", 4)
    c.poly([(35, 62), (41, 75), (30, 74)], "#fff4dd")


def calendar(c: Canvas) -> None:
    c.shadow(50, 88, 34)
    c.rect(20, 20, 80, 86, "#fffaf0", 5)
    with c.clip(box(20, 20, 80, 86, 5)):
        c.rect(20, 20, 80, 38, "#c0392b")
    for x in (34, 66):
        c.rect(x - 2, 14, x + 2, 27, "#5b4636", 2)
    for i in range(5):
        for j in range(3):
            x, y = 28 + i * 11, 48 + j * 13
            if (i, j) == (1, 1):
                continue
            c.dot(x, y, 2.6, "#d9cbb4")
    bean(c, 39, 61, 24, 30)
