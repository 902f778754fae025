"""What the tests of the wire share: a clock that only moves when slept on, a scripted store, a client over a socket."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.api.client import StorefrontClient
from app.api.errors import ShopError
from app.api.gate import Gate, RetryPolicy
from app.api.reply import Reply
from app.api.request_log import RequestLog
from app.api.transport import LARGEST_BODY, Timeouts, Transport
from app.api.wire import Wire
from app.sandbox import DEMO_API_KEY, DEMO_STORE_ID

QUICK = Timeouts(connect=2.0, read=0.25, total=5.0)


class FakeClock:
    """Time passes only by sleeping, and then at once."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds
        await asyncio.sleep(0)


@dataclass
class Sent:
    method: str
    url: str
    headers: dict[str, str]
    content: bytes | None


@dataclass
class Script(Transport):
    """A transport that gives the listed answers in order; the last one for ever."""

    answers: list[Reply | ShopError]
    sent: list[Sent] = field(default_factory=list)
    closed: bool = False

    async def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        timeouts: Timeouts | None = None,
        limit: int = LARGEST_BODY,
        on_sent: Callable[[int], None] | None = None,
    ) -> Reply:
        self.sent.append(Sent(method, url, dict(headers or {}), content))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        await asyncio.sleep(0)
        if isinstance(answer, ShopError):
            raise answer
        return answer

    async def close(self) -> None:
        self.closed = True


def reply(status: int = 200, body: Any = None, **headers: str) -> Reply:
    """A reply with a JSON body, or with these very bytes."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, {"content-type": "application/json", **named}, content)


def scripted(
    *answers: Reply | ShopError, on_wait: Callable[[float], None] | None = None, log: RequestLog | None = None
) -> tuple[Wire, Script, FakeClock]:
    """A wire over a script, without real sleeps and without chance."""
    clock, script = FakeClock(), Script(list(answers))
    wire = Wire(
        script,
        "https://shop.test/",
        gate=Gate(on_wait, clock=clock, sleep=clock.sleep),
        policy=RetryPolicy(jitter=lambda: 0.5),
        sleep=clock.sleep,
        log=log,
    )
    return wire, script, clock


class SocketClient(StorefrontClient):
    """The real client over a real socket, without sleeps between tries."""

    def __init__(self, base_url: str, *, timeouts: Timeouts | None = None) -> None:
        self.clock = FakeClock()
        self.token: str | None = None
        self.waits: list[float] = []
        gate = Gate(self.waits.append, clock=self.clock, sleep=self.clock.sleep)
        super().__init__(
            Wire(Transport(), base_url, timeouts=timeouts, gate=gate, sleep=self.clock.sleep),
            store_id=DEMO_STORE_ID,
            api_key=DEMO_API_KEY,
            guest_token=lambda: self.token,
            on_guest_token=self._keep,
        )

    def _keep(self, token: str) -> None:
        self.token = token
