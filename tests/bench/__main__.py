"""`uv run python -m tests.bench`: what the shop costs, beside a bare Textual app measured in the same run."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.bench.measure import (
    BARE,
    CURSOR,
    QUIET,
    SIZE,
    bare_start,
    by_turns,
    idle_bytes,
    keep_first_frame,
    key_times,
    memory,
    shop_start,
)
from tests.bench.purchase import requests_of_a_purchase
from tests.terminal import Terminal, etalase, home

RUNS = 15
BIG = ("--items", "10000")
KEYS = 30


def row(what: str, value: str, bare: str = "", ratio: float | None = None, bar: str = "") -> None:
    """One line of the table."""
    print(f"{what:<46}{value:>14}{bare:>14}{'' if ratio is None else f'{ratio:.2f}x':>9}  {bar}")


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"


def main() -> None:
    """Measure and print."""
    row("", "etalase", "bare Textual", None, "bar")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        later_folder, big_folder = folder / "later", folder / "big"
        for kept, arguments in ((later_folder, ()), (big_folder, BIG)):
            kept.mkdir()
            keep_first_frame(kept, *arguments)
        bare, first, later, big = by_turns(
            RUNS,
            bare_start,
            lambda: shop_start(Path(tempfile.mkdtemp(dir=folder))),
            lambda: shop_start(later_folder),
            lambda: shop_start(big_folder, *BIG),
        )
        for label, start, seen_bar, usable_bar in (
            ("first run", first, "", "2x"),
            ("later runs", later, "0.2x", "1.3x"),
        ):
            row(
                f"{label}: seen",
                milliseconds(start.seen),
                milliseconds(bare.seen),
                start.seen / bare.seen,
                seen_bar,
            )
            row(
                f"{label}: usable",
                milliseconds(start.usable),
                milliseconds(bare.usable),
                start.usable / bare.usable,
                usable_bar,
            )
            if start.fresh is not None:
                row(f"{label}: fresh", milliseconds(start.fresh), "", start.fresh / bare.usable)
        row(
            "10,000 items: usable",
            milliseconds(big.usable),
            milliseconds(later.usable),
            big.usable / later.usable,
            "1x of 48 items",
        )

        with Terminal(BARE, size=SIZE) as terminal:
            terminal.wait("hello")
            terminal.drawing = False
            bare_key = key_times(terminal, ["x"] * KEYS, "hello")
            bare_memory = memory(terminal)
        with Terminal(etalase("demo"), size=SIZE, env=home(later_folder)) as terminal:
            terminal.wait("Rp[0-9]")
            terminal.rest(1.5)
            terminal.drawing = False
            row("idle for 5 s", f"{idle_bytes(terminal, 5)} B", "", None, "0 B")
            row(
                "memory at rest",
                f"{memory(terminal) / 2**20:.0f} MiB",
                f"{bare_memory / 2**20:.0f} MiB",
                memory(terminal) / bare_memory,
                "1.5x",
            )
            key = key_times(terminal, ["down"] * KEYS, CURSOR)
            row("cursor move: p50", milliseconds(key[0]), milliseconds(bare_key[0]), key[0] / bare_key[0])
            row(
                "cursor move: p95",
                milliseconds(key[1]),
                milliseconds(bare_key[1]),
                key[1] / bare_key[1],
                "50 ms",
            )
            row("cursor move: bytes", f"{key[2]:.0f} B", f"{bare_key[2]:.0f} B", None, "1,536 B")
            # In sight again, and its picture known, as for someone who looks before opening.
            terminal.press("home")
            terminal.rest(1.0)
            before = len(terminal.output)
            terminal.press("enter")
            terminal.rest(0.6)
            row("to a product: bytes", f"{(len(terminal.output) - before) / 1024:.1f} KB", "", None, "70 KB")
        with Terminal(etalase("demo", *BIG), size=SIZE, env=home(big_folder)) as terminal:
            terminal.wait("Rp[0-9]")
            terminal.rest(1.5)
            terminal.drawing = False
            terminal.press("/", "k")
            terminal.rest(2.0)
            search = key_times(terminal, [*"opi", *["backspace"] * 3] * 4, "[0-9] (?:of|dari) [0-9]")
            row("10,000 items: search key to list: p50", milliseconds(search[0]), "", None, "20 ms")
            row("10,000 items: search key to list: p95", milliseconds(search[1]), "", None, "20 ms")
            terminal.press("escape")
            terminal.rest(QUIET)
            terminal.press("escape")
            key = key_times(terminal, ["down"] * KEYS, CURSOR)
            row(
                "10,000 items: cursor move p95",
                milliseconds(key[1]),
                milliseconds(bare_key[1]),
                key[1] / bare_key[1],
                "50 ms",
            )
        count, names = requests_of_a_purchase(folder / "purchase")
        row("requests of a guest purchase", str(count), bar="the contract's own sequence:")
        for name in names:
            print(f"    {name}")


if __name__ == "__main__":
    main()
