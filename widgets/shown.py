"""What the terminal shows, cell by cell, so that nothing is sent to it twice.

Textual paints a new screen two or three times within a quarter of a second; over a thin line that is a wait.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import repeat
from time import monotonic

from rich.cells import cell_len

FRESH = 1.0
"""Seconds for which a row is taken to be on screen as it was sent. Then it is sent whole again when it is painted
whole: that mends a terminal that something else has written to."""
_BRIDGE = 6
"""So few cells between two changes are sent again: addressing the second change costs as much."""

_CODE = "0123456789;"
_NO_CONTROLS = re.compile(r"[^\x00-\x1f\x7f]+").fullmatch
_REST = ("", "\x00")
"""Stands in the cells after the first of what is wider than one."""

Cell = tuple[str, str]
"""Colours as the sequence sets them, and the text that begins here."""


class Shown:
    """Feed it what Textual writes; send what it gives back."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._rows: dict[int, dict[int, Cell]] = {}
        self._sent: dict[int, float] = {}
        self._unread: tuple[str, float] | None = None

    def forget(self) -> None:
        """Nothing is known of the terminal any more."""
        self._rows.clear()
        self._sent.clear()
        self._unread = None

    def news(self, data: str) -> str:
        """The part of `data` that is not on screen already, ending with the cursor where `data` leaves it."""
        if "\x1b[" not in data or "H" not in data:
            return data
        unread, self._unread = self._unread, None
        if unread is not None:
            self._read(*unread)
        elif not self._rows:
            # All of it is news, and at a start it is waited for: what is in it matters when more comes.
            self._unread = (data, self._clock())
            return data
        return self._read(data, self._clock())

    def _read(self, data: str, now: float) -> str:
        painted: dict[int, dict[int, Cell]] = {}
        pieces: dict[int, list[str]] = {}
        last = style = ""
        row: dict[int, Cell] | None = None
        x = y = begin = 0
        # Every frame goes through here, cell by cell: hence no pattern for every token.
        before, *parts = data.split("\x1b[")
        at = len(before)
        known = not before.strip("\n")
        for part in parts if known else ():
            ended = part.lstrip(_CODE)
            code, kind, text = part[: len(part) - len(ended)], ended[:1], ended[1:]
            if kind == "m":
                style = "" if code in ("", "0") else f"{style};{code}".lstrip(";")
            else:
                to_row, _, to_column = code.partition(";")
                known = kind == "H" and to_row.isdigit() and to_column.isdigit()
                if not known:
                    break
                if row is not None:
                    pieces[y].append(data[begin:at])
                last, x, y, begin = f"\x1b[{code}H", int(to_column), int(to_row), at
                row = painted.setdefault(y, {})
                pieces.setdefault(y, [])
            at += 2 + len(part)
            if not text:
                continue
            text, newline, after = text.partition("\n")
            if text:
                if row is None or not (text.isprintable() or _NO_CONTROLS(text)):
                    known = False
                    break
                if text.isascii() or _single(text):
                    end = x + len(text)
                    row.update(zip(range(x, end), zip(repeat(style), text, strict=False), strict=True))
                    x = end
                else:
                    row[x] = (style, text)
                    end = x + cell_len(text)
                    row.update((more, _REST) for more in range(x + 1, end))
                    x = end
            if newline:
                known = not after.strip("\n")
                if not known:
                    break
                if row is not None:
                    pieces[y].append(data[begin : at - 1 - len(after)])
                    row = None
        if not known or style:
            # Something that may do anything to the screen.
            self.forget()
            return data
        if row is not None:
            pieces[y].append(data[begin:])
        sent = (self._send(y, cells, pieces[y], now) for y, cells in painted.items() if cells)
        return "".join(sent) + last

    def _send(self, y: int, cells: dict[int, Cell], pieces: list[str], now: float) -> str:
        """What of the `cells` of row `y` is news; `pieces` is all that was painted on it."""
        known = self._rows.setdefault(y, {})
        if min(cells) == 1 and len(cells) >= len(known):
            if now - self._sent.get(y, -FRESH) >= FRESH:
                known.clear()
            self._sent[y] = now
        elif y not in self._sent or now - self._sent[y] >= FRESH:
            known.clear()
        if not known:
            self._rows[y] = cells
            return "".join(pieces)
        changed = sorted([x for x, cell in cells.items() if known.get(x) != cell])
        for x in changed:
            if known.get(x) == _REST and x - 1 not in cells:
                known.pop(
                    x - 1, None
                )  # half of something wide is overwritten: the terminal takes all of it away
        if len(changed) == len(cells):
            known.update(cells)
            return "".join(pieces)
        parts: list[str] = []
        style = ""
        before = -_BRIDGE
        for x in changed:
            start = x
            while start in cells and cells[start] == _REST:
                start -= 1  # the whole of what is wide
            bridge = range(before + 1, start)
            if before >= 0 and len(bridge) <= _BRIDGE and all(gap in cells for gap in bridge):
                span = range(before + 1, x + 1)
            else:
                if style:
                    parts.append("\x1b[0m")
                    style = ""
                parts.append(f"\x1b[{y};{start}H")
                span = range(start, x + 1)
            for here in span:
                colours, text = cells[here]
                if (colours, text) == _REST:
                    continue
                if colours != style:
                    parts.append(("\x1b[0m" if style else "") + (f"\x1b[{colours}m" if colours else ""))
                    style = colours
                parts.append(text)
            before = x
        known.update(cells)
        return "".join(parts) + ("\x1b[0m" if style else "")


@lru_cache(4096)
def _single(text: str) -> bool:
    """Every character takes one cell, and they do not join."""
    return cell_len(text) == len(text) == sum(map(cell_len, text))
