"""The frame of an earlier start, found before anything is imported: the right one, or none."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app import first_sight, i18n, launch
from app.config import DEMO, StoreConfig
from app.session import Session, open_session
from app.terminal import Terminal
from tests.terminal import Terminal as RealTerminal
from tests.terminal import etalase, home

GOODS = "Kopi Gayo"
KEY = "sfpk_1234567890abcdef"


class Machine:
    """A machine on which the shop is started: its variables, its files, the size of its terminal."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.environ = home(folder, TERM="xterm-256color", COLORTERM="truecolor", LANG="en_US.UTF-8")
        for name, value in self.environ.items():
            monkeypatch.setenv(name, value)
        self.size = (80, 24)
        monkeypatch.setattr(os, "get_terminal_size", lambda _file: os.terminal_size(self.size))
        monkeypatch.setattr(launch, "terminal_size", lambda: self.size)
        monkeypatch.chdir(folder)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def start(self, *argv: str, store: str = DEMO, words: str = GOODS) -> Session:
        """A whole start, on whose screen these words were in the end."""
        start = first_sight.recognise(argv, self.environ)
        session = open_session(StoreConfig(store, store_id=store, title=store), private="--private" in argv)
        session.start = start
        null = os.open(os.devnull, os.O_RDWR)
        launch.open_terminal(Terminal(null, null), session, store, self.environ)
        os.close(null)
        launch.save_frame(session, launch.frame_key(session, self.size, self.environ), words)
        return session

    def sees(self, *argv: str) -> str | None:
        """What is there at first sight."""
        start = first_sight.recognise(argv, self.environ)
        return None if start is None else first_sight.frame_of(start)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def test_a_start_like_the_last_one_shows_what_that_showed(machine: Machine) -> None:
    assert machine.sees("demo") is None
    machine.start("demo", words="yesterday")
    machine.start("demo", words=GOODS)
    assert machine.sees("demo") == GOODS


@pytest.mark.parametrize(
    "change",
    [
        lambda machine: setattr(machine, "size", (81, 24)),
        lambda machine: machine.environ.update(LANG="id_ID.UTF-8"),
        lambda machine: machine.environ.update(LC_ALL="id_ID.UTF-8"),
        lambda machine: machine.environ.update(TERM="xterm"),
        lambda machine: machine.environ.pop("COLORTERM"),
        lambda machine: machine.environ.update(NO_COLOR=""),
        lambda machine: machine.environ.update(TEXTUAL_COLOR_SYSTEM="256"),
        lambda machine: machine.environ.update(SCALEV_STORE_UNIQUE_ID="store_x"),
        lambda machine: machine.environ.update(SCALEV_STOREFRONT_API_KEY=KEY),
        lambda machine: machine.environ.update(SCALEV_API_BASE="https://elsewhere.test"),
        lambda machine: machine.environ.update(XDG_STATE_HOME=str(machine.folder / "other")),
        lambda machine: machine.environ.update(XDG_CACHE_HOME=str(machine.folder / "other")),
        lambda machine: machine.environ.update(COLUMNS="80"),
        lambda machine: machine.write("etalase.toml", "default = 'b'"),
        lambda machine: machine.write("config/etalase/etalase.toml", "default = 'b' # 2"),
        lambda machine: machine.write(
            "state/etalase/settings.json", '{"version": 1, "theme": "etalase-light"}'
        ),
    ],
)
def test_what_decides_the_first_screen_is_not_what_it_was(
    machine: Machine, change: Callable[[Machine], object]
) -> None:
    machine.write("config/etalase/etalase.toml", "default = 'a'")
    machine.write("state/etalase/settings.json", '{"version": 1}')
    machine.start()
    assert machine.sees() == GOODS
    change(machine)
    assert machine.sees() is None


@pytest.mark.parametrize("argv", [["demo", "--log", "x"], ["--log=x", "demo"], ["--log", "demo", "demo"]])
def test_a_log_shows_nowhere(machine: Machine, argv: list[str]) -> None:
    machine.start("demo")
    assert machine.sees(*argv) == GOODS


@pytest.mark.parametrize(
    "argv", [["open", "x"], ["open", "-"], ["open", "http://demo.localhost/orders/secret"]]
)
def test_a_link_shows_later(machine: Machine, argv: list[str]) -> None:
    machine.start()
    assert machine.sees(*argv) == GOODS


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["demo", "--log"],
        ["--log", "demo"],
        ["demo", "--log", "--private"],
        ["demo", "--items", "9"],
        ["demo", "--language", "id"],
        ["demo", "--theme", "light"],
        ["--store", "x"],
        ["demo", "--private"],
        ["demo", "--fresh"],
        ["demo", "--help"],
        ["doctor"],
    ],
)
def test_another_command_line_finds_nothing(machine: Machine, argv: list[str]) -> None:
    machine.start("demo")
    assert machine.sees(*argv) is None


@pytest.mark.parametrize(
    "argv", [["demo", "--private"], ["demo", "--fresh"], ["--config=x"], ["--config", "x"]]
)
def test_some_starts_are_never_known_again(machine: Machine, argv: list[str]) -> None:
    machine.start(*argv)
    assert machine.sees(*argv) is None
    assert list(machine.folder.rglob("starts/*")) == []


def test_every_store_has_its_own(machine: Machine) -> None:
    machine.start("--store", "one", store="one", words="one's goods")
    machine.start("--store", "two", store="two", words="two's goods")
    assert machine.sees("--store", "one") == "one's goods"
    assert machine.sees("--store", "two") == "two's goods"


def test_every_size_has_its_own(machine: Machine) -> None:
    machine.start(words="small")
    machine.size = (120, 40)
    machine.start(words="large")
    assert machine.sees() == "large"
    machine.size = (80, 24)
    assert machine.sees() == "small"


