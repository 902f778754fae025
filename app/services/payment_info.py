"""Reading `pg_payment_info`, whatever the provider's shape (NOTES section 8).

Xendit nests what it says under `payment_method` and `actions`, SingaPay is flat, of the others nothing is
documented: of those any web address will do. All of it is hostile: each value is cleaned where it is taken, and an
address is http or https or not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from app.text import clean, safe_url

Info = dict[str, Any]
Path = tuple[str, ...]

LONGEST_QR = 2953
"""Bytes that the largest QR code holds."""

_ON_A_PHONE = ("MOBILE", "DEEPLINK", "WEB")
"""Of the addresses of a wallet: what the phone that scans them is best sent to …"""
_ON_THIS_MACHINE = ("WEB", "DEEPLINK", "MOBILE")
"""… and what a browser here is."""
_NOT_TO_PAY = (
    "return",
    "callback",
    "image",
    "logo",
    "webhook",
    "notif",
    "icon",
    "status",
    "cancel",
    "expire",
)
_MOST_ACTIONS = 20
_WORTH_READING = 400


def says_something(info: Info) -> bool:
    """Some value is there: names alone, all of them null, are as good as nothing."""
    return any(value not in (None, "", [], {}) for value in info.values())


def virtual_account(info: Info) -> tuple[str, str]:
    """Number and holder; empty where nothing is said."""
    channel = ("payment_method", "virtual_account", "channel_properties")
    number = _first(info, (*channel, "virtual_account_number"), ("va_number",))
    return number, _first(info, (*channel, "customer_name"), ("va_name",))


def bank_code(info: Info) -> str:
    """The bank of a virtual account by the provider's code; empty when it says none."""
    return _first(info, ("payment_method", "virtual_account", "channel_code"))


def payment_code(info: Info) -> tuple[str, str]:
    """What is said at the counter, and the name it is for; empty where nothing is said."""
    channel = ("payment_method", "over_the_counter", "channel_properties")
    code = _first(info, (*channel, "payment_code"), ("payment_code",))
    return code, _first(info, (*channel, "customer_name"))


def qr_string(info: Info) -> str | None:
    """To the letter or not at all: it carries lengths and a checksum, so cleaned or shortened it pays nobody."""
    for path in (("qr_string",), ("payment_method", "qr_code", "channel_properties", "qr_string")):
        value = _at(info, path)
        if (
            isinstance(value, str)
            and value.strip()
            and value.isprintable()
            and len(value.encode()) <= LONGEST_QR
        ):
            return value
    return None


def qr_picture(info: Info) -> str | None:
    """The address of a picture of the QR."""
    return _url(info.get("qr_image_url"))


def wallet_links(info: Info) -> tuple[str | None, str | None]:
    """Where to send the phone that pays, and where a browser on this machine; both or none."""
    actions = _actions(info)
    phone = _prefer(actions, _ON_A_PHONE) or _named(info, "deeplink_url", "payment_url")
    here = _prefer(actions, _ON_THIS_MACHINE) or _named(info, "payment_url", "deeplink_url")
    return phone, here


def page_link(info: Info) -> str | None:
    """The page of a card payment or an invoice."""
    return _named(info, "invoice_url", "redirect_url", "payment_url", "deeplink_url")


def any_link(info: Info) -> str | None:
    """The first web address anywhere inside that is no picture, no way back and nothing that ends the payment."""
    named = page_link(info)
    if named is not None:
        return named
    for name, value in _leaves(info):
        if not any(word in name for word in _NOT_TO_PAY) and (url := _url(value)):
            return url
    return None


def expiry(info: Info) -> datetime | None:
    """When the payment can no longer be made, where the provider says it."""
    channel = info.get("payment_method")
    parts = list(channel.values())[:20] if isinstance(channel, dict) else []
    places: list[tuple[Info, Path]] = [
        (part, ("channel_properties", "expires_at")) for part in parts if isinstance(part, dict)
    ]
    places += [(info, (name,)) for name in ("expires_at", "expired_at", "expiry_date")]
    return next((time for part, path in places if (time := read_time(_first(part, path)))), None)


def read_time(text: str) -> datetime | None:
    """An ISO 8601 time as an aware datetime, UTC when it does not say; None when it is no time."""
    try:
        value = datetime.fromisoformat(text.strip())
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _actions(info: Info) -> dict[str, str]:
    """By `url_type`, the first address of each; the key that holds it has no name in the contract."""
    actions = info.get("actions")
    found: dict[str, str] = {}
    for action in (actions if isinstance(actions, list) else [])[:_MOST_ACTIONS]:
        if isinstance(action, dict) and not _ends_it(action):
            url = _url(action.get("url")) or any_link(action)
            if url is not None:
                found.setdefault(str(action.get("url_type", "")).upper(), url)
    return found


def _ends_it(action: Info) -> bool:
    """An action that asks about the payment, draws it or takes it back, instead of making it."""
    words = " ".join(str(action.get(key, "")) for key in ("name", "action", "rel")).lower()
    return any(word in words for word in ("cancel", "status", "expire", "qr-code", "deny"))


def _prefer(found: dict[str, str], order: tuple[str, ...]) -> str | None:
    return next((found[kind] for kind in (*order, *found) if kind in found), None)


def _named(info: Info, *names: str) -> str | None:
    return next((url for name in names if (url := _url(info.get(name)))), None)


def _at(info: Info, path: Path) -> Any:
    """What stands there; None when nothing does."""
    value: Any = info
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _first(info: Info, *paths: Path) -> str:
    """The first text or number at one of these paths, cleaned."""
    for path in paths:
        value = _at(info, path)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value) if abs(value) < 10**40 else ""
        if isinstance(value, str) and (text := clean(value)):
            return text
    return ""


def _url(value: Any) -> str | None:
    return safe_url(value) if isinstance(value, str) else None


def _leaves(info: Info) -> Iterator[tuple[str, Any]]:
    """Every value that is no object and no list, with the name it stands under; the shallow ones first."""
    waiting: list[tuple[str, Any]] = [("", info)]
    read = 0
    while waiting and read < _WORTH_READING:
        read += 1
        name, value = waiting.pop(0)
        if isinstance(value, dict):
            if not _ends_it(value):
                waiting += [(str(key).lower(), inner) for key, inner in list(value.items())[:50]]
        elif isinstance(value, list):
            waiting += [(name, inner) for inner in value[:50]]
        else:
            yield name, value
