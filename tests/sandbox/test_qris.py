"""The QRIS string: its checksum, its fields, and that a scanner reads what was drawn from it."""

from __future__ import annotations

import io
import json

import segno
import zxingcpp
from PIL import Image

from app.sandbox.qris import crc16, qris_string


def fields(text: str) -> dict[str, str]:
    found = {}
    while text:
        tag, size = text[:2], int(text[2:4])
        found[tag] = text[4 : 4 + size]
        assert len(found[tag]) == size
        text = text[4 + size :]
    return found


def make(amount: int = 125_000) -> str:
    return qris_string(
        merchant="WARUNG NUSANTARA",
        city="JAKARTA SELATAN",
        postal_code="12810",
        amount=amount,
        reference="261121ABCD",
    )


def test_the_checksum_is_ccitt_false() -> None:
    assert crc16("123456789") == "29B1"
    assert crc16("") == "FFFF"


def test_the_fields_are_a_dynamic_rupiah_payment() -> None:
    text = make()
    found = fields(text)
    assert list(found) == sorted(found)
    assert found["00"] == "01" and found["01"] == "12"
    assert (found["53"], found["54"], found["58"]) == ("360", "125000", "ID")
    assert (found["59"], found["60"], found["61"]) == ("WARUNG NUSANTARA", "JAKARTA SELATAN", "12810")
    assert fields(found["51"])["00"] == "ID.CO.QRIS.WWW"
    assert fields(found["62"]) == {"05": "261121ABCD"}
    assert found["63"] == crc16(text[:-4])


def test_amount_changes_the_code() -> None:
    assert make(1) != make(2)


def test_long_names_are_cut_to_the_standard() -> None:
    long = qris_string(merchant="M" * 40, city="C" * 40, postal_code="12810", amount=1, reference="R" * 40)
    found = fields(long)
    assert (len(found["59"]), len(found["60"]), len(fields(found["62"])["05"])) == (25, 15, 25)


def test_a_scanner_reads_it() -> None:
    picture = io.BytesIO()
    segno.make(make()).save(picture, kind="png", scale=4)
    results = zxingcpp.read_barcodes(Image.open(picture))
    assert [result.text for result in results] == [make()], json.dumps([r.text for r in results])
