"""A shop whose client is a plain object, for the services of browsing."""

from __future__ import annotations

import asyncio
import io
from collections import defaultdict
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

from PIL import Image

from app.api.client import StorefrontClient
from app.api.errors import NotFound, ShopError
from app.api.models.catalog import Bundle, Card, Category, Pricing, Product
from app.api.models.locations import City, Location, PostalCode, Province
from app.api.pages import Page
from app.config import StoreConfig
from app.services.shop import Shop
from app.session import Session


def card(number: int, **extra: Any) -> dict[str, Any]:
    """A feed card as the store sends it."""
    return {
        "id": number,
        "entity_type": "product",
        "slug": f"barang-{number}",
        "name": f"Barang {number}",
        "price_range": {"min": number * 1000, "max": number * 1000},
        "in_stock": True,
        "taxonomy": {"id": number % 2, "name": f"Rak {number % 2}"},
        "created_at": f"2025-01-01T00:00:{number % 60:02}Z",
        **extra,
    }


def picture_file(
    kind: str = "PNG", size: tuple[int, int] = (40, 30), colour: Any = (200, 30, 30), mode: str = "RGB"
) -> bytes:
    """A picture of one colour as a file."""
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind)
    return out.getvalue()


class FakeWire:
    """Serves `files` by address and counts."""

    def __init__(self) -> None:
        self.files: dict[str, bytes | ShopError] = {}
        self.asked: list[str] = []

    async def download(self, url: str, limit_bytes: int) -> bytes:
        self.asked.append(url)
        await asyncio.sleep(0)
        found = self.files.get(url, NotFound())
        if isinstance(found, ShopError):
            raise found
        assert len(found) <= limit_bytes
        return found


class FakeClient:
    """The operations of browsing over `cards`; `calls` says what was asked, `fail` what goes wrong next."""

    def __init__(self) -> None:
        self.cards: list[dict[str, Any]] = []
        self.per_page: int | None = None
        """None: as many as are asked for."""
        self.groups: list[dict[str, Any]] = [{"id": 0, "name": "Rak 0"}, {"id": 1, "name": "Rak 1"}]
        self.calls: list[str] = []
        self.fail: dict[str, list[ShopError]] = defaultdict(list)
        self.hold: asyncio.Event | None = None
        """Set: nothing is answered before it is."""
        self.subdistrict_pages: list[list[str]] = [["Menteng", "Gambir"], ["Senen"]]
        self.wire = FakeWire()

    async def _called(self, name: str, *details: object) -> None:
        self.calls.append(" ".join([name, *map(str, details)]))
        if self.hold is not None:
            await self.hold.wait()
        await asyncio.sleep(0)
        if self.fail[name]:
            raise self.fail[name].pop(0)

    async def items(
        self, page_size: int | None = None, *, start: str | None = None
    ) -> AsyncIterator[Page[Card]]:
        at = int(start or 0)
        while True:
            await self._called("items", at, page_size)
            size = self.per_page or page_size or 20
            rows = [Card.model_validate(raw) for raw in self.cards[at : at + size]]
            at += size
            more = at < len(self.cards)
            yield Page(rows, str(at) if more else None)
            if not more:
                return

    async def item_count(self) -> int | None:
        await self._called("item_count")
        return len(self.cards)

    async def categories(self) -> list[Category]:
        await self._called("categories")
        return [Category.model_validate(raw) for raw in self.groups]

    async def product(self, slug: str) -> Product:
        await self._called("product", slug)
        return Product.model_validate({"id": 1, "slug": slug})

    async def bundle(self, slug: str) -> Bundle:
        await self._called("bundle", slug)
        return Bundle.model_validate({"id": 1, "slug": slug})

    async def pricing(self, variant_ids: list[int]) -> list[Pricing]:
        await self._called("pricing", *variant_ids)
        rows = ({"variant_id": i, "price": i * 10, "available": True} for i in variant_ids if i < 900)
        return [Pricing.model_validate(row) for row in rows]

    async def locations(self, search: str, page_size: int = 50) -> AsyncIterator[Page[Location]]:
        await self._called("locations", search)
        yield Page([_location(1, "Menteng"), _location(2, "")], "more")
        raise AssertionError("a second page was asked for")

    async def provinces(self) -> list[Province]:
        await self._called("provinces")
        return [Province(province_id=31, province_name="DKI Jakarta")]

    async def cities(self, province_id: int) -> list[City]:
        await self._called("cities", province_id)
        return [City(city_id=3171, city_name="Jakarta Pusat")]

    async def subdistricts(self, city_id: int) -> AsyncIterator[Page[Location]]:
        for number, names in enumerate(self.subdistrict_pages):
            await self._called("subdistricts", city_id, number)
            yield Page([_location(number * 10 + i, name) for i, name in enumerate(names)], None)

    async def postal_codes(self, location_id: int) -> list[PostalCode]:
        await self._called("postal_codes", location_id)
        codes = ("10310", "", "10310", "10320")
        return [PostalCode.model_validate({"postal_code": code}) for code in codes]

    async def close(self) -> None:
        """Nothing to close."""


def _location(number: int, name: str) -> Location:
    return Location.model_validate(
        {
            "id": number,
            "subdistrict_name": name,
            "city_name": "Jakarta Pusat",
            "province_name": "DKI Jakarta",
            "display": f"Daerah {number}",
        }
    )


def make_shop(client: FakeClient, folder: Path | None = None, store: StoreConfig | None = None) -> Shop:
    """A shop over the fake client; with a folder what is kept survives in it."""
    session = (
        Session(folder / "state", folder / "settings.json", folder / "cache")
        if folder
        else Session(None, None)
    )
    session.load()
    shop = Shop(store or StoreConfig("toko"), session)
    shop._client = cast(StorefrontClient, client)
    return shop


async def settled(shop: Shop) -> None:
    """Wait for all that the shop does in the background."""
    while shop._tasks:
        await asyncio.wait(tuple(shop._tasks))
