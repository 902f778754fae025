"""The Indonesian words: complete, in step with the source, and in force as soon as they are asked for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from string import Formatter

import pytest

from app import i18n
from app.actions import ACTIONS, Action
from tests import translations

LABEL_ROOM = 18
"""Characters of a footer label: four or five of them and their keys share an 80-column line."""
SAME = {
    "16", "ATM", "A–Z", "Apr", "April", "Digital", "E-mail", "Feb", "Internet", "Internet banking", "Jan", "Jul",
    "Jun", "Mar", "Mobile banking", "Nov", "November", "QRIS", "Sep", "September", "Subtotal", "TERMINAL", "Total",
    "VIDEO", "Virtual account", "Virtual account {bank}", "cache", "demo", "y", "{number} B",
    "{number} KB", "{number} MB",
}  # fmt: skip
"""Messages that are the same word in both languages."""


@pytest.fixture
def indonesian() -> Iterator[None]:
    """Indonesian in force, and what was in force before given back."""
    before = i18n.language()
    i18n.set_language("id")
    yield
    i18n.set_language(before)


def fields(text: str) -> list[tuple[str, str, str]]:
    """The placeholders of a format string with their conversion and format, sorted."""
    return sorted(
        (name, spec or "", how or "") for _, name, spec, how in Formatter().parse(text) if name is not None
    )


# The catalogue against the source


def test_the_catalogue_has_the_messages_of_the_source_and_no_others() -> None:
    said = {translations.key(message) for message in translations.extracted() if message.id}
    kept = {translations.key(message) for message in translations.read() if message.id}
    again = "; run: uv run python -m tests.translations"
    assert not said - kept, f"not in the catalogue: {sorted(said - kept)}{again}"
    assert not kept - said, f"no longer in the source: {sorted(kept - said)}{again}"
    assert len(kept) > 300


def test_every_message_is_translated_and_none_is_a_guess() -> None:
    catalog = translations.read()
    assert [message.id for message in catalog if message.id and not translations.words(message)] == []
    assert [message.id for message in catalog if message.id and message.fuzzy] == []


def test_no_message_was_left_in_english() -> None:
    same = {m.id for m in translations.read() if isinstance(m.id, str) and m.id and m.id == m.string}
    assert same - SAME == set()


def test_placeholders_and_lines_are_those_of_the_message() -> None:
    for message in translations.read():
        if not message.id:
            continue
        forms = (message.id,) if isinstance(message.id, str) else message.id
        wanted = forms[-1]
        assert len(translations.words(message)) == 1, message.id
        word = translations.words(message)[0]
        assert fields(word) == fields(wanted), message.id
        assert word.count("\n") == wanted.count("\n"), message.id
        edges = (len(wanted) - len(wanted.lstrip()), len(wanted) - len(wanted.rstrip()))
        assert (len(word) - len(word.lstrip()), len(word) - len(word.rstrip())) == edges, message.id


def test_both_files_are_what_the_tool_writes() -> None:
    catalog = translations.read()
    assert translations.PO.read_bytes() == translations.written(catalog)
    assert translations.MO.read_bytes() == translations.compiled(catalog)


def test_messages_are_plain_literals() -> None:
    for package in translations.PACKAGES:
        for path in (translations.ROOT / package).rglob("*.py"):
            for call in translations.calls(path):
                first = call.args[0]
                built = isinstance(first, (ast.JoinedStr, ast.BinOp, ast.Call))
                assert not built, f"{path.name}:{call.lineno}: a message put together cannot be translated"


# The catalogue in use


def test_the_language_changes_while_running(indonesian: None) -> None:
    assert i18n._("Add to cart") == "Tambah ke keranjang"
    i18n.set_language("en")
    assert (i18n.language(), i18n._("Add to cart")) == ("en", "Add to cart")
    i18n.set_language("id")
    assert (i18n.language(), i18n._("Add to cart")) == ("id", "Tambah ke keranjang")


def test_an_unknown_language_is_taken_as_indonesian(indonesian: None) -> None:
    i18n.set_language("fr")
    assert (i18n.language(), i18n._("Cart")) == ("id", "Keranjang")


def test_a_message_nobody_translated_stays_english(indonesian: None) -> None:
    assert i18n._("A message that is in no catalogue") == "A message that is in no catalogue"


@pytest.mark.parametrize("count", [0, 1, 2, 11, 101])
def test_indonesian_has_one_form_for_any_number(indonesian: None, count: int) -> None:
    assert i18n.ngettext("{count} item", "{count} items", count) == "{count} barang"


def test_english_has_two(indonesian: None) -> None:
    i18n.set_language("en")
    forms = [i18n.ngettext("{count} item", "{count} items", count) for count in (0, 1, 2)]
    assert forms == ["{count} items", "{count} item", "{count} items"]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_speaks_indonesian(indonesian: None, action: Action) -> None:
    assert i18n._(action.label) != action.label
    assert i18n._(action.about) != action.about
    assert not action.footer or len(i18n._(action.label)) <= LABEL_ROOM


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "id"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "EN_GB"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "id"),
        ({"LANG": ""}, "id"),
        ({"LANG": "C.UTF-8"}, "id"),
        ({"LC_ALL": "C", "LANG": "en_US.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "en_US.UTF-8", "LANG": "id_ID.UTF-8"}, "en"),
        ({"LC_ALL": "id_ID.UTF-8", "LC_MESSAGES": "en_US.UTF-8", "LANG": "en_US.UTF-8"}, "id"),
        ({"LC_CTYPE": "en_US.UTF-8"}, "id"),
    ],
)
def test_the_language_is_guessed_from_the_locale(environ: dict[str, str], language: str) -> None:
    assert i18n.guess_language(environ) == language
