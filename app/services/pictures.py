"""Pictures: fetched once, shrunk in a thread, kept as raw RGB in memory and on disk so that a later start draws them at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.signal import Signal

if TYPE_CHECKING:
    from app.services.shop import Shop


@dataclass(frozen=True, slots=True)
class Raster:
    """Pixels for half-block drawing: `rgb` is width*height*3 bytes, row by row; height is even."""

    width: int
    height: int
    rgb: bytes


class PictureService:
    """Gives rasters at once when known, else fetches in the background and emits `changed`."""

    def __init__(self, shop: Shop) -> None:
        self.changed = Signal()

    def get(self, url: str | None, width: int, height: int) -> Raster | None:
        """The picture cropped to fill width x height pixels, if at hand in memory or in the thumbnail cache; never blocks on the network."""
        raise NotImplementedError

    def request(self, url: str | None, width: int, height: int) -> None:
        """Fetch it in the background (a few at a time, newest wish first); a failure is remembered and not tried again in this run."""
        raise NotImplementedError
