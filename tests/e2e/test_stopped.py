"""Stopped and continued from a shell: the terminal is the shell's meanwhile, and the shop's again afterwards."""

from __future__ import annotations

import signal
import termios
from pathlib import Path
from time import monotonic

import psutil

from tests.terminal import PATIENCE, Terminal, etalase, home

OPEN = "Kopi Gayo"
MODES = (b"1049", b"1000", b"1003", b"1006", b"2004", b"1004")


def _modes(terminal: Terminal) -> set[bool]:
    """Which of on and off the modes are."""
    sent = terminal.output
    return {sent.rfind(b"\x1b[?" + mode + b"h") > sent.rfind(b"\x1b[?" + mode + b"l") for mode in MODES}


def _is_cooked(terminal: Terminal) -> bool:
    return bool(termios.tcgetattr(terminal.master)[3] & (termios.ECHO | termios.ICANON))


def _stop(terminal: Terminal, number: signal.Signals) -> None:
    terminal.signal(number)
    process, end = psutil.Process(terminal.process.pid), monotonic() + PATIENCE
    while process.status() != psutil.STATUS_STOPPED:
        terminal.pump(0.02)
        assert monotonic() < end
    while terminal.pump(0.05):
        pass


def _continue(terminal: Terminal) -> None:
    """As a shell does, which has meanwhile written over everything."""
    terminal.screen.reset()
    assert OPEN not in terminal.text()
    terminal.signal(signal.SIGCONT)
    terminal.wait(OPEN)
    terminal.rest()
    assert _modes(terminal) == {True}
    assert not _is_cooked(terminal)


def test_stopped_and_continued_it_gives_the_terminal_and_takes_it_again(tmp_path: Path) -> None:
    with Terminal(etalase("demo", "--private", "--language", "en"), env=home(tmp_path)) as terminal:
        cooked = termios.tcgetattr(terminal.master)
        terminal.wait(OPEN)
        terminal.rest(1.0)
        before = terminal.text()
        assert _modes(terminal) == {True}

        _stop(terminal, signal.SIGTSTP)
        assert _modes(terminal) == {False}
        assert termios.tcgetattr(terminal.master) == cooked
        _continue(terminal)
        assert terminal.text() == before

        # Without a word: a shell then makes the terminal its own.
        _stop(terminal, signal.SIGSTOP)
        termios.tcsetattr(terminal.master, termios.TCSANOW, cooked)
        _continue(terminal)
        assert terminal.text() == before

        threads = psutil.Process(terminal.process.pid).num_threads()
        _stop(terminal, signal.SIGTSTP)
        _continue(terminal)
        assert psutil.Process(terminal.process.pid).num_threads() <= threads, "one reader of keys"
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert _modes(terminal) == {False}
        assert termios.tcgetattr(terminal.master) == cooked
