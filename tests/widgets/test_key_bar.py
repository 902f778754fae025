"""The keys on the last line."""

from __future__ import annotations

import pytest

from tests.pilot import start_shop
from widgets.key_bar import KeyBar, letter


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("a", "a"),
        ("slash", "/"),
        ("question_mark", "?"),
        ("enter", None),
        ("f1", None),
        ("ctrl+q", None),
        ("up", None),
    ],
)
def test_which_keys_are_letters(key: str, typed: str | None) -> None:
    assert letter(key) == typed


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_whole_entries_only_and_always_help(size: tuple[int, int]) -> None:
    async with start_shop(size=size) as buyer:
        line = buyer.text().splitlines()[-1]
        assert len(line) <= size[0]
        assert " ? help" in line or line.endswith(" ?")
        assert line.strip().startswith("/ find")


async def test_while_typing_only_keys_that_type_nothing_are_offered() -> None:
    async with start_shop(size=(80, 24)) as buyer:
        await buyer.press("slash")
        await buyer.until(lambda: "find" not in buyer.text().splitlines()[-1])
        line = buyer.text().splitlines()[-1]
        assert "esc clear" in line
        assert "f1 help" in line


async def test_a_click_does_what_the_key_does() -> None:
    async with start_shop(size=(120, 40)) as buyer:
        x = buyer.text().splitlines()[-1].index("c cart")
        await buyer.click(KeyBar, offset=(x, 0))
        await buyer.on_screen("CartScreen")


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 12)])
async def test_the_way_back_is_always_among_them_and_where_one_is_never(size: tuple[int, int]) -> None:
    async with start_shop(size=size) as buyer:
        await buyer.press("a")
        await buyer.press("c")
        await buyer.on_screen("CartScreen")
        await buyer.until(lambda: "esc back" in buyer.text().splitlines()[-1])
        assert "c cart" not in buyer.text().splitlines()[-1]
