"""What is written down of an unexpected error."""

from __future__ import annotations

from pathlib import Path

from app.faults import describe, write_fault

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
