"""Who asks which operation, read from the code: operation, client method, service, screen.

What a client method asks is found by calling it with a wire that only notes what it is given. Who calls a method is
found in the syntax trees, by what a name was assigned from and by annotations: enough for this code, not for any.
"""

from __future__ import annotations

import ast
import asyncio
import importlib
import inspect
import re
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.contract.checker import find_operation

ROOT = Path(__file__).parent.parent.parent
CLIENTS = (
    "app.api.client.StorefrontClient",
    "app.api.auth.AuthClient",
    "app.api.customer.CustomerClient",
    "app.api.subscriptions.SubscriptionClient",
    "app.api.courses.CourseClient",
    "app.setup.business.BusinessClient",
)
DESKS = ("Desk", "GuestDesk", "CustomerDesk")
_CLIENT_NAMES = {name.rpartition(".")[2] for name in CLIENTS}


@dataclass(frozen=True, order=True, slots=True)
class Function:
    """A function of the source: `app.services.cart`, `CartService.add` (or a name without a class)."""

    module: str
    name: str

    @property
    def owner(self) -> str:
        return self.name.rpartition(".")[0]

    @property
    def short(self) -> str:
        return self.name.rpartition(".")[2]

    @property
    def public(self) -> bool:
        return not self.short.startswith("_")

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


class _Asked(Exception):
    pass


class _NotingWire:
    """Takes the place of the wire: notes what would be sent, and sends nothing."""

    def __init__(self) -> None:
        self.asked: tuple[str, str] | None = None

    async def call(self, method: str, path: str, **_more: Any) -> Any:
        self.asked = (method, path)
        raise _Asked


class _AnyBearer:
    async def access(self, *, refused: str | None = None) -> str:
        return "access"


@cache
def client_methods() -> dict[str, tuple[str, str]]:
    """`GET /v3/…/cart` to the class and method that asks it. An operation nobody asks is missing."""
    found: dict[str, tuple[str, str]] = {}
    for path in CLIENTS:
        module, _, name = path.rpartition(".")
        kind = getattr(importlib.import_module(module), name)
        for method, function in inspect.getmembers(kind, inspect.isfunction):
            if method.startswith("_") or method in ("close", "beside"):
                continue
            operation = _asked(kind, method, function)
            if operation is not None:
                found.setdefault(operation, (name, method))
    return found


def _asked(kind: type, method: str, function: Any) -> str | None:
    wire = _NotingWire()
    given: dict[str, Any] = {
        "wire": wire,
        "bearer": _AnyBearer(),
        "key": type("Key", (), {"header": staticmethod(lambda: "Bearer x")}),
        "store_id": "store_x",
        "api_key": "sfpk_x",
        "guest_token": lambda: None,
        "on_guest_token": lambda _token: None,
    }
    taken = inspect.signature(kind.__init__).parameters  # type: ignore[misc]
    client = kind(**{name: value for name, value in given.items() if name in taken})
    asyncio.run(_call(getattr(client, method), function))
    if wire.asked is None:
        return None
    operation = find_operation(*wire.asked)
    assert operation is not None, f"{kind.__name__}.{method} asks {wire.asked}, which is not in the contract"
    return operation.name


async def _call(bound: Any, function: Any) -> None:
    needed = {
        name: _stand_in(str(parameter.annotation))
        for name, parameter in inspect.signature(function).parameters.items()
        if name != "self" and parameter.default is inspect.Parameter.empty
    }
    try:
        result = bound(**needed)
        if isinstance(result, AsyncIterator):
            await anext(result)
        else:
            await result
    except (_Asked, AttributeError, TypeError):
        pass


def _stand_in(annotation: str) -> Any:
    stand_ins = {"int": 1, "str": "x", "bool": True, "list[int]": [1], "list[str]": ["x"]}
    return stand_ins.get(annotation, {})


@cache
def _trees(*folders: str) -> dict[str, ast.Module]:
    """Module names to what is in them."""
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts): ast.parse(file.read_text(encoding="utf-8"))
        for folder in folders
        for file in sorted((ROOT / folder).rglob("*.py"))
    }


