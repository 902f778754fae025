"""Where each value of the payment view comes from: every method, both editions, every provider (NOTES section 8).

Every value in the orders below is unlike every other, so that a value of the view names the field it was taken from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from app.api.models.order import PublicOrder
from app.services.banks import BANKS
from app.services.payment import Account, PaymentView, payment_view

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)

WALLETS = ("gopay", "dana", "linkaja", "shopeepay")
CREATED = (
    *(f"va_{bank}" for bank in BANKS),
    "qris",
    *WALLETS,
    "ovo",
    "alfamart",
    "indomaret",
    "card",
    "invoice",
)
PLAIN = ("bank_transfer", "cod", "payment_link")
NESTED = ("xendit", "xendit_legacy", "")
UNKNOWN = ("duitku", "midtrans", "durianpay", "bayarin")

Sources = dict[str, str]


def wire_order(edition: str, method: str, provider: str, info: dict[str, Any]) -> dict[str, Any]:
    """An open order as the wire carries it."""
    order: dict[str, Any] = {
        "secret_slug": "rahasia",
        "order_id": "261120A",
        "status": "pending",
        "payment_status": "unpaid",
        "payment_method": method,
        "epayment_provider": provider or None,
        "gross_revenue": "241000.00",
        "payment_expiration_at": "2026-11-21T08:15:00+00:00",
        "draft_time": "2026-11-20T06:00:00+00:00",
        "public_order_url": "https://toko/pesanan",
        "payment_url": "https://toko/bayar-lama",
        "payment_account_holder": None,
        "payment_account_number": None,
        "transferproof_url": None,
        "transfer_time": None,
        "pg_payment_info": info,
        "store": {
            "is_auto_expire": False,
            "auto_expire_days": None,
            "payment_accounts": [
                {"method": "epayment", "account_number": "999"},
                {
                    "method": "bank_transfer",
                    "account_number": "0000123456",
                    "account_holder": "PT Toko",
                    "financial_entity": {"id": 14, "code": "kode_bank", "name": "Bank Sentosa"},
                },
            ],
        },
    }
    if edition == "newer":
        order["redirect_url"] = "https://toko/lanjut"
    elif method.startswith("va_"):
        order |= {"payment_method": "va", "sub_payment_method": method.removeprefix("va_")}
    return order


def nested(method: str) -> dict[str, Any]:
    """What Xendit says of a payment with this method."""
    if method in ("card", "invoice"):
        return {"id": "inv-1", "invoice_url": "https://xendit/tagihan"}
    info: dict[str, Any] = {"id": "pr-1", "status": "PENDING", "payment_method": {}}
    if method.startswith("va_"):
        properties = {"virtual_account_number": "70012123", "customer_name": "TOKO VA", "expires_at": "x"}
        info["payment_method"]["virtual_account"] = {"channel_code": "LAIN", "channel_properties": properties}
    elif method in ("alfamart", "indomaret"):
        properties = {"payment_code": "ETLS1", "customer_name": "Budi"}
        info["payment_method"]["over_the_counter"] = {"channel_properties": properties}
    elif method == "qris":
        info["payment_method"]["qr_code"] = {"channel_properties": {"qr_string": "00020101"}}
    elif method in WALLETS:
        info["actions"] = [
            {"url_type": "WEB", "url": "https://dompet/web"},
            {"url_type": "DEEPLINK", "url": "https://dompet/aplikasi"},
            {"url_type": "MOBILE", "url": "https://dompet/ponsel"},
        ]
    return info


def flat(method: str) -> dict[str, Any]:
    """What SingaPay says of a payment with this method: the same names for all."""
    by_page = method in (*WALLETS, "card", "invoice", "alfamart", "indomaret")
    return {
        "payment_url": "https://singapay/bayar" if by_page else None,
        "deeplink_url": "https://singapay/aplikasi" if method in WALLETS else None,
        "qr_string": "00020102" if method == "qris" else None,
        "qr_image_url": "https://singapay/qr.png" if method == "qris" else None,
        "va_number": "8800456" if method.startswith("va_") else None,
        "va_name": "TOKO SINGA" if method.startswith("va_") else None,
    }


SHAPELESS = {
    "kode": 17,
    "return_url": "https://toko/balik",
    "data": {"logo": "https://x/l", "halaman": "https://lain/bayar"},
}
SILENT = {"kode": 17, "return_url": "https://toko/balik", "aplikasi": "gojek://bayar"}


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value of an order with the path to it."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if isinstance(value, dict | list):
        for key, inner in pairs:
            yield from leaves(inner, f"{path}.{key}".lstrip("."))
    else:
        yield path, value


def sources(view: PaymentView, wire: dict[str, Any]) -> Sources:
    """For each value that the view took from the order, the path it was taken from."""
    found: dict[Any, str] = {
        value: path for path, value in leaves(wire) if isinstance(value, str | int) and value != ""
    }
    found[Decimal(wire["gross_revenue"])] = "gross_revenue"
    for name in ("payment_expiration_at", "transfer_time"):
        if wire[name]:
            found[datetime.fromisoformat(wire[name])] = name
    taken: dict[str, Any] = {}
    for one in fields(view):
        value = getattr(view, one.name)
        if one.name == "accounts":
            for index, account in enumerate(value):
                taken |= {f"accounts.{index}.{f.name}": getattr(account, f.name) for f in fields(Account)}
        elif one.name not in ("kind", "method", "bank", "ended") and not isinstance(value, bool):
            taken[one.name] = value
    return {name: found[value] for name, value in taken.items() if value not in (None, "")}


def expected(edition: str, method: str, shape: str) -> tuple[str, Sources]:
    """What the contract says: the kind of screen, and the field behind each value."""
    page = "redirect_url" if edition == "newer" else "payment_url"
    always = {"amount": "gross_revenue", "expires_at": "payment_expiration_at", "page": page}
    kind, more = _by_method(edition, method, shape)
    return kind, always | {name: _whole(path) for name, path in more.items()}


def _whole(path: str) -> str:
    return path.removeprefix("order: ") if path.startswith("order: ") else f"pg_payment_info.{path}"


def _by_method(edition: str, method: str, shape: str) -> tuple[str, Sources]:
    """Paths begin at `pg_payment_info`, but for those that say `order: `."""
    page = "order: redirect_url" if edition == "newer" else "order: payment_url"
    if method == "ovo":
        return "text", {}
    if shape in ("shapeless", "silent"):
        fallback = page if method in ("card", "invoice") else "order: public_order_url"
        link = "data.halaman" if shape == "shapeless" else fallback
        return (
            ("ewallet", {"qr": link, "link": link})
            if method in WALLETS
            else ("link", {"link": link, "link_qr": link})
        )
    if method.startswith("va_"):
        at = "payment_method.virtual_account.channel_properties."
        if shape == "nested":
            return "va", {"number": f"{at}virtual_account_number", "holder": f"{at}customer_name"}
        return "va", {"number": "va_number", "holder": "va_name"}
    if method in ("alfamart", "indomaret"):
        at = "payment_method.over_the_counter.channel_properties."
        if shape == "nested":
            return "retail", {"number": f"{at}payment_code", "holder": f"{at}customer_name"}
        return "link", {"link": "payment_url", "link_qr": "payment_url"}
    if method == "qris":
        nested_at = "payment_method.qr_code.channel_properties.qr_string"
        return "qris", {"qr": nested_at if shape == "nested" else "qr_string"}
    if method in WALLETS:
        if shape == "nested":
            return "ewallet", {"qr": "actions.2.url", "link": "actions.0.url"}
        return "ewallet", {"qr": "deeplink_url", "link": "payment_url"}
    link = "invoice_url" if shape == "nested" else "payment_url"
    return "link", {"link": link, "link_qr": link}


def read(wire: dict[str, Any]) -> PaymentView:
    return payment_view(PublicOrder.model_validate(wire), NOW)


@pytest.mark.parametrize("edition", ["older", "newer"])
@pytest.mark.parametrize("shape", ["nested", "flat", "shapeless", "silent"])
@pytest.mark.parametrize("method", CREATED)
def test_the_source_of_every_value(method: str, shape: str, edition: str) -> None:
    shapes = {"nested": (nested, NESTED), "flat": (flat, ("singapay",))}
    make, providers = shapes.get(
        shape, (lambda _method: SHAPELESS if shape == "shapeless" else SILENT, UNKNOWN)
    )
    kind, from_where = expected(edition, method, shape)
    for provider in providers:
        wire = wire_order(edition, method, provider, make(method))
        view = read(wire)
        assert (view.kind, view.method, sources(view, wire)) == (kind, method, from_where)
        assert view.bank == BANKS.get(method.removeprefix("va_"), "")
        assert not view.waiting_for_info


@pytest.mark.parametrize("edition", ["older", "newer"])
@pytest.mark.parametrize("method", CREATED)
def test_before_there_is_anything_to_show_nothing_is_made_up(method: str, edition: str) -> None:
    empty: list[dict[str, Any]] = [{}, {"payment_url": None, "va_number": None, "actions": []}]
    for info in empty if method != "ovo" else empty[:1]:
        wire = wire_order(edition, method, "singapay", info)
        view = read(wire)
        assert view.waiting_for_info
        page = "redirect_url" if edition == "newer" else "payment_url"
        assert sources(view, wire) == {
            "amount": "gross_revenue",
            "expires_at": "payment_expiration_at",
            "page": page,
        }


@pytest.mark.parametrize("edition", ["older", "newer"])
def test_the_sources_of_what_no_provider_is_asked_for(edition: str) -> None:
    page = "redirect_url" if edition == "newer" else "payment_url"
    always = {"amount": "gross_revenue", "page": page}
    account = "store.payment_accounts.1."
    by_store = {
        "accounts.0.bank": f"{account}financial_entity.name",
        "accounts.0.entity_id": f"{account}financial_entity.id",
        "accounts.0.holder": f"{account}account_holder",
        "accounts.0.number": f"{account}account_number",
        "expires_at": "payment_expiration_at",
    }
    table: dict[str, tuple[str, Sources]] = {
        "bank_transfer": ("bank_transfer", always | by_store),
        "cod": ("cod", always),
        "payment_link": (
            "link",
            always | {"link": page, "link_qr": page, "expires_at": "payment_expiration_at"},
        ),
    }
    for method in PLAIN:
        wire = wire_order(edition, method, "", {})
        view = read(wire)
        assert (view.kind, sources(view, wire)) == table[method], method
        assert not view.waiting_for_info
        assert view.can_prove is (method == "bank_transfer")


def test_the_account_of_the_order_comes_before_those_of_the_store() -> None:
    wire = wire_order("newer", "bank_transfer", "", {})
    wire |= {"payment_account_number": "0000123456", "payment_account_holder": "Penjual"}
    assert read(wire).accounts == (Account("Bank Sentosa", "0000123456", "Penjual", 14),)
    wire |= {"payment_account_number": "5550001"}
    assert read(wire).accounts == (Account("", "5550001", "Penjual", None),)


def test_a_proof_already_sent_is_known_with_its_time() -> None:
    wire = wire_order("newer", "bank_transfer", "", {})
    wire |= {"transferproof_url": "https://simpan/bukti.png", "transfer_time": "2026-11-20T06:30:00+00:00"}
    view = read(wire)
    assert (view.can_prove, view.proof_sent) == (False, True)
    from_where = sources(view, wire)
    assert (from_where["proof_url"], from_where["proof_time"]) == ("transferproof_url", "transfer_time")
    other = read(wire | {"payment_method": "qris", "pg_payment_info": {"qr_string": "1"}})
    assert (other.can_prove, other.proof_sent, other.proof_url, other.proof_time) == (
        False,
        False,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("facts", "possible"),
    [
        ({}, True),
        ({"payment_status": "paid"}, False),
        ({"payment_status": "conflict"}, False),
        ({"payment_status": "expired"}, False),
        ({"status": "canceled"}, False),
        ({"payment_expiration_at": "2026-11-20T06:59:00Z"}, True),
    ],
)
def test_a_proof_is_possible_while_the_store_holds_the_order_open(
    facts: dict[str, Any], possible: bool
) -> None:
    assert read(wire_order("newer", "bank_transfer", "", {}) | facts).can_prove is possible


def test_a_store_whose_orders_expire_says_when_a_transfer_is_too_late() -> None:
    wire = wire_order("newer", "bank_transfer", "", {})
    wire["payment_expiration_at"] = None
    wire["store"] |= {"is_auto_expire": True, "auto_expire_days": 2}
    assert read(wire).expires_at == datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
    wire["store"]["is_auto_expire"] = False
    assert read(wire).expires_at is None


@pytest.mark.parametrize("part", ["virtual_account", "over_the_counter", "qr_code"])
def test_the_provider_says_until_when_where_the_order_does_not(part: str) -> None:
    method = {"virtual_account": "va_bca", "over_the_counter": "alfamart", "qr_code": "qris"}[part]
    info = {"payment_method": {part: {"channel_properties": {"expires_at": "2026-11-20T09:00:00Z"}}}}
    wire = wire_order("newer", method, "xendit", info) | {"payment_expiration_at": None}
    assert read(wire).expires_at == datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def test_an_address_that_is_null_in_the_newer_edition_is_not_made_up_for_by_the_old_one() -> None:
    wire = wire_order("newer", "payment_link", "", {}) | {"redirect_url": None}
    assert read(wire).link == "https://toko/pesanan"
    del wire["redirect_url"]
    assert read(wire).link == "https://toko/bayar-lama"
    assert read(wire | {"payment_url": None, "public_order_url": None}).kind == "text"


BEHAVIOUR = {
    # polls, manual check
    "bank_transfer": (True, True),
    "qris": (True, True),
    "alfamart": (True, True),
    "indomaret": (True, True),
    "gopay": (True, False),
    "dana": (True, False),
    "linkaja": (True, False),
    "shopeepay": (True, False),
    "card": (True, False),
    "invoice": (True, False),
    "ovo": (False, True),
    "payment_link": (False, True),
    "cod": (False, False),
    **{f"va_{bank}": (False, True) for bank in BANKS},
}


@pytest.mark.parametrize("method", [*CREATED, *PLAIN])
def test_who_asks_whether_it_is_paid(method: str) -> None:
    info = nested(method) if method in CREATED else {}
    wire = wire_order("newer", method, "xendit", info)
    view = read(wire)
    assert (view.polls, view.manual_check) == BEHAVIOUR[method]
    over = [
        {"payment_status": "paid"},
        {"status": "canceled"},
        {"payment_status": "expired"},
        {"status": "closed"},
    ]
    for facts in over:
        ended = read(wire | facts)
        assert (ended.polls, ended.manual_check, ended.can_prove) == (False, False, False)
    late = read(wire | {"payment_expiration_at": "2026-11-20T06:59:00Z"})
    assert (late.polls, late.manual_check) == (False, method != "cod")
