"""`docs/coverage.md`: each operation of the contract with who asks it, where, and which test sees it happen.

`uv run python -m tests.contract.coverage` writes it anew from the code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.contract.askers import client_methods
from tests.contract.call_graph import Function, Graph, graph
from tests.contract.checker import document
from tests.contract.proofs import proof_of

FILE = Path(__file__).parent.parent.parent / "docs/coverage.md"
PREFIX = "/v3/stores/{store_id}"
LEFT_OUT = {
    r"/public/checkout-intents": "Capturing half-filled forms to follow up buyers who left: this shop does not do that.",
    r"^/v3/checkout-intents": "The other end of the same, for a merchant's back office.",
}
"""What nobody asks, by what its path begins with, and why."""
_METHODS = ("get", "post", "put", "patch", "delete")
_BETWEEN = ("Desk", "GuestDesk", "CustomerDesk", "BusinessClient")
_MOST_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One operation. `services` and `screens` are functions of the source; a screen is told by its class."""

    operation: str
    client: Function | None
    services: tuple[Function, ...]
    screens: tuple[Function, ...]
    test: str

    @property
    def path(self) -> str:
        return self.operation.split(" ")[1]

    @property
    def reason(self) -> str:
        """Why it is left out; empty for one that must not be."""
        below = self.path.removeprefix(PREFIX)
        return next((why for begins, why in LEFT_OUT.items() if re.match(begins, below)), "")

    @property
    def of_setup(self) -> bool:
        return self.client is not None and self.client.module.startswith("app.setup.")


def operations() -> tuple[str, ...]:
    """`GET /v3/…` for each operation of the contract, in its order."""
    return tuple(
        f"{method.upper()} {path}"
        for path, operations in document()["paths"].items()
        for method in operations
        if method in _METHODS
    )


def rows() -> list[Row]:
    """One for each operation, read from the code."""
    every, asked, calls = operations(), client_methods(), graph()
    return [_row(operation, every, asked.get(operation), calls) for operation in every]


def _row(operation: str, every: tuple[str, ...], method: tuple[str, str] | None, calls: Graph) -> Row:
    if method is None:
        return Row(operation, None, (), (), "")
    client = calls.named(*method)
    services: set[Function] = set()
    screens: dict[str, Function] = {}
    for functions in calls.above(client):
        if not services:
            services = {one for one in functions if _is_service(one, client)}
        if not screens:
            screens = {
                one.owner: one for one in sorted(functions) if one.module.startswith("screens.") and one.owner
            }
    preferred = {one for one in services if one.module.startswith("app.services.")} or services
    return Row(
        operation,
        client,
        tuple(sorted(preferred)),
        tuple(screens[name] for name in sorted(screens)),
        proof_of(operation, every, *method),
    )


def _is_service(function: Function, client: Function) -> bool:
    below = ("app.services.", "app.setup.")
    return function != client and function.module.startswith(below) and function.owner not in _BETWEEN


def table(rows: list[Row]) -> str:
    """The whole file."""
    asked = [row for row in rows if row.client is not None]
    left_out = [row for row in rows if row.client is None]
    lines = [
        "# What of the contract is used, and where",
        "",
        "Written by `uv run python -m tests.contract.coverage` from the code; a test holds it to that. Paths are below",
        f"`{PREFIX}`. *Asked by* is the function that calls the client, *Screens* are those nearest to it, *Test* is one that",
        "sees the request happen.",
        "",
        f"{len(asked)} of {len(rows)} operations.",
        "",
        "| Operation | Client | Asked by | Screens | Test |",
        "|---|---|---|---|---|",
        *(_line(row) for row in asked),
        "",
        "## Left out",
        "",
        "| Operation | Why |",
        "|---|---|",
        *(f"| {_shown(row.operation)} | {row.reason} |" for row in left_out),
        "",
    ]
    return "\n".join(lines)


def _line(row: Row) -> str:
    assert row.client is not None
    client = ".".join(part for part in (row.client.owner, row.client.name) if part)
    services = [
        f"`{str(one).removeprefix('app.').removeprefix('services.')}`" for one in row.services[:_MOST_SHOWN]
    ]
    screens = [f"`{one.owner}`" for one in row.screens[:_MOST_SHOWN]] or ["`etalase setup`"] * row.of_setup
    test = f"`{row.test.removeprefix('tests/').replace('::', '` `')}`" if row.test else ""
    return f"| {_shown(row.operation)} | `{client}` | {', '.join(services)} | {', '.join(screens)} | {test} |"


def _shown(operation: str) -> str:
    method, path = operation.split(" ")
    return f"{method} `{path.removeprefix(PREFIX)}`"


def main() -> None:
    """Write the file."""
    FILE.write_text(table(rows()), encoding="utf-8")


if __name__ == "__main__":
    main()
