"""Checks what the contract file marks as being of one edition only: `x-since`, `x-removed-in`, `x-required-in`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.contract.checker import ContractViolation, document, find_operation

OTHER = {"older": "newer", "newer": "older"}


def check_fields(edition: str, method: str, path: str, part: str, value: Any) -> None:
    """`part`: `request` or the status of a reply. Raises ContractViolation."""
    operation = find_operation(method, path)
    if operation is None:
        raise ContractViolation(f"{method} {path} is not in the contract")
    spec = operation.spec["requestBody"] if part == "request" else _resolve(operation.spec["responses"][part])
    schema = spec.get("content", {}).get("application/json", {}).get("schema", {})
    for where, name, field, present in _fields(schema, value, ""):
        what = f"{operation.name}: {part} {where}{name}"
        if present and field.get("x-since") == OTHER[edition]:
            raise ContractViolation(f"{what} is only in the {OTHER[edition]} edition")
        if present and field.get("x-removed-in") == edition:
            raise ContractViolation(f"{what} is not in the {edition} edition any more")
        if not present and field.get("x-required-in") == edition:
            raise ContractViolation(f"{what} is required in the {edition} edition")


def _fields(
    schema: dict[str, Any], value: Any, where: str
) -> Iterator[tuple[str, str, dict[str, Any], bool]]:
    """Every field a value has or could have: where it is, its name, its schema, whether it is there."""
    for part in _parts(schema):
        if isinstance(value, list):
            for item in value[:20]:
                yield from _fields(part.get("items", {}), item, where)
        elif isinstance(value, dict):
            for name, field in part.get("properties", {}).items():
                yield where, name, field, name in value
                if name in value:
                    yield from _fields(field, value[name], f"{where}{name}.")


def _parts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A schema and all it is made of."""
    schema = _resolve(schema)
    yield schema
    for key in ("allOf", "anyOf", "oneOf"):
        for part in schema.get(key, []):
            yield from _parts(part)


def _resolve(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        _, _, section, name = node["$ref"].split("/")
        node = document()["components"][section][name]
    return node
