"""How often the store is asked in a whole purchase."""

from __future__ import annotations

import re
from pathlib import Path

from tests.bench.measure import SIZE
from tests.e2e.buying import open_shop

_LINE = re.compile(r"\S+ (?P<method>[A-Z]+) /v3/stores/[^/]+/public/(?P<path>[^ ?]+)")
_PART_OF_A_PATH = re.compile(r"(?<=products/)[^/]+|(?<=bundle-price-options/)[^/]+|\d+|\*\*\*")


def requests_of_a_purchase(folder: Path) -> tuple[int, list[str]]:
    """Buy a thing with options as a guest, from a first start to the QR.

    Gives how many requests the API had, and each as `POST cart/items`, in order; pictures are not counted.
    """
    folder.mkdir()
    log = folder / "requests.log"
    # The demo lets one wait for the QR, and waiting is asking again: that is not what is counted here.
    with open_shop(folder, SIZE, "en", "--log", str(log), "--payment-delay", "0") as buyer:
        buyer.buy_physical()
    names = [
        f"{found['method']} {_PART_OF_A_PATH.sub('…', found['path'])}"
        for found in map(_LINE.match, log.read_text().splitlines())
        if found
    ]
    return len(names), names
