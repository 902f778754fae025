"""Draws every picture into `data/images`, or a contact sheet to look at.

python -m app.sandbox.build.pictures [--only SLUG] [--sheet FILE.png [--shrink WIDTH HEIGHT]]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from PIL import Image

from app.sandbox.build.pictures.canvas import Canvas
from app.sandbox.build.pictures.gallery import FULL_BLEED, PICTURES

IMAGES = Path(__file__).parents[2] / "data" / "images"


def draw(name: str) -> Image.Image:
    background, drawing = PICTURES[name]
    canvas = Canvas(background)
    with canvas.place(50, 50, 1 if name in FULL_BLEED else 0.87):
        drawing(canvas)
    return canvas.finish()


def sheet(
    names: list[str], shrink: tuple[int, int] | None, cell: int = 160, columns: int = 10
) -> Image.Image:
    """All of them side by side; shrunk to that many pixels first and blown up again when asked."""
    rows = -(-len(names) // columns)
    page = Image.new("RGB", (columns * cell, rows * cell), "#16161a")
    for i, name in enumerate(names):
        picture = draw(name)
        if shrink:
            high = round(480 * shrink[1] / shrink[0])
            top = (480 - min(480, high)) // 2
            small = picture.crop((0, top, 480, 480 - top)).resize(shrink, Image.Resampling.LANCZOS)
            picture = small.resize(
                (cell - 6, round((cell - 6) * shrink[1] / shrink[0])), Image.Resampling.NEAREST
            )
        else:
            picture = picture.resize((cell - 6, cell - 6), Image.Resampling.LANCZOS)
        page.paste(picture, (i % columns * cell + 3, i // columns * cell + 3))
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--shrink", type=int, nargs=2)
    options = parser.parse_args()
    names = [name for name in PICTURES if name.startswith(options.only)]
    if options.sheet:
        sheet(names, tuple(options.shrink) if options.shrink else None).save(options.sheet)
        return
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name in names:
        draw(name).save(IMAGES / f"{name}.webp", quality=82, method=6)


if __name__ == "__main__":
    main()
