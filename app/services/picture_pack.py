"""Small pictures kept between runs in one file, so that the first frame has them with a single read."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from app.services.raster import Raster

FILE = "pictures.pack"
LARGEST = 16 * 1024
"""Bytes of pixels of a picture still kept here: list rows and previews, not the large one of a product."""
MOST_BYTES = 2 * 1024 * 1024

PictureKey = tuple[str, int, int]
"""Address, width, height."""

_MAGIC = b"etalase pictures 1\n"
_HEADER = struct.Struct("<HHH")


def write_pack(pictures: Iterable[tuple[PictureKey, Raster]]) -> bytes:
    """The pictures as a file; given newest last, the newest that fit are kept."""
    records: list[bytes] = []
    size = 0
    for (url, width, height), raster in reversed(list(pictures)):
        address = url.encode()
        if len(raster.rgb) > LARGEST or len(address) > 4096:
            continue
        record = _HEADER.pack(len(address), width, height) + address + raster.rgb
        size += len(record)
        if size > MOST_BYTES:
            break
        records.append(record)
    return _MAGIC + b"".join(reversed(records))


def read_pack(data: bytes) -> dict[PictureKey, Raster]:
    """The pictures in the file, as far as it can be read."""
    found: dict[PictureKey, Raster] = {}
    if not data.startswith(_MAGIC):
        return found
    at = len(_MAGIC)
    while at + _HEADER.size <= len(data):
        length, width, height = _HEADER.unpack_from(data, at)
        at += _HEADER.size
        end = at + length + width * height * 3
        if not width or not height or end > len(data):
            break
        try:
            url = data[at : at + length].decode()
        except UnicodeDecodeError:
            break
        found[url, width, height] = Raster(width, height, data[at + length : end])
        at = end
    return found
