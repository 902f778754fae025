"""`docs/coverage.md` against contract and code: no operation without a row, no row about what is not there."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.contract import coverage
from tests.contract.askers import client_methods
from tests.contract.call_graph import ROOT, graph
from tests.contract.coverage import FILE, LEFT_OUT, PREFIX, Row, operations

AGAIN = "; run: uv run python -m tests.contract.coverage"
_CELL = re.compile(r"`([^`]+)`")


def lines(heading: str) -> dict[str, list[list[str]]]:
    """Operation to what stands in quotes in each of the other cells, of the table under a heading."""
    part = FILE.read_text(encoding="utf-8").partition(heading)[2].partition("\n## ")[0]
    found: dict[str, list[list[str]]] = {}
    for line in part.splitlines():
        first, *others = [cell.strip() for cell in line.strip("|").split("|")]
        match = re.fullmatch(r"(GET|POST|PUT|PATCH|DELETE) `(\S+)`", first)
        if match:
            path = match[2] if match[2].startswith("/v3/") else PREFIX + match[2]
            assert f"{match[1]} {path}" not in found, f"twice: {line}"
            found[f"{match[1]} {path}"] = [_CELL.findall(cell) or [cell] for cell in others]
    return found


USED = lines("# What of the contract")
NOT_USED = lines("## Left out")


@cache
def names() -> tuple[set[str], set[str]]:
    """Every function by its path, and every class of a screen."""
    functions = graph().functions
    return {str(one) for one in functions}, {
        one.owner for one in functions if one.module.startswith("screens.")
    }


def test_every_operation_has_a_row_and_only_those_with_a_reason_are_left_out() -> None:
    assert len(operations()) == 78
    assert set(USED) | set(NOT_USED) == set(operations()), AGAIN
    assert not set(USED) & set(NOT_USED)
    for operation, [[reason]] in NOT_USED.items():
        assert reason in LEFT_OUT.values(), operation
        assert "checkout-intents" in operation


def test_every_row_names_the_method_that_asks() -> None:
    asked = {operation: ".".join(filter(None, method)) for operation, method in client_methods().items()}
    assert {operation: cells[0][0] for operation, cells in USED.items()} == asked, AGAIN


def test_what_each_row_names_is_there() -> None:
    for operation in USED:
        _there(operation)


def _there(operation: str) -> None:
    _client, services, screens, [file, test] = USED[operation]
    functions, classes = names()
    for service in services:
        below = ("app.", "app.services.")
        assert any(prefix + service in functions for prefix in below), f"{service}{AGAIN}"
    for screen in screens:
        assert screen in classes or (screen == "etalase setup" and "/setup/" in f"/{file}"), (
            f"{screen}{AGAIN}"
        )
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    tests = {one.name for one in tree.body if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef))}
    assert test in tests, f"{file}::{test}{AGAIN}"


def test_an_operation_that_nobody_asks_or_shows_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the generator finds today is complete, and it does not invent what is missing."""
    today = coverage.rows()
    for row in today:
        assert row.reason if row.client is None else row.services and row.test, row.operation
        assert row.client is None or row.screens or row.of_setup, row.operation
    operation = today[0].operation
    monkeypatch.setattr(coverage, "client_methods", dict)
    missing = coverage.rows()[0]
    assert missing == Row(operation, None, (), (), "")
    assert missing.reason == ""
