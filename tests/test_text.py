"""Text from the wire: nothing a terminal acts on comes through, and nothing a buyer should read is lost."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text import LONG, SHORT, clean, clean_lines, plain, safe_url

# C0, DEL, C1, and every direction mark, embedding, override and isolate.
CONTROLS = set(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SEPARATORS = set("\u2028\u2029")
FORBIDDEN = CONTROLS | BIDI | SEPARATORS

ANY = st.text(alphabet=st.characters(), max_size=400)
HOSTILE = st.lists(
    st.sampled_from([*sorted(FORBIDDEN), "a", " ", "[red]", "\u0301", "\ud800", "\U000e0041", "é"]),
    max_size=60,
)


@given(ANY | HOSTILE.map("".join))
def test_one_line_without_anything_a_terminal_acts_on(value: str) -> None:
    text = clean(value)
    assert not set(text) & FORBIDDEN
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in text)
    assert len(text) <= SHORT
    assert text == text.strip()


@given(ANY | HOSTILE.map("".join))
def test_lines_keep_their_ends_and_nothing_else(value: str) -> None:
    text = clean_lines(value)
    assert not set(text) & (FORBIDDEN - {"\n"})
    assert len(text) <= LONG
    assert "\r" not in text


@given(ANY | HOSTILE.map("".join))
def test_cleaning_twice_is_cleaning_once(value: str) -> None:
    assert clean(clean(value)) == clean(value)
    assert clean_lines(clean_lines(value)) == clean_lines(value)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Sc", "So"]), max_size=SHORT))
def test_words_in_any_script_stay_as_they_are(value: str) -> None:
    letters = re.sub("[\u061c\u180e\u200b\u2060-\u2064\ufeff]", "", value)
    assert clean(letters) == letters


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Kopi Gayo", "Kopi Gayo"),
        ("  two   spaces ", "two spaces"),
        ("one\ttwo\nthree\r\nfour\rfive", "one two three four five"),
        ("[bold]not markup[/]", "[bold]not markup[/]"),
        ("\x1b[2J\x1b]0;title\x07", "[2J]0;title"),
        ("\x9b31mred", "31mred"),
        ("gpj\u202e.exe", "gpj.exe"),
        ("e\u0301" + "\u0301" * 50, "e" + "\u0301" * 4),
        ("👩\u200d🍳", "👩\u200d🍳"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("\ud83d", ""),
        ("", ""),
    ],
)
def test_examples(value: str, text: str) -> None:
    assert clean(value) == text


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    assert clean("a" * 1000) == "a" * (SHORT - 1) + "…"
    assert clean("word " * 3, limit=9) == "word wor…"
    assert len(clean_lines("a" * (LONG + 5))) == LONG


def test_a_note_keeps_its_lines() -> None:
    assert clean_lines("one\r\n\x1b[1mtwo\rthree\n") == "one\n[1mtwo\nthree"


@pytest.mark.parametrize(
    "url",
    [
        "https://a.test/x?y=1#z",
        "http://a.test",
        "HTTPS://A.TEST/é",
        "http://[::1]:8080/x",
        "https://u:p@a.test:443/",
    ],
)
def test_web_addresses_are_offered(url: str) -> None:
    assert safe_url(f" {url} ") == url


@pytest.mark.parametrize(
    "url",
    [
        "", "a.test", "//a.test/x", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "ssh://a.test", "http://",
        "https:///x", "https://a.test/\x1b[2J", "https://a.test/a b", "https://a.test\\@evil.test/", "https://a.test:99999/",
        "https://a.test:x/", "http://[broken", "https://a.test/\u202egpj.exe", "https://a.test/\n", "h\x00ttps://a.test/x",
        "https://a.test/" + "x" * 5000,
    ],
    ids=lambda url: repr(url[:30]),
)  # fmt: skip
def test_everything_else_is_not(url: str) -> None:
    assert safe_url(url) is None or safe_url(url) == url.strip() == "https://a.test/"


@given(ANY)
def test_no_text_breaks_the_reading_of_addresses(value: str) -> None:
    for text in (value, f"https://{value}", f"https://a.test/{value}"):
        url = safe_url(text)
        assert url is None or not set(url) & FORBIDDEN


@given(ANY)
def test_text_is_shown_literally(value: str) -> None:
    text = clean(value)
    assert plain(text).plain == text
    assert plain(text, "bold").plain == text
