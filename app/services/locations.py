"""Where to deliver: search, or province, city, subdistrict step by step, then the postal code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.records import Place

if TYPE_CHECKING:
    from app.api.models.locations import City, Province
    from app.services.shop import Shop


class LocationService:
    """Reads the area lists, keeping each for the session. Every method may raise ShopError."""

    def __init__(self, shop: Shop) -> None:
        raise NotImplementedError

    @property
    def recent(self) -> list[Place]:
        """Places used before on this machine, last used first; at most 5."""
        raise NotImplementedError

    async def search(self, text: str) -> list[Place]:
        """Subdistricts for free text (3 letters or more), the first page; without postal codes."""
        raise NotImplementedError

    async def provinces(self) -> list[Province]:
        raise NotImplementedError

    async def cities(self, province_id: int) -> list[City]:
        raise NotImplementedError

    async def subdistricts(self, city_id: int) -> list[Place]:
        """All of them, however many pages."""
        raise NotImplementedError

    async def postal_codes(self, location_id: int) -> list[str]:
        """Known postal codes; empty means the buyer types five digits."""
        raise NotImplementedError

    def remember(self, place: Place) -> None:
        """Put it first among `recent`."""
        raise NotImplementedError
