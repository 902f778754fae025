"""An ASGI app between a client and the sandbox that holds both to the contract and remembers what was asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.types import Message, Receive, Scope, Send

from tests.contract.checker import ContractViolation, check_request, check_response
from tests.contract.editions import check_fields


@dataclass(frozen=True, slots=True)
class Call:
    """One exchange; `path` with its query."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    status: int
    reply: bytes

    @property
    def name(self) -> str:
        """`GET /cart`, `GET /me/cart`: without the store's prefix and the query."""
        path = self.path.partition("?")[0]
        customers = path.partition("/customers")[2]
        return f"{self.method} {customers if customers.startswith('/me') else path.partition('/public')[2]}"


class CheckedApp:
    """Wraps the sandbox. `strict_requests` off lets tests send what the contract forbids; replies are always checked.

    With an `edition` nothing may be in a request or a reply that only the other one has.
    """

    def __init__(self, app: Starlette, *, strict_requests: bool = True, edition: str | None = None) -> None:
        self.app = app
        self.edition = edition
        self.strict_requests = strict_requests
        self.calls: list[Call] = []
        self.violations: list[ContractViolation] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/v3/"):
            await self.app(scope, receive, send)
            return
        # Read first and handed on: the store may answer without reading it.
        body, more = bytearray(), True
        while more:
            message = await receive()
            body.extend(message.get("body", b""))
            more = message.get("more_body", False)
        unread = [{"type": "http.request", "body": bytes(body), "more_body": False}]
        reply, start = bytearray(), dict[str, Any]()

        async def receiving() -> Message:
            return unread.pop() if unread else await receive()

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            reply.extend(message.get("body", b""))
            await send(message)

        await self.app(scope, receiving, sending)
        query = scope["query_string"].decode("ascii")
        path = scope.get("raw_path", scope["path"].encode()).decode("ascii").partition("?")[0]
        call = Call(
            scope["method"],
            f"{path}?{query}" if query else path,
            _headers(scope["headers"]),
            bytes(body),
            start["status"],
            bytes(reply),
        )
        self.calls.append(call)
        self._check(call, _headers(start["headers"]))

    def _check(self, call: Call, reply_headers: dict[str, str]) -> None:
        try:
            if self.strict_requests:
                check_request(call.method, call.path, call.headers, call.body)
            check_response(call.method, call.path, call.status, reply_headers, call.reply)
            if self.edition is not None:
                check_edition(self.edition, call, with_request=self.strict_requests)
        except ContractViolation as violation:
            # Kept as well as raised: a client that survives everything would hide it.
            self.violations.append(violation)
            raise


def check_edition(edition: str, call: Call, *, with_request: bool) -> None:
    """Raises ContractViolation for a field of the other edition, or one that this edition requires and is missing."""
    if with_request and call.body:
        check_fields(edition, call.method, call.path, "request", json.loads(call.body))
    if call.status < 300 and call.reply:
        known = (edition, call.method, call.path.partition("?")[0], call.status, call.reply)
        if known not in _good:
            check_fields(edition, call.method, call.path, str(call.status), json.loads(call.reply))
            _good.add(known)


_good: set[tuple[str, str, str, int, bytes]] = set()
"""Replies that were found to be of their edition."""


def _headers(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in raw}
