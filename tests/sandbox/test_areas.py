"""All of Indonesia, found the way people type it."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from app.sandbox.areas import Area, Areas, load_areas


@pytest.fixture(scope="module")
def areas() -> Areas:
    return load_areas()


def first(areas: Areas, text: str) -> Area:
    return areas.search(text)[0]


def test_all_of_indonesia_is_there(areas: Areas) -> None:
    cities = [city for province in areas.provinces for city in areas.cities(province.id)]
    assert len(areas.provinces) == 38
    assert len(cities) == 514
    assert sum(len(areas.subdistricts(city.id)) for city in cities) == 7_285 == len(areas.all())
    assert all(areas.subdistricts(city.id) for city in cities)


def test_an_area_knows_where_it_belongs(areas: Areas) -> None:
    area = areas.get(317105)
    assert area is not None
    assert area.display == "Cempaka Putih, Kota Jakarta Pusat, DKI Jakarta"
    assert (area.province_id, area.city_id) == (31, 3171)
    assert area.postal_codes == ("10510", "10520", "10570")
    assert area in areas.subdistricts(3171)
    assert (areas.provinces[10].name, areas.cities(31)[1].name) == ("DKI Jakarta", "Kota Jakarta Pusat")


@pytest.mark.parametrize("unknown", [0, -1, 999999, 31])
def test_unknown_ids_are_empty(areas: Areas, unknown: int) -> None:
    assert areas.get(unknown) is None
    assert areas.subdistricts(unknown) == []
    assert unknown == 31 or areas.cities(unknown) == []


def test_names_are_fit_to_print(areas: Areas) -> None:
    for area in areas.all():
        assert re.fullmatch(r"(Kota|Kabupaten) \S.*", area.city), area
        assert area.subdistrict == " ".join(area.subdistrict.split())
        assert area.subdistrict[0].isupper() or area.subdistrict[0].isdigit(), area
        assert not re.search(r"[\"_\t]|  |\.\.", area.display), area


def test_postal_codes_and_coordinates_are_plausible(areas: Areas) -> None:
    for area in areas.all():
        assert all(re.fullmatch(r"[1-9]\d{4}", code) for code in area.postal_codes), area
        assert list(area.postal_codes) == sorted(set(area.postal_codes))
        assert -11.5 < area.latitude < 6.5, area
        assert 94.5 < area.longitude < 141.5, area
    assert sum(bool(area.postal_codes) for area in areas.all()) > 7_000
    assert any(not area.postal_codes for area in areas.all())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cempaka pu", "Cempaka Putih, Kota Jakarta Pusat, DKI Jakarta"),
        ("CEMPAKA PUTIH JAKARTA", "Cempaka Putih, Kota Jakarta Pusat, DKI Jakarta"),
        ("kota bandung coblong", "Coblong, Kota Bandung, Jawa Barat"),
        ("ubud, gianyar", "Ubud, Kabupaten Gianyar, Bali"),
        ("tebet jaksel", "Tebet, Kota Jakarta Selatan, DKI Jakarta"),
        ("kec. kraton jogja", "Kraton, Kota Yogyakarta, DI Yogyakarta"),
        ("10510", "Cempaka Putih, Kota Jakarta Pusat, DKI Jakarta"),
        ("mau nias", "Ma'u, Kabupaten Nias, Sumatera Utara"),
    ],
)
def test_found_as_typed(areas: Areas, text: str, expected: str) -> None:
    assert first(areas, text).display == expected


def test_districts_that_begin_with_the_text_come_before_cities_that_do(areas: Areas) -> None:
    found = areas.search("bandung")
    begins = [area.subdistrict.startswith("Bandung") for area in found]
    assert begins[0]
    assert begins == sorted(begins, reverse=True)
    in_city = [area for area in found if area.city == "Kota Bandung"]
    assert len(in_city) == 30


def test_every_word_must_match(areas: Areas) -> None:
    assert areas.search("cempaka putih surabaya") == []
    assert areas.search("zzz") == []


@pytest.mark.parametrize("text", ["", "   ", ",.-", "kec."])
def test_nothing_asked_finds_nothing(areas: Areas, text: str) -> None:
    assert areas.search(text) == []


def test_the_notice_stands_beside_the_data() -> None:
    data = resources.files("app.sandbox").joinpath("data")
    notice = data.joinpath("AREAS-NOTICE.md").read_text(encoding="utf-8")
    assert "Open Database License" in notice
    assert "idn-area-data" in notice
    assert len(data.joinpath("areas.txt.z").read_bytes()) < 400_000
