"""Merchants' HTML as a short list of blocks: safe to show, free of any user interface.

Everything is hostile: tags we do not know are dropped, their text stays; scripts and styles vanish; nesting,
size and text are capped and cleaned; only http and https links survive. Nothing here raises on any input.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from app.html_scan import Tag, decode, scan
from app.text import LONG, clean, clean_lines, safe_url

BlockKind = Literal["heading", "paragraph", "item", "row", "quote", "code", "rule"]

_MAX_BLOCKS = 2000
_MAX_DEPTH = 6
"""Deeper lists and quotes are shown at this depth."""

_BREAKING = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "figure",
        "figcaption",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "caption",
        "address",
        "form",
        "dl",
        "dt",
        "dd",
        "details",
        "summary",
        "center",
        "fieldset",
        "nav",
        "hgroup",
    }
)
_INLINE = frozenset(
    {
        "a",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "del",
        "ins",
        "span",
        "font",
        "small",
        "big",
        "sub",
        "sup",
        "mark",
        "code",
        "cite",
        "abbr",
        "dfn",
        "var",
        "strike",
        "wbr",
    }
)
_BOLD = frozenset({"b", "strong", "th"})
_ITALIC = frozenset({"i", "em", "cite", "dfn", "var"})
_STRUCK = frozenset({"s", "del", "strike"})
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")
_ANY_TAG = re.compile(r"<[a-zA-Z/!]")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style; `\\n` in it is a line break."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    url: str | None = None
    """An absolute http or https address, or None."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text. Lists, tables and quotes are flat: each item or row is a block of its own."""

    kind: BlockKind
    spans: tuple[Span, ...] = ()
    level: int = 0
    """heading: 1 to 6; item and quote: nesting depth from 1; otherwise 0."""
    marker: str = ""
    """item: `•` or `3.`; empty for a further paragraph of the same item."""

    @property
    def text(self) -> str:
        """The words without their styles."""
        return "".join(span.text for span in self.spans)


def parse(html: str) -> list[Block]:
    """The blocks of a piece of HTML, of which at most 64 KB are read; plain text keeps its line ends.

    A picture becomes its alternative text, a table one row a block with cells joined by ` · `.
    """
    source = clean_lines(html, LONG)
    if not source:
        return []
    if not _ANY_TAG.search(source):
        return _plain_blocks(source)
    reader = _Reader()
    reader.read(source)
    return reader.blocks


def to_plain(html: str, limit: int = 200) -> str:
    """The words of a piece of HTML on one line, at most `limit` characters; reads no more than that needs."""
    source = html[: limit * 8 + 400]
    if len(source) < len(html) and source.rfind("<") > source.rfind(">"):
        source = source[: source.rfind("<")]
    if "<" not in source and "&" not in source:
        return clean(source, limit)
    words: list[str] = []
    for part in scan(source):
        if isinstance(part, str):
            words.append(part)
        elif part.name not in _INLINE:
            words.append(" ")
    return clean("".join(words), limit)


def _plain_blocks(source: str) -> list[Block]:
    text = clean_lines(decode(source), LONG)
    paragraphs = (part.strip() for part in re.split(r"\n[ \t]*\n", text))
    return [Block("paragraph", (Span(part),)) for part in paragraphs if part][:_MAX_BLOCKS]


