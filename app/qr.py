"""QR codes as bare modules: the smallest symbol that holds the text, so that it fits a terminal.

segno is imported on first use (rule: nothing heavy before the shop is usable).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from segno import QRCode

QUIET = 2
"""Quiet zone in modules: phones read 2, they do not read 0."""

Matrix = tuple[tuple[bool, ...], ...]

_ALPHANUMERIC = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
# Bits a segment costs: mode and length header for versions 1-9 and 10-26, then bits per character.
_HEADER = {"numeric": (14, 16), "alphanumeric": (13, 15), "byte": (12, 20)}
_PER_CHARACTER = {"numeric": 10 / 3, "alphanumeric": 5.5, "byte": 8.0}


def _modes(character: str) -> tuple[str, ...]:
    if character.isascii() and character.isdigit():
        return ("numeric", "alphanumeric", "byte")
    return ("alphanumeric", "byte") if character in _ALPHANUMERIC else ("byte",)


def segments(text: str) -> list[tuple[str, str]]:
    """The text cut into (part, mode) so that the whole costs the fewest bits; parts joined give the text."""
    best: dict[str, tuple[float, list[tuple[int, str]]]] = {}
    for index, character in enumerate(text):
        size = len(character.encode())
        step: dict[str, tuple[float, list[tuple[int, str]]]] = {}
        for mode in _modes(character):
            cost = _PER_CHARACTER[mode] * (size if mode == "byte" else 1)
            choices: list[tuple[float, list[tuple[int, str]]]] = []
            for other, (spent, cuts) in best.items():
                if other == mode:
                    choices.append((spent + cost, cuts))
                else:
                    choices.append((spent + _HEADER[mode][1] + cost, [*cuts, (index, mode)]))
            if not best:
                choices.append((_HEADER[mode][1] + cost, [(0, mode)]))
            step[mode] = min(choices, key=lambda choice: choice[0])
        best = step
    if not best:
        return []
    cuts = min(best.values(), key=lambda choice: choice[0])[1]
    ends = [start for start, _mode in cuts[1:]] + [len(text)]
    return [(text[start:end], mode) for (start, mode), end in zip(cuts, ends, strict=True)]


@lru_cache(maxsize=8)
def matrix(text: str) -> Matrix:
    """The modules of the QR for `text`, quiet zone included; True is dark. Raises ValueError when it is too long."""
    code = _make(text)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix_iter(border=QUIET))


def _make(text: str) -> QRCode:
    import segno
    from segno.consts import MODE_ALPHANUMERIC, MODE_BYTE, MODE_NUMERIC

    modes = {"numeric": MODE_NUMERIC, "alphanumeric": MODE_ALPHANUMERIC, "byte": MODE_BYTE}
    plain = segno.make(text, error="l", micro=False)
    if not text.isascii():
        return plain
    # segno takes a list of segments too; its annotations do not say so.
    parts: Any = [(part, modes[mode]) for part, mode in segments(text)]
    mixed = segno.make(parts, error="l", micro=False)
    return mixed if mixed.symbol_size()[0] < plain.symbol_size()[0] else plain


def save_png(text: str, path: Path) -> None:
    """Write the QR as a picture of about 600 pixels that any phone reads. Raises OSError or ValueError."""
    _make(text).save(str(path), kind="png", scale=10, border=4)


def drawing(text: str, columns: int, rows: int, *, quiet: int = QUIET) -> list[str]:
    """The QR for `text` in at most this many cells: half blocks where they fit, else sextants, else nothing.

    `quiet` below QUIET lets the rim shrink to that before the drawing gives way: for a ground that is white anyway.
    """
    try:
        modules = matrix(text) if text else ()
    except ValueError:
        modules = ()
    if not modules:
        return []
    for wide, high, draw in ((1, 2, half_blocks), (2, 3, sextants)):
        for rim in range(QUIET, quiet - 1, -1):
            size = len(modules) - 2 * (QUIET - rim)
            if -(-size // wide) <= columns and -(-size // high) <= rows:
                cut = QUIET - rim
                return draw(tuple(line[cut : len(line) - cut] for line in modules[cut : len(modules) - cut]))
    return []


def half_blocks(modules: Matrix) -> list[str]:
    """Rows of text, one column a module and two modules a row; dark is drawn, light is the ground."""
    blank = (False,) * len(modules[0]) if modules else ()
    rows = [*modules, blank] if len(modules) % 2 else [*modules]
    glyphs = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
    return [
        "".join(glyphs[pair] for pair in zip(rows[y], rows[y + 1], strict=True))
        for y in range(0, len(rows), 2)
    ]


def sextants(modules: Matrix) -> list[str]:
    """Rows of text, two columns and three rows of modules a character: a QR in a third of the height."""
    width = len(modules[0]) if modules else 0
    blank = (False,) * (width + 1)
    rows = [(*row, False) for row in modules]
    rows += [blank] * (-len(rows) % 3)
    lines: list[str] = []
    for y in range(0, len(rows), 3):
        line = []
        for x in range(0, width, 2):
            bits = sum(rows[y + i // 2][x + i % 2] << i for i in range(6))
            line.append(_sextant(bits))
        lines.append("".join(line))
    return lines


def _sextant(bits: int) -> str:
    """The character for six cells, bit 0 top left, bit 5 bottom right; two of the 64 live in Block Elements."""
    special = {0: " ", 21: "▌", 42: "▐", 63: "█"}
    if bits in special:
        return special[bits]
    skipped = (bits > 21) + (bits > 42)
    return chr(0x1FB00 + bits - 1 - skipped)
