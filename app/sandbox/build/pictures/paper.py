"""Books, screens, keys, cards."""

from __future__ import annotations

from app.sandbox.build.pictures.canvas import Canvas, box, dark, light, smooth
from app.sandbox.build.pictures.motifs import citrus, house, leaf, mountain, steam


def tablet(c: Canvas) -> None:
    """A cookery book on a screen."""
    c.shadow(50, 91, 30)
    c.rect(19, 8, 81, 92, "#22252b", 7)
    c.rect(24, 14, 76, 86, "#f4b73f", 2)
    steam(c, 50, 42, "#fff4d8", 3, 11, 20)
    c.poly(smooth([(28, 50), (34, 68), (50, 74), (66, 68), (72, 50), (50, 54)]), "#b8321f")
    c.oval(50, 50, 22, 6, "#fff4d8")
    c.oval(50, 50.6, 18, 4.2, "#d9762a")
    leaf(c, 44, 50, 16, -20, "#3f8a4a")
    citrus(c, 58, 49.5, 4, "#4f9a3c", "#a9d46a")
    c.rect(34, 79, 66, 82.5, "#b8321f", 1.5)


def recipe_pages(c: Canvas) -> None:
    c.shadow(50, 84, 44)
    c.poly([(50, 24), (8, 18), (8, 78), (50, 84)], "#fffaf0")
    c.poly([(50, 24), (92, 18), (92, 78), (50, 84)], "#efe4cd")
    citrus(c, 29, 40, 13, "#e08a2b", "#f5b04c")
    for y in (60, 66, 72):
        c.line([(16, y), (42, y + 2)], "#b9a98a", 2)
    for i, y in enumerate(range(30, 76, 7)):
        c.dot(60, y + 1, 1.8, "#c0392b")
        c.line([(65, y), (85 - (i % 3) * 5, y - 2.5)], "#a8987a", 2)
    c.line([(50, 24), (50, 84)], "#c9b994", 1.6)


def colouring(c: Canvas) -> None:
    """Half coloured sheet with crayons."""
    c.rect(17, 11, 77, 88, dark(c.background, 0.3), 2)
    c.rect(15, 8, 75, 85, "#ffffff", 2)
    tones = ("#e4572e", "#f3a712", "#3f88c5", "#44af69")
    with c.clip(box(19, 12, 71, 81)):
        for i in range(3):
            for j in range(4):
                x, y = 28 + i * 18, 22 + j * 18
                for k, turn in enumerate((45, 135, 225, 315)):
                    with c.place(x, y, 0.9, turn):
                        filled = j * 3 + i < 7
                        c.oval(57, 50, 7, 4.6, "#2c2c34")
                        c.oval(57, 50, 5.8, 3.5, tones[(i + j + k) % 4] if filled else "#ffffff")
    for i, tone in enumerate(("#e4572e", "#f3a712", "#3f88c5")):
        with c.place(76 + i * 4, 66 + i * 6, 1, -38 + i * 12):
            c.rect(45, 26, 55, 76, tone, 1.5)
            c.rect(45, 36, 55, 40, dark(tone, 0.35))
            c.poly([(45, 27), (50, 14), (55, 27)], light(tone, 0.35))


def letters(c: Canvas) -> None:
    """A large A, an aksara curl and a key."""
    c.rect(10, 14, 90, 82, "#fdf3dc", 6)
    ink = "#23212b"
    for points in ([(18, 70), (32, 24), (39, 24), (26, 70)], [(36, 24), (43, 24), (58, 70), (48, 70)],
                   [(27, 52), (46, 52), (48, 59), (26, 59)]):  # fmt: skip
        c.poly(points, ink)
    c.line(
        [(62, 40), (62, 62), (68, 66), (72, 60), (71, 42), (77, 38), (82, 42), (82, 66)],
        "#c0392b",
        5,
        curved=True,
    )
    c.ring(36, 84, 9, 9, "#e8b02e", 5)
    c.rect(44, 81.5, 82, 86.5, "#e8b02e", 2)
    c.rect(70, 85, 74, 94, "#e8b02e", 1)
    c.rect(77, 85, 81, 92, "#e8b02e", 1)


def lesson(c: Canvas) -> None:
    """A film about coffee: the play sign over a cup on a screen."""
    c.shadow(50, 90, 34)
    c.rect(44, 74, 56, 86, "#5c6370")
    c.rect(30, 84, 70, 90, "#3f4550", 3)
    c.rect(5, 14, 95, 77, "#23272f", 5)
    c.rect(9, 18, 91, 72, "#e8c48a", 2)
    with c.clip(box(9, 18, 91, 72)):
        c.rect(0, 60, 100, 80, "#8a5a30")
        c.poly(smooth([(24, 34), (28, 56), (50, 62), (72, 56), (76, 34), (50, 36)]), "#fffaf0")
        c.ring(78, 44, 7, 8, "#fffaf0", 4.5)
        c.oval(50, 35, 26, 6, "#4a2412")
    c.dot(50, 46, 16, "#d63a2a")
    c.poly([(45, 37), (45, 55), (60, 46)], "#ffffff")


def certificate(c: Canvas) -> None:
    c.rect(10, 20, 92, 84, dark(c.background, 0.3), 2)
    c.rect(8, 17, 90, 80, "#fffaf0", 2)
    c.line([(13, 22), (85, 22), (85, 75), (13, 75), (13, 22)], "#c89b3c", 2)
    c.rect(30, 30, 68, 35, "#5b3317", 1)
    for y, w in ((44, 26), (51, 20), (58, 24)):
        c.line([(48 - w, y), (48 + w - 6, y)], "#c9b994", 2)
    c.poly([(66, 66), (62, 94), (70, 88), (78, 94), (76, 66)], "#b8321f")
    c.dot(70, 66, 12, "#e8b02e")
    c.dot(70, 66, 8, "#f7d36b")


