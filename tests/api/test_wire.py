"""How often a request leaves, and when."""

from __future__ import annotations

import asyncio
import json

import pytest

from app.api.errors import BrokenReply, NotFound, RateLimited, Rejected, ServerFault, ShopError, Unreachable
from app.api.reply import Reply
from tests.api.wires import Script, reply, scripted

OK = reply(body={"fine": True})
RESET = Unreachable("reset", sent=True)
SILENCE = Unreachable("timeout", sent=True)


def limited(seconds: int) -> Reply:
    return Reply(429, {"content-type": "text/plain", "x-ratelimit-reset": str(seconds)}, b"slow down")


async def test_a_call_is_sent_as_told() -> None:
    wire, script, _ = scripted(OK)
    body = {"name": "Café \ud800", "n": 1}
    got = await wire.call(
        "POST", "/v3/x", params={"a": "1 &é"}, json=body, headers={"K": "v"}, repeatable=False
    )
    assert got is OK
    sent = script.sent[0]
    assert (sent.method, sent.url) == ("POST", "https://shop.test/v3/x?a=1+%26%C3%A9")
    assert sent.headers == {"Accept": "application/json", "Content-Type": "application/json", "K": "v"}
    assert json.loads(sent.content or b"") == {"name": "Café ?", "n": 1}


async def test_a_call_without_a_body_names_no_type() -> None:
    wire, script, _ = scripted(OK)
    await wire.call("GET", "/v3/x", repeatable=True)
    assert script.sent[0].content is None and "Content-Type" not in script.sent[0].headers


@pytest.mark.parametrize(
    "failure", [RESET, reply(502), reply(503), reply(504), Unreachable("dns", sent=False)]
)
async def test_a_read_is_tried_three_times_in_all(failure: Reply | ShopError) -> None:
    wire, script, clock = scripted(failure)
    with pytest.raises(ShopError):
        await wire.call("GET", "/v3/x", repeatable=True)
    assert len(script.sent) == 3
    assert clock.slept == [0.5, 1.0]


async def test_a_silence_is_tried_twice_in_all() -> None:
    wire, script, _ = scripted(SILENCE)
    with pytest.raises(Unreachable):
        await wire.call("GET", "/v3/x", repeatable=True)
    assert len(script.sent) == 2


async def test_the_answer_of_a_later_try_counts() -> None:
    wire, script, _ = scripted(RESET, reply(502), OK)
    assert await wire.call("GET", "/v3/x", repeatable=True) is OK
    assert len(script.sent) == 3


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (reply(500, b"<h1>"), ServerFault),
        (reply(404, {}), NotFound),
        (reply(422, {}), Rejected),
        (reply(302, {}), ServerFault),
        (BrokenReply(), BrokenReply),
        (Unreachable("tls", sent=False), Unreachable),
    ],
)
async def test_an_answer_is_an_answer(answer: Reply | ShopError, error: type[ShopError]) -> None:
    wire, script, clock = scripted(answer)
    with pytest.raises(error):
        await wire.call("GET", "/v3/x", repeatable=True)
    assert len(script.sent) == 1 and clock.slept == []


@pytest.mark.parametrize(
    "failure",
    [
        RESET,
        SILENCE,
        Unreachable("dns", sent=False),
        reply(500),
        reply(502),
        reply(503),
        limited(5),
        BrokenReply(),
    ],
)
async def test_what_may_not_be_repeated_leaves_once(failure: Reply | ShopError) -> None:
    wire, script, _ = scripted(failure)
    with pytest.raises(ShopError):
        await wire.call("POST", "/v3/x/public/checkout", json={}, repeatable=False)
    assert len(script.sent) == 1


async def test_a_429_is_waited_out_by_reads() -> None:
    waits: list[float] = []
    wire, script, clock = scripted(limited(30), OK, on_wait=waits.append)
    assert await wire.call("GET", "/v3/x", repeatable=True) is OK
    assert len(script.sent) == 2
    assert clock.slept == [30] and waits == [30, 0]


async def test_a_429_again_and_again_ends() -> None:
    wire, script, clock = scripted(limited(30))
    with pytest.raises(RateLimited):
        await wire.call("GET", "/v3/x", repeatable=True)
    assert len(script.sent) == 3
    assert clock.slept == [30, 30]


