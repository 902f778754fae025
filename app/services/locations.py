"""Where to deliver: search, or province, city, subdistrict step by step, then the postal code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.records import Place
from app.services.once import Once

if TYPE_CHECKING:
    from app.api.models.locations import City, Location, Province
    from app.services.shop import Shop

RECENT = 5
SEARCH_FROM = 3
"""Letters; fewer match half the country."""


class LocationService:
    """Reads the area lists, keeping each for the session. Every method may raise ShopError."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._searches: Once[str, list[Place]] = Once(100)
        self._provinces: Once[None, list[Province]] = Once(1)
        self._cities: Once[int, list[City]] = Once(50)
        self._subdistricts: Once[int, list[Place]] = Once(50)
        self._postal_codes: Once[int, list[str]] = Once(100)

    @property
    def recent(self) -> list[Place]:
        """Places used before on this machine, last used first; at most 5."""
        return self._shop.session.places[:RECENT]

    async def search(self, text: str) -> list[Place]:
        """Subdistricts for free text (3 letters or more), the first page; without postal codes."""
        words = " ".join(text.split()).casefold()
        if len(words) < SEARCH_FROM:
            return []

        async def ask() -> list[Place]:
            pages = (await self._shop.client()).locations(words)
            page = await anext(pages, None)
            return [_place(row) for row in page.items] if page is not None else []

        return await self._searches.get(words, ask)

    async def provinces(self) -> list[Province]:
        async def ask() -> list[Province]:
            return await (await self._shop.client()).provinces()

        return await self._provinces.get(None, ask)

    async def cities(self, province_id: int) -> list[City]:
        async def ask() -> list[City]:
            return await (await self._shop.client()).cities(province_id)

        return await self._cities.get(province_id, ask)

    async def subdistricts(self, city_id: int) -> list[Place]:
        """All of them, however many pages."""

        async def ask() -> list[Place]:
            pages = (await self._shop.client()).subdistricts(city_id)
            return [_place(row) async for page in pages for row in page.items]

        return await self._subdistricts.get(city_id, ask)

    async def postal_codes(self, location_id: int) -> list[str]:
        """Known postal codes; empty means the buyer types five digits."""

        async def ask() -> list[str]:
            rows = await (await self._shop.client()).postal_codes(location_id)
            return list(dict.fromkeys(row.postal_code for row in rows if row.postal_code))

        return await self._postal_codes.get(location_id, ask)

    def remember(self, place: Place) -> None:
        """Put it first among `recent`."""
        session = self._shop.session
        others = (known for known in session.places if known.location_id != place.location_id)
        session.places = [place, *others][:RECENT]
        session.save_draft()


def _place(row: Location) -> Place:
    return Place(row.id, row.subdistrict_name or row.display, row.city_name, row.province_name)
