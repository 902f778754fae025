"""A store put into the text of an `etalase.toml`: all else stays to the letter, comments and order included."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

NAME = re.compile(r"[A-Za-z0-9_-]{1,40}")
"""What a store may be called without quotes."""
_ENTRY = re.compile(
    r"""(?P<head>\s*(?P<quote>["']?)(?P<field>[A-Za-z0-9_-]+)(?P=quote)\s*=\s*)"""
    r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'#\[{]+)(?P<tail>\s*(?:\#.*)?)"""
)


class CannotEdit(Exception):
    """The file is written in a way that cannot be added to without rewriting it."""


def section(name: str, fields: Mapping[str, str]) -> str:
    """The store as a section of its own."""
    return "\n".join((f"[stores.{name}]", *(f"{field} = {_quoted(v)}" for field, v in fields.items()))) + "\n"


def with_store(text: str, name: str, fields: Mapping[str, str], *, default: str | None = None) -> str:
    """`text` with those fields in the store `name`, new or already there, and perhaps another `default`.

    Raises CannotEdit instead of giving a text that says anything else than before, or that is not valid.
    """
    before = _parsed(text)
    # A file is written with one kind of line end.
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n") if end == "\n" else text.replace("\r\n", "\n").split("\n")
    if default is not None and before.get("default") != default:
        lines = _with_default(lines, default)
    if name in before.get("stores", {}):
        lines = _replaced(lines, name, fields)
    else:
        while lines and not lines[-1].strip():
            lines.pop()
        lines += ["", *section(name, fields).split("\n")] if lines else section(name, fields).split("\n")
    edited = end.join(lines)
    _check(before, edited, name, fields, default)
    return edited


def _with_default(lines: list[str], default: str) -> list[str]:
    written = f"default = {_quoted(default)}"
    first = next(iter(_headers(lines)), (len(lines), ()))[0]
    for number, line in enumerate(lines[:first]):
        entry = _ENTRY.fullmatch(line)
        if entry is not None and entry["field"] == "default":
            return [
                *lines[:number],
                f"{entry['head']}{_quoted(default)}{entry['tail']}",
                *lines[number + 1 :],
            ]
    return [written, *([""] if lines and lines[0].strip() else []), *lines]


def _replaced(lines: list[str], name: str, fields: Mapping[str, str]) -> list[str]:
    headers = _headers(lines)
    here = next((place for place, (_number, path) in enumerate(headers) if path == ("stores", name)), None)
    if here is None:
        raise CannotEdit
    start = headers[here][0] + 1
    stop = headers[here + 1][0] if here + 1 < len(headers) else len(lines)
    kept = lines[start:stop]
    missing = dict(fields)
    for number, line in enumerate(kept):
        entry = _ENTRY.fullmatch(line)
        if entry is not None and entry["field"] in missing:
            kept[number] = f"{entry['head']}{_quoted(missing.pop(entry['field']))}{entry['tail']}"
    added = [f"{field} = {_quoted(value)}" for field, value in missing.items()]
    return [*lines[:start], *added, *kept, *lines[stop:]]


def _headers(lines: list[str]) -> list[tuple[int, tuple[str, ...]]]:
    """Where tables begin, and what they are called. A line that only looks so, inside a longer value, is none."""
    found = []
    for number, line in enumerate(lines):
        if not line.lstrip().startswith("["):
            continue
        try:
            tomllib.loads("\n".join(lines[:number]))
            inside: Any = tomllib.loads(line)
        except tomllib.TOMLDecodeError:
            continue
        path: list[str] = []
        while isinstance(inside, dict) and inside:
            path.append(next(iter(inside)))
            inside = inside[path[-1]]
        found.append((number, tuple(path)))
    return found


def _check(
    before: dict[str, Any], edited: str, name: str, fields: Mapping[str, str], default: str | None
) -> None:
    stores = before.get("stores", {})
    wanted = {**before, "stores": {**stores, name: {**stores.get(name, {}), **fields}}}
    if default is not None:
        wanted["default"] = default
    if _parsed(edited) != wanted:
        raise CannotEdit


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise CannotEdit from None


def _quoted(value: str) -> str:
    """A TOML string. What it is given has no control characters but those that are escaped here."""
    escaped = "".join(
        f"\\u{ord(letter):04x}" if ord(letter) < 32 or ord(letter) == 127 else letter
        for letter in value.replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{escaped}"'
