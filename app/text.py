"""Hostile text made harmless: what the wire sends is cleaned here before anything keeps or shows it.

Textual sends control characters straight to the terminal and reads `[...]` as markup, so text from a
store is cleaned once, in the model, and rendered only through `plain`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from textual.content import Content

SHORT = 300
"""Longest single-line text kept from the wire, in characters."""
LONG = 64 * 1024
"""Longest description kept from the wire, in characters."""

# C0 but \n, DEL, C1, soft hyphen, bidi marks, embeddings, overrides and isolates, line and paragraph
# separators, BOM, interlinear annotations, tag characters, variation selectors supplement, lone surrogates.
_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
)
_SPACES = re.compile(r"[ \u00a0]{2,}")
_COMBINING_RUN = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f]{4})"
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def clean(value: str, limit: int = SHORT) -> str:
    """One line of text that no terminal will act on: control and bidi characters gone, at most `limit` long.

    Tabs and line ends become single spaces; emoji joiners and (up to four in a row) combining marks stay.
    """
    text = value[: limit * 4].replace("\t", " ").replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    text = _COMBINING_RUN.sub(r"\1", _UNSAFE.sub("", text))
    text = _SPACES.sub(" ", text).strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def clean_lines(value: str, limit: int = LONG) -> str:
    """Like `clean`, but line ends stay as `\\n`: for notes, messages and descriptions."""
    text = value[:limit].replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _COMBINING_RUN.sub(r"\1", _UNSAFE.sub("", text)).strip()


def safe_url(value: str) -> str | None:
    """The URL when it is absolute http or https, has a host and no control character or space; else None."""
    text = value.strip()
    if len(text) > 4096 or _UNSAFE.search(text) or "\n" in text or " " in text or "\\" in text:
        return None
    try:
        parts = urlsplit(text)
        port_ok = parts.port is None or 0 < parts.port < 65536
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname or not port_ok:
        return None
    return text


def plain(value: str, style: str = "") -> Content:
    """Text as Textual `Content` with markup off: the only way wire text reaches a widget."""
    from textual.content import Content

    content = Content(value)
    return content.stylize(style) if style else content
