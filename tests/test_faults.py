"""What is written down of an unexpected error."""

from __future__ import annotations

import traceback
from pathlib import Path

from app.faults import describe, write_fault
from app.links import Link

SECRET = "gt_very_secret"


def stumble(token: str) -> None:
    raise KeyError(token)


def caught() -> Exception:
    try:
        stumble(SECRET)
    except KeyError as error:
        return error
    raise AssertionError


def test_kind_and_place_but_never_what_it_held() -> None:
    words = describe(caught())
    assert words.startswith("KeyError at tests/test_faults.py:")
    assert SECRET not in words


def test_what_failed_inside_a_worker_is_named() -> None:
    class Wrapper(Exception):
        def __init__(self, error: Exception) -> None:
            super().__init__()
            self.error = error

    assert describe(Wrapper(caught())).startswith("KeyError at tests/test_faults.py:")


def test_one_line_a_fault(tmp_path: Path) -> None:
    log = tmp_path / "log"
    write_fault(str(log), caught())
    write_fault(str(log), caught())
    lines = log.read_text().splitlines()
    assert len(lines) == 2
    assert all(" fault KeyError at " in line and SECRET not in line for line in lines)


def test_no_log_and_an_unwritable_one_are_no_error(tmp_path: Path) -> None:
    write_fault(None, caught())
    write_fault(str(tmp_path / "missing" / "log"), caught())


def test_nothing_of_a_link_for_a_new_password_is_written_while_its_token_is_in_memory(tmp_path: Path) -> None:
    token = "SFMyNTY.reset-token-of-somebody"
    link = Link("reset", token)

    def follow(link: Link) -> None:
        try:
            raise KeyError(link.slug)
        except KeyError as error:
            raise ValueError(f"cannot follow {token}") from error

    log = tmp_path / "log"
    try:
        follow(link)
    except ValueError as error:
        write_fault(str(log), error)
        shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    assert " fault ValueError at tests/test_faults.py:" in log.read_text()
    assert token not in log.read_text()
    assert "link = " in shown, "locals are in it, as their repr says"
    assert token not in f"{link!r} {link}"
