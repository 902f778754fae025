"""Whatever ends the program, and at whatever step: the next start knows what the buyer had done."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from tests.e2e.buying import ADDRESS, AREA, COFFEE, EMAIL, NAME, PHONE, Buyer, open_shop
from tests.e2e.far_store import far_store


def _killed(buyer: Buyer) -> None:
    buyer.terminal.signal(signal.SIGKILL)
    assert buyer.terminal.wait_end() == -signal.SIGKILL


def _dropped(buyer: Buyer) -> None:
    buyer.terminal.close()
    assert buyer.terminal.process.wait(60) is not None


def test_every_step_outlives_the_program(tmp_path: Path) -> None:
    """Killed twice, dropped and left; every step against every end is done with pilots."""
    size = (80, 24)

    with open_shop(tmp_path, size, "id") as buyer:
        buyer.opens()
        buyer.press("f2")
        buyer = Buyer(buyer.terminal, "en")
        buyer.look_at(COFFEE)
        buyer.choose("200 g", "Bubuk halus")
        buyer.add(1)
        _killed(buyer)

    with open_shop(tmp_path, size) as again:
        buyer = Buyer(again.terminal, "en")
        buyer.opens()
        buyer.reads(buyer.cart_words(1))
        buyer.open_cart()
        buyer.reads("200 g, Bubuk halus")
        buyer.check_out()
        buyer.fill("Name", NAME)
        buyer.fill("E-mail", EMAIL)
        buyer.at_field("Phone")
        _dropped(buyer)

    with open_shop(tmp_path, size) as again:
        buyer = Buyer(again.terminal, "en")
        buyer.opens()
        buyer.open_cart()
        buyer.check_out()
        buyer.reads(rf"Name +{NAME}", rf"E-mail +{EMAIL}", "Fill in your phone number")
        buyer.at_field("Name")
        buyer.press("tab", "tab")
        buyer.fill("Phone", PHONE)
        buyer.deliver()
        buyer.take(3, "Courier", "JNE Reguler")
        _killed(buyer)

    with open_shop(tmp_path, size) as again:
        buyer = Buyer(again.terminal, "en")
        buyer.opens()
        buyer.open_cart()
        buyer.check_out()
        buyer.reads(rf"{NAME} · {EMAIL}", rf"{ADDRESS}, {AREA}", "✓ Courier +JNE Reguler", "4 Pay ●")
        total = buyer.pay_by_qris(4)
        buyer.leave()

    with open_shop(tmp_path, size) as again:
        buyer = Buyer(again.terminal, "en")
        buyer.opens()
        assert "Cart" not in buyer.terminal.text()
        buyer.press("o")
        buyer.reads(r"‹ Orders", total.replace(".", r"\."), COFFEE)
        buyer.press("enter")
        buyer.reads(r"‹ Order \d{6}\w+", "200 g, Bubuk")


@pytest.mark.parametrize("arrived", [True, False], ids=["arrived", "lost"])
def test_killed_while_an_order_is_on_its_way(arrived: bool, tmp_path: Path) -> None:
    with far_store() as store:
        store.server.arm("POST", r"/checkout$", "timeout", processed=arrived)
        with open_shop(tmp_path, (80, 24), "en", store=store.variables) as buyer:
            buyer.opens()
            buyer.look_at(COFFEE)
            buyer.add(1)
            buyer.open_cart()
            buyer.check_out()
            buyer.introduce()
            buyer.deliver()
            buyer.take(3, "Courier", "JNE Reguler")
            buyer.take(4, "Pay", "QRIS")
            buyer.order()
            buyer.reads("Sending your order")
            store.received("POST", r"/checkout$")
            _killed(buyer)
        (attempt,) = (tmp_path / "state").rglob("attempts/*.json")
        assert json.loads(attempt.read_bytes())["state"] == "submitting"

        with open_shop(tmp_path, (80, 24), "en", store=store.variables) as buyer:
            # Unasked, before anything else can be ordered.
            buyer.reads(
                "We do not know yet whether your order arrived",
                "The program ended while your order was being sent",
                "cart at the shop is empty now" if arrived else "still holds your things",
                EMAIL,
            )
            # Neither impatience nor the checkout gets a second order out of it.
            buyer.press("r", "ctrl+s", "ctrl+o")
            buyer.reads(rf"▌ {COFFEE}")
            buyer.press("c")
            buyer.reads("‹ Cart")
            buyer.press("enter", "ctrl+s")
            buyer.leave()
        assert store.server.count("POST", r"/checkout$") == 1
