"""Places in little room: what tells one from another of the same name stays."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from widgets.fit import fit
from widgets.place_words import fit_place


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Ngawen, Kota A, Bali", "Ngawen, Kota A, Bali"),
        ("Ngawen, Kabupaten Klaten, Jawa Tengah", "Ngawen, Kab. Klaten, Jawa Tengah"),
        ("Cempaka Putih, Kota Jakarta Pusat, DKI Jakarta", "Cempaka Putih, Kota Jaka…, DKI Jaka…"),
        ("Ngawen, Kabupaten Klaten, Jawa Tengah 57466", "Ngawen, Kab. Klat…, Jawa Teng… 57466"),
        ("Labuhanhaji Timur, Kabupaten Aceh Selatan, Aceh", "Labuhanhaji Timur, Kab. Aceh…, Aceh"),
        ("Ngawen", "Ngawen"),
        ("", ""),
    ],
)
def test_name_city_and_province_stay(text: str, short: str) -> None:
    assert fit_place(text, 36) == fit(short, 36)


def test_the_same_name_twice_is_told_apart() -> None:
    names = [
        "Sukamaju, Kabupaten Bengkulu Selatan, Sumatera Selatan",
        "Sukamaju, Kabupaten Bengkulu Selatan, Sumatera Barat",
        "Sukamaju, Kota Bengkulu Selatan, Sumatera Selatan",
    ]
    assert len({fit_place(name, 36) for name in names}) == 3


@pytest.mark.parametrize("width", range(20))
def test_never_wider_than_there_is_room(width: int) -> None:
    assert cell_len(fit_place("Sukamaju, Kabupaten Bengkulu Selatan, Sumatera Selatan", width)) == width
