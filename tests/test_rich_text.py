"""Merchants' HTML: what is kept, what is dropped, and that nothing hostile gets through or takes long."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rich_text import Block, Span, parse, to_plain

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

PIECES = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<ul>",
                "<ol>",
                "<li>",
                "</li>",
                "</ul>",
                "</ol>",
                "<b>",
                "</b>",
                "<td>",
                "<tr>",
                "<h1>",
                "</h1>",
                "<br>",
                "<script>",
                "</script>",
                "<!--",
                "-->",
                "<a href='",
                '<a href="https://a.id">',
                "</a>",
                "&#27;",
                "&#x202e;",
                "&#99999999999;",
                "&amp",
                "<",
                ">",
                "\x1b[31m",
                "<pre>",
                "</pre>",
                "<blockquote>",
                "<img alt='x\x9b'>",
                "</table>",
                "'",
                '"',
                "<hr/>",
            ]
        ),
    ),
    max_size=60,
).map("".join)


def kinds(html: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in parse(html)]


def test_headings_paragraphs_and_styles() -> None:
    assert parse("<h2>Kopi <b>Gayo</b></h2><p>Biji <i>pilihan</i>,\n  dari <u>Aceh</u>.</p>") == [
        Block("heading", (Span("Kopi "), Span("Gayo", bold=True)), 2),
        Block("paragraph", (Span("Biji "), Span("pilihan", italic=True), Span(", dari Aceh."))),
    ]


def test_nested_lists_carry_depth_and_markers() -> None:
    blocks = parse("<ul><li>satu<ol><li>a<li>b</ol></li><li><p>dua</p><p>lanjut</p></li></ul><p>akhir</p>")
    assert [(b.kind, b.level, b.marker, b.text) for b in blocks] == [
        ("item", 1, "•", "satu"),
        ("item", 2, "1.", "a"),
        ("item", 2, "2.", "b"),
        ("item", 1, "•", "dua"),
        ("item", 1, "", "lanjut"),
        ("paragraph", 0, "", "akhir"),
    ]


def test_a_hundred_nested_lists_stay_within_depth() -> None:
    assert {b.level for b in parse("<ul><li>x" * 100)} <= set(range(1, 7))


def test_table_rows_are_lines_of_cells() -> None:
    html = "<table><tr><th>Berat</th><td>100 g</td></tr><tr><td><p>Asal</p></td><td>Gayo</td></tr></table>"
    assert kinds(html) == [("row", "Berat · 100 g"), ("row", "Asal · Gayo")]
    assert parse(html)[0].spans[0].bold


def test_line_breaks_stay_and_white_space_folds() -> None:
    assert kinds("<p> satu  <br> dua<br/>tiga </p>") == [("paragraph", "satu\ndua\ntiga")]


def test_preformatted_text_keeps_its_lines() -> None:
    assert kinds("<pre>a\n  b</pre>") == [("code", "a\n  b")]


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://toko.id/a?b=1&amp;c=2", "https://toko.id/a?b=1&c=2"),
        ("javascript:alert(1)", None),
        ("java&#x09;script:alert(1)", None),
        ("file:///etc/passwd", None),
        ("//evil.example", None),
        ("https://a.id/&#x202e;x", None),
    ],
)
def test_only_web_addresses_become_links(href: str, url: str | None) -> None:
    assert parse(f'<a href="{href}">sini</a>') == [Block("paragraph", (Span("sini", url=url),))]


def test_scripts_styles_and_comments_vanish() -> None:
    html = "<style>p{}</style>a<script>if (1<2) x()</script>b<!-- <p>no</p> -->"
    html += "<svg><text>t</text></svg>c<!doctype html>"
    assert kinds(html) == [("paragraph", "abc")]


def test_an_unclosed_script_hides_the_rest() -> None:
    assert kinds("a<script>b <p>c") == [("paragraph", "a")]


def test_pictures_leave_their_words() -> None:
    assert kinds('<p><img src="x" alt="Biji kopi"></p>') == [("paragraph", "[Biji kopi]")]


def test_plain_text_keeps_paragraphs_and_lines() -> None:
    assert kinds("satu\ndua\n\ntiga &amp; empat < lima") == [
        ("paragraph", "satu\ndua"),
        ("paragraph", "tiga & empat < lima"),
    ]


def test_markup_of_ours_is_plain_text() -> None:
    assert kinds("<p>[BPOM] [@click=app.quit]x [/]</p>") == [("paragraph", "[BPOM] [@click=app.quit]x [/]")]


def test_plain_is_one_short_line() -> None:
    assert to_plain("<p>Biji <b>Ga</b>yo</p><ul><li>satu</li><li>dua</li></ul>") == "Biji Gayo satu dua"
    long = to_plain("<p>" + "kata " * 500 + "</p>", 40)
    assert len(long) <= 40
    assert long.endswith("…")


def test_plain_never_shows_half_a_tag() -> None:
    assert "<" not in to_plain("<i></i>" * 200 + "x" + "<b class='" + "y" * 5000, 100)


@given(PIECES)
def test_any_input_gives_clean_blocks(html: str) -> None:
    for block in parse(html):
        assert not UNSAFE.search(block.text)
        assert all(span.text for span in block.spans)
        assert all(span.url is None or span.url.startswith("https://") for span in block.spans)
    line = to_plain(html, 80)
    assert len(line) <= 80
    assert "\n" not in line
    assert not UNSAFE.search(line)


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "<!", "</", "<a b='", "<a href=", "<ul><li>", "&#9"])
def test_time_grows_no_faster_than_length(piece: str) -> None:
    def cost(size: int) -> float:
        html = piece * (size // len(piece))
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            parse(html)
            best = min(best, time.process_time() - start)
        return best

    # Eight times the input: a quadratic scan takes 64 times as long. The floor is for tiny times.
    assert cost(32_000) < 24 * max(cost(4_000), 0.001)
