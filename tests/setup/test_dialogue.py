"""Questions in a plain terminal, in both languages, and those that answer themselves."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from app import i18n
from app.command_line import Refused
from app.setup.dialogue import Dialogue


class Keyboard(io.StringIO):
    """Standard input that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    before = i18n.language()
    yield
    i18n.set_language(before)


def typing(monkeypatch: pytest.MonkeyPatch, *lines: str) -> Dialogue:
    monkeypatch.setattr("sys.stdin", Keyboard("".join(f"{line}\n" for line in lines)))
    return Dialogue()


@pytest.mark.parametrize(
    ("language", "answers"),
    [
        ("en", {"y": True, "yes": True, "Y": True, "n": False, "No": False, "": None}),
        ("id", {"y": True, "ya": True, "yes": True, "t": False, "Tidak": False, "n": False, "": None}),
    ],
)
@pytest.mark.parametrize("default", [True, False])
def test_yes_and_no(
    monkeypatch: pytest.MonkeyPatch, language: str, answers: dict[str, bool | None], default: bool
) -> None:
    i18n.set_language(language)
    for words, meant in answers.items():
        # What is neither is asked again.
        dialogue = typing(monkeypatch, "?", words)
        assert dialogue.confirm("?", default=default) == (default if meant is None else meant)


def test_a_wrong_answer_is_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    i18n.set_language("en")
    dialogue = typing(monkeypatch, "0", "two", "³", "3", "2")
    assert dialogue.choose("Which", ["one", "other"], default=0) == 1
    assert capsys.readouterr().out.count("from 1 to 2") == 4
    assert typing(monkeypatch, "").choose("Which", ["one", "other"], default=1) == 1


def test_nobody_there_or_told_not_to_ask_the_default_is_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, "y")
    silent = Dialogue(silent=True)
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    for dialogue in (silent, Dialogue()):
        assert not dialogue.asks
        assert dialogue.confirm("?", default=False) is False
        assert dialogue.ask("?", str.upper, "kopi") == "KOPI"
        assert dialogue.choose("?", ["one", "other"], default=1) == 1

    def never(_answer: str) -> str:
        raise Refused("no")

    with pytest.raises(Refused):
        silent.ask("?", never)
