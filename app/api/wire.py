"""How a request travels: gate, transport, retry, errors, log. What it means is the client's business."""

from __future__ import annotations

import asyncio
import json as _json
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from app.api.error_map import error_from
from app.api.errors import BrokenReply, RateLimited, ServerFault, ShopError, Unreachable
from app.api.gate import Gate, RetryPolicy, Sleep
from app.api.reply import Reply
from app.api.request_log import RequestLog
from app.api.transport import Timeouts, Transport
from app.text import safe_url

__all__ = ["Reply", "Timeouts", "Wire"]

_LOCAL = ("localhost", "127.0.0.1", "::1")
_PICTURE_TIMEOUTS = Timeouts(connect=5.0, read=8.0, total=20.0)
_MOST_REDIRECTS = 3
UPLOAD_MAY_TAKE = 1800.0
"""Seconds: 10 MB over a line of 50 kbit/s."""
_LARGEST_RECEIPT = 256 * 1024
"""Bytes that a storage host may answer to an upload."""


class Wire:
    """One store's connection. Everything sent passes the gate, so a 429 on one call holds them all."""

    def __init__(
        self,
        transport: Transport,
        base_url: str,
        *,
        timeouts: Timeouts | None = None,
        upload_timeouts: Timeouts | None = None,
        gate: Gate | None = None,
        log: RequestLog | None = None,
        policy: RetryPolicy | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._transport = transport
        self._base_url = base_url.rstrip("/")
        self._timeouts = timeouts or Timeouts()
        self._upload_timeouts = upload_timeouts or replace(self._timeouts, total=UPLOAD_MAY_TAKE)
        self._gate = gate or Gate()
        self._log = log or RequestLog()
        self._policy = policy or RetryPolicy()
        self._sleep = sleep

    async def call(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        repeatable: bool,
    ) -> Reply:
        """The 2xx reply. Raises a ShopError for everything else.

        A call that is not `repeatable` leaves at most once, whatever happens: after a 429 it raises
        RateLimited instead of going again. Any call may have to wait at the gate before it leaves; that is no
        repeat. Cancelling the caller ends the request and leaves nothing behind.
        """
        query = urlencode(dict(params or {}), errors="replace")
        url = f"{self._base_url}{path}" + (f"?{query}" if query else "")
        sent = {"Accept": "application/json", **(headers or {})}
        content: bytes | None = None
        if json is not None:
            content = _json.dumps(json, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
            sent["Content-Type"] = "application/json"
        failed = limited = 0
        while True:
            await self._gate.passed()
            try:
                return await self._once(method, url, sent, content, failed + limited)
            except RateLimited as error:
                policy = self._policy
                if not repeatable or limited >= policy.after_limit or error.wait > policy.longest_wait:
                    raise
                limited += 1
            except ShopError as error:
                if not repeatable or not self._policy.again(error, failed):
                    raise
                await self._sleep(self._policy.delay(failed))
                failed += 1

    async def post_aside(self, path: str, body: Any, headers: Mapping[str, str], timeouts: Timeouts) -> None:
        """A POST for which nobody waits and nobody may be held up, sent once; any 2xx will do.

        It waits at the gate like everything, but a 429 that it gets does not close it: RateLimited says how long to
        stay away. Raises as `call` does.
        """
        await self._gate.passed()
        sent = {"Accept": "application/json", "Content-Type": "application/json", **headers}
        content = _json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        url = f"{self._base_url}{path}"
        await self._once("POST", url, sent, content, 0, timeouts=timeouts, shuts_gate=False)

    async def _once(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
        repeat: int,
        *,
        timeouts: Timeouts | None = None,
        shuts_gate: bool = True,
    ) -> Reply:
        started = time.perf_counter()
        outcome, size = "cancelled", 0
        try:
            reply = await self._transport.send(
                method, url, headers=headers, content=content, timeouts=timeouts or self._timeouts
            )
            outcome, size = str(reply.status), len(reply.body)
            if 200 <= reply.status < 300:
                return reply
            error = error_from(reply)
            outcome = f"{reply.status} {error.code}"
            if isinstance(error, RateLimited) and shuts_gate:
                self._gate.shut(error.wait)
            raise error
        except (Unreachable, BrokenReply) as error:
            outcome = error.code
            raise
        finally:
            spent = (time.perf_counter() - started) * 1000
            self._log.write(method, url, outcome=outcome, milliseconds=spent, size=size, repeat=repeat)

    async def download(self, url: str, limit_bytes: int) -> bytes:
        """A picture from any http or https address, by a plain GET that says nothing of store or buyer.

        Follows at most three redirects, to http and https only; is tried once, and neither waits at the gate
        nor closes it. Raises Unreachable, BrokenReply (too long, no address), or what the status stands for.
        """
        here = safe_url(url)
        for _ in range(_MOST_REDIRECTS + 1):
            if here is None:
                break
            reply = await self._picture(here, limit_bytes)
            if reply.status == 200:
                return reply.body
            onward = reply.header("Location")
            if reply.status not in (301, 302, 303, 307, 308) or onward is None:
                raise error_from(reply) if reply.status >= 400 else ServerFault(reply.status)
            try:
                here = safe_url(urljoin(here, onward))
            except ValueError:
                here = None
        raise BrokenReply

    async def _picture(self, url: str, limit_bytes: int) -> Reply:
        started = time.perf_counter()
        outcome, size = "cancelled", 0
        try:
            # Already compressed; and a reply that unpacks to a thousand times its size is not asked for.
            headers = {"Accept": "image/*", "Accept-Encoding": "identity"}
            reply = await self._transport.send(
                "GET", url, headers=headers, timeouts=_PICTURE_TIMEOUTS, limit=limit_bytes
            )
            outcome, size = str(reply.status), len(reply.body)
            return reply
        except ShopError as error:
            outcome = error.code
            raise
        finally:
            spent = (time.perf_counter() - started) * 1000
            self._log.write_picture(url, outcome=outcome, milliseconds=spent, size=size)

    async def upload(
        self, url: str, content: bytes, content_type: str, *, on_sent: Callable[[int], None]
    ) -> None:
        """PUT a file to an address the store gave, which is a secret; nothing of store or buyer goes along.

        Tried once, no redirect followed; it neither waits at the gate nor closes it. `on_sent` is told the bytes
        that have left. Raises BrokenReply, before anything is sent, for an address that must not be used;
        Unreachable; or what a status that is not 2xx stands for.
        """
        if not self._may_upload_to(url):
            raise BrokenReply
        started = time.perf_counter()
        outcome = "cancelled"
        try:
            reply = await self._transport.send(
                "PUT",
                url,
                headers={"Content-Type": content_type, "Accept-Encoding": "identity"},
                content=content,
                timeouts=self._upload_timeouts,
                limit=_LARGEST_RECEIPT,
                on_sent=on_sent,
            )
            outcome = str(reply.status)
            if not 200 <= reply.status < 300:
                raise error_from(reply)
        except (Unreachable, BrokenReply) as error:
            outcome = error.code
            raise
        finally:
            spent = (time.perf_counter() - started) * 1000
            self._log.write_upload(url, outcome=outcome, milliseconds=spent, size=len(content))

    def _may_upload_to(self, url: str) -> bool:
        """https, or http where the store itself is on this machine and so is what it names; no name and password."""
        if safe_url(url) is None:
            return False
        parts, store = urlsplit(url), urlsplit(self._base_url)
        if parts.username is not None or parts.password is not None:
            return False
        host = (parts.hostname or "").lower()
        here = host in _LOCAL or host.endswith(".localhost")
        return parts.scheme.lower() == "https" or (store.scheme == "http" and here)

    async def close(self) -> None:
        """End every connection; calls still waiting or made later raise Unreachable."""
        self._gate.dispose()
        await self._transport.close()
        self._log.close()