async def test_a_pause_longer_than_a_minute_is_told_at_once() -> None:
    wire, script, _ = scripted(limited(61))
    with pytest.raises(RateLimited) as caught:
        await wire.call("GET", "/v3/x", repeatable=True)
    assert caught.value.wait == 61 and len(script.sent) == 1


async def test_a_429_holds_every_other_call() -> None:
    wire, script, clock = scripted(limited(20), OK)
    with pytest.raises(RateLimited):
        await wire.call("POST", "/v3/first", repeatable=False)
    await wire.call("POST", "/v3/second", repeatable=False)
    assert clock.slept == [20]
    assert [sent.url.rpartition("/")[2] for sent in script.sent] == ["first", "second"]


class Slow(Script):
    """Answers the first request only when told to."""

    def __init__(self) -> None:
        super().__init__([OK])
        self.begun = asyncio.Event()
        self.ended = False

    async def send(self, *args: object, **kwargs: object) -> Reply:
        if self.begun.is_set():
            return OK
        self.begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.ended = True
        raise AssertionError


async def test_cancelling_the_caller_cancels_the_request() -> None:
    wire, _, _ = scripted(OK)
    slow = Slow()
    wire._transport = slow
    task = asyncio.create_task(wire.call("GET", "/v3/x", repeatable=True))
    await asyncio.wait_for(slow.begun.wait(), 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert slow.ended
    assert await wire.call("GET", "/v3/x", repeatable=True) is OK


async def test_a_picture_is_asked_for_without_a_word_about_the_store() -> None:
    wire, script, _ = scripted(Reply(200, {}, b"pixels"))
    assert await wire.download("https://cdn.test/a.png?sig=1", 100) == b"pixels"
    assert set(script.sent[0].headers) == {"Accept", "Accept-Encoding"}


def moved(to: str) -> Reply:
    return Reply(302, {"location": to}, b"")


async def test_a_picture_that_moved_is_followed() -> None:
    wire, script, _ = scripted(moved("/b.png"), moved("//other.test/c.png"), Reply(200, {}, b"pixels"))
    assert await wire.download("https://cdn.test/a.png", 100) == b"pixels"
    assert [sent.url for sent in script.sent] == [
        "https://cdn.test/a.png",
        "https://cdn.test/b.png",
        "https://other.test/c.png",
    ]


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://x.test/a", "javascript:alert(1)", "http://", "http://[x"]
)
async def test_a_picture_is_not_followed_out_of_the_web(place: str) -> None:
    wire, script, _ = scripted(moved(place), OK)
    with pytest.raises(ShopError):
        await wire.download("https://cdn.test/a.png", 100)
    assert all(sent.url.startswith("https://cdn.test/") for sent in script.sent)


async def test_a_picture_is_not_followed_in_circles() -> None:
    wire, script, _ = scripted(moved("/again.png"))
    with pytest.raises(BrokenReply):
        await wire.download("https://cdn.test/a.png", 100)
    assert len(script.sent) == 4


@pytest.mark.parametrize(
    "failure", [reply(404, b""), reply(502, b""), RESET, BrokenReply(), reply(204, b""), limited(30)]
)
async def test_a_picture_is_tried_once_and_stops_nobody(failure: Reply | ShopError) -> None:
    waits: list[float] = []
    wire, script, clock = scripted(failure, OK, on_wait=waits.append)
    with pytest.raises(ShopError):
        await wire.download("https://cdn.test/a.png", 100)
    assert len(script.sent) == 1 and waits == []
    await wire.call("GET", "/v3/x", repeatable=True)
    assert clock.slept == []


@pytest.mark.parametrize("url", ["", "cdn.test/a.png", "file:///etc/passwd", "https://a b/"])
async def test_what_is_no_address_is_not_asked_for(url: str) -> None:
    wire, script, _ = scripted(OK)
    with pytest.raises(BrokenReply):
        await wire.download(url, 100)
    assert script.sent == []


async def test_closing_closes_the_transport() -> None:
    wire, script, _ = scripted(OK)
    await wire.close()
    assert script.closed