def test_what_was_switched_meanwhile_is_not_what_such_a_start_leads_to(machine: Machine) -> None:
    session = machine.start("demo")
    session.settings.theme = "etalase-light"
    launch.save_frame(session, launch.frame_key(session, machine.size, machine.environ), "in daylight")
    assert machine.sees("demo") == GOODS
    before = i18n.language()
    i18n.set_language("id" if before == "en" else "en")
    try:
        launch.save_frame(session, launch.frame_key(session, machine.size, machine.environ), "halo")
    finally:
        i18n.set_language(before)
    assert machine.sees("demo") == GOODS


def test_what_was_forgotten_is_not_shown(machine: Machine) -> None:
    machine.start("demo").forget()
    assert machine.sees("demo") is None


def test_no_key_is_written_anywhere(machine: Machine) -> None:
    machine.environ.update(SCALEV_STORE_UNIQUE_ID="store_x", SCALEV_STOREFRONT_API_KEY=KEY)
    machine.start(store="store_x")
    assert machine.sees() == GOODS
    files = [file for file in machine.folder.rglob("*") if file.is_file()]
    assert files
    for file in files:
        assert KEY not in str(file)
        assert KEY.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    "where",
    [
        b"",
        b"\xff",
        b"stores/demo/frames/../frames/80x24-x",
        b"stores/../frames/80x24-x",
        b"../../frames/80x24-x",
        b"stores/demo/frames/120x40-x",
        b"stores/demo/frames/80x24-\x00",
        b"x" * 2000,
    ],
)
def test_a_damaged_entry_finds_nothing(machine: Machine, where: bytes) -> None:
    machine.start("demo")
    (entry,) = machine.folder.rglob("starts/*")
    entry.write_bytes(where)
    assert machine.sees("demo") is None


def test_a_frame_that_would_do_more_than_print_is_not_shown(machine: Machine) -> None:
    import zlib

    machine.start("demo")
    (frame,) = machine.folder.rglob("frames/*")
    frame.write_bytes(zlib.compress(b"goods\x1b]52;c;aGk=\x07"))
    assert machine.sees("demo") is None


@pytest.mark.parametrize("name", ["etalase.toml", "state/etalase/settings.json", "cache/etalase/starts"])
def test_what_is_no_file_is_unclear(machine: Machine, name: str) -> None:
    machine.start("demo")
    path = machine.folder / name
    if path.is_dir():
        path.rename(path.with_name("gone"))
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(path)
    assert machine.sees("demo") is None


def test_starts_of_many_kinds_do_not_pile_up(machine: Machine) -> None:
    for number in range(launch.STARTS_KEPT + 3):
        machine.start("demo", "--items", str(number + 1))
    assert len(list(machine.folder.rglob("starts/*"))) == launch.STARTS_KEPT


def test_a_frame_that_turns_out_wrong_is_put_right(machine: Machine) -> None:
    session = machine.start("demo")
    assert session.start is not None
    shown: list[str] = []

    class Watched(Terminal):
        def open(self, frame: str) -> None:
            shown.append(frame)

    first_sight.frame_of(session.start)
    launch.open_terminal(Watched(), session, "Warung", machine.environ)
    assert shown == []
    session.settings.theme = "etalase-light"
    launch.open_terminal(Watched(), session, "Warung", machine.environ)
    assert len(shown) == 1
    assert "Warung" in shown[0]


# In a real terminal


def _keep_a_frame(folder: Path, *arguments: str) -> None:
    with RealTerminal(etalase("demo", *arguments), env=home(folder)) as terminal:
        terminal.wait(GOODS)
        while not any(folder.rglob("starts/*")):
            terminal.pump(0.05)
        terminal.press("q")
        terminal.wait_end()


def test_the_goods_are_there_before_anything_is_imported_and_a_failing_start_takes_them_away(
    tmp_path: Path,
) -> None:
    _keep_a_frame(tmp_path)
    broken = (
        "import sys\n"
        "class Broken:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name in ('argparse', 'pathlib', 'typing', 're', 'json'): raise RuntimeError('not yet')\n"
        "for name in ('argparse', 'pathlib', 'typing', 're', 'json'): sys.modules.pop(name, None)\n"
        "sys.meta_path.insert(0, Broken())\n"
        "from app.cli import main\n"
        "sys.exit(main(['demo']))"
    )
    with RealTerminal([etalase()[0], "-c", broken], env=home(tmp_path)) as terminal:
        assert terminal.wait_end() == 1
        seen = terminal.output.index(GOODS.encode())
        restored = terminal.output.index(b"\x1b[?1049l")
        assert seen < restored < terminal.output.index(b"not yet")
        assert terminal.output.rindex(b"\x1b[?25h") > terminal.output.rindex(b"\x1b[?25l")


def test_a_command_that_is_refused_after_all_says_so_on_the_terminal_as_it_was(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    _keep_a_frame(tmp_path, "--log", str(log))
    log.unlink()
    log.mkdir()
    with RealTerminal(etalase("demo", "--log", str(log)), env=home(tmp_path)) as terminal:
        assert terminal.wait_end() == 2
        restored = terminal.output.index(b"\x1b[?1049l")
        assert terminal.output.index(GOODS.encode()) < restored < terminal.output.index(b"log.txt")


def test_another_language_never_shows_the_last_one(tmp_path: Path) -> None:
    _keep_a_frame(tmp_path, "--language", "en")
    with RealTerminal(etalase("demo", "--language", "id"), env=home(tmp_path)) as terminal:
        terminal.wait("Rp[0-9]")
        terminal.rest()
        assert b"keranjang" in terminal.output
        assert b"find" not in terminal.output
