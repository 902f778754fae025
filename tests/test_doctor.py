"""`etalase doctor`: it says what is wrong, and shows no secret."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import pytest

from app import cli, i18n
from app.paths import state_folder

KEY = "sfpk_live_0123456789"
ENV = {"SCALEV_STORE_UNIQUE_ID": "store_abc", "SCALEV_STOREFRONT_API_KEY": KEY}


@pytest.fixture(autouse=True)
def calm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A home of its own and a terminal that can do everything."""
    for name in ("STATE", "DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in (
        "SCALEV_API_BASE",
        *ENV,
        "NO_COLOR",
        "TMUX",
        "TERM_PROGRAM",
        "LC_ALL",
        "TEXTUAL_COLOR_SYSTEM",
    ):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"LANG": "en_US.UTF-8", "TERM": "xterm-256color", "COLORTERM": "truecolor"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("LINES", "24")
    monkeypatch.chdir(tmp_path)
    before = i18n.language()
    yield
    i18n.set_language(before)


def _doctor(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = cli.main(["doctor", "--language", "en"])
    out, err = capsys.readouterr()
    assert err == ""
    return status, out


def test_the_demo_is_well_and_nothing_is_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    status, out = _doctor(capsys)
    assert status == 0, out
    assert "All is well." in out
    assert "yes, " in out
    assert "80x24" in out
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_does_not_answer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unused:
        # Bound and not listening: nobody else can take the port, and connecting to it is refused.
        unused.bind(("127.0.0.1", 0))
        for name, value in {**ENV, "SCALEV_API_BASE": f"http://127.0.0.1:{unused.getsockname()[1]}"}.items():
            monkeypatch.setenv(name, value)
        status, out = _doctor(capsys)
    assert status == 1
    assert " ! answers" in out
    assert "store_abc" in out
    assert "sfpk_liv…" in out
    assert KEY not in out


def test_half_a_store_is_said_and_the_rest_still_examined(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCALEV_STOREFRONT_API_KEY", KEY)
    status, out = _doctor(capsys)
    assert status == 1
    assert "SCALEV_STORE_UNIQUE_ID" in out
    assert "80x24" in out
    assert KEY not in out


def test_a_terminal_that_is_too_small(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "39")
    status, out = _doctor(capsys)
    assert status == 1
    assert "39x24: too small" in out


@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_others_can_read_is_said(capsys: pytest.CaptureFixture[str], what: str) -> None:
    folder = state_folder()
    path = folder / "settings.json"
    path.write_text("{}")
    path.chmod(0o644 if what == "file" else 0o600)
    folder.chmod(0o755 if what == "folder" else 0o700)
    status, out = _doctor(capsys)
    assert status == 1
    assert f"{path if what == 'file' else folder} can be read by others" in out


def test_a_folder_in_whose_place_is_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state/etalase").write_text("")
    status, out = _doctor(capsys)
    assert status == 1
    assert f"{tmp_path / 'state/etalase'} cannot be written" in out


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("NO_COLOR", "1", "none, as asked by NO_COLOR"),
        ("COLORTERM", "", "256; if the terminal"),
        ("TERM_PROGRAM", "Apple_Terminal", "not by this terminal"),
        ("TMUX", "/tmp/tmux", "set-clipboard"),
    ],
)
def test_what_this_terminal_can_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    status, out = _doctor(capsys)
    assert status == 0
    assert words in out


def test_control_characters_of_the_environment_do_not_reach_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "TERM", "xterm\x1b]0;evil\x07")
    _status, out = _doctor(capsys)
    assert "\x1b" not in out
    assert "\x07" not in out
