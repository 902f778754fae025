"""The first moment of a start: what is shown, what is never shown, and that the terminal comes back as it was."""

from __future__ import annotations

import os
import pty
import re
import select
import termios
import zlib
from collections.abc import Iterator
from pathlib import Path

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import i18n, launch
from app.first_sight import LARGEST
from app.session import Session
from app.terminal import OTHER_SCREEN, Terminal
from styles.themes import THEMES

TRUECOLOR = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    before = i18n.language()
    i18n.set_language("en")
    yield
    i18n.set_language(before)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path / "state", tmp_path / "settings.json", tmp_path / "cache")


def _drawn(frame: str, width: int, height: int) -> list[str]:
    screen = pyte.Screen(width, height)
    pyte.Stream(screen).feed(frame)
    return [line.rstrip() for line in screen.display]


def test_the_colours_are_those_of_the_themes() -> None:
    assert {
        theme.name: (theme.background, theme.foreground, theme.variables["dim"], theme.variables["line"])
        for theme in THEMES
    } == launch.COLOURS


@pytest.mark.parametrize(
    ("environ", "depth"),
    [
        (TRUECOLOR, "truecolor"),
        ({"TERM": "xterm", "COLORTERM": "24bit"}, "truecolor"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "xterm-kitty"}, "256"),
        ({"TERM": "xterm"}, "16"),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, "none"),
        ({}, "none"),
        ({**TRUECOLOR, "NO_COLOR": ""}, "none"),
        ({"TERM": "xterm", "TEXTUAL_COLOR_SYSTEM": "256"}, "256"),
    ],
)
def test_colour_depth(environ: dict[str, str], depth: str) -> None:
    assert launch.colour_depth(environ) == depth


def test_whatever_changes_the_drawing_changes_the_key(session: Session) -> None:
    keys = [launch.frame_key(session, (80, 24), TRUECOLOR), launch.frame_key(session, (80, 25), TRUECOLOR)]
    keys.append(launch.frame_key(session, (80, 24), {"TERM": "xterm"}))
    i18n.set_language("id")
    keys.append(launch.frame_key(session, (80, 24), TRUECOLOR))
    session.settings.theme = "etalase-light"
    keys.append(launch.frame_key(session, (80, 24), TRUECOLOR))
    for pictures in ("small", "off"):
        session.settings.pictures = pictures
        keys.append(launch.frame_key(session, (80, 24), TRUECOLOR))
    session.settings.density = "compact"
    keys.append(launch.frame_key(session, (80, 24), TRUECOLOR))
    assert len(set(keys)) == len(keys)


def test_a_hostile_theme_name_does_not_reach_a_file_name(session: Session) -> None:
    session.settings.theme = "../../x"
    assert "/" not in launch.frame_key(session, (80, 24), TRUECOLOR)


def test_a_kept_frame_is_what_was_on_screen(session: Session) -> None:
    rows = ["\x1b[1;38;2;1;2;3mWarung\x1b[0m", "kopi ☕", ""]
    launch.save_frame(session, "k", launch.capture(rows))
    frame = launch.load_frame(session, "k")
    assert frame is not None
    assert _drawn(frame, 20, 3)[0] == "Warung"
    assert launch.load_frame(session, "other") is None


@pytest.mark.parametrize(
    "bad",
    [
        "\x1b]52;c;aGk=\x07",
        "\x1b]0;title\x1b\\",
        "\x9b2J",
        "\x1b[2J",
        "\x1b[?1049l",
        "\x1bc",
        "\x07",
        "a\nb",
        "\x1b",
        "\x1b[1",
    ],
)
def test_a_frame_that_would_do_more_than_print_is_neither_kept_nor_shown(session: Session, bad: str) -> None:
    launch.save_frame(session, "k", f"good{bad}")
    assert session.read_blob("frames/k") is None
    session.write_blob("frames/k", zlib.compress(f"good{bad}".encode()))
    assert launch.load_frame(session, "k") is None


@pytest.mark.parametrize(
    "data",
    [b"", b"x", zlib.compress(b"\xff\xfe"), zlib.compress(b""), zlib.compress(b"a\n" * LARGEST)],
)
def test_a_damaged_frame_file_is_no_frame(session: Session, data: bytes) -> None:
    session.write_blob("frames/k", data)
    assert launch.load_frame(session, "k") is None


