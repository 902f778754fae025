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

from tests.terminal import Terminal, etalase, home

SIZE = (120, 40)
BARE = [sys.executable, "-m", "tests.bench.bare"]
ITEM = re.compile(r"Rp[0-9]")
CURSOR = "▌"


@dataclass
class Start:
    """The moments of one start, in seconds after the process was made; `fresh` None where there is no such thing."""

    seen: float
    usable: float
    fresh: float | None = None


def bare_start() -> Start:
    """Start the yardstick and send it a key as soon as it shows anything."""
    with Terminal(BARE, size=SIZE) as terminal:
        terminal.wait(lambda text: "hello" in text)
        seen = monotonic() - terminal.started
        terminal.press("x")
        terminal.wait(lambda text: "hello 1" in text)
        return Start(seen, monotonic() - terminal.started)


def cursor_row(terminal: Terminal) -> int | None:
    """The first screen row with the cursor mark; None when there is none."""
    return next((y for y, line in enumerate(terminal.screen.display) if CURSOR in line), None)


def shop_start(folder: Path, *arguments: str) -> Start:
    """Start the demo with a state folder; products on screen is seen, an answered arrow key is usable, the feed read is fresh."""
    log = folder / "requests.log"
    log.unlink(missing_ok=True)
    with Terminal(etalase("demo", *arguments, "--log", str(log)), size=SIZE, env=home(folder)) as terminal:
        terminal.wait(lambda text: ITEM.search(text))
        seen = monotonic() - terminal.started
        first = cursor_row(terminal)
        terminal.press("down")
        terminal.wait(lambda _text: cursor_row(terminal) not in (None, first))
        usable = monotonic() - terminal.started
        terminal.wait(lambda _text: log.exists() and "/items" in log.read_text())
        fresh = monotonic() - terminal.started
        terminal.rest(1.0)
        return Start(seen, usable, fresh)


def repeat(times: int, work: Callable[[], Start]) -> Start:
    """The median of each moment over several starts."""
    starts = [work() for _ in range(times)]
    fresh = [start.fresh for start in starts if start.fresh is not None]
    return Start(
        median(start.seen for start in starts),
        median(start.usable for start in starts),
        median(fresh) if fresh else None,
    )


def key_times(terminal: Terminal, key: str, times: int) -> tuple[float, float, float]:
    """Median and 95th percentile of the seconds from a key to the end of its repaint, and the median bytes it costs."""
    waits: list[float] = []
    sizes: list[float] = []
    for _ in range(times):
        terminal.rest(0.08)
        before, start = len(terminal.output), monotonic()
        terminal.press(key)
        while len(terminal.output) == before and monotonic() - start < 5:
            terminal.pump(0.05)
        waits.append(monotonic() - start)
        terminal.rest(0.05)
        sizes.append(len(terminal.output) - before)
    waits.sort()
    return median(waits), waits[int(len(waits) * 0.95) - 1], median(sizes)


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
