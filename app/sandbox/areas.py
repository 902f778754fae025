"""Indonesia for the demo store: provinces, cities and districts with postal codes and rough coordinates.

Derived from idn-area-data (ODbL; the notice is `data/AREAS-NOTICE.md`). Ids are the official area codes as
numbers: 31 DKI Jakarta, 3171 Kota Jakarta Pusat, 317105 Cempaka Putih.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import NamedTuple

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_QUOTES = re.compile(r"['’`]")
_ALIASES = {
    "jakpus": "jakarta pusat",
    "jakut": "jakarta utara",
    "jakbar": "jakarta barat",
    "jaksel": "jakarta selatan",
    "jaktim": "jakarta timur",
    "tangsel": "tangerang selatan",
    "jogja": "yogyakarta",
    "jogjakarta": "yogyakarta",
    "kab": "kabupaten",
    "kec": "",
    "kecamatan": "",
    "provinsi": "",
    "diy": "yogyakarta",
    "jabar": "jawa barat",
    "jateng": "jawa tengah",
    "jatim": "jawa timur",
    "sumut": "sumatera utara",
    "sumbar": "sumatera barat",
    "sumsel": "sumatera selatan",
    "kalbar": "kalimantan barat",
    "kalsel": "kalimantan selatan",
    "kaltim": "kalimantan timur",
    "sulsel": "sulawesi selatan",
    "sulut": "sulawesi utara",
    "ntb": "nusa tenggara barat",
    "ntt": "nusa tenggara timur",
}


class Province(NamedTuple):
    id: int
    name: str


class City(NamedTuple):
    id: int
    name: str


class Area(NamedTuple):
    """One district (kecamatan), which the contract calls subdistrict: where a parcel goes."""

    id: int
    subdistrict: str
    city: str
    province: str
    province_id: int
    city_id: int
    postal_codes: tuple[str, ...]
    """In order; empty where none is known."""
    latitude: float
    longitude: float

    @property
    def display(self) -> str:
        """`Cempaka Putih, Kota Jakarta Pusat, DKI Jakarta`."""
        return f"{self.subdistrict}, {self.city}, {self.province}"


class Areas:
    """Everything in memory: about 7,300 districts, looked up by id, by parent or by words."""

    def __init__(self, text: str) -> None:
        self.provinces: list[Province] = []
        self._cities: dict[int, list[City]] = {}
        self._areas: dict[int, Area] = {}
        self._by_city: dict[int, list[Area]] = {}
        self._haystack: list[tuple[str, str, str, Area]] | None = None
        province = Province(0, "")
        city = City(0, "")
        for line in text.split("\n"):
            kind, (code, name, *rest) = line[0], line[1:].split("\t")
            if kind == "P":
                province = Province(int(code), name)
                self.provinces.append(province)
                self._cities[province.id] = []
            elif kind == "C":
                city = City(province.id * 100 + int(code), name)
                self._cities[province.id].append(city)
                self._by_city[city.id] = []
            else:
                lat, lon, postal = rest
                area = Area(
                    city.id * 100 + int(code), name, city.name, province.name, province.id, city.id,
                    _postal_codes(postal), float(lat), float(lon),
                )  # fmt: skip
                self._areas[area.id] = area
                self._by_city[city.id].append(area)

    def cities(self, province_id: int) -> list[City]:
        """The cities and regencies of a province; empty for an unknown one."""
        return self._cities.get(province_id, [])

    def subdistricts(self, city_id: int) -> list[Area]:
        """The districts of a city; empty for an unknown one."""
        return self._by_city.get(city_id, [])

    def get(self, location_id: int) -> Area | None:
        """The area with that id."""
        return self._areas.get(location_id)

    def all(self) -> list[Area]:
        """Every area, province by province."""
        return list(self._areas.values())

    def search(self, text: str) -> list[Area]:
        """Areas in which every word of `text` occurs, or whose postal codes start with it; best first.

        Best is a district that begins with the text, then a city that does, then words begun anywhere, then
        words found inside others.
        """
        words = [part for word in _words(text) for part in _ALIASES.get(word, word).split()]
        if not words:
            return []
        needle = " ".join(words)
        if self._haystack is None:
            self._haystack = _haystack(self._areas.values())
        found: list[tuple[int, int, Area]] = []
        for index, (subdistrict, city, whole, area) in enumerate(self._haystack):
            for word in words:
                if word not in whole:
                    break
            else:
                found.append((_rank(needle, words, subdistrict, city, whole), index, area))
        found.sort(key=lambda hit: hit[:2])
        return [area for _, _, area in found]


def _rank(needle: str, words: list[str], subdistrict: str, city: str, whole: str) -> int:
    if subdistrict == needle:
        return 0
    if subdistrict.startswith(needle):
        return 1
    if city.startswith((needle, f"kota {needle}", f"kabupaten {needle}")):
        return 3
    begun = all(f" {word}" in whole for word in words)
    if begun and subdistrict.startswith(words[0]):
        return 2
    return 4 if begun else 5


def _words(text: str) -> list[str]:
    return _NOT_WORD.sub(" ", _QUOTES.sub("", text.lower())).split()


def _haystack(areas: Iterable[Area]) -> list[tuple[str, str, str, Area]]:
    cities: dict[int, tuple[str, str]] = {}
    rows = []
    for area in areas:
        if area.city_id not in cities:
            city = " ".join(_words(area.city))
            cities[area.city_id] = city, f"{city} {' '.join(_words(area.province))}"
        city, rest = cities[area.city_id]
        subdistrict = " ".join(_words(area.subdistrict))
        rows.append((subdistrict, city, f" {subdistrict} {rest} {' '.join(area.postal_codes)}", area))
    return rows


def _postal_codes(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    first, *others = text.split(",")
    return (first, *(first[: 5 - len(other)] + other for other in others))


@cache
def load_areas() -> Areas:
    """All areas, read once a process (about 30 ms)."""
    packed = resources.files("app.sandbox").joinpath("data", "areas.txt.z").read_bytes()
    return Areas(zlib.decompress(packed).decode())
