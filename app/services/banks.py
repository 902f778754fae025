"""The banks of virtual accounts, and the one row of an older store that stands for all of them (NOTES section 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.text import clean

if TYPE_CHECKING:
    from app.api.models.catalog import PaymentMethod

VA = "va"
NOT_OFFERED = "no_payment"

BANKS = {
    "bca": "BCA",
    "mandiri": "Mandiri",
    "bni": "BNI",
    "bri": "BRI",
    "bsi": "BSI",
    "cimb": "CIMB Niaga",
    "permata": "Permata",
    "maybank": "Maybank",
    "danamon": "Danamon",
    "bnc": "Bank Neo Commerce",
    "btn": "BTN",
    "ocbc": "OCBC",
    "bjb": "bank bjb",
    "muamalat": "Muamalat",
    "artha_graha": "Artha Graha",
    "sahabat_sampoerna": "Sahabat Sampoerna",
    "artajasa": "Artajasa",
}
"""By the code that stands behind `va_`, or in `sub_payment_method`; the ones asked for most come first."""

_MOST_BANKS = 40


def bank_name(code: str) -> str:
    """`Artha Graha` for `artha_graha`; a bank we do not know as its code reads best."""
    known = BANKS.get(code.lower())
    if known is not None:
        return known
    name = code.replace("_", " ").strip()
    return name.upper() if len(name) <= 4 else name.title()


def row_code(method: str, sub_method: str | None) -> str:
    """One code for what the older edition says in two: `va` and `bca` are `va_bca`."""
    if method == VA and sub_method:
        return f"{VA}_{sub_method.lower().removeprefix('va_')}"
    return method


def rows_to_choose(offered: list[PaymentMethod]) -> tuple[list[PaymentMethod], dict[str, str]]:
    """The enabled methods in the store's order, without `no_payment`, and a bare `va` as a row for each bank.

    Such a row is coded as in the newer edition; the map gives, by that code, what to send as `sub_payment_method`.
    Which banks: those the row itself names in `xendit_va_bank_codes`, else all the contract knows.
    """
    rows: list[PaymentMethod] = []
    sent: dict[str, str] = {}
    usable = [method for method in offered if method.enabled and method.code and method.code != NOT_OFFERED]
    listed = {method.code for method in usable}
    for method in usable:
        if method.code != VA:
            rows.append(method)
            continue
        for sub_method, name in _banks(method.metadata.get("xendit_va_bank_codes")).items():
            code = row_code(VA, sub_method)
            if code not in listed and code not in sent:
                sent[code] = sub_method
                rows.append(method.model_copy(update={"code": code, "label": f"Virtual Account {name}"}))
    return rows, sent


def _banks(said: Any) -> dict[str, str]:
    """Name by code, in our order; `said` is a map of codes whose values nobody has described."""
    found: dict[str, str] = {}
    for key, value in list(said.items())[:_MOST_BANKS] if isinstance(said, dict) else []:
        code = clean(str(key), 100)
        if code:
            found[code] = _name(value) or bank_name(code.lower().removeprefix("va_"))
    places = list(BANKS)

    def place(code: str) -> int:
        bare = code.lower().removeprefix("va_")
        return places.index(bare) if bare in BANKS else len(places)

    return {code: found[code] for code in sorted(found, key=place)} or dict(BANKS)


def _name(value: Any) -> str:
    words = value.get("name", value.get("label")) if isinstance(value, dict) else value
    return clean(words, 60) if isinstance(words, str) else ""
