"""Text in exactly as many cells as there are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.fit import cut, fit, spread

WORDS = st.text(alphabet="aé ñ漢字…🍵[/]", max_size=40)


@given(WORDS, st.integers(0, 30))
def test_fit_fills_exactly(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(WORDS, st.integers(0, 30))
def test_cut_never_overflows_and_says_that_something_is_missing(text: str, width: int) -> None:
    short = cut(text, width)
    assert cell_len(short) <= width
    assert short == text or width == 0 or short.endswith("…")


@given(WORDS, WORDS, st.integers(4, 60))
def test_spread_fills_exactly_and_keeps_the_right_end(left: str, right: str, width: int) -> None:
    start, end = spread(left, right, width)
    assert cell_len(start) + cell_len(end) == width
    if cell_len(right) <= width:
        assert end == right
