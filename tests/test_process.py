"""A process that is told to end, or loses its terminal, ends; with the terminal as it was."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from tests.terminal import ROOT, Terminal

# Stands for the app: `exit` ends it, unless it is one that cannot be stopped.
APP = """
import asyncio, sys, time
from app import process
from app.terminal import Terminal

process.GRACE = 0.2
stubborn = {stubborn}
terminal = Terminal(2, 0)

class App:
    def __init__(self):
        self.over = asyncio.Event()
        self.status = 0

    def exit(self, result=None, return_code=0):
        self.status = return_code
        if not stubborn:
            self.over.set()

async def run():
    app = App()
    process.install(app, terminal.close)
    sys.stderr.write("running")
    sys.stderr.flush()
    if stubborn == "busy":
        while True:
            pass
    await app.over.wait()
    return app.status

terminal.open("")
with process.guard(terminal.close):
    status = asyncio.run(run())
terminal.close()
sys.exit(status)
"""

# The start before Textual is there: imports that never end.
STARTING = """
import time
from app import process
from app.terminal import Terminal

terminal = Terminal(2, 0)
terminal.open("starting")
with process.guard(terminal.close):
    while True:
        time.sleep(3600)
"""

ENDS = [signal.SIGTERM, signal.SIGHUP]


def _app(stubborn: str = "") -> Terminal:
    return Terminal([sys.executable, "-c", APP.format(stubborn=repr(stubborn))])


@pytest.mark.parametrize("number", ENDS)
def test_a_signal_ends_the_app_in_order(number: signal.Signals) -> None:
    with _app() as terminal:
        terminal.wait("running")
        terminal.signal(number)
        assert terminal.wait_end() == 128 + number
        assert terminal.output.endswith(b"\x1b[?25h")


@pytest.mark.parametrize("stubborn", ["waiting", "busy"])
@pytest.mark.parametrize("number", ENDS)
def test_an_app_that_does_not_end_in_time_is_ended_and_the_terminal_given_back(
    number: signal.Signals, stubborn: str
) -> None:
    with _app(stubborn) as terminal:
        terminal.wait("running")
        terminal.signal(number)
        assert terminal.wait_end() == 128 + number
        assert terminal.output.endswith(b"\x1b[?25h")
        assert terminal.output.count(b"\x1b[?1049l") == 1


@pytest.mark.parametrize("stubborn", ["", "waiting", "busy"])
def test_a_lost_terminal_ends_the_app(stubborn: str) -> None:
    with _app(stubborn) as terminal:
        terminal.wait("running")
        terminal.close()
        assert terminal.process.wait(60) == 129


@pytest.mark.parametrize("stubborn", ["", "waiting"])
def test_a_lost_terminal_is_noticed_without_any_signal(stubborn: str) -> None:
    block = "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGHUP])\n"
    with Terminal([sys.executable, "-c", block + APP.format(stubborn=repr(stubborn))]) as terminal:
        terminal.wait("running")
        terminal.close()
        assert terminal.process.wait(60) == 129


@pytest.mark.parametrize("number", ENDS)
def test_a_signal_during_the_start_gives_the_terminal_back(number: signal.Signals) -> None:
    with Terminal([sys.executable, "-c", STARTING]) as terminal:
        terminal.wait("starting")
        terminal.signal(number)
        assert terminal.wait_end() == -number
        assert terminal.output.endswith(b"\x1b[?25h")


def test_an_inherited_ignore_of_the_hang_up_is_not_kept() -> None:
    script = "import signal\nsignal.signal(signal.SIGHUP, signal.SIG_IGN)\n" + APP.format(stubborn="''")
    with Terminal([sys.executable, "-c", script]) as terminal:
        terminal.wait("running")
        terminal.signal(signal.SIGHUP)
        assert terminal.wait_end() == 129


# The signal comes while the loop sleeps, and does not wake it: it is another thread that the system interrupts.
ASLEEP = """
import asyncio, os, signal, sys, threading
from app import process

class App:
    def exit(self, result=None, return_code=0):
        over.set_result(return_code)

def send():
    asleep.wait()
    signal.raise_signal(signal.SIGTERM)
    if not ended.wait({patience}):
        os._exit(1)

async def run():
    global over
    over = asyncio.get_running_loop().create_future()
    let_go = process.install(App())
    threading.Thread(target=send).start()
    asyncio.get_running_loop().call_soon(asleep.set)
    status = await over
    let_go()
    return status

asleep, ended = threading.Event(), threading.Event()
sys.setswitchinterval(60)  # no other thread runs until this one sleeps
status = asyncio.run(run())
ended.set()
sys.exit(status)
"""


def test_a_signal_wakes_a_loop_that_has_just_gone_to_sleep() -> None:
    done = subprocess.run([sys.executable, "-c", ASLEEP.format(patience=10)], cwd=ROOT, check=False)
    assert done.returncode == 128 + signal.SIGTERM
