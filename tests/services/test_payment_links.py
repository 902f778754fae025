"""Which of a payment's addresses a phone gets, which a browser here, and which nobody."""

from __future__ import annotations

import pytest

from tests.services.test_payment_table import flat, read, wire_order


@pytest.mark.parametrize(
    ("have", "phone", "here"),
    [
        (("WEB", "DEEPLINK"), "DEEPLINK", "WEB"),
        (("MOBILE",), "MOBILE", "MOBILE"),
        (("WEB",), "WEB", "WEB"),
        (("mobile", "web"), "mobile", "web"),
        (("ASING", "DEEPLINK"), "DEEPLINK", "DEEPLINK"),
        (("ASING",), "ASING", "ASING"),
    ],
)
def test_a_wallet_s_addresses_for_a_phone_and_for_this_machine(
    have: tuple[str, ...], phone: str, here: str
) -> None:
    info = {"actions": [{"url_type": kind, "url": f"https://dompet/{kind}"} for kind in have]}
    view = read(wire_order("newer", "dana", "xendit", info))
    assert (view.qr, view.link) == (f"https://dompet/{phone}", f"https://dompet/{here}")


def test_an_action_that_takes_a_payment_back_or_asks_about_it_is_never_offered() -> None:
    actions = [
        {"name": "cancel", "method": "POST", "url": "https://midtrans/batal"},
        {"name": "get-status", "url": "https://midtrans/tanya"},
        {"name": "deeplink-redirect", "url": "https://midtrans/bayar"},
    ]
    view = read(wire_order("newer", "gopay", "midtrans", {"actions": actions}))
    assert (view.qr, view.link) == ("https://midtrans/bayar", "https://midtrans/bayar")
    view = read(wire_order("newer", "gopay", "midtrans", {"actions": actions[:2]}))
    assert view.link == "https://toko/pesanan"


def test_singapay_without_its_string_gives_the_address_of_its_picture() -> None:
    view = read(wire_order("newer", "qris", "singapay", flat("qris") | {"qr_string": None}))
    assert (view.kind, view.qr, view.link) == ("link", None, "https://singapay/qr.png")


def test_a_link_too_long_for_a_qr_is_still_a_link() -> None:
    address = "https://lain/" + "a" * 3000
    view = read(wire_order("newer", "invoice", "xendit", {"invoice_url": address}))
    assert (view.link, view.link_qr) == (address, None)
