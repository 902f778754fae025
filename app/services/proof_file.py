"""The picture of a transfer as a file on this machine: what it really is, before anything of it is sent.

Runs in a thread. What was checked is what is sent: the bytes are read once.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from app.services.raster import Raster
from app.text import clean

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

LARGEST = 10_485_760
"""Bytes that a proof may have (NOTES section 8)."""

Reason = Literal["missing", "unreadable", "folder", "special", "empty", "too_large", "other_kind", "broken"]
ENDINGS = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
}
_ORIENTATION = 0x0112
_LONGEST_NAME = 60


class BadFile(Exception):
    """A file that cannot be sent, and why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture that may be sent."""

    name: str
    """As it is called here, cleaned for the screen."""
    filename: str
    """As the shop is told: no folder, plain ASCII, the ending of what it is."""
    content_type: str
    width: int
    height: int
    """Pixels, turned the way the picture is looked at."""
    data: bytes = field(repr=False)

    @property
    def digest(self) -> str:
        """The same for the same bytes."""
        return hashlib.sha256(self.data).hexdigest()[:32]


def read_picture(path: Path) -> PictureFile:
    """The file, if it is a JPEG, PNG or WebP by its content and of a size the contract takes. Raises BadFile."""
    data = _read(path)
    content_type = _kind(data)
    width, height = _dimensions(data, content_type)
    name = clean(path.name)
    return PictureFile(name, _plain_name(path.name, content_type), content_type, width, height, data)


def preview(picture: PictureFile, width: int, height: int) -> Raster | None:
    """The whole picture in at most `width` x `height` pixels; None when it is too large or damaged to be drawn."""
    from app.services.pixels import BadPicture, shrink

    scale = min(width / picture.width, height / picture.height)
    across = max(1, min(width, round(picture.width * scale)))
    down = max(2, min(height, round(picture.height * scale)) // 2 * 2)
    try:
        pixels, _copy = shrink(picture.data, [(across, down)])
    except BadPicture:
        return None
    return Raster(across, down, pixels[across, down])


def _read(path: Path) -> bytes:
    try:
        _check(path.stat())  # before it is opened: opening alone sets some devices going
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        # Without O_NONBLOCK a named pipe put there meanwhile would be waited for.
        descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            _check(os.fstat(descriptor))
            data = file.read(LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise BadFile("missing") from None
    except (OSError, ValueError):
        raise BadFile("unreadable") from None
    if not data:
        raise BadFile("empty")
    if len(data) > LARGEST:
        raise BadFile("too_large")
    return data


def _check(found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise BadFile("folder")
    if not stat.S_ISREG(found.st_mode):
        raise BadFile("special")
    if found.st_size > LARGEST:
        raise BadFile("too_large")


def _kind(data: bytes) -> str:
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    raise BadFile("other_kind")


def _dimensions(data: bytes, content_type: str) -> tuple[int, int]:
    """Width and height from the header; no pixel is unpacked, so there is nothing for a bomb to fill."""
    # Any of three decoders may raise anything at a file that only begins like a picture.
    try:
        opened = _opened(data, content_type)
        width, height = opened.size
        # A PNG whose EXIF is not in front of its pixels would be unpacked to find it.
        known = content_type != "image/png" or "exif" in opened.info
        turned = known and opened.getexif().get(_ORIENTATION, 1) in (5, 6, 7, 8)
    except Exception:
        raise BadFile("broken") from None
    if width < 1 or height < 1:
        raise BadFile("broken")
    return (height, width) if turned else (width, height)


def _opened(data: bytes, content_type: str) -> ImageFile:
    # Not Image.open: it refuses by the number of pixels, and a telephone's photo has more than we would draw.
    import io

    if content_type == "image/jpeg":
        from PIL.JpegImagePlugin import JpegImageFile

        return JpegImageFile(io.BytesIO(data))
    if content_type == "image/png":
        from PIL.PngImagePlugin import PngImageFile

        return PngImageFile(io.BytesIO(data))
    from PIL.WebPImagePlugin import WebPImageFile

    return WebPImageFile(io.BytesIO(data))


def _plain_name(name: str, content_type: str) -> str:
    endings = ENDINGS[content_type]
    stem, ending = Path(name).stem, Path(name).suffix
    if ending.lower() not in endings:
        stem, ending = name, endings[0]
    ascii_stem = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", ascii_stem).strip("-")[:_LONGEST_NAME].strip("-")
    return (plain or "transfer") + ending.lower()
