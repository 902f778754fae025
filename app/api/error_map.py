"""The one place that maps a reply to an error (NOTES section 14). Every word it takes over is cleaned."""

from __future__ import annotations

import re
import time
from typing import Any

from app.api.errors import (
    BrokenReply,
    Conflict,
    NotFound,
    RateLimited,
    Refused,
    Rejected,
    ServerFault,
    ShopError,
)
from app.api.gate import pause_asked
from app.api.reply import Reply
from app.text import clean

_MOST_FIELDS = 50
_DEEPEST = 5
_MOST_WORDS = 3
# `invalid_store_key`: for programs, not for buyers.
_CODE = re.compile(r"[a-z0-9]+([_.][a-z0-9]+)+|[A-Z0-9]+(_[A-Z0-9]+)+")


def error_from(reply: Reply) -> ShopError:
    """The error a reply that is not 2xx stands for, with the store's own words when it said any a buyer can
    read."""
    words = _Words()
    try:
        words.read(reply.json())
    except BrokenReply:
        words.read_text(reply)
    status, detail = reply.status, words.detail
    if status in (400, 422):
        return Rejected(detail, words.fields, words.code)
    if status in (401, 403):
        return Refused(status, detail)
    if status == 404:
        return NotFound(detail)
    if status == 409:
        return Conflict(detail)
    if status == 429:
        return RateLimited(pause_asked(reply, time.time()), detail)
    return ServerFault(status, detail)


class _Words:
    """What an error body says: `{error, error_code}` or `{message, errors}`, any member absent, of any type."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.code = ""
        self._sentences: list[str] = []

    @property
    def detail(self) -> str:
        return clean(" ".join(self._sentences[:_MOST_WORDS]))

    def read(self, body: Any) -> None:
        if not isinstance(body, dict):
            self._take(body, "", 0)
            return
        code = body.get("error_code", body.get("code"))
        if isinstance(code, str):
            self.code = clean(code, 80)
        for name in ("message", "error", "errors", "detail"):
            self._take(body.get(name), "", 0)

    def read_text(self, reply: Reply) -> None:
        """Plain text may be shown; a page of HTML says nothing to a buyer."""
        kind = (reply.header("Content-Type") or "text/plain").lower()
        text = reply.body[:2000].decode("utf-8", "replace").strip()
        if kind.startswith("text/plain") and not text.startswith(("<", "{", "[")):
            self._say(text, "")

    def _take(self, value: Any, name: str, depth: int) -> None:
        if isinstance(value, str):
            self._say(value, name)
        elif isinstance(value, list) and depth < _DEEPEST:
            for item in value[:_MOST_FIELDS]:
                self._take(item, name, depth + 1)
        elif isinstance(value, dict) and depth < _DEEPEST:
            self._take_object(value, name, depth)

    def _take_object(self, value: dict[str, Any], name: str, depth: int) -> None:
        message = value.get("message")
        if isinstance(message, str):  # {code, field, message, severity}
            field = value.get("field")
            self._say(message, clean(field, 80) if isinstance(field, str) and field else name)
            if not self.code and isinstance(value.get("code"), str):
                self.code = clean(value["code"], 80)
            return
        for key, item in list(value.items())[:_MOST_FIELDS]:
            inner = clean(str(key), 80)
            self._take(item, f"{name}.{inner}" if name else inner, depth + 1)

    def _say(self, words: str, name: str) -> None:
        text = clean(words)
        if not text:
            return
        if not name:
            if _CODE.fullmatch(text):
                self.code = self.code or text
            elif text not in self._sentences:
                self._sentences.append(text)
        elif name in self.fields:
            self.fields[name] = clean(f"{self.fields[name]} {text}")
        elif len(self.fields) < _MOST_FIELDS:
            self.fields[name] = text
