"""One measurement each: start, keys, bytes, memory. All over a real pty; times are seconds, sizes are bytes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import monotonic

import psutil
import pyte

from tests.terminal import Terminal, etalase, home

SIZE = (120, 40)
BARE = [sys.executable, "-m", "tests.bench.bare"]
CURSOR = "▌"
QUIET = 0.35
"""Seconds without a byte after which a screen is at rest: longer than the preview waits for the cursor."""


@dataclass
class Start:
    """The moments of one start, in seconds after the process was made; `fresh` None where there is no such thing."""

    seen: float
    usable: float
    fresh: float | None = None


def _reads(words: str) -> Callable[[pyte.Screen], bool]:
    return lambda screen: any(words in line for line in screen.display)


def cursor_row(screen: pyte.Screen) -> int | None:
    """The first screen row with the cursor mark; None when there is none."""
    return next((y for y, line in enumerate(screen.display) if CURSOR in line), None)


def _collect(terminal: Terminal, until: Callable[[], object]) -> None:
    """Read without drawing, so that what is measured does not wait for the one who measures."""
    end = monotonic() + 60
    while not until():
        terminal.pump(0.002)
        if monotonic() > end:
            raise AssertionError("the start never came to an end")


def bare_start() -> Start:
    """Start the yardstick and send it a key as soon as it shows anything."""
    with Terminal(BARE, size=SIZE) as terminal:
        terminal.drawing = False
        _collect(terminal, lambda: b"hello" in terminal.output)
        terminal.press("x")
        _collect(terminal, lambda: b"hello 1" in terminal.output)
        terminal.rest(QUIET)
        seen, usable = terminal.moment(_reads("hello")), terminal.moment(_reads("hello 1"))
        assert seen is not None
        assert usable is not None
        return Start(seen - terminal.started, usable - terminal.started)


def shop_start(folder: Path, *arguments: str) -> Start:
    """Start the demo with a state folder.

    Goods with prices on screen is seen; an arrow key, sent at once, answered is usable; the feed read is fresh.
    """
    log = folder / "requests.log"
    log.unlink(missing_ok=True)
    fresh: list[float] = []

    def read_the_feed() -> bool:
        if not fresh and log.exists() and "/items" in log.read_text():
            fresh.append(monotonic())
        return bool(fresh)

    with Terminal(etalase("demo", *arguments, "--log", str(log)), size=SIZE, env=home(folder)) as terminal:
        terminal.drawing = False
        _collect(terminal, lambda: re.search(rb"Rp[0-9]", terminal.output))
        terminal.press("down")
        _collect(terminal, read_the_feed)
        terminal.rest(QUIET)
        seen = terminal.moment(lambda screen: _reads("Rp")(screen) and cursor_row(screen) is not None)
        rows: list[int] = []

        def moved(screen: pyte.Screen) -> bool:
            row = cursor_row(screen)
            if row is not None:
                rows.append(row)
            return row is not None and row > rows[0]

        usable = terminal.moment(moved)
        assert seen is not None
        assert usable is not None
        return Start(seen - terminal.started, usable - terminal.started, fresh[0] - terminal.started)


def keep_first_frame(folder: Path, *arguments: str) -> None:
    """A first start left alone until the first frame of the next one is kept."""
    with Terminal(etalase("demo", *arguments), size=SIZE, env=home(folder)) as terminal:
        terminal.wait("Rp[0-9]")
        kept = folder / "cache"
        while not any(kept.rglob("frames/*")):
            terminal.pump(0.1)
        terminal.rest(QUIET)


def middle(starts: list[Start]) -> Start:
    """The median of each moment over several starts."""
    fresh = [start.fresh for start in starts if start.fresh is not None]
    return Start(
        median(start.seen for start in starts),
        median(start.usable for start in starts),
        median(fresh) if fresh else None,
    )


def by_turns(times: int, *works: Callable[[], Start]) -> list[Start]:
    """Each of `works` so many times in turn, so that a machine busy for a while is so for all; their medians."""
    starts: list[list[Start]] = [[] for _work in works]
    for _turn in range(times):
        for work, done in zip(works, starts, strict=True):
            done.append(work())
    return [middle(done) for done in starts]


def key_times(terminal: Terminal, keys: list[str], answer: str) -> tuple[float, float, float]:
    """Each key pressed at rest: median and 95th percentile of the seconds until the frame with `answer` (a pattern)
    in it is out, and the median bytes until then."""
    pattern = re.compile(answer.encode() + rb"(?s:.*?)\x1b\[\?2026l")
    waits: list[float] = []
    sizes: list[float] = []
    for key in keys:
        terminal.rest(QUIET)
        sent, start = len(terminal.output), monotonic()
        terminal.press(key)
        while (found := pattern.search(terminal.output, sent)) is None:
            terminal.pump(0.05)
            assert monotonic() - start < 10, f"{key} was not answered"
        waits.append(next(time for time, end in terminal.arrivals if end >= found.end()) - start)
        sizes.append(found.end() - sent)
    waits.sort()
    return median(waits), waits[round(len(waits) * 0.95) - 1], median(sizes)


def idle_bytes(terminal: Terminal, seconds: float) -> int:
    """Bytes sent while nobody does anything."""
    terminal.rest(1.0)
    before, end = len(terminal.output), monotonic() + seconds
    while monotonic() < end:
        terminal.pump(0.1)
    return len(terminal.output) - before


def memory(terminal: Terminal) -> int:
    """Resident bytes of the program."""
    return int(psutil.Process(terminal.process.pid).memory_info().rss)
