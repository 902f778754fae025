"""QRIS payment strings: EMVCo merchant-presented QR, the Indonesian national profile."""

from __future__ import annotations

from binascii import crc_hqx

# No acquirer has this name: a bank's app reads the code and refuses it, so nobody pays a demo by mistake.
_ACQUIRER = "ID.CO.ETALASEDEMO.WWW"
_RUPIAH = "360"


def _field(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE as four upper-case hex digits, what tag 63 of a QRIS string holds."""
    return f"{crc_hqx(text.encode('ascii'), 0xFFFF):04X}"


def qris_string(*, merchant: str, city: str, postal_code: str, amount: int, reference: str) -> str:
    """A dynamic QRIS for `amount` whole rupiah; merchant and reference are cut at 25 characters, the city at 15."""
    account = (
        _field("00", _ACQUIRER)
        + _field("01", "936000000000000000")
        + _field("02", "ETALASE00000001")
        + _field("03", "UMI")
    )
    national = _field("00", "ID.CO.QRIS.WWW") + _field("02", "ID0000000000000") + _field("03", "UMI")
    body = (
        _field("00", "01")
        + _field("01", "12")
        + _field("26", account)
        + _field("51", national)
        + _field("52", "5499")
        + _field("53", _RUPIAH)
        + _field("54", str(amount))
        + _field("58", "ID")
        + _field("59", merchant[:25])
        + _field("60", city[:15])
        + _field("61", postal_code)
        + _field("62", _field("05", reference[:25]))
        + "6304"
    )
    return body + crc16(body)
