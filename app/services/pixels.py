"""Picture files of strangers made into pixels. Runs in a thread; Pillow is imported when the first one comes."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 25_000_000
KEPT_SIDE = 480
"""Longest side of the copy kept, in pixels: more than any terminal draws."""
_BACKGROUND = (226, 226, 226)
"""Behind transparent pictures: light, because shops cut their goods out for white pages."""
_FORMATS = ("JPEG", "PNG", "WEBP")


class BadPicture(Exception):
    """Not a picture we draw: another format, too large, cut short or malicious."""


def shrink(data: bytes, sizes: Iterable[tuple[int, int]]) -> tuple[dict[tuple[int, int], bytes], bytes]:
    """RGB pixels for each (width, height), cropped to fill; and a small JPEG copy for sizes wanted later.

    Raises BadPicture, whatever is wrong.
    """
    # Decoders of three formats meet hostile bytes here: whatever they raise is a bad picture, never a crash.
    try:
        picture = _open(data)
        pixels = {size: _fit(picture, size) for size in sizes}
        copy = io.BytesIO()
        picture.save(copy, "JPEG", quality=82)
        return pixels, copy.getvalue()
    except BadPicture:
        raise
    except Exception as error:
        raise BadPicture(type(error).__name__) from None


def _open(data: bytes) -> Image.Image:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    # Said once for the process: the usual way of changing filters for a while is not safe in threads.
    warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
    opened = Image.open(io.BytesIO(data), formats=_FORMATS)
    if opened.width * opened.height > MOST_PIXELS:
        raise BadPicture("size")
    opened.draft("RGB", (KEPT_SIDE, KEPT_SIDE))
    picture: Image.Image = opened
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = _on_background(picture)
    elif picture.mode != "RGB":
        picture = picture.convert("RGB")
    picture.thumbnail((KEPT_SIDE, KEPT_SIDE))
    return ImageOps.exif_transpose(picture)


def _on_background(picture: Image.Image) -> Image.Image:
    from PIL import Image

    picture = picture.convert("RGBA")
    picture.thumbnail((KEPT_SIDE, KEPT_SIDE))
    background = Image.new("RGBA", picture.size, (*_BACKGROUND, 255))
    return Image.alpha_composite(background, picture).convert("RGB")


def _fit(picture: Image.Image, size: tuple[int, int]) -> bytes:
    from PIL import ImageOps

    return ImageOps.fit(picture, size).tobytes()
