"""The real program in a real terminal: how it starts over the launch frame and how it ends."""

from __future__ import annotations

import json
import signal
import stat
from pathlib import Path

import pyte
import pytest

from app.terminal import OTHER_SCREEN
from tests.terminal import Terminal, etalase, home

OPEN = "Kopi Gayo"


def _shop(folder: Path, *arguments: str, size: tuple[int, int] = (80, 24)) -> Terminal:
    return Terminal(etalase("demo", "--language", "en", *arguments), size=size, env=home(folder))


def _check_restored(terminal: Terminal) -> None:
    output = terminal.output
    for mode in (b"1049", b"1000", b"1003", b"1006", b"2004", b"1004"):
        last = max(output.rfind(b"\x1b[?" + mode + b"h"), 0)
        assert output.rfind(b"\x1b[?" + mode + b"l") > last, mode
    assert output.rfind(b"\x1b[?25h") > output.rfind(b"\x1b[?25l")


def _check_state(folder: Path) -> None:
    """Every state file is whole and the owner's only; nothing half-written was left."""
    root = folder / "state" / "etalase"
    for path in (root, *root.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path
        if path.is_file():
            assert path.suffix == ".json"
            assert json.loads(path.read_bytes())["version"] >= 1


def _put_something_into_the_cart(terminal: Terminal) -> None:
    terminal.wait(OPEN)
    terminal.rest()
    terminal.press("down", "a")
    terminal.wait(r"(?s)Cart 1|1 item|Rp120\.000.*\n.*in your cart|in your cart")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_with_state_and_terminal_whole(tmp_path: Path, number: signal.Signals) -> None:
    with _shop(tmp_path) as terminal:
        _put_something_into_the_cart(terminal)
        terminal.signal(number)
        assert terminal.wait_end() == 128 + number
        _check_restored(terminal)
    _check_state(tmp_path)
    assert json.loads((tmp_path / "state/etalase/stores/demo/cart.json").read_bytes())["lines"]


def test_a_closed_terminal_ends_it_with_the_state_whole(tmp_path: Path) -> None:
    with _shop(tmp_path) as terminal:
        _put_something_into_the_cart(terminal)
        terminal.close()
        terminal.process.wait(60)
    _check_state(tmp_path)
    assert json.loads((tmp_path / "state/etalase/stores/demo/cart.json").read_bytes())["lines"]


def test_leaving_gives_the_terminal_back(tmp_path: Path) -> None:
    with _shop(tmp_path) as terminal:
        terminal.wait(OPEN)
        terminal.press("q")
        assert terminal.wait_end() == 0
        _check_restored(terminal)


def test_the_second_start_shows_the_shop_at_once_and_never_wipes_it(tmp_path: Path) -> None:
    with _shop(tmp_path) as first:
        first.wait(OPEN)
        first.rest(1.0)
        first.press("q")
        first.wait_end()
    with _shop(tmp_path) as second:
        second.wait(OPEN)
        second.rest()
        text = second.text()
        second.press("q")
        second.wait_end()
    # What was sent before Textual came: it begins with the mouse.
    frame, mouse, _rest = second.output.partition(b"\x1b[?1000h")
    assert mouse
    screen = pyte.Screen(80, 24)
    pyte.ByteStream(screen).feed(frame)
    assert "\n".join(line.rstrip() for line in screen.display) == text
    assert second.output.count(OTHER_SCREEN.encode()) == 1
    assert second.output.count(b"\x1b[2J") == 1


def test_keys_typed_during_the_start_are_answered(tmp_path: Path) -> None:
    with _shop(tmp_path) as terminal:
        terminal.wait("opening…|Kopi")
        terminal.press("q")
        assert terminal.wait_end() == 0


def test_private_leaves_nothing_behind(tmp_path: Path) -> None:
    with _shop(tmp_path, "--private") as terminal:
        _put_something_into_the_cart(terminal)
        terminal.press("f3")
        terminal.rest()
        terminal.press("q")
        assert terminal.wait_end() == 0
    assert list(tmp_path.rglob("*")) == []


def test_a_start_that_fails_gives_the_terminal_back(tmp_path: Path) -> None:
    broken = (
        "import sys\n"
        "class Broken:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'textual': raise RuntimeError('no textual here')\n"
        "sys.meta_path.insert(0, Broken())\n"
        "from app.cli import main\n"
        "sys.exit(main(['demo']))"
    )
    with Terminal([etalase()[0], "-c", broken], env=home(tmp_path)) as terminal:
        assert terminal.wait_end() == 1
        restored = terminal.output.index(b"\x1b[?1049l")
        assert terminal.output.index(b"no textual here") > restored
