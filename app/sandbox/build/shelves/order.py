"""The shelves in the shop's order, and what stands in the window."""

from __future__ import annotations

from itertools import chain, zip_longest

from app.sandbox.build.entry import Shelf
from app.sandbox.build.shelves.batik import BATIK
from app.sandbox.build.shelves.buku import BUKU
from app.sandbox.build.shelves.camilan import CAMILAN
from app.sandbox.build.shelves.dapur import DAPUR
from app.sandbox.build.shelves.kerajinan import KERAJINAN
from app.sandbox.build.shelves.kopi import KOPI
from app.sandbox.build.shelves.paket import PAKET
from app.sandbox.build.shelves.perawatan import PERAWATAN
from app.sandbox.build.shelves.teh import TEH

_WINDOW = [
    "kopi-gayo", "paket-pagi", "kemeja-batik-parang", "cobek-batu", "teh-melati-tegal", "tas-rotan-bulat",
    "sabun-sereh", "teko-blirik", "cokelat-jembrana", "ebook-resep-nusantara", "kain-batik-kawung",
    "langganan-kopi", "hampers-lebaran-sedang", "topeng-panji", "kopi-luwak-liar", "kelas-seduh-kopi",
]  # fmt: skip


def shelves() -> list[Shelf]:
    """All categories, bundles after the products of their shelf."""
    plain = (KOPI, TEH, CAMILAN, BATIK, DAPUR, KERAJINAN, BUKU, PERAWATAN)
    return [Shelf(s.id, s.name, s.full_path, s.prefix, [*s.entries, *PAKET.get(s.name, [])]) for s in plain]


def feed_order(order: list[Shelf]) -> list[str]:
    """Slugs in feed order: first the window, then one from each shelf in turn."""
    slugs = [[entry.slug for entry in shelf.entries] for shelf in order]
    turns = [slug for slug in chain.from_iterable(zip_longest(*slugs)) if slug is not None]
    return [*_WINDOW, *(slug for slug in turns if slug not in _WINDOW)]
