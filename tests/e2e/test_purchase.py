"""Whole purchases in a real terminal, by keyboard only, at every size and in both languages.

Every kind of purchase at every size is done with pilots; here each is done for real once, each size and language too.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.buying import CODE, EMAIL, Buyer, open_shop, sandbox

KINDS: dict[str, tuple[Callable[[Buyer], str], tuple[int, int], str]] = {
    "physical": (Buyer.buy_physical, (40, 12), "en"),
    "mixed with a code": (Buyer.buy_mixed, (80, 24), "id"),
    "bought now": (Buyer.buy_now, (120, 40), "id"),
}
"""A bundle and something digital are both in what is mixed; what has nothing to send is bought over the socket."""


def _orders(folder: Path) -> list[dict[str, object]]:
    paths = sorted((folder / "state/etalase/stores").glob("*/orders/*.json"))
    return [json.loads(path.read_bytes()) for path in paths]


def _checkouts(log: Path) -> int:
    return sum(
        "POST" in line and "/checkout " in line.replace('"', " ") for line in log.read_text().splitlines()
    )


@pytest.mark.parametrize("kind", KINDS)
def test_buying_in_the_demo(kind: str, tmp_path: Path) -> None:
    buy, size, language = KINDS[kind]
    log = tmp_path / "requests.log"
    with open_shop(tmp_path, size, language, "--log", str(log)) as buyer:
        buy(buyer)
        buyer.leave()
    (order,) = _orders(tmp_path)
    assert order["secret_slug"]
    assert order["payment_method"] == "qris"
    words = log.read_text()
    assert EMAIL not in words
    assert CODE not in words


SOCKET: dict[str, tuple[Callable[[Buyer], str], tuple[int, int], str]] = {
    "physical": (Buyer.buy_physical, (120, 40), "en"),
    "digital": (Buyer.buy_digital, (80, 24), "id"),
}


@pytest.mark.parametrize("kind", SOCKET)
def test_buying_over_a_socket(kind: str, tmp_path: Path) -> None:
    """The same against `etalase sandbox`, through the three variables."""
    buy, size, language = SOCKET[kind]
    with (
        sandbox(tmp_path / "store") as store,
        open_shop(tmp_path / "buyer", size, language, store=store) as buyer,
    ):
        buy(buyer)
        buyer.leave()
    assert len(_orders(tmp_path / "buyer")) == 1