def book(c: Canvas, cover: str, accent: str) -> None:
    """Standing a little open, a ship and a star on its cover."""
    c.shadow(52, 91, 32)
    c.poly([(26, 12), (82, 10), (84, 88), (28, 92)], "#efe4cd")
    c.poly([(20, 10), (76, 12), (78, 90), (22, 88)], cover)
    c.poly([(20, 10), (29, 10.4), (31, 88.4), (22, 88)], dark(cover, 0.3))
    c.dot(54, 38, 16, accent)
    c.poly([(40, 52), (68, 52), (62, 60), (46, 60)], "#fdf3dc")
    c.poly([(53, 28), (53, 50), (40, 50)], "#fdf3dc")
    c.poly([(55, 24), (68, 50), (55, 50)], "#fdf3dc")
    c.rect(38, 68, 70, 72, accent, 1.5)
    c.rect(44, 76, 64, 79, accent, 1.5)


def open_map(c: Canvas) -> None:
    c.shadow(50, 84, 44)
    c.poly([(50, 24), (8, 18), (8, 78), (50, 84)], "#bfe0e2")
    c.poly([(50, 24), (92, 18), (92, 78), (50, 84)], "#a9d0d4")
    archipelago(c, 0.68, 49, 50, "#c98a3a")
    c.line([(14, 34), (30, 46), (52, 40), (70, 52), (84, 46)], "#c0321f", 2, curved=True)
    c.line([(50, 24), (50, 84)], "#86b4b8", 1.6)


def archipelago(c: Canvas, scale: float, x: float, y: float, fill: str) -> None:
    """Indonesia, very roughly."""
    with c.place(x, y, scale):
        c.blob([(-4, 22), (8, 28), (24, 48), (30, 62), (22, 62), (4, 40)], fill)
        c.blob([(28, 67), (40, 68), (50, 71), (48, 77), (36, 75), (28, 72)], dark(fill, 0.15))
        c.blob([(31, 38), (40, 26), (53, 26), (55, 40), (48, 57), (35, 55)], light(fill, 0.2))
        c.line([(70, 30), (60, 34), (61, 46), (69, 44)], "#b8503a", 5)
        c.line([(61, 46), (60, 60)], "#b8503a", 5)
        c.line([(61, 48), (69, 57)], "#b8503a", 5)
        c.blob([(77, 42), (84, 47), (92, 44), (106, 52), (105, 72), (94, 64), (84, 56)], "#5f8f4a")
        for k in range(5):
            c.oval(54 + k * 6, 74 + (k % 2), 2.6, 1.9, dark(fill, 0.1))
        c.oval(73, 52, 2.2, 1.6, fill)
        c.oval(74, 44, 1.6, 2.6, fill)


def postcards(c: Canvas) -> None:
    for turn, sky, ground, kind in (
        (-16, "#f2a65a", "#b8503a", 0),
        (14, "#8cc6dd", "#3f8a4a", 1),
        (-2, "#f7dca0", "#2f7f8f", 2),
    ):
        with c.place(50, 52, 0.86, turn):
            c.rect(12, 24, 92, 82, dark(c.background, 0.3), 2)
            c.rect(10, 21, 90, 79, "#ffffff", 2)
            with c.clip(box(14, 25, 86, 75)):
                c.rect(0, 0, 100, 100, sky)
                c.rect(0, 60, 100, 100, ground)
                if kind == 2:
                    c.dot(68, 42, 9, "#e4572e")
                    mountain(c, 40, 61, 44, "#5b6f8f", "#ffffff")
                elif kind == 1:
                    house(c, 50, 66, 34, "#7a2f1d", "#e9c27a")
                else:
                    c.dot(50, 58, 14, "#fff1c7")
    with c.place(50, 52, 0.86, -2):
        c.rect(72, 29, 82, 41, "#c0392b", 1)


def poster(c: Canvas) -> None:
    c.rect(9, 17, 95, 88, dark(c.background, 0.3), 1)
    c.rect(6, 13, 94, 85, "#3a2415", 1)
    c.rect(10, 17, 90, 81, "#f7ecd2")
    archipelago(c, 0.68, 49, 46, "#8a4f2a")
    c.rect(30, 70, 70, 74, "#3a2415", 1)


def gift_card(c: Canvas) -> None:
    c.rect(9, 25, 95, 81, dark(c.background, 0.3), 6)
    c.rect(6, 21, 94, 77, "#c0392b", 6)
    c.rect(24, 21, 34, 77, "#f4c542")
    c.blob([(29, 44), (14, 30), (10, 44), (18, 50)], "#f4c542")
    c.blob([(29, 44), (44, 30), (48, 44), (40, 50)], "#e0ad28")
    c.dot(29, 45, 5, "#b9861a")
    for y, w in ((58, 34), (66, 22)):
        c.line([(50, y), (50 + w, y)], "#f7d9d2", 3)


def envelope(c: Canvas) -> None:
    c.rect(10, 27, 93, 83, dark(c.background, 0.3), 3)
    c.rect(8, 23, 91, 79, "#fff7e6", 3)
    c.poly([(8, 79), (42, 50), (58, 50), (91, 79)], "#f0e2c4")
    c.poly([(8, 24), (50, 58), (91, 24)], "#e6d3ab")
    c.poly(
        smooth([(50, 66), (40, 56), (40, 47), (46, 45), (50, 50), (54, 45), (60, 47), (60, 56)]), "#c0321f"
    )
