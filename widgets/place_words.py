"""A subdistrict with its city and province where there is no room for all of it."""

from __future__ import annotations

from rich.cells import cell_len

from widgets.fit import cut, fit

CITY_LEAST = 10
"""Cells a city keeps before the province gives way too: `Kab. Bany…`."""
PROVINCE_LEAST = 5


def fit_place(text: str, width: int) -> str:
    """`Ngawen, Kabupaten Klaten, Jawa Tengah` in exactly `width` cells.

    The subdistrict stays whole, like a postal code at the end, and something of city and province: the city gives way
    first.
    """
    if cell_len(text) > width:
        text = text.replace("Kabupaten ", "Kab. ")
    parts = text.split(", ")
    if cell_len(text) <= width or len(parts) != 3:
        return fit(text, width)
    name, city, province = parts
    before, _space, code = province.rpartition(" ")
    province, end = (before, f" {code}") if code.isdigit() else (province, "")
    room = width - 4 - cell_len(name) - len(end)
    least = min(cell_len(province), PROVINCE_LEAST)
    wide = max(min(cell_len(city), CITY_LEAST), room - cell_len(province))
    wide = min(wide, room - least)
    if wide < 1:
        return fit(text, width)
    return fit(f"{name}, {cut(city, wide)}, {cut(province, room - wide)}{end}", width)
