"""Makes `data/areas.txt.z` from two unpacked packages.

    python -m app.sandbox.build.areas IDN_AREA_DATA GEOGRAFIS

IDN_AREA_DATA is the folder of idn-area-data 4.0.1 (areas; ODbL), GEOGRAFIS that of geografis 1.3.2 (postal
codes and coordinates; MIT). The two are joined by names, and by area code where a name is spelt otherwise.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import zlib
from collections import defaultdict
from pathlib import Path
from statistics import fmean
from typing import Any

OUTPUT = Path(__file__).parents[1] / "data" / "areas.txt.z"
_PROVINCES = {"31": "DKI Jakarta", "34": "DI Yogyakarta"}

_SHORT = {"Gn.": "Gunung", "Kep.": "Kepulauan", "Bl.": "Balubur", "BTS.": "Bulang Tengah Suku"}

# Centre of each province for the few places that the coordinates package does not know.
_FALLBACK = {
    "91": (-2.5, 140.7), "92": (-0.9, 134.1), "93": (-8.5, 140.4), "94": (-3.4, 135.5),
    "95": (-4.1, 138.9), "96": (-0.9, 131.3),
}  # fmt: skip


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _place_name(name: str) -> str:
    """Without the registry's abbreviations and stray capitals, so that a buyer finds what a buyer types."""
    name = re.sub(r"\s*/\s*", " / ", name.strip().replace('"', "'"))
    for short, full in _SHORT.items():
        name = name.replace(short, full)
    name = re.sub(r"-([a-z])", lambda m: "-" + m[1].upper(), name)
    words = (w.capitalize() if "'" in w and w.isupper() else w for w in name.split())
    return " ".join(words)


def _key(*names: str) -> str:
    return "|".join(re.sub(r"[^a-z]", "", name.lower()) for name in names)


def _centre(villages: list[dict[str, Any]]) -> tuple[float, float] | None:
    known = [v for v in villages if -12 < v["latitude"] < 7 and 94 < v["longitude"] < 142]
    if not known:
        return None
    return fmean(v["latitude"] for v in known), fmean(v["longitude"] for v in known)


def build(areas: Path, codes: Path) -> str:
    """The file's text: `P`, `C` and `D` lines, each within the one above, by official code."""
    by_code: dict[str, list[dict[str, Any]]] = defaultdict(list)
    by_name: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for village in json.loads((codes / "data/json/data.json").read_text(encoding="utf-8")):
        by_code[village["code"].rsplit(".", 1)[0]].append(village)
        by_name[_key(village["city"], village["district"])].append(village)
    cities: dict[str, list[dict[str, str]]] = defaultdict(list)
    districts: dict[str, list[dict[str, str]]] = defaultdict(list)
    for city in _rows(areas / "data/regencies.csv"):
        cities[city["province_code"]].append(city)
    for district in _rows(areas / "data/districts.csv"):
        districts[district["regency_code"]].append(district)

    lines: list[str] = []
    for province in _rows(areas / "data/provinces.csv"):
        lines.append(f"P{province['code']}\t{_PROVINCES.get(province['code'], province['name'])}")
        for city in cities[province["code"]]:
            lines.append(f"C{city['code'][3:]}\t{city['name'].replace('Administrasi ', '')}")
            found = [
                by_name.get(_key(city["name"], d["name"])) or by_code.get(d["code"], [])
                for d in districts[city["code"]]
            ]
            middle = _centre([v for vs in found for v in vs]) or _FALLBACK[province["code"]]
            for district, villages in zip(districts[city["code"]], found, strict=True):
                lat, lon = _centre(villages) or middle
                postal = sorted({str(v["postal"]) for v in villages if len(str(v["postal"])) == 5})
                short = ",".join([*postal[:1], *(_tail(postal[0], p) for p in postal[1:])])
                name = _place_name(district["name"])
                lines.append(f"D{district['code'][6:]}\t{name}\t{lat:.2f}\t{lon:.2f}\t{short}")
    return "\n".join(lines)


def _tail(first: str, other: str) -> str:
    """What differs from the first code of the list: `10510,20` stands for 10510 and 10520."""
    same = next((i for i in range(5) if first[i] != other[i]), 4)
    return other[same:]


if __name__ == "__main__":
    text = build(Path(sys.argv[1]), Path(sys.argv[2]))
    OUTPUT.write_bytes(zlib.compress(text.encode(), 9))
