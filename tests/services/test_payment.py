"""One view of a payment, whatever the provider's shape."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.payment import Account, PaymentView, payment_view
from tests.services.till import order

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)


def view(method: str, info: Any = None, **extra: Any) -> PaymentView:
    return payment_view(order(payment_method=method, pg_payment_info=info or {}, **extra), NOW)


def xendit(part: str, properties: dict[str, Any], **extra: Any) -> dict[str, Any]:
    return {"payment_method": {part: {"channel_properties": properties, **extra}}}


ACCOUNTS = {
    "payment_accounts": [
        {"method": "bank_transfer", "account_number": "123", "account_holder": "Toko"}
        | {"financial_entity": {"name": "BCA"}},
        {"method": "epayment", "account_number": "9"},
    ]
}


def test_bank_transfer_names_the_accounts_and_does_not_wait() -> None:
    seen = view("bank_transfer", store=ACCOUNTS)
    assert seen.accounts == (Account("BCA", "123", "Toko"),)
    assert (seen.kind, seen.waiting_for_info, seen.polls, seen.manual_check) == (
        "bank_transfer",
        False,
        True,
        True,
    )
    assert seen.amount == Decimal("21500")
    own = view("bank_transfer", store=ACCOUNTS, payment_account_number="123", payment_account_holder="Ani")
    assert own.accounts == (Account("BCA", "123", "Ani"),)


def test_bank_transfer_expires_when_the_store_says_so() -> None:
    made = (NOW - timedelta(hours=1)).isoformat()
    store = {"is_auto_expire": True, "auto_expire_days": 2}
    assert view("bank_transfer", store=store, draft_time=made).expires_at == NOW + timedelta(days=2, hours=-1)
    assert view("bank_transfer", store={**store, "is_auto_expire": False}, draft_time=made).expires_at is None
    stated = view("bank_transfer", store=store, draft_time=made, payment_expiration_at="2026-11-20T08:00:00Z")
    assert stated.expires_at == NOW + timedelta(hours=1)


def test_cod_has_nothing_to_wait_for() -> None:
    seen = view("cod", payment_expiration_at="2020-01-01T00:00:00Z")
    assert (seen.kind, seen.waiting_for_info, seen.polls, seen.ended, seen.expires_at) == (
        "cod",
        False,
        False,
        None,
        None,
    )


@pytest.mark.parametrize("info", [xendit("qr_code", {"qr_string": "000201"}), {"qr_string": "000201"}])
def test_qris(info: dict[str, Any]) -> None:
    seen = view("qris", info)
    assert (seen.kind, seen.qr, seen.waiting_for_info, seen.polls, seen.manual_check) == (
        "qris",
        "000201",
        False,
        True,
        True,
    )


@pytest.mark.parametrize("method", ["qris", "va_bca", "gopay", "card", "invoice", "ovo", "alfamart", "dana"])
def test_methods_whose_details_have_to_be_made(method: str) -> None:
    assert view(method).waiting_for_info
    assert not view(method, payment_status="paid").waiting_for_info


@pytest.mark.parametrize(
    ("method", "sub", "bank"),
    [
        ("va_bca", None, "BCA"),
        ("va_artha_graha", None, "Artha Graha"),
        ("va", "mandiri", "Mandiri"),
        ("va", None, "BNI"),
    ],
)
def test_virtual_accounts(method: str, sub: str | None, bank: str) -> None:
    info = xendit(
        "virtual_account", {"virtual_account_number": 8808123, "customer_name": "TOKO"}, channel_code="BNI"
    )
    seen = view(method, info, sub_payment_method=sub)
    assert (seen.kind, seen.bank, seen.number, seen.holder) == ("va", bank, "8808123", "TOKO")
    assert (seen.polls, seen.manual_check) == (False, True)
    flat = view(method, {"va_number": "77", "va_name": "B"})
    assert (flat.number, flat.holder) == ("77", "B")


def test_a_code_for_the_counter() -> None:
    seen = view("alfamart", xendit("over_the_counter", {"payment_code": "ETL1", "customer_name": "Budi"}))
    assert (seen.kind, seen.number, seen.holder, seen.polls) == ("retail", "ETL1", "Budi", True)


def test_wallets_offer_what_a_phone_opens_and_only_web_addresses() -> None:
    actions = [
        {"url_type": "WEB", "url": "https://web"},
        {"url_type": "DEEPLINK", "url": "gojek://pay"},
        {"url_type": "MOBILE", "url": "https://mobile"},
    ]
    seen = view("gopay", {"actions": actions})
    assert (seen.kind, seen.qr, seen.link) == ("ewallet", "https://mobile", "https://web")
    assert view("gopay", {"actions": actions[:2]}).qr == "https://web"
    page = view("gopay", {"actions": [actions[1]]}, public_order_url="https://toko/o/1")
    assert (page.link, page.waiting_for_info) == ("https://toko/o/1", False)


def test_card_and_invoice_are_links_and_never_a_qr() -> None:
    seen = view("card", {"invoice_url": "https://bayar/1"})
    assert (seen.kind, seen.link, seen.qr) == ("link", "https://bayar/1", None)
    assert view("invoice", {"redirect_url": "https://bayar/2"}).link == "https://bayar/2"


def test_payment_link_goes_where_the_order_says() -> None:
    seen = view("payment_link", redirect_url="https://bayar/3")
    assert (seen.kind, seen.link, seen.waiting_for_info) == ("link", "https://bayar/3", False)


def test_ovo_is_a_sentence() -> None:
    seen = view("ovo", {"id": "x"})
    assert (seen.kind, seen.waiting_for_info, seen.qr, seen.link) == ("text", False, None, None)


def test_an_unknown_provider_gives_any_address_but_a_way_back_or_a_picture() -> None:
    info = {
        "return_url": "https://a",
        "logo": "https://b",
        "data": [{"url": "javascript:alert(1)"}, {"go": "https://c"}],
    }
    assert view("va_bca", info).link == "https://c"
    assert view("bayar_nanti", {"x": 1}, public_order_url="https://toko/o").link == "https://toko/o"


@pytest.mark.parametrize(
    ("facts", "ended"),
    [
        ({"payment_status": "paid"}, "paid"),
        ({"payment_status": "settled"}, "paid"),
        ({"status": "canceled"}, "canceled"),
        ({"payment_status": "paid", "status": "canceled"}, "paid"),
        ({"payment_expiration_at": "2026-11-20T06:59:59Z"}, "expired"),
        ({"payment_expiration_at": "2026-11-20T14:00:01+07:00"}, None),
        ({"payment_status": "conflict", "paid_time": "2026-11-20T06:00:00Z"}, "conflict"),
        ({"payment_expiration_at": "kapan-kapan"}, None),
    ],
)
def test_how_it_ended(facts: dict[str, Any], ended: str | None) -> None:
    seen = view("qris", {"qr_string": "0"}, **facts)
    assert (seen.ended, seen.paid, seen.polls) == (ended, ended == "paid", ended is None)


def test_hostile_details_are_cleaned() -> None:
    info = xendit(
        "virtual_account", {"virtual_account_number": "\x1b[2J88\u202e", "customer_name": "A\nB\x07"}
    )
    seen = view("va_bca", info)
    assert (seen.number, seen.holder) == ("[2J88", "A B")


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just("https://x.id/\x1b"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["payment_method", "qr_code", "virtual_account", "channel_properties", "actions", "url", "qr_string"]),
        inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(
    st.sampled_from(["qris", "va_bca", "gopay", "card", "ovo", "alfamart", "bank_transfer", "aneh"]), _json
)
def test_no_shape_breaks_the_view(method: str, info: Any) -> None:
    seen = view(method, info if isinstance(info, dict) else {"x": info})
    shown = [seen.number, seen.holder, seen.bank, seen.qr or "", seen.link or ""]
    assert all("\x1b" not in text and "\u202e" not in text for text in shown)
    assert seen.link is None or seen.link.startswith(("http://", "https://"))


def test_an_order_the_store_canceled_when_its_time_was_over_has_run_out_of_time() -> None:
    over = (NOW - timedelta(minutes=1)).isoformat()
    late = view("va_bca", status="canceled", payment_expiration_at=over)
    assert (late.ended, late.by_clock, late.manual_check) == ("expired", False, False)
    early = view("va_bca", status="canceled", payment_expiration_at=(NOW + timedelta(hours=1)).isoformat())
    assert (early.ended, early.by_clock) == ("canceled", False)
