"""A merchant's description as safe text: no markup, no links that act, nothing the terminal would obey."""

from __future__ import annotations

from textual.content import Content

from app.rich_text import Block, parse
from widgets.static import Static

Parts = list[tuple[str, str] | str]


def description_content(html: str) -> Content:
    """HTML as styled Content; links show their address in words behind the text."""
    parts: Parts = []
    previous: Block | None = None
    for block in parse(html):
        if previous is not None:
            tight = block.kind in ("item", "row") and previous.kind == block.kind
            parts.append("\n" if tight else "\n\n")
        _add(parts, block)
        previous = block
    return Content.assemble(*parts)


def _add(parts: Parts, block: Block) -> None:
    if block.kind == "rule":
        parts.append(("─" * 12, "$line"))
        return
    indent = "  " * max(0, block.level - 1) if block.kind in ("item", "quote") else ""
    if block.kind == "item":
        parts.append((f"{indent}{block.marker or ' '} ", "$accent"))
    elif block.kind == "quote":
        parts.append((f"{indent}▏ ", "$dim"))
    for span in block.spans:
        style = ["bold"] if span.bold or block.kind == "heading" else []
        if span.italic:
            style.append("italic")
        if span.struck:
            style.append("strike")
        parts.append((span.text, " ".join(style)))
        if span.url and span.url != span.text:
            parts.append((f" ({span.url})", "$dim"))


class RichDescription(Static):
    """Shows one description; parsing again only when it changed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._html: str | None = None

    def show(self, html: str) -> None:
        """Show this HTML; at most 64 KB of it are read."""
        if html != self._html:
            self._html = html
            self.update(description_content(html))
