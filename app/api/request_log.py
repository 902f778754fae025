"""The request log of `--log FILE`: what was asked, how it went, how long it took; nothing secret or personal."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

# What may stand in a log: the contract's own words, numbers, and the public names of goods. Everything else
# (the secret slug of an order, tokens, e-mail addresses, a path nobody expected) is left out.
_WORDS = frozenset(
    """
    v3 stores public items count products bundle-price-options categories payment-methods variants pricing
    availability locations provinces cities subdistricts postal-codes cart merge checkout shipping-options
    summary discount-codes check orders payment transfer-proof-upload auth login otp verify jwt refresh
    blacklist forget-password save-password customers me set-new-password addresses subscriptions
    subscription-items cancel resume upgrade downgrade course course-sections course-contents
    analytics meta tiktok snackvideo events
    public-api-keys storefront allowed-origins
    """.split()  # noqa: SIM905
)
_PUBLIC_NAME = {
    "stores": re.compile(r"store_[A-Za-z0-9]{1,60}"),
    "products": re.compile(r"[a-z0-9-]{1,100}"),
    "bundle-price-options": re.compile(r"[a-z0-9-]{1,100}"),
}
_NUMBER = re.compile(r"\d{1,15}")
_PLAIN_QUERY = {"page_size", "province_id", "city_id"}
_HIDDEN = "***"


def plain_path(url: str) -> str:
    """Path and query of an API address with all that is not known to be harmless replaced by `***`."""
    parts = urlsplit(url)
    kept: list[str] = []
    before = ""
    for segment in parts.path.strip("/").split("/"):
        name = _PUBLIC_NAME.get(before)
        if name is not None:
            harmless = name.fullmatch(segment)
        else:
            harmless = _NUMBER.fullmatch(segment) if segment not in _WORDS else re.match("", segment)
        if before == "orders":
            harmless = None
        kept.append(segment if harmless else _HIDDEN)
        before = segment
    query = [pair.partition("=") for pair in parts.query.split("&") if pair]
    shown = [
        f"{name if name.replace('_', '').isalpha() else _HIDDEN}="
        f"{value if name in _PLAIN_QUERY and _NUMBER.fullmatch(value) else _HIDDEN}"
        for name, _, value in query
    ]
    return "/" + "/".join(kept) + ("?" + "&".join(shown) if shown else "")


class RequestLog:
    """Appends a line a request to a file only its owner can read; without a file it does nothing."""

    def __init__(self, file: str | Path | None = None) -> None:
        """Raises OSError when `file` cannot be written."""
        self._handle: int | None = None
        if file is not None:
            self._handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
            with suppress(OSError, AttributeError):
                os.fchmod(self._handle, 0o600)

    def write(
        self, method: str, url: str, *, outcome: str, milliseconds: float, size: int = 0, repeat: int = 0
    ) -> None:
        """One exchange. `outcome`: the status and, when it failed, our error code; `repeat`: 0 for the first
        try."""
        self._line(f"{method} {plain_path(url)}", outcome, milliseconds, size, repeat)

    def write_picture(self, url: str, *, outcome: str, milliseconds: float, size: int = 0) -> None:
        """A picture from anywhere: only its host is named, because such addresses may be signed."""
        self._line(f"GET picture from {urlsplit(url).hostname or _HIDDEN}", outcome, milliseconds, size, 0)

    def write_upload(self, url: str, *, outcome: str, milliseconds: float, size: int) -> None:
        """A file sent to a storage host: the address is a secret, so only its host is named; `size` is the file's."""
        self._line(f"PUT file to {urlsplit(url).hostname or _HIDDEN}", outcome, milliseconds, size, 0)

    def _line(self, what: str, outcome: str, milliseconds: float, size: int, repeat: int) -> None:
        if self._handle is None:
            return
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
        line = f"{now}Z {what} {outcome} {milliseconds:.0f}ms {size}B repeat={repeat}\n"
        with suppress(OSError):  # a full disk is no reason to stop shopping
            os.write(self._handle, line.encode("utf-8", "replace"))

    def close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