def test_frames_of_many_sizes_do_not_pile_up(session: Session, tmp_path: Path) -> None:
    for width in range(40, 40 + 2 * launch.FRAMES_KEPT):
        launch.save_frame(session, f"k{width}", "x")
    assert len(list((tmp_path / "cache/frames").iterdir())) == launch.FRAMES_KEPT


def test_the_opening_page_names_the_store() -> None:
    page = _drawn(
        launch.opening_page("Warung Kita", (40, 12), "etalase-dark", "truecolor", badge="demo"), 40, 12
    )
    assert page[:4] == [" Warung Kita  demo", "─" * 40, "", " opening…"]


@pytest.mark.parametrize("depth", ["none", "16", "256", "truecolor"])
@pytest.mark.parametrize("theme", [*launch.COLOURS, "unknown"])
def test_the_opening_page_fills_the_screen_in_the_themes_ground(theme: str, depth: str) -> None:
    frame = launch.opening_page("Kopi", (40, 12), theme, depth)
    screen = pyte.Screen(40, 12)
    pyte.Stream(screen).feed(frame)
    grounds = {screen.buffer[y][x].bg for y in range(12) for x in range(40)}
    ground = launch.COLOURS.get(theme, launch.COLOURS[launch.DEFAULT_THEME])[0]
    if depth == "truecolor":
        assert grounds == {ground.removeprefix("#")}
    elif depth == "256":
        assert len(grounds) == 1
        assert grounds != {"default"}
    else:
        assert grounds == {"default"}


@given(
    title=st.text(max_size=60),
    width=st.integers(1, 60),
    height=st.integers(1, 20),
    depth=st.sampled_from(["none", "256", "truecolor"]),
)
def test_no_title_does_more_to_the_terminal_than_print(
    title: str, width: int, height: int, depth: str
) -> None:
    page = launch.opening_page(title, (width, height), "etalase-dark", depth, badge="demo")
    assert not re.search("[\x00-\x1f\x7f-\x9f]", re.sub(r"\x1b\[[0-9;]*[mH]", "", page))
    addressed = {int(row) for row in re.findall(r"\x1b\[(\d+);1H", page)}
    assert max(addressed) <= height


@pytest.fixture
def pair() -> Iterator[tuple[int, int]]:
    master, slave = pty.openpty()
    os.set_blocking(master, False)
    yield master, slave
    for descriptor in (master, slave):
        os.close(descriptor)


def _sent(master: int, end: bytes) -> bytes:
    """What the terminal is sent, up to and with `end`; the kernel hands it over when it likes."""
    sent = b""
    while not sent.endswith(end):
        assert select.select([master], [], [], 60)[0], sent
        sent += os.read(master, 10_000)
    return sent


def test_the_terminal_comes_back_as_it_was(pair: tuple[int, int]) -> None:
    master, slave = pair
    before = termios.tcgetattr(slave)
    terminal = Terminal(slave, slave)
    terminal.open("hello")
    assert not termios.tcgetattr(slave)[3] & (termios.ECHO | termios.ICANON)
    terminal.close()
    assert termios.tcgetattr(slave) == before
    sent = _sent(master, b"\x1b[?25h").decode()
    assert sent.startswith(OTHER_SCREEN)
    assert sent.index("hello") < sent.index("\x1b[?1049l")


def test_it_is_given_back_once(pair: tuple[int, int]) -> None:
    master, slave = pair
    terminal = Terminal(slave, slave)
    terminal.close()
    terminal.open("hello")
    terminal.close()
    terminal.close()
    os.write(slave, b"prompt")
    sent = _sent(master, b"prompt")
    assert sent.startswith(OTHER_SCREEN.encode())
    assert sent.count(b"\x1b[?1049l") == 1


def test_keys_typed_before_and_after_are_kept_and_not_echoed(pair: tuple[int, int]) -> None:
    master, slave = pair
    os.write(master, b"be")
    terminal = Terminal(slave, slave)
    terminal.open("hello")
    _sent(master, b"hello")
    os.write(master, b"fore\r")
    typed = b""
    while len(typed) < 7:
        typed += os.read(slave, 100)
    assert typed == b"before\r"
    os.write(slave, b"prompt")
    assert _sent(master, b"prompt") == b"prompt"


def test_a_terminal_that_has_gone_is_no_error() -> None:
    master, slave = pty.openpty()
    os.close(master)
    terminal = Terminal(slave, slave)
    terminal.open("hello")
    terminal.close()
    os.close(slave)
