"""What must reach the buyer unchanged, and what must never be claimed of their money."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.i18n import set_language
from app.services.payment import payment_view
from tests.services.till import order
from widgets.payment_words import ended_words

NOW = datetime(2026, 11, 20, 7, 0, tzinfo=UTC)
PADDED = "00020101021226610014ID.CO.QRIS.WWW5913WARUNG  MAJU 6007JAKARTA6304ABCD"


@pytest.mark.parametrize(
    "info",
    [
        {"qr_string": PADDED},
        {"payment_method": {"qr_code": {"channel_properties": {"qr_string": PADDED}}}},
    ],
)
def test_a_qris_string_is_shown_to_the_letter(info: dict[str, Any]) -> None:
    assert payment_view(order(pg_payment_info=info), NOW).qr == PADDED


@pytest.mark.parametrize("text", ["0002\x1b[2J01", "00\u202e02", "0" * 2954, "00\n02", " ", "\ud8000"])
def test_a_qris_string_that_cannot_be_shown_so_is_not_shown(text: str) -> None:
    assert payment_view(order(pg_payment_info={"qr_string": text}), NOW).qr is None


@pytest.mark.parametrize("method", ["va_bca", "bank_transfer", "qris", "gopay"])
def test_a_clock_alone_never_says_that_nothing_was_paid(method: str) -> None:
    set_language("en")
    late = order(payment_method=method, payment_expiration_at="2026-11-20T06:59:00Z")
    view = payment_view(late, NOW)
    words = ended_words(late, view).plain
    assert view.ended == "expired"
    assert "Nothing has been charged" not in words and "order again" not in words
    assert "If you have paid already" in words
    assert view.manual_check, "nothing asks by itself any more"

    over = order(payment_method=method, payment_status="expired")
    assert "Nothing has been charged" in ended_words(over, payment_view(over, NOW)).plain