class _Reader:
    """Collects blocks; styles are counters, so that wrongly nested tags do no harm."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._spans: list[Span] = []
        self._bold = self._italic = self._struck = self._quote = self._code = self._cells = 0
        self._heading = 0
        self._url: str | None = None
        self._lists: list[int | None] = []
        """Open lists, outermost first: the next number, or None for bullets."""
        self._marker: str | None = None
        self._in_item = False

    def read(self, source: str) -> None:
        for part in scan(source):
            if isinstance(part, str):
                self._add(part if self._code else _SPACE.sub(" ", part))
            elif part.closing:
                self._end(part.name)
            else:
                self._start(part)
        self._end_block()

    # Tags

    def _start(self, opened: Tag) -> None:
        tag = opened.name
        if tag == "br":
            self._add("\n")
        elif tag == "img":
            alt = clean(opened.attribute("alt"))
            if alt:
                self._add(f"[{alt}] ")
        elif tag == "a":
            self._url = safe_url(opened.attribute("href"))
        elif tag == "hr":
            self._end_block()
            self._append(Block("rule"))
        elif tag in ("ul", "ol", "menu"):
            self._end_block()
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._start_item()
        elif tag == "tr":
            self._end_block()
            self._cells = 0
        elif tag in ("td", "th"):
            if self._cells:
                self._add(" · ")
            self._cells += 1
            self._bold += tag == "th"
        else:
            self._style(tag, 1)

    def _end(self, tag: str) -> None:
        if tag == "a":
            self._url = None
        elif tag in ("ul", "ol", "menu"):
            self._end_block()
            if self._lists:
                self._lists.pop()
            self._in_item = bool(self._lists)
        elif tag == "li":
            self._end_block()
            self._in_item = False
        elif tag == "tr":
            self._end_block()
            self._cells = 0
        elif tag == "th":
            self._bold = max(0, self._bold - 1)
        else:
            self._style(tag, -1)

    def _style(self, tag: str, step: int) -> None:
        if tag in _BOLD:
            self._bold = max(0, self._bold + step)
        elif tag in _ITALIC:
            self._italic = max(0, self._italic + step)
        elif tag in _STRUCK:
            self._struck = max(0, self._struck + step)
        elif tag in _HEADINGS:
            self._end_block()
            self._heading = _HEADINGS[tag] if step > 0 else 0
        elif tag == "blockquote":
            self._end_block()
            self._quote = max(0, self._quote + step)
        elif tag in ("pre", "xmp", "listing"):
            self._end_block()
            self._code = max(0, self._code + step)
        elif tag in _BREAKING:
            # A block inside a table row stays in its cell.
            if self._cells:
                self._add(" ")
            else:
                self._end_block()

    def _start_item(self) -> None:
        self._end_block()
        if not self._lists:
            self._lists.append(None)
        number = self._lists[-1]
        if number is None:
            self._marker = "•"
        else:
            self._marker = f"{number}."
            self._lists[-1] = number + 1
        self._in_item = True

    # Text

    def _add(self, text: str) -> None:
        # Character references arrive decoded: an escape byte written as `&#27;` is cleaned here, not before.
        safe = _clean_run(text)
        if safe:
            bold = self._bold > 0
            self._spans.append(Span(safe, bold, self._italic > 0, self._struck > 0, self._url))

    def _append(self, block: Block) -> None:
        if len(self.blocks) < _MAX_BLOCKS:
            self.blocks.append(block)

    def _end_block(self) -> None:
        spans = tuple(self._spans) if self._code else _tidy(self._spans)
        self._spans = []
        if not any(span.text.strip() for span in spans):
            return
        if self._heading:
            self._append(Block("heading", spans, self._heading))
        elif self._in_item and self._lists:
            depth = min(len(self._lists), _MAX_DEPTH)
            self._append(Block("item", spans, depth, self._marker or ""))
            self._marker = None
        elif self._code:
            self._append(Block("code", spans))
        elif self._cells:
            self._append(Block("row", spans))
        elif self._quote:
            self._append(Block("quote", spans, min(self._quote, _MAX_DEPTH)))
        else:
            self._append(Block("paragraph", spans))


def _clean_run(text: str) -> str:
    """Cleaned like any wire text, but the spaces at both ends count: the words go on in the next run."""
    safe = clean_lines(text, LONG)
    if not safe:
        return "\n" if "\n" in text else " " if text[:1] in (" ", "\t", "\u00a0") else ""
    head = "\n" if text[:1] == "\n" else " " if text[:1] in (" ", "\u00a0") else ""
    tail = " " if text[-1:] in (" ", "\u00a0") and len(text) > 1 else ""
    return head + safe + tail


def _tidy(spans: list[Span]) -> tuple[Span, ...]:
    """Neighbours of one style joined; no space doubled across spans, beside a line break or at either end."""
    joined: list[Span] = []
    last = "\n"
    for span in spans:
        text = re.sub(r" *\n *", "\n", span.text)
        text = re.sub(r"\n{3,}", "\n\n", text)
        if last in (" ", "\n"):
            text = text.lstrip(" ")
        if joined and text.startswith("\n"):
            joined[-1] = _with_text(joined[-1], joined[-1].text.rstrip(" "))
        if last == "\n":
            text = text.lstrip("\n") if not joined else text
        if not text:
            continue
        last = text[-1]
        if joined and _same_style(joined[-1], span):
            joined[-1] = _with_text(joined[-1], joined[-1].text + text)
        else:
            joined.append(_with_text(span, text))
    while joined:
        text = joined[-1].text.rstrip()
        if text:
            joined[-1] = _with_text(joined[-1], text)
            break
        joined.pop()
    return tuple(span for span in joined if span.text)


def _same_style(one: Span, other: Span) -> bool:
    return (one.bold, one.italic, one.struck, one.url) == (other.bold, other.italic, other.struck, other.url)


def _with_text(span: Span, text: str) -> Span:
    return Span(text, span.bold, span.italic, span.struck, span.url)