def _functions(tree: ast.Module) -> Iterator[tuple[str, str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Class (or nothing), name and tree of each function of a module; what is inside one belongs to it."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield "", node.name, node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    yield node.name, inner.name, inner


def _kinds(annotation: ast.expr | None) -> set[str]:
    """The clients and desks an annotation names."""
    words = set(re.findall(r"\w+", ast.unparse(annotation))) if annotation is not None else set()
    return words & (_CLIENT_NAMES | set(DESKS))


class _Types:
    """What stands behind a name in one function, as far as clients and desks are concerned."""

    def __init__(self, returns: dict[str, set[str]], attributes: dict[str, set[str]]) -> None:
        self._returns = returns
        self._attributes = attributes
        self._names: dict[str, set[str]] = defaultdict(set)

    def read(self, function: ast.AST) -> None:
        for node in ast.walk(function):
            if isinstance(node, ast.arg):
                self._names[node.arg] |= _kinds(node.annotation)
        for node in ast.walk(function):
            if isinstance(node, ast.Assign):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        self._names[target.id] |= self.of(node.value)
            elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and isinstance(node.target, ast.Name):
                self._names[node.target.id] |= self.of(node.value) if node.value is not None else set()

    def of(self, node: ast.expr) -> set[str]:
        match node:
            case ast.Await(value=inner):
                return self.of(inner)
            case ast.IfExp(body=one, orelse=other):
                return self.of(one) | self.of(other)
            case ast.Name(id=name):
                return self._names[name]
            case ast.Attribute(value=ast.Name(id="self"), attr=name):
                return self._attributes.get(name, set())
            case ast.Call(func=ast.Name(id=name)):
                return {name} if name in _CLIENT_NAMES else self._returns.get(name, set())
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="beside")):
                return {name} & _CLIENT_NAMES
            case ast.Call(func=ast.Attribute(attr=name)):
                return self._returns.get(name, set())
        return set()


@cache
def callers() -> dict[tuple[str, str], list[Function]]:
    """Class and method of a client to the functions that call it, the desk between them left out."""
    trees = _trees("app/services", "app/setup")
    returns: dict[str, set[str]] = defaultdict(set)
    for tree in trees.values():
        for _owner, name, function in _functions(tree):
            returns[name] |= _kinds(function.returns)
    found: dict[tuple[str, str], list[Function]] = defaultdict(list)
    for module, tree in trees.items():
        held = _held(tree)
        for owner, name, function in _functions(tree):
            types = _Types(returns, held.get(owner, {}))
            types.read(function)
            here = Function(module, f"{owner}.{name}" if owner else name)
            for node in ast.walk(function):
                if isinstance(node, ast.Attribute):
                    for kind in types.of(node.value):
                        if here not in found[kind, node.attr]:
                            found[kind, node.attr].append(here)
    return _past_desks(found)


def _held(tree: ast.Module) -> dict[str, dict[str, set[str]]]:
    """What each class keeps: `self._client = client` where `client` is annotated."""
    kept: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for owner, _name, function in _functions(tree):
        types = _Types({}, {})
        types.read(function)
        for node in ast.walk(function):
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(target, ast.Attribute):
                kinds = types.of(node.value) if node.value is not None else set()
                if isinstance(node, ast.AnnAssign):
                    kinds |= _kinds(node.annotation)
                kept[owner][target.attr] |= kinds
    return kept


def _past_desks(found: dict[tuple[str, str], list[Function]]) -> dict[tuple[str, str], list[Function]]:
    direct: dict[tuple[str, str], list[Function]] = {}
    for (kind, method), functions in found.items():
        reached: list[Function] = []
        for one in functions:
            behind = (
                [f for desk in DESKS for f in found.get((desk, one.short), [])]
                if one.owner in DESKS
                else [one]
            )
            reached += [f for f in behind if f not in reached and f.owner not in DESKS]
        direct[kind, method] = reached
    return direct
