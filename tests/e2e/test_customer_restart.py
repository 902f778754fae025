"""Killed while a signed-in customer's order is on its way: the next start knows, and sends no second one."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from tests.e2e.buying import COFFEE, open_shop
from tests.e2e.far_store import far_store
from tests.e2e.test_signed_in import _signs_in as signs_in


@pytest.mark.parametrize("arrived", [True, False], ids=["arrived", "lost"])
def test_killed_while_a_customers_order_is_on_its_way(arrived: bool, tmp_path: Path) -> None:
    checkout = r"/customers/me/checkout$"
    with far_store() as store:
        store.server.arm("POST", checkout, "timeout", processed=arrived)
        with open_shop(tmp_path, (80, 24), "en", store=store.variables) as buyer:
            buyer.opens()
            signs_in(buyer)
            buyer.look_at(COFFEE)
            buyer.add(1)
            buyer.open_cart()
            buyer.check_out()
            buyer.reads("▌● Ketut Wulandari")
            buyer.press("enter")
            buyer.take(3, "Courier", "JNE Reguler")
            buyer.take(4, "Pay", "QRIS")
            buyer.order()
            buyer.reads("Sending your order")
            store.received("POST", checkout)
            buyer.terminal.signal(signal.SIGKILL)
            assert buyer.terminal.wait_end() == -signal.SIGKILL
        (attempt,) = (tmp_path / "state").rglob("attempts/*.json")
        assert json.loads(attempt.read_bytes())["state"] == "submitting"

        with open_shop(tmp_path, (80, 24), "en", store=store.variables) as buyer:
            # Unasked: the account says whether it arrived.
            if arrived:
                buyer.reads(r"‹ Order \d{6}\w+", "Waiting for your payment")
            else:
                buyer.reads("We do not know yet whether your order arrived", "still holds your things")
            # Neither impatience nor the checkout gets a second order out of it.
            buyer.press("r", "ctrl+s", "ctrl+o")
            buyer.reads(rf"▌ {COFFEE}")
            buyer.press("c")
            buyer.reads("‹ Cart")
            buyer.press("enter", "ctrl+s")
            buyer.terminal.rest()
        assert store.server.count("POST", r"/checkout$") == 1
