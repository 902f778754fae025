"""What is left out of the output is on screen already: a terminal fed either way shows the same."""

from __future__ import annotations

import pyte
from hypothesis import given
from hypothesis import strategies as st

from widgets.shown import FRESH, Shown

WIDTH, HEIGHT = 12, 4
RED, BLUE = "38;2;200;0;0", "1;38;2;0;0;200;48;2;9;9;9"


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def run(style: str, text: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if style else text


def whole(rows: list[str]) -> str:
    """As Textual writes a whole screen."""
    return "\n".join(f"\x1b[{y};1H{row}" for y, row in enumerate(rows, 1))


def screen_of(writes: list[str]) -> tuple[list[str], list[list[tuple[str, str, bool]]]]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    for write in writes:
        # pyte goes to the first column of the next line only with a carriage return; every row is addressed anyway.
        stream.feed(write)
    looks = [
        [(c.fg, c.bg, c.bold) for c in (screen.buffer[y][x] for x in range(WIDTH))] for y in range(HEIGHT)
    ]
    return screen.display, looks


styles = st.sampled_from(["", RED, BLUE])
pauses = st.sampled_from([0.0, 0.3, 2.0])


@st.composite
def rows(draw: st.DrawFn, wide: bool) -> str:
    """A whole row in runs of several colours, with `wide` a wide letter among them now and then."""
    text = draw(st.text("ab ▀", min_size=WIDTH, max_size=WIDTH))
    at = draw(st.integers(0, WIDTH - 2))
    cut = draw(st.integers(1, WIDTH - 1))
    if wide and draw(st.booleans()):
        return (
            run(draw(styles), text[:at]) * bool(at)
            + run(draw(styles), "好")
            + run(draw(styles), text[at + 2 :])
        )
    return run(draw(styles), text[:cut]) + run(draw(styles), text[cut:])


@st.composite
def screens(draw: st.DrawFn, wide: bool) -> str:
    return whole(draw(st.lists(rows(wide), min_size=HEIGHT, max_size=HEIGHT)))


@st.composite
def pieces(draw: st.DrawFn) -> str:
    """Parts of some rows, from the top down as Textual writes them."""
    written = []
    for y in sorted(draw(st.lists(st.integers(1, HEIGHT), min_size=1, max_size=4))):
        x = draw(st.integers(1, WIDTH - 2))
        text = draw(st.text("ab▀", min_size=1, max_size=WIDTH - x))
        written.append(f"\x1b[{y};{x}H{run(draw(styles), text)}")
    return "".join(written)


# pyte cannot take half of something wide away, so the two do not meet.
sessions = st.one_of(
    st.lists(st.tuples(st.one_of(screens(False), pieces()), pauses), max_size=8),
    st.lists(st.tuples(screens(True), pauses), max_size=8),
)


@given(sessions)
def test_the_same_is_seen(session: list[tuple[str, float]]) -> None:
    clock = Clock()
    shown = Shown(clock)
    sent = []
    for write, pause in session:
        sent.append(shown.news(write))
        clock.now += pause
    assert screen_of(sent) == screen_of([write for write, _pause in session])


def test_what_is_on_screen_is_not_sent_again() -> None:
    shown = Shown(Clock())
    first = whole([run(RED, "a" * WIDTH)] * HEIGHT)
    assert shown.news(first) == first
    assert shown.news(first) == f"\x1b[{HEIGHT};1H"
    second = first.replace("a" * WIDTH, "a" * 4 + "b" + "a" * (WIDTH - 5), 1)
    assert shown.news(second) == f"\x1b[1;5H{run(RED, 'b')}\x1b[{HEIGHT};1H"


def test_half_of_something_wide_overwritten_takes_all_of_it_away() -> None:
    shown = Shown(Clock())
    screen = whole([run(RED, "好" + "a" * (WIDTH - 2))] * HEIGHT)
    shown.news(screen)
    shown.news(f"\x1b[1;2H{run(BLUE, 'b')}")
    assert "好" in shown.news(screen)


def test_a_while_later_a_whole_screen_mends_what_others_wrote() -> None:
    clock = Clock()
    shown = Shown(clock)
    screen = whole([run(RED, "a" * WIDTH)] * HEIGHT)
    shown.news(screen)
    clock.now += FRESH
    assert shown.news(screen).count("a" * WIDTH) == HEIGHT


def test_what_may_do_anything_is_sent_as_it_is_and_nothing_is_known_afterwards() -> None:
    shown = Shown(Clock())
    screen = whole([run(RED, "a" * WIDTH)] * HEIGHT)
    for other in ("\x1b[H\x1b[2J", "\x1b[1;1Ha\x1b[K", "\x1b[1;1H\x1b[31ma", "x\x1b[1;1Ha"):
        shown.news(screen)
        assert shown.news(other) == other
        assert shown.news(screen).count("a" * WIDTH) == HEIGHT, other
    assert shown.news("\x1b[?2026h") == "\x1b[?2026h"
