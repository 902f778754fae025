"""Pictures: fetched once, shrunk in a thread, kept as raw RGB so that a later start draws them at once."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.api.errors import RateLimited, ServerFault, ShopError, Unreachable
from app.services.picture_pack import FILE, LARGEST, PictureKey, read_pack, write_pack
from app.services.pixels import BadPicture, shrink
from app.services.raster import Raster, shrunk
from app.signal import Signal

if TYPE_CHECKING:
    from app.services.shop import Shop

__all__ = ["PictureService", "Raster"]

_AT_ONCE = 3
_MOST_WAITING = 60
"""Wishes kept; older ones were for rows long scrolled away."""
_LARGEST_DOWNLOAD = 5_000_000
_MEMORY = 6 * 1024 * 1024
"""Bytes of pixels held."""
_LARGEST_SIDE = 1000
_COPIES = 256
"""Files of reduced originals; a new picture takes the place of the old one of its number."""
_TOGETHER = 0.03
"""Seconds in which pictures that arrive are announced together: each announcement repaints."""
_SAVE_AFTER = 1.0


class PictureService:
    """Gives rasters at once when known, else fetches in the background and emits `changed`."""

    def __init__(self, shop: Shop) -> None:
        self.changed = Signal()
        self._shop = shop
        self._known: OrderedDict[PictureKey, Raster] = OrderedDict()
        self._bytes = 0
        self._seeds: Mapping[str, Raster] = {}
        self._unpacked = False
        self._waiting: OrderedDict[str, set[tuple[int, int]]] = OrderedDict()
        """Sizes wanted by address, newest wish last."""
        self._busy: set[str] = set()
        self._failed: dict[str, bool] = {}
        """Addresses that gave no picture; True when it may be different another time."""
        self._workers: set[asyncio.Task[None]] = set()
        self._announcing: asyncio.TimerHandle | None = None
        self._saving: asyncio.TimerHandle | None = None
        self._saver: asyncio.Task[None] | None = None

    @property
    def wanted(self) -> bool:
        """The buyer has not switched pictures off."""
        return self._shop.session.settings.pictures != "off"

    def seed(self, thumbs: Mapping[str, Raster]) -> None:
        """Thumbnails at hand from elsewhere, by address; smaller sizes are made from them."""
        self._seeds = thumbs

    def get(self, url: str | None, width: int, height: int) -> Raster | None:
        """The picture cropped to fill width x height pixels, if at hand in memory or in the thumbnail cache.

        The same object each time; never waits for the network.
        """
        if not url or not self.wanted:
            return None
        if not self._unpacked:
            self._unpack()
        key = (url, width, height)
        raster = self._known.get(key)
        if raster is not None:
            self._known.move_to_end(key)
            return raster
        seed = self._seeds.get(url)
        raster = shrunk(seed, width, height) if seed is not None else None
        if raster is not None:
            self._keep(key, raster)
        return raster

    def request(self, url: str | None, width: int, height: int) -> None:
        """Fetch it in the background, a few at a time, the newest wish first.

        A failure is remembered and not tried again in this run, except after `try_again`.
        """
        if not url or not self.wanted or url in self._failed or (url, width, height) in self._known:
            return
        if not (0 < width <= _LARGEST_SIDE and 0 < height <= _LARGEST_SIDE):
            return
        self._waiting.setdefault(url, set()).add((width, height))
        self._waiting.move_to_end(url)
        while len(self._waiting) > _MOST_WAITING:
            self._waiting.popitem(last=False)
        if len(self._workers) < _AT_ONCE:
            worker = self._shop.spawn(self._work, "pictures", wait=False)
            self._workers.add(worker)
            worker.add_done_callback(self._workers.discard)

    def try_again(self) -> None:
        """Forget failures of the network; pictures that are none stay refused."""
        self._failed = {url: transient for url, transient in self._failed.items() if not transient}

    def close(self) -> None:
        """Stop fetching; thumbnails that have come are still written."""
        self._waiting.clear()
        for worker in self._workers:
            worker.cancel()
        if self._announcing is not None:
            self._announcing.cancel()
        if self._saving is not None:
            self._saving.cancel()
            self._save()

    async def _work(self) -> None:
        while True:
            if not self.wanted:
                self._waiting.clear()  # switched off meanwhile
            url = next((url for url in reversed(self._waiting) if url not in self._busy), None)
            if url is None:
                return
            sizes = self._waiting.pop(url)
            self._busy.add(url)
            try:
                await self._fetch(url, sizes)
            except (ShopError, BadPicture) as error:
                self._failed[url] = isinstance(error, (Unreachable, RateLimited, ServerFault))
                self._waiting.pop(url, None)
            finally:
                self._busy.discard(url)

    async def _fetch(self, url: str, sizes: set[tuple[int, int]]) -> None:
        pixels = await self._from_copy(url, sizes) or await self._download(url, sizes)
        for (width, height), rgb in pixels.items():
            self._keep((url, width, height), Raster(width, height, rgb))
        if self._announcing is None:
            self._announcing = asyncio.get_running_loop().call_later(_TOGETHER, self._announce)

    async def _from_copy(self, url: str, sizes: set[tuple[int, int]]) -> dict[tuple[int, int], bytes] | None:
        name, digest = _copy_name(url)
        stored = await asyncio.to_thread(self._shop.session.read_blob, name)
        if stored is None or not stored.startswith(digest):
            return None
        try:
            return (await asyncio.to_thread(shrink, stored[len(digest) :], sizes))[0]
        except BadPicture:
            return None  # a damaged file: as if it were not there

    async def _download(self, url: str, sizes: set[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
        wire = (await self._shop.client()).wire
        data = await wire.download(url, limit_bytes=_LARGEST_DOWNLOAD)
        pixels, copy = await asyncio.to_thread(shrink, data, sizes)
        name, digest = _copy_name(url)
        await asyncio.to_thread(self._shop.session.write_blob, name, digest + copy)
        return pixels

    def _announce(self) -> None:
        self._announcing = None
        self.changed.emit()

    def _keep(self, key: PictureKey, raster: Raster) -> None:
        old = self._known.pop(key, None)
        self._bytes += len(raster.rgb) - (len(old.rgb) if old is not None else 0)
        self._known[key] = raster
        while self._bytes > _MEMORY and len(self._known) > 1:
            _key, dropped = self._known.popitem(last=False)
            self._bytes -= len(dropped.rgb)
        if len(raster.rgb) <= LARGEST:
            self._save_soon()

    def _unpack(self) -> None:
        self._unpacked = True
        data = self._shop.session.read_blob(FILE)
        for key, raster in read_pack(data).items() if data else ():
            self._known[key] = raster
            self._bytes += len(raster.rgb)

    def _save_soon(self) -> None:
        """Write the thumbnails when for a moment no more have come."""
        if self._shop.session.private:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return  # drawn before there is a loop: the next picture will see to it
        if self._saving is not None:
            self._saving.cancel()
        self._saving = loop.call_later(_SAVE_AFTER, self._save)

    def _save(self) -> None:
        self._saving = None
        if self._saver is None or self._saver.done():
            self._saver = self._shop.spawn(self._write, "thumbnails")
        else:
            self._save_soon()  # one write at a time

    async def _write(self) -> None:
        pictures = list(self._known.items())

        def write() -> None:
            self._shop.session.write_blob(FILE, write_pack(pictures))

        await asyncio.to_thread(write)


def _copy_name(url: str) -> tuple[str, bytes]:
    """The file of a reduced original, and what it begins with when it is this one's."""
    digest = hashlib.blake2b(url.encode("utf-8", "replace"), digest_size=16).digest()
    return f"pictures/{int.from_bytes(digest[:2], 'big') % _COPIES:03d}.jpg", digest
