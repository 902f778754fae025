"""How the demo store takes money: every method of both editions, and what each costs the buyer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from app.sandbox.manner import Manner

Kind = Literal["bank_transfer", "cod", "va", "qris", "ewallet", "card", "counter", "link"]
VA = "va"
"""The one code for every virtual account in the older edition; which bank is a `sub_payment_method`."""


@dataclass(frozen=True, slots=True)
class Method:
    """One payment method.

    `percent` and `fixed` become other_income under `fee_name`; `service_fee` is its own row.
    """

    code: str
    label: str
    description: str
    kind: Kind
    minutes: int = 24 * 60
    """How long the payment can be made."""
    percent: str = "0"
    fixed: int = 0
    fee_name: str | None = None
    service_fee: int = 0
    bank: str = ""
    prefix: str = ""
    """What the numbers of a virtual account begin with."""

    @property
    def requires_redirect(self) -> bool:
        return self.kind in ("card", "ewallet", "link") and self.code != "ovo"

    def codes(self, manner: Manner) -> tuple[str, str | None]:
        """`payment_method` and `sub_payment_method` as the edition names them."""
        if manner.older and self.kind == "va":
            return VA, self.code.removeprefix("va_")
        return self.code, None

    def wire(self, metadata: dict[str, Any] | None = None) -> dict[str, Any]:
        return {
            "code": self.code,
            "label": self.label,
            "description": self.description,
            "enabled": True,
            "requires_redirect": self.requires_redirect,
            "metadata": metadata,
        }


def _va(code: str, bank: str, prefix: str) -> Method:
    return Method(
        f"va_{code}", f"Virtual Account {bank}", f"Bayar lewat ATM, m-banking atau internet banking {bank}",
        "va",
        service_fee=4_000, bank=bank, prefix=prefix,
    )  # fmt: skip


def _wallet(code: str, label: str) -> Method:
    return Method(
        code,
        label,
        f"Bayar dengan saldo {label}",
        "ewallet",
        minutes=30,
        percent="0.015",
        fee_name="Biaya layanan",
    )


_ALL = (
    Method("bank_transfer", "Transfer Bank", "Transfer manual ke rekening toko, lalu unggah bukti",
           "bank_transfer"),
    Method("qris", "QRIS", "Pindai dengan aplikasi bank atau e-wallet apa saja", "qris", minutes=30,
           percent="0.007", fee_name="Biaya layanan"),
    Method("cod", "Bayar di Tempat (COD)", "Bayar tunai ke kurir saat paket tiba", "cod", percent="0.02",
           fee_name="Biaya COD"),
    _va("bca", "BCA", "70012"),
    _va("mandiri", "Mandiri", "88608"),
    _va("bni", "BNI", "88089"),
    _va("bri", "BRI", "26215"),
    _va("permata", "Permata", "73091"),
    _va("cimb", "CIMB Niaga", "93490"),
    _va("bsi", "BSI", "93471"),
    _va("maybank", "Maybank", "78550"),
    _va("bnc", "Bank Neo Commerce", "90110"),
    _va("danamon", "Danamon", "79150"),
    _va("artha_graha", "Artha Graha", "10370"),
    _va("muamalat", "Muamalat", "86190"),
    _va("btn", "BTN", "94350"),
    _va("ocbc", "OCBC", "99120"),
    _va("bjb", "bank bjb", "12360"),
    _va("sahabat_sampoerna", "Sahabat Sampoerna", "40880"),
    _va("artajasa", "Artajasa (ATM Bersama)", "97870"),
    _wallet("gopay", "GoPay"),
    _wallet("ovo", "OVO"),
    _wallet("dana", "DANA"),
    _wallet("shopeepay", "ShopeePay"),
    _wallet("linkaja", "LinkAja"),
    Method("card", "Kartu Kredit/Debit", "Visa, Mastercard, JCB", "card", percent="0.029", fixed=2_000,
           fee_name="Biaya kartu"),
    Method("invoice", "Tagihan Online", "Pilih sendiri cara bayar di halaman tagihan", "card",
           service_fee=5_000),
    Method("alfamart", "Alfamart", "Bayar tunai di kasir Alfamart, Alfamidi atau Dan+Dan", "counter",
           service_fee=5_000),
    Method("payment_link", "Tautan Pembayaran", "Pilih cara bayar nanti di halaman pembayaran", "link"),
)  # fmt: skip
_ANY_BANK = Method(
    VA, "Virtual Account", "Bayar lewat ATM, m-banking atau internet banking", "va", service_fee=4_000
)

METHODS: dict[str, Method] = {method.code: method for method in _ALL}
"""What an order may be paid with; an order keeps the newer code whatever edition it was placed in."""
BANKS = {method.code.removeprefix("va_"): method for method in _ALL if method.kind == "va"}


def offered(manner: Manner) -> list[dict[str, Any]]:
    """The list route. The older edition has one row for all virtual accounts and no payment link."""
    if not manner.older:
        return [method.wire() for method in _ALL]
    rows = [method.wire() for method in _ALL if method.kind not in ("va", "link")]
    # The contract names this map only beside the customer's list; here it is the one place a guest can see it.
    banks = {"xendit_va_bank_codes": {code: method.bank for code, method in BANKS.items()}}
    rows.insert(next(i for i, method in enumerate(_ALL) if method.kind == "va"), _ANY_BANK.wire(banks))
    return rows


def method_named(manner: Manner, code: str) -> Method | None:
    """The method the list route has under this code; None for one it does not offer."""
    if not manner.older:
        return METHODS.get(code)
    if code == VA:
        return _ANY_BANK
    found = METHODS.get(code)
    return None if found is None or found.kind in ("va", "link") else found
