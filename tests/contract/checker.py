"""Checks requests and replies against the contract file: shapes, headers, parameters, statuses."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import yaml
from jsonschema import Draft202012Validator, FormatChecker

CONTRACT = Path(__file__).with_name("storefront.openapi.yaml")

_FORMATS = FormatChecker(formats=("uuid", "email"))


class ContractViolation(AssertionError):
    """What was sent or answered is not the contract."""


@_FORMATS.checks("date-time")
def _is_moment(value: object) -> bool:
    if not isinstance(value, str):
        return True
    try:
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


@_FORMATS.checks("uri")
def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or bool(re.match(r"https?://[^\s/]+", value))


@cache
def document() -> dict[str, Any]:
    """The contract with OpenAPI 3.0's `nullable`, and what is null all the same, turned into JSON Schema."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loaded: dict[str, Any] = yaml.load(CONTRACT.read_text(encoding="utf-8"), Loader=loader)
    converted = _nullable(loaded)
    assert isinstance(converted, dict)
    return converted


def _nullable(node: Any) -> Any:
    if isinstance(node, list):
        return [_nullable(item) for item in node]
    if not isinstance(node, dict):
        return node
    made = {key: _nullable(value) for key, value in node.items()}
    if made.pop("nullable", None) is not True and made.get("x-tolerate-null") is not True:
        return made
    if isinstance(made.get("type"), str):
        made["type"] = [made["type"], "null"]
        if "enum" in made:
            made["enum"] = [*made["enum"], None]
        return made
    return {"anyOf": [made, {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the contract, with the path that led to it taken apart."""

    method: str
    template: str
    spec: dict[str, Any]
    path_values: dict[str, str]

    @property
    def name(self) -> str:
        return f"{self.method} {self.template}"

    @property
    def parameters(self) -> list[dict[str, Any]]:
        return [_resolve(parameter) for parameter in self.spec.get("parameters", [])]

    def takes(self, where: str, name: str) -> bool:
        return any(p["in"] == where and p["name"].lower() == name.lower() for p in self.parameters)


def find_operation(method: str, path: str) -> Operation | None:
    """The operation a request means; None when the contract has none."""
    found: list[tuple[int, Operation]] = []
    plain = urlsplit(path).path
    for template, pattern, names, operations in _templates():
        match = pattern.fullmatch(plain)
        if match and method.lower() in operations:
            values = dict(zip(names, map(unquote, match.groups()), strict=True))
            found.append(
                (len(names), Operation(method.upper(), template, operations[method.lower()], values))
            )
    # /locations/provinces before /locations/{…}: the fewer blanks, the nearer.
    return min(found, key=lambda hit: hit[0])[1] if found else None


@cache
def _templates() -> list[tuple[str, re.Pattern[str], list[str], dict[str, Any]]]:
    """Each path of the contract, the pattern of those it stands for, the names of its blanks, what can be done there."""
    return [
        (
            template,
            re.compile(
                "".join(
                    "([^/]+)" if part.startswith("{") else re.escape(part)
                    for part in re.split(r"(\{\w+\})", template)
                )
            ),
            re.findall(r"\{(\w+)\}", template),
            operations,
        )
        for template, operations in document()["paths"].items()
    ]


def check_request(method: str, path: str, headers: Mapping[str, str], body: bytes | None) -> None:
    """`path` with its query. Raises ContractViolation when the contract would not take this request."""
    operation = find_operation(method, path)
    if operation is None:
        raise ContractViolation(f"{method} {path} is not in the contract")
    lower = {name.lower(): value for name, value in headers.items()}
    query = dict(parse_qsl(urlsplit(path).query, keep_blank_values=True))
    for name in query:
        if not operation.takes("query", name):
            raise ContractViolation(f"{operation.name}: query parameter {name} is not in the contract")
    for parameter in operation.parameters:
        source = {"path": operation.path_values, "query": query, "header": lower}[parameter["in"]]
        name = parameter["name"].lower() if parameter["in"] == "header" else parameter["name"]
        if name in source:
            _check_parameter(operation, parameter, source[name])
        elif parameter.get("required"):
            raise ContractViolation(f"{operation.name}: {parameter['in']} parameter {name} is missing")
    for header in ("x-scalev-guest-token", "x-scalev-storefront-api-key"):
        if header in lower and not operation.takes("header", header):
            raise ContractViolation(f"{operation.name}: {header} has no business here")
    if "authorization" in lower and not operation.spec.get("security"):
        raise ContractViolation(f"{operation.name}: authorization has no business here")
    _check_request_body(operation, lower, body)


def _check_parameter(operation: Operation, parameter: dict[str, Any], text: str) -> None:
    schema = parameter["schema"]
    value: Any = text
    if schema.get("type") == "integer" and re.fullmatch(r"-?\d+", text):
        value = int(text)
    _check(value, schema, f"{operation.name}: {parameter['in']} parameter {parameter['name']}")


def _check_request_body(operation: Operation, headers: dict[str, str], body: bytes | None) -> None:
    spec = operation.spec.get("requestBody")
    if not body:
        if spec and spec.get("required"):
            raise ContractViolation(f"{operation.name}: the body is missing")
        return
    if spec is None:
        raise ContractViolation(f"{operation.name}: the contract has no body here")
    if headers.get("content-type", "").split(";")[0] != "application/json":
        raise ContractViolation(f"{operation.name}: the body is not sent as JSON")
    schema = spec["content"]["application/json"]["schema"]
    _check(json.loads(body), schema, f"{operation.name}: request body")


def check_response(method: str, path: str, status: int, headers: Mapping[str, str], body: bytes) -> None:
    """Raises ContractViolation when the contract does not know this answer to this request."""
    operation = find_operation(method, path)
    if operation is None:
        raise ContractViolation(f"{method} {path} is not in the contract")
    answers = operation.spec["responses"]
    if str(status) not in answers:
        raise ContractViolation(f"{operation.name}: status {status} is not in the contract")
    answer = _resolve(answers[str(status)])
    lower = {name.lower(): value for name, value in headers.items()}
    for name, spec in answer.get("headers", {}).items():
        if name.lower() in lower:
            integer = spec["schema"].get("type") == "integer"
            value = int(lower[name.lower()]) if integer else lower[name.lower()]
            _check(value, spec["schema"], f"{operation.name}: {status} header {name}")
    content = answer.get("content")
    if content is None:
        if body:
            raise ContractViolation(f"{operation.name}: {status} has no body in the contract")
        return
    kind = lower.get("content-type", "").split(";")[0]
    if kind not in content:
        raise ContractViolation(f"{operation.name}: {status} as {kind or 'nothing'} is not in the contract")
    if kind == "application/json" and (operation.name, status, body) not in _good:
        _check(json.loads(body), content[kind]["schema"], f"{operation.name}: {status} body")
        _good.add((operation.name, status, body))


_good: set[tuple[str, int, bytes]] = set()
"""Bodies that were found to be as the contract has them: most tests ask for the same goods first."""


def _resolve(node: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        _, _, section, name = node["$ref"].split("/")
        node = document()["components"][section][name]
    return node


def _check(value: Any, schema: dict[str, Any], what: str) -> None:
    errors = sorted(_validator(schema).iter_errors(value), key=lambda error: list(map(str, error.path)))
    if errors:
        deepest = errors[0]
        while deepest.context:
            deepest = max(deepest.context, key=lambda error: len(error.path))
        where = ".".join(str(part) for part in deepest.absolute_path) or "itself"
        raise ContractViolation(f"{what}: {where}: {deepest.message[:300]}")


_validators: dict[int, Draft202012Validator] = {}


def _validator(schema: dict[str, Any]) -> Draft202012Validator:
    """By the schema's place in the document, which is never let go."""
    if id(schema) not in _validators:
        whole = {**schema, "components": document()["components"]}
        _validators[id(schema)] = Draft202012Validator(whole, format_checker=_FORMATS)
    return _validators[id(schema)]
