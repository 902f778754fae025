"""Whole purchases in a real terminal, by keyboard only, at every size and in both languages.

Every kind of purchase at every size and language is done with pilots; here each kind is done for real at least once.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.buying import CODE, EMAIL, SIZES, Buyer, open_shop, sandbox

KINDS: dict[str, tuple[Callable[[Buyer], str], tuple[int, int], str]] = {
    "physical, wide": (Buyer.buy_physical, (120, 40), "en"),
    "physical, medium": (Buyer.buy_physical, (80, 24), "id"),
    "physical, narrow": (Buyer.buy_physical, (40, 12), "en"),
    "bundle": (Buyer.buy_bundle, (40, 12), "id"),
    "digital": (Buyer.buy_digital, (80, 24), "en"),
    "mixed with a code": (Buyer.buy_mixed, (80, 24), "id"),
    "bought now": (Buyer.buy_now, (120, 40), "id"),
}


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


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_buying_over_a_socket(size: tuple[int, int], tmp_path: Path) -> None:
    """The same against `etalase sandbox`, through the three variables."""
    language = "id" if size == (40, 12) else "en"
    with (
        sandbox(tmp_path / "store") as store,
        open_shop(tmp_path / "buyer", size, language, store=store) as buyer,
    ):
        buyer.buy_physical()
        buyer.leave()
    assert len(_orders(tmp_path / "buyer")) == 1
