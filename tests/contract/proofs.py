"""Which test makes which operation happen: read from what tests say they wait for, count or break on the wire.

A test that arms a fault for `POST /checkout$`, counts such requests or lists them is one of that operation. Where none
says so by name, it is the matrix of faults, which has each method of a client.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FOLDERS = (
    "tests/flows",
    "tests/e2e",
    "tests/screens",
    "tests/setup",
    "tests/services",
    "tests/api",
    "tests/hostile",
)
"""The nearer to what a buyer does, the earlier."""
GUESTS = "tests/api/test_fault_matrix.py"
CUSTOMERS = "tests/api/test_customer_faults.py"
_ASKS = ("arm", "count", "seen", "received")
_SAID = re.compile(r"(GET|POST|PATCH|DELETE) (/?[\w/{}.-]+)")
_MOST_MEANT = 3
"""A pattern that more operations than that fit says nothing of one."""


def proof_of(operation: str, every: tuple[str, ...], client: str, method: str) -> str:
    """`tests/….py::test_…` for `POST /v3/…`; empty when there is none. `client` and `method` are what asks it."""
    found = [
        (meant, FOLDERS.index(folder), len(test), test)
        for asked, pattern, folder, test in _said()
        if _fits(asked, pattern, operation) and (meant := _meant(asked, pattern, every)) <= _MOST_MEANT
    ]
    if found:
        return min(found)[-1]
    return _in_matrix(GUESTS if client == "StorefrontClient" else CUSTOMERS).get(method, "")


def _fits(asked: str, pattern: str, operation: str) -> bool:
    method, template = operation.split(" ")
    return asked == method and re.search(pattern, re.sub(r"\{\w+\}", "1", template)) is not None


@cache
def _meant(asked: str, pattern: str, every: tuple[str, ...]) -> int:
    return sum(_fits(asked, pattern, operation) for operation in every)


@cache
def _said() -> tuple[tuple[str, str, str, str], ...]:
    """Method, pattern, folder and test for each place where a test names requests."""
    return tuple(
        (method, pattern, folder, f"{file.relative_to(ROOT).as_posix()}::{test.name}")
        for folder in FOLDERS
        for file in sorted((ROOT / folder).rglob("test_*.py"))
        for tree in (_parsed(file),)
        for test in tree.body
        if isinstance(test, (ast.FunctionDef, ast.AsyncFunctionDef)) and test.name.startswith("test_")
        for method, pattern in _requests(test, _constants(file))
    )


def _requests(test: ast.AST, constants: dict[str, str]) -> Iterator[tuple[str, str]]:
    for node in ast.walk(test):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _ASKS:
            said = [_text(argument, constants) for argument in node.args[:2]]
            if len(said) == 2 and said[0] and said[1] and _compiles(said[1]):
                yield said[0], said[1]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            match = _SAID.fullmatch(node.value)
            if match:
                yield match[1], re.escape(match[2]) + "$"


def _text(node: ast.expr, constants: dict[str, str]) -> str:
    """A string as far as it is known; what is put into it fits anything."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name):
            return constants.get(name, "")
        case ast.JoinedStr(values=parts):
            return "".join(
                _text(part.value, constants) or "[^/]+"
                if isinstance(part, ast.FormattedValue)
                else _text(part, {})
                for part in parts
            )
    return ""


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


@cache
def _parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def _constants(file: Path) -> dict[str, str]:
    """The strings a module names, its own and those it imports from other tests."""
    found: dict[str, str] = {}
    for node in _parsed(file).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests."):
            other = ROOT / f"{(node.module or '').replace('.', '/')}.py"
            if other.is_file():
                theirs = _constants(other)
                found |= {alias.name: theirs[alias.name] for alias in node.names if alias.name in theirs}
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = (
                    zip(target.elts, node.value.elts, strict=False)
                    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple)
                    else [(target, node.value)]
                )
                found |= {
                    one.id: text
                    for one, value in pairs
                    if isinstance(one, ast.Name) and (text := _text(value, found))
                }
    return found


@cache
def _in_matrix(name: str) -> dict[str, str]:
    """Names of the methods that a matrix of faults goes through, and its test."""
    tree = _parsed(ROOT / name)
    test = next(
        node.name
        for node in tree.body
        if isinstance(node, ast.AsyncFunctionDef) and node.name.startswith("test_every_fault")
    )
    return {
        str(key.value): f"{name}::{test}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and ast.unparse(value).startswith("Operation(")
    }
