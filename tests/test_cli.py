"""The command line: what it answers without opening a shop, and what it opens."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from typing import Any

import pytest

from app import cli, command_line, i18n

SECRET = "sk_live_topsecret"


@pytest.fixture(autouse=True)
def english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    for name in ("STATE", "DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in (
        "SCALEV_API_BASE",
        "SCALEV_STORE_UNIQUE_ID",
        "SCALEV_STOREFRONT_API_KEY",
        "LC_ALL",
        "LC_MESSAGES",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    before = i18n.language()
    yield
    i18n.set_language(before)


def _run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    try:
        status = cli.main(list(argv))
    except SystemExit as end:
        status = int(end.code or 0)
    out, err = capsys.readouterr()
    return status, out, err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _err = _run(capsys, "--version")
    assert status == 0
    assert out.startswith("etalase ")


def test_help_names_every_command_and_option(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _err = _run(capsys, "--help")
    assert status == 0
    for word in (
        *command_line.COMMANDS,
        "--store",
        "--config",
        "--private",
        "--language",
        "--theme",
        "--log",
        "--items",
    ):
        assert word in out


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["dmo"], "Did you mean “demo”?"),
        (["qqqq"], "demo, open, sandbox, setup, doctor"),
        (["--port", "80"], "etalase sandbox"),
        (["--items", "5"], "etalase demo, etalase sandbox"),
        (["doctor", "--fresh"], "--fresh"),
        (["demo", "--store", "x"], "--store"),
        (["demo", "--items", "0"], "--items"),
        (["sandbox", "--port", "70000"], "--port"),
        (["--theme", "pink"], "pink"),
        (["--language", "fr"], "fr"),
        (["--bogus"], "--bogus"),
        (["demo", "more"], "more"),
        (["--store", "x"], "etalase.toml"),
        (["--config", "nowhere.toml"], "nowhere.toml"),
        (["demo", "--edition", "oldest"], "--edition must be one of: older, newer."),
        (["sandbox", "--provider", "duitku"], "--provider must be one of: xendit, singapay."),
        (["demo", "--payment-delay", "-1"], "--payment-delay must be between 0 and 600 seconds."),
        (["demo", "--payment-delay", "nan"], "--payment-delay must be between 0 and 600 seconds."),
        (["demo", "--access-ttl", "0"], "--access-ttl must be between 1 and 86400 seconds."),
        (["--access-ttl", "5"], "--access-ttl goes with: etalase demo, etalase sandbox."),
        (["sandbox", "--reset-origin", "http://localhost:1/x"], "--reset-origin must be an address like"),
        (
            ["demo", "--reset-origin", "https://toko.example"],
            "--reset-origin must be an address on this machine",
        ),
        (
            ["--reset-origin", "http://localhost:1"],
            "--reset-origin goes with: etalase demo, etalase sandbox, etalase setup.",
        ),
        (["--no-autopay"], "--no-autopay goes with: etalase demo, etalase sandbox."),
        (["doctor", "--edition", "older"], "--edition goes with: etalase demo, etalase sandbox."),
        (["--payment-delay", "0"], "--payment-delay goes with: etalase demo, etalase sandbox."),
        (["demo", "--log", "no/such/folder/log"], "no/such/folder/log"),
        (["open"], "etalase open LINK"),
        (["open", "-"], "from a pipe"),
        (["open", "abc"], "needs a terminal"),
        (["demo"], "needs a terminal"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_status_2(
    capsys: pytest.CaptureFixture[str], argv: list[str], words: str
) -> None:
    status, out, err = _run(capsys, *argv)
    assert status == 2
    assert out == ""
    assert err.count("\n") == 1
    assert words in err


def test_half_a_store_is_no_demo(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCALEV_STORE_UNIQUE_ID", "store_x")
    status, _out, err = _run(capsys)
    assert status == 2
    assert "SCALEV_STOREFRONT_API_KEY" in err


def test_a_secret_key_is_not_repeated(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCALEV_STORE_UNIQUE_ID", "store_x")
    monkeypatch.setenv("SCALEV_STOREFRONT_API_KEY", SECRET)
    status, out, err = _run(capsys)
    assert status == 2
    assert SECRET not in out + err


@pytest.mark.parametrize(
    ("argv", "language"),
    [([], "en"), (["--language", "id"], "id"), (["--language=id"], "id"), (["--language", "en"], "en")],
)
def test_the_language_asked_for_is_spoken_from_the_first_word(
    capsys: pytest.CaptureFixture[str], argv: list[str], language: str
) -> None:
    _run(capsys, *argv, "nonsense")
    assert i18n.language() == language


def test_sandbox_serves_what_was_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    calls: list[tuple[int, dict[str, Any]]] = []
    monkeypatch.setattr("app.sandbox.serve.serve", lambda port, **more: calls.append((port, more)))
    assert _run(capsys, "sandbox", "--port", "0", "--fresh", "--items", "7")[0] == 0
    assert _run(capsys, "sandbox", "--private")[0] == 0
    manner = ("--edition", "older", "--provider", "singapay", "--payment-delay", "0.5", "--no-autopay")
    signing_in = ("--access-ttl", "2", "--reset-origin", "http://localhost:8123")
    assert _run(capsys, "sandbox", "--private", *manner, *signing_in)[0] == 0
    file = tmp_path / "data/etalase/sandbox-7.sqlite"
    usual: dict[str, Any] = {
        "edition": "newer",
        "provider": "xendit",
        "payment_delay": 2.0,
        "autopay_seconds": 20.0,
    }
    usual |= {"access_ttl": 900, "origins": ()}
    assert calls == [
        (0, {"fresh": True, "items": 7, "data_file": file} | usual),
        (command_line.DEFAULT_PORT, {"fresh": False, "items": None, "data_file": None} | usual),
        (
            command_line.DEFAULT_PORT,
            {
                "fresh": False,
                "items": None,
                "data_file": None,
                "edition": "older",
                "provider": "singapay",
                "payment_delay": 0.5,
                "autopay_seconds": None,
                "access_ttl": 2,
                "origins": ["http://localhost:8123"],
            },
        ),
    ]


def test_a_port_that_is_taken_is_said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_args: object, **_more: object) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr("app.sandbox.serve.serve", taken)
    status, _out, err = _run(capsys, "sandbox")
    assert status == 1
    assert "Address already in use" in err


def test_a_log_is_the_owners_only_from_the_start(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _run(capsys, "demo", "--log", "log.txt")
    assert stat.S_IMODE((tmp_path / "log.txt").stat().st_mode) == 0o600
