"""Who calls what, read from the syntax trees: from a client method up to the screens.

Names are followed by what they were assigned from, by annotations, and by the names services have in `Shop`. That is
enough for this code, not for any: a call it does not understand is an edge that is missing, never one too many that
matters, because the nearest screens are taken.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FOLDERS = (
    "app/api",
    "app/services",
    "app/setup",
    "app/main.py",
    "app/opening.py",
    "app/doctor.py",
    "screens",
    "widgets",
)
_Tree = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, order=True, slots=True)
class Function:
    """A function of the source; `owner` is its class, empty when it has none."""

    module: str
    owner: str
    name: str

    @property
    def public(self) -> bool:
        return not self.name.startswith("_")

    def __str__(self) -> str:
        return ".".join(part for part in (self.module, self.owner, self.name) if part)


class Graph:
    """Every function of the source, and who calls it."""

    def __init__(self) -> None:
        self.trees = {
            ".".join(file.relative_to(ROOT).with_suffix("").parts): ast.parse(
                file.read_text(encoding="utf-8")
            )
            for folder in FOLDERS
            for file in sorted((ROOT / folder).rglob("*.py") if (ROOT / folder).is_dir() else [ROOT / folder])
        }
        self.functions = {
            Function(module, owner, node.name): node
            for module, tree in self.trees.items()
            for owner, node in _functions(tree)
        }
        self._by_name: dict[str, list[Function]] = defaultdict(list)
        for function in self.functions:
            self._by_name[function.name].append(function)
        self._classes = {function.owner for function in self.functions if function.owner}
        self._bases = {
            node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
            for tree in self.trees.values()
            for node in tree.body
            if isinstance(node, ast.ClassDef)
        }
        self._kinds: dict[str, set[str]] = defaultdict(set)
        """What an attribute, a property, or the result of a function of that name is, wherever it is."""
        self._handed: dict[tuple[str, str], set[Function]] = defaultdict(set)
        """Class and attribute to the methods given to what is kept there: whoever uses it calls them."""
        self._learn()
        self._learn_handed()
        self.callers: dict[Function, set[Function]] = defaultdict(set)
        for function, node in self.functions.items():
            for called in self._called(function, node):
                for one in (called, *self._behind(called)):
                    self.callers[one].add(function)

    def named(self, owner: str, name: str) -> Function:
        return next(one for one in self._by_name[name] if one.owner == owner)

    def above(self, function: Function) -> Iterator[set[Function]]:
        """Itself, who calls it, who calls those, and so on, each function once."""
        seen, here = {function}, {function}
        while here:
            yield here
            here = {caller for one in here for caller in self.callers[one]} - seen
            seen |= here

    def _learn(self) -> None:
        for function, node in self.functions.items():
            self._kinds[function.name] |= self._in(node.returns)
            for inner in ast.walk(node):
                if isinstance(inner, ast.arg) and inner.annotation is not None:
                    self._kinds[inner.arg] |= self._in(inner.annotation)
        for _round in range(2):  # an attribute may be known only once another is
            for node in self.functions.values():
                for inner in ast.walk(node):
                    for target, value in _assigned(inner):
                        name = target.attr if isinstance(target, ast.Attribute) else ""
                        if name:
                            self._kinds[name] |= self._of(value, {})
                    if isinstance(inner, ast.AnnAssign) and isinstance(inner.target, ast.Attribute):
                        self._kinds[inner.target.attr] |= self._in(inner.annotation)

    def _learn_handed(self) -> None:
        for function, node in self.functions.items():
            if function.name != "__init__":
                continue
            for inner in ast.walk(node):
                for target, value in _assigned(inner):
                    if isinstance(target, ast.Attribute):
                        named = {one.attr for one in ast.walk(value) if isinstance(one, ast.Attribute)}
                        self._handed[function.owner, target.attr] |= {
                            one
                            for name in named
                            for one in self._by_name[name]
                            if one.owner == function.owner
                        }

    def _in(self, annotation: ast.expr | None) -> set[str]:
        """The classes of ours that an annotation names."""
        words = re.findall(r"\w+", ast.unparse(annotation)) if annotation is not None else []
        return set(words) & self._classes

    def _of(self, node: ast.expr, names: dict[str, set[str]]) -> set[str]:
        """What a value may be."""
        match node:
            case ast.Await(value=inner):
                return self._of(inner, names)
            case ast.IfExp(body=one, orelse=other):
                return self._of(one, names) | self._of(other, names)
            case ast.Name(id=name):
                return names[name] if name in names else {name} & self._classes
            case ast.Attribute(attr=name):
                return self._kinds[name]
            case ast.Call(func=ast.Name(id=name)):
                return {name} if name in self._classes else self._kinds[name]
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="beside")):
                return {name} & self._classes
            case ast.Call(func=ast.Attribute(attr=name)):
                return self._kinds[name]
        return set()

    def _called(self, function: Function, node: _Tree) -> Iterator[Function]:
        names: dict[str, set[str]] = {"self": {function.owner}}
        for inner in ast.walk(node):
            if isinstance(inner, ast.arg) and inner.annotation is not None:
                names[inner.arg] = self._in(inner.annotation)
            elif isinstance(inner, ast.Lambda):
                names |= {one.arg: self._kinds[one.arg] for one in inner.args.args}
        for inner in ast.walk(node):
            for target, value in _assigned(inner):
                if isinstance(target, ast.Name):
                    names[target.id] = names.get(target.id, set()) | self._of(value, names)
        for inner in ast.walk(node):
            if isinstance(inner, ast.Attribute):
                kinds = self._of(inner.value, names)
                if isinstance(inner.value, ast.Name) and inner.value.id == "self":
                    kinds |= self._family(function.owner)
                for one in self._by_name[inner.attr]:
                    if one.owner in kinds and one != function:
                        yield one
                for kind in kinds:
                    yield from self._handed.get((kind, inner.attr), ())
            elif isinstance(inner, ast.Name):
                for one in self._by_name[inner.id]:
                    if not one.owner and (
                        one.module == function.module or _imports(self.trees[function.module], one)
                    ):
                        yield one
                # Whoever makes a screen leads to it.
                if inner.id in self._classes and inner.id != function.owner:
                    yield from (one for one in self._by_name["__init__"] if one.owner == inner.id)

    def _behind(self, function: Function) -> Iterator[Function]:
        """What is really called where a protocol is asked."""
        if "Protocol" in self._bases.get(function.owner, ()):
            wanted = {one.name for one in self.functions if one.owner == function.owner}
            for one in self._by_name[function.name]:
                if one != function and wanted <= {
                    other.name for other in self.functions if other.owner == one.owner
                }:
                    yield one

    def _family(self, owner: str) -> set[str]:
        """A class, what it is derived from, and what is derived from it."""
        above = {owner}
        while more := {base for one in above for base in self._bases.get(one, set())} - above:
            above |= more
        return (above | {one for one, bases in self._bases.items() if owner in bases}) & self._classes


@cache
def graph() -> Graph:
    return Graph()


def _functions(tree: ast.Module) -> Iterator[tuple[str, _Tree]]:
    """Class (or nothing) and tree of each function of a module; what is inside one belongs to it."""
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield "", node
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    yield node.name, inner


def _assigned(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What is assigned to what; `a, b = x, y` is two."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                yield from zip(target.elts, node.value.elts, strict=False)
            else:
                yield target, node.value
    elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
        yield node.target, node.value


def _imports(tree: ast.Module, function: Function) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == function.module
        and any(alias.name == function.name for alias in node.names)
        for node in ast.walk(tree)
    )
