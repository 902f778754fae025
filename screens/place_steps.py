"""The steps of choosing a place, apart from how they look: where one is, what is in the list, what is next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from app.records import Place

if TYPE_CHECKING:
    from app.services.locations import LocationService

Mode = Literal["search", "steps"]
Step = Literal["search", "province", "city", "subdistrict", "code"]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list and what taking it means: an id with its name, a place, or a postal code."""

    label: str
    id: int = 0
    place: Place | None = None
    code: str = ""


class PlaceSteps:
    """`search -> code` or `province -> city -> subdistrict -> code`; every step remembers its list."""

    def __init__(self, mode: Mode = "search") -> None:
        self.mode: Mode = mode
        self.step: Step = "search" if mode == "search" else "province"
        self.province: Row | None = None
        self.city: Row | None = None
        self.place: Place | None = None
        self._rows: dict[Step, list[Row]] = {}
        self._searched = ""
        """What the rows of `search` are for."""

    @property
    def typing_code(self) -> bool:
        """The store knows no postal code here: the buyer types it."""
        return self.step == "code" and self._rows.get("code") == []

    def path(self) -> str:
        """`DKI Jakarta › Kota Jakarta Pusat`: what has been chosen on the way."""
        if self.step == "code" and self.place is not None:
            return self.place.display
        chosen = [self.province if self.step in ("city", "subdistrict") else None,
                  self.city if self.step == "subdistrict" else None]  # fmt: skip
        return " › ".join(row.label for row in chosen if row is not None)

    def loaded_for(self, typed: str) -> bool:
        """Whether the list of this step is here for these letters."""
        if self.step == "search":
            return len(typed) < 3 or (self._searched == typed and "search" in self._rows)
        return self.step in self._rows

    def filtered(self, typed: str, recent: list[Place]) -> list[Row]:
        """What the list shows: the store's own answer for a search, else the rows that match the letters."""
        words = typed.casefold().split()
        if self.step == "search":
            if len(typed.strip()) < 3:
                return [
                    Row(place.display, place=place)
                    for place in recent
                    if all(word in place.display.casefold() for word in words)
                ]
            return self._rows.get("search", [])
        if self.typing_code:
            return []
        rows = self._rows.get(self.step, [])
        found = [row for row in rows if all(word in row.label.casefold() for word in words)]
        if words:
            found.sort(key=lambda row: not row.label.casefold().startswith(words[0]))
        return found

    def take(self, row: Row) -> Place | None:
        """Go on from this row. Gives the place when nothing is left to ask."""
        match self.step:
            case "province":
                self.province, self.step = row, "city"
                self._rows.pop("city", None)
            case "city":
                self.city, self.step = row, "subdistrict"
                self._rows.pop("subdistrict", None)
            case "code":
                return self.with_code(row.code)
            case _:
                if row.place is None:
                    return None
                if row.place.postal_code:
                    return row.place
                self.place, self.step = row.place, "code"
                self._rows.pop("code", None)
        return None

    def with_code(self, code: str) -> Place:
        """The place with this postal code."""
        assert self.place is not None
        return replace(self.place, postal_code=code)

    def back(self) -> str | None:
        """One step back; the letters to put into the field again, or None when there is nothing before this."""
        match self.step:
            case "city":
                self.step = "province"
            case "subdistrict":
                self.step = "city"
            case "code" if self.mode == "steps":
                self.step = "subdistrict"
            case "code":
                self.step = "search"
                return self._searched
            case _:
                return None
        return ""

    def switch(self, mode: Mode) -> None:
        """The other way of choosing, where it was left."""
        self.mode = mode
        if mode == "search":
            self.step = "search"
        elif self.city is not None and "subdistrict" in self._rows:
            self.step = "subdistrict"
        elif self.province is not None and "city" in self._rows:
            self.step = "city"
        else:
            self.step = "province"

    async def load(self, locations: LocationService, typed: str) -> Place | None:
        """Ask for the list of this step. Gives the place when its only postal code is taken at once. Raises ShopError."""
        match self.step:
            case "search":
                places = await locations.search(typed)
                self._rows["search"] = [Row(place.display, place=place) for place in places]
                self._searched = typed
            case "province":
                provinces = await locations.provinces()
                self._rows["province"] = [Row(p.province_name, id=p.province_id) for p in provinces]
            case "city":
                assert self.province is not None
                cities = await locations.cities(self.province.id)
                self._rows["city"] = [Row(c.city_name, id=c.city_id) for c in cities]
            case "subdistrict":
                assert self.city is not None
                places = await locations.subdistricts(self.city.id)
                self._rows["subdistrict"] = [Row(place.subdistrict, place=place) for place in places]
            case "code":
                assert self.place is not None
                codes = await locations.postal_codes(self.place.location_id)
                if len(codes) == 1:
                    return self.with_code(codes[0])
                self._rows["code"] = [Row(code, code=code) for code in codes]
        return None
