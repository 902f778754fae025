"""Six couriers of the demo store, priced by weight and by distance from its warehouse in Jakarta Selatan."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, ceil, cos, radians, sin, sqrt

from app.sandbox.areas import Area

WAREHOUSE_UNIQUE_ID = "warehouse_JKS7tebetraya01"
_WAREHOUSE = (-6.24, 106.83)
_NEAR_KM = 45
_PAPUA = range(91, 97)
_MALUKU = (81, 82)


@dataclass(frozen=True, slots=True)
class Quote:
    """What one service asks for a parcel; `cost` in rupiah, `etd` in Indonesian as couriers send it."""

    courier_service_id: int
    courier_code: str
    service_code: str
    name: str
    cost: int
    etd: str
    is_cod: bool
    courier_aggregator_code: str | None


@dataclass(frozen=True, slots=True)
class _Service:
    id: int
    courier: str
    code: str
    name: str
    base: int
    """Rupiah for the first kilogram at the warehouse's door; per_km is added to each kilogram."""
    per_km: float
    etd: tuple[str, str, str, str, str]
    """By distance: the same metropolis, western Java, Java and around, other islands, the far east."""
    cod_km: int = 0
    min_kg: int = 0
    max_kg: int = 50
    max_km: int = 10_000
    further_kg: float = 0.85
    """What each further kilogram costs, as a part of the first."""
    aggregator: str | None = None


_REGULAR = ("1-2 hari", "2-3 hari", "3-4 hari", "4-6 hari", "6-9 hari")
_EXPRESS = ("1 hari", "1 hari", "1-2 hari", "2-3 hari", "3-4 hari")
_SLOW = ("2-3 hari", "3-5 hari", "5-7 hari", "7-12 hari", "14-21 hari")
_TODAY = ("6-8 jam",) * 5
_INSTANT = ("1-3 jam",) * 5

_SERVICES = (
    _Service(101, "jne", "REG", "JNE Reguler", 9_500, 17.5, _REGULAR, cod_km=2_000),
    _Service(102, "jne", "YES", "JNE YES", 17_000, 31.0, _EXPRESS, max_km=1_900),
    _Service(103, "jne", "JTR", "JNE Trucking", 4_500, 6.5, _SLOW, min_kg=10, max_kg=200, further_kg=0.6),
    _Service(201, "jnt", "EZ", "J&T EZ", 9_000, 18.5, _REGULAR, cod_km=1_600, aggregator="lincah"),
    _Service(202, "jnt", "CARGO", "J&T Cargo", 5_500, 7.0, _SLOW, min_kg=5, max_kg=200, max_km=2_600,
             further_kg=0.6, aggregator="lincah"),
    _Service(301, "sicepat", "REG", "SiCepat Reguler", 9_000, 17.0, _REGULAR, cod_km=1_200, max_km=2_800,
             aggregator="mengantar"),
    _Service(302, "sicepat", "BEST", "SiCepat Besok Sampai", 15_000, 27.0, _EXPRESS, max_km=1_500,
             aggregator="mengantar"),
    _Service(303, "sicepat", "GOKIL", "SiCepat Gokil Kargo", 4_000, 6.0, _SLOW, min_kg=10, max_kg=200,
             max_km=1_500, further_kg=0.6, aggregator="mengantar"),
    _Service(401, "anteraja", "REG", "AnterAja Reguler", 8_500, 17.5, _REGULAR, max_km=2_300),
    _Service(402, "anteraja", "SAMEDAY", "AnterAja Same Day", 18_000, 220.0, _TODAY, max_kg=7,
             max_km=_NEAR_KM),
    _Service(403, "anteraja", "INSTANT", "AnterAja Instan", 24_000, 1_100.0, _INSTANT, max_kg=5, max_km=25),
    _Service(501, "pos", "REG", "Pos Reguler", 8_000, 15.5, _SLOW, further_kg=0.75),
    _Service(502, "pos", "NEXTDAY", "Pos Nextday", 16_000, 29.0, _EXPRESS, max_km=1_100),
    _Service(601, "ninja", "STANDARD", "Ninja Standard", 9_000, 18.0, _REGULAR, cod_km=2_000, max_km=2_400),
)  # fmt: skip


def distance_km(area: Area) -> float:
    """From the warehouse, as the crow flies."""
    lat1, lon1, lat2, lon2 = map(radians, (*_WAREHOUSE, area.latitude, area.longitude))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


def quote(area: Area, weight_grams: int) -> list[Quote]:
    """What each service that goes there asks for that weight, cheapest first; never fewer than two.

    Charged per started kilogram, at least one, and rounded up to Rp500. Sending to Papua and Maluku costs a
    surcharge, as it does everywhere.
    """
    kilograms = max(1, ceil(weight_grams / 1000))
    km = distance_km(area)
    quotes = []
    for service in _SERVICES:
        if km > service.max_km or not service.min_kg <= kilograms <= max(service.max_kg, _all_else(service)):
            continue
        first = service.base + service.per_km * km + _surcharge(area)
        cost = first * (1 + (kilograms - 1) * service.further_kg)
        quotes.append(
            Quote(
                service.id, service.courier, service.code, service.name, ceil(cost / 500) * 500,
                service.etd[_ring(km)], km <= service.cod_km, service.aggregator,
            )
        )  # fmt: skip
    return sorted(quotes, key=lambda q: (q.cost, q.courier_service_id))


def _all_else(service: _Service) -> int:
    """The two that go everywhere also take any weight, so that no parcel is left without a courier."""
    return 1_000_000 if service.id in (101, 501) else 0


def _surcharge(area: Area) -> int:
    if area.province_id in _PAPUA:
        return 18_000
    return 9_000 if area.province_id in _MALUKU else 0


def _ring(km: float) -> int:
    return sum(km > limit for limit in (_NEAR_KM, 250, 800, 2_000))
