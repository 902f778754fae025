"""Words that are put in again and again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen

from widgets.static import Static


class Page(App[None]):
    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield Static("", markup=False)

    @property
    def words(self) -> Static:
        return self.query_one(Static)


@contextmanager
def counted() -> Iterator[list[None]]:
    """One entry for every time a screen is laid out."""
    layouts: list[None] = []
    lay_out = Screen._refresh_layout

    def counting(screen: Screen[None], *given: object, **named: object) -> None:
        layouts.append(None)
        lay_out(screen, *given, **named)  # type: ignore[arg-type]

    with patch.object(Screen, "_refresh_layout", counting):
        yield layouts


def red(words: str) -> Content:
    return Content.assemble((words, "red"))


@pytest.mark.parametrize(
    ("first", "second", "anew"),
    [
        ("kopi", "kopi", False),
        (red("kopi"), red("kopi"), False),
        ("kopi", "teh", True),
        (red("kopi"), Content("kopi"), True),
        (red("kopi"), red("teh"), True),
        ("kopi", red("kopi"), True),
        ("kopi", "", True),
    ],
)
async def test_only_other_words_are_laid_out(first: str | Content, second: str | Content, anew: bool) -> None:
    page = Page()
    async with page.run_test() as pilot:
        page.words.update(first)
        await pilot.pause()
        with counted() as layouts:
            page.words.update(second)
            await pilot.pause()
        assert bool(layouts) == anew
        assert str(page.words.visual) == str(second)


async def test_words_that_come_between_an_update_and_its_layout_get_their_room() -> None:
    page = Page()
    async with page.run_test() as pilot:
        page.words.update("one")
        page.screen._refresh_layout()  # asked for by something else, before the words' own turn
        page.words.update("one\ntwo\nthree")
        await pilot.pause()
        assert page.words.size.height == 3
