"""Paths as terminals paste them."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.dropped import dropped_path, looks_like_path
from tests.proofs import picture_file


@pytest.mark.parametrize(
    "name", ["bukti.png", "bukti transfer.png", "it's  two.png", "a(1)&b;$HOME.png", "ünï 証.png"]
)
def test_every_way_of_dropping_a_file(name: str, tmp_path: Path) -> None:
    path = picture_file(tmp_path, name)
    escaped = "".join(c if c.isalnum() or c in "/._-" else f"\\{c}" for c in str(path))
    quoted = "'" + str(path).replace("'", "'\\''") + "'"
    for text in (str(path), f"{path}\n", escaped, f"{escaped} ", quoted, f"{quoted} ", f'"{path}"'):
        if text.startswith('"') and "$" in name:
            continue
        assert dropped_path(text) == path, text
    assert dropped_path(path.as_uri()) == path
    assert dropped_path(path.as_uri().replace("file:///", "file://localhost/")) == path


def test_of_several_the_first_counts(tmp_path: Path) -> None:
    first, second = picture_file(tmp_path, "a.png"), picture_file(tmp_path, "b.png")
    assert dropped_path(f"'{first}' '{second}'") == first
    assert dropped_path(f"{first}\n{second}\n") == first


def test_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    path = picture_file(tmp_path)
    assert dropped_path("~/bukti.png") == path


@pytest.mark.parametrize(
    "text", ["", "   ", "bukti", "https://example.com/a.png", "'", '"', "a\0b", "file://other/x.png" * 900]
)
def test_what_is_no_path(text: str) -> None:
    assert dropped_path(text) is None


def test_a_path_that_is_not_there_is_a_path_all_the_same() -> None:
    assert looks_like_path("/no/such/file.png")
    assert dropped_path("/no/such/file.png") == Path("/no/such/file.png")
    assert not looks_like_path("bukti")
