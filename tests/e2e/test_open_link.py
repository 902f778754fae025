"""`etalase open` in a real terminal: a link given, a link through a pipe, and those that are refused."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from tests.terminal import Terminal, etalase, home


def test_a_link_of_the_demo_opens_its_page_and_back_leads_to_the_shop(tmp_path: Path) -> None:
    command = etalase("open", "http://demo.localhost/products/kopi-gayo", "--language", "en")
    with Terminal(command, size=(80, 24), env=home(tmp_path)) as terminal:
        terminal.wait("Add to cart")
        terminal.press("escape")
        terminal.wait("find")
        terminal.press("q")
        assert terminal.wait_end() == 0


def test_a_link_through_a_pipe_never_stands_in_a_command_and_the_keys_still_work(tmp_path: Path) -> None:
    piped = f"echo paket-pagi | {shlex.join(etalase('open', '-', '--language', 'en'))}"
    with Terminal(["sh", "-c", piped], size=(80, 24), env=home(tmp_path)) as terminal:
        terminal.wait("Paket Pagi")
        terminal.wait("Add to cart")
        terminal.press("escape")
        terminal.wait("find")
        terminal.press("q")
        assert terminal.wait_end() == 0


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("https://elsewhere.example/orders/verysecret", "another shop"),
        ("http://demo.localhost/reset-password?token=verysecret", "etalase open -"),
        ("http://demo.localhost/orders/", "no link"),
    ],
)
def test_what_is_refused_is_said_without_repeating_it(tmp_path: Path, link: str, words: str) -> None:
    with Terminal(etalase("open", link, "--language", "en"), size=(120, 24), env=home(tmp_path)) as terminal:
        assert terminal.wait_end() == 2
        assert words.encode() in terminal.output
        assert b"verysecret" not in terminal.output
