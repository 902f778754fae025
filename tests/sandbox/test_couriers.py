"""Couriers: everywhere at least two, dearer with weight and distance."""

from __future__ import annotations

import pytest

from app.sandbox.areas import Area, load_areas
from app.sandbox.couriers import Quote, quote


def area(text: str) -> Area:
    return load_areas().search(text)[0]


def by_code(place: Area, grams: int) -> dict[tuple[str, str], Quote]:
    return {(q.courier_code, q.service_code): q for q in quote(place, grams)}


@pytest.mark.parametrize("grams", [0, 1, 1_000, 30_000, 400_000])
def test_every_place_has_at_least_two_services_from_two_couriers(grams: int) -> None:
    for place in load_areas().all():
        quotes = quote(place, grams)
        assert len({q.courier_code for q in quotes}) >= 2, place


def test_costs_are_whole_five_hundreds_cheapest_first() -> None:
    for place in load_areas().all()[::97]:
        costs = [q.cost for q in quote(place, 1_700)]
        assert all(cost > 0 and cost % 500 == 0 for cost in costs)
        assert costs == sorted(costs)


def test_a_started_kilogram_is_charged() -> None:
    place = area("coblong bandung")
    assert quote(place, 1) == quote(place, 1_000)
    assert by_code(place, 1_001)["jne", "REG"].cost > by_code(place, 1_000)["jne", "REG"].cost
    assert by_code(place, 1_001)["jne", "REG"].cost == by_code(place, 2_000)["jne", "REG"].cost


def test_further_away_costs_more_and_takes_longer() -> None:
    places = [
        area(text) for text in ("tebet", "coblong bandung", "gubeng surabaya", "medan kota", "jayapura utara")
    ]
    quotes = [by_code(place, 900)["jne", "REG"] for place in places]
    assert [q.cost for q in quotes] == sorted({q.cost for q in quotes})
    assert [q.etd for q in quotes] == ["1-2 hari", "2-3 hari", "3-4 hari", "4-6 hari", "6-9 hari"]


def test_six_couriers_at_home_and_same_day_only_there() -> None:
    home = by_code(area("tebet"), 500)
    assert {courier for courier, _ in home} == {"jne", "jnt", "sicepat", "anteraja", "pos", "ninja"}
    assert ("anteraja", "SAMEDAY") in home
    assert ("anteraja", "SAMEDAY") not in by_code(area("coblong bandung"), 500)
    assert ("anteraja", "INSTANT") not in by_code(area("cibinong bogor"), 500)


def test_cargo_is_for_heavy_parcels_and_cheaper_there() -> None:
    place = area("gubeng surabaya")
    assert not any("CARGO" in code or code in ("JTR", "GOKIL") for _, code in by_code(place, 4_000))
    heavy = by_code(place, 12_000)
    assert heavy["jnt", "CARGO"].cost < heavy["jnt", "EZ"].cost / 2


def test_cash_on_delivery_on_some_and_not_too_far() -> None:
    near = [q.is_cod for q in quote(area("tebet"), 500)]
    assert any(near)
    assert not all(near)
    assert not any(q.is_cod for q in quote(area("jayapura utara"), 500))


def test_a_service_keeps_its_number() -> None:
    numbers = {(q.courier_service_id, q.courier_code, q.service_code) for p in load_areas().all()[::50]
               for q in quote(p, 11_000)}  # fmt: skip
    assert len({number for number, *_ in numbers}) == len(numbers)
