"""Between a store and its buyer: leaves ids, addresses and money alone and makes all other text hostile."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Awaitable, Callable
from typing import Any

from tests.faults import AsgiApp, Send

PAYLOADS = (
    "[/x]",
    "[@click=app.quit]x",
    "[ @click=app.quit]x",
    "[BPOM]",
    "[bold red]\x1b]52;c;SGFpIQ==\x07\x1b[2J\x1b[31m",
    "[/]\x9b31m\x90q\x9c\x9d0;title\x9c\x07\x08\x7f",
    "[b]\u202egnissiM\u2066\u200f\u2029\ufeff",
    "[link=https://x.example]\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466\U0001f1ee\U0001f1e9",
    "[$accent]satu\ndua\r\ntiga\tempat\x0b\x0c\x00",
    "[on red]Z\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307a\u0335\u0336\u0337\u0338\u0339 ｗｉｄｅ",
)
LONG = "[panjang]" + "W" * 500
LITERALS = re.compile(r"\[(/|@click=app\.quit|BPOM|bold red|b\]|link=|\$accent|on red|panjang|/x)")
"""How the beginning of a payload looks when nothing has acted on it."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_USABLE = _names(
    "id slug uuid unique_id code entity_type item_type type next_cursor secret_slug status payment_status"
    " payment_method sub_payment_method epayment_provider courier_code service_code courier_aggregator_code"
    " warehouse_unique_id currency pricing_type interval amount_type applied_to reason stock_status"
    " postal_code payment_expiration_at method channel_code action url_type qr_string error_code"
    " bundle_price_option_unique_id bundle_price_option_slug access refresh token_type"
)
"""Without these nobody would get far."""
_ENUMS = _names(
    "item_type status payment_status epayment_provider courier_code service_code currency pricing_type interval"
    " stock_status reason action url_type channel_code payment_expiration_at amount_type applied_to qr_string"
)
"""Codes that the shop reads, hostile as well in the stranger of the two stores."""
_LINKS = _names("url success_return_url public_order_url redirect_url payment_url")
_MONEY = re.compile(r"-?\d+(\.\d+)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT.*Z")


class Rewriter:
    """An ASGI app around another. `odd`: codes and moments are hostile too."""

    def __init__(self, app: AsgiApp, *, odd: bool = False) -> None:
        self._app = app
        self._odd = odd
        self.refusals: list[str] = []
        """Paths whose next request is refused, with hostile words for each field."""
        self.refused_fields: tuple[str, ...] = ("customer_name", "customer_phone", "notes")

    async def __call__(self, scope: Any, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
        refused = next((path for path in self.refusals if scope["path"].endswith(path)), None)
        if refused is not None:
            self.refusals.remove(refused)
            words = {name: [self.text(name, "salah")] for name in self.refused_fields}
            await _answer(send, 422, {"message": self.text("message", "Salah"), "errors": words}, [])
            return
        start: dict[str, Any] = {}
        body = b""

        async def gather(message: Any) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                body += message.get("body", b"")

        await self._app(scope, receive, gather)
        try:
            value = json.loads(body)
        except ValueError:
            value = None
        if value is None:
            await send(start)
            await send({"type": "http.response.body", "body": body})
            return
        await _answer(send, start["status"], self.rewrite("", value), start.get("headers", []))

    def rewrite(self, key: str, value: Any) -> Any:
        """The same value with its text hostile; `key` is the name it stands under."""
        if isinstance(value, dict):
            return {name: self.rewrite(name, item) for name, item in value.items()}
        if isinstance(value, list):
            return [self.rewrite(key, item) for item in value]
        return self.text(key, value) if isinstance(value, str) and value else value

    def text(self, key: str, value: str) -> str:
        """`value` with something hostile before it, a different thing for each text."""
        if self._odd and (key in _ENUMS or _MOMENT.fullmatch(value)):
            return self._payload(key, value)
        if self._odd and key in _LINKS:
            return f"{value}\x1b]8;;javascript:alert(1)\x07"
        if key in _USABLE:
            return value
        if _MONEY.fullmatch(value) or _MOMENT.fullmatch(value) or value.startswith(("http://", "https://")):
            return value
        return self._payload(key, value)

    def _payload(self, key: str, value: str) -> str:
        number = zlib.crc32(f"{key}\n{value}".encode()) % (len(PAYLOADS) + 1)
        if number == len(PAYLOADS):
            return f"[panjang]{value} {LONG}"
        return f"{PAYLOADS[number]}{value}"


async def _answer(send: Send, status: int, value: Any, headers: list[tuple[bytes, bytes]]) -> None:
    kept = [
        (name, item) for name, item in headers if name.lower() not in (b"content-length", b"content-type")
    ]
    kept.append((b"content-type", b"application/json"))
    await send({"type": "http.response.start", "status": status, "headers": kept})
    await send({"type": "http.response.body", "body": json.dumps(value).encode()})
