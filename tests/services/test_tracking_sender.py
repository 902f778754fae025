"""What is still to be told: kept on disk, sent with patience, once."""

from __future__ import annotations

import asyncio
import json
import stat
from pathlib import Path

import pytest

from app.api.errors import (
    BrokenReply,
    Conflict,
    NotFound,
    RateLimited,
    Refused,
    Rejected,
    ServerFault,
    ShopError,
    Unreachable,
)
from app.services.placing import PlacingLock
from app.services.tracking_queue import MOST, OLDEST, EventQueue
from app.services.tracking_sender import FIRST_PAUSE, LOCK, LONGEST_PAUSE
from tests.services.telling import (
    all_told,
    came_from_everywhere,
    fill_in,
    open_telling,
    time_flies,
    tracking_of,
)
from tests.services.till import order, thing

KOPI = thing(1, unique_id="var_kopi")
SENDAL = thing(2, unique_id="var_sendal")
NOWHERE = Unreachable("dns", sent=False)
SILENT = Unreachable("timeout", sent=True)


class Clock:
    """Unix seconds."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize(
    "error",
    [Rejected("no"), Refused(401), Refused(403), NotFound(), Conflict(), BrokenReply(), ServerFault(302)],
)
async def test_a_no_ends_it(error: ShopError) -> None:
    shop, _till, relays = open_telling(tiktok=False)
    relays.errors = {"meta": [error]}
    tracking_of(shop).viewed(KOPI)
    tracking_of(shop).viewed(SENDAL)
    await all_told(shop)
    assert [body["variants"][0]["variant_unique_id"] for _, body in relays.sent] == ["var_kopi", "var_sendal"]
    assert relays.events() == ["meta ViewContent"]


@pytest.mark.parametrize("error", [NOWHERE, ServerFault(500), ServerFault(503)])
async def test_meta_is_told_again_after_longer_and_longer_pauses_with_the_same_id(error: ShopError) -> None:
    shop, _till, relays = open_telling(tiktok=False)
    clock = time_flies(tracking_of(shop))
    relays.errors = {"meta": [error] * 8}
    tracking_of(shop).viewed(KOPI)
    await all_told(shop)
    assert clock.slept == [*[FIRST_PAUSE * 2**n for n in range(6)], LONGEST_PAUSE, LONGEST_PAUSE]
    assert relays.events() == ["meta ViewContent"]
    assert len({body["events"][0]["event_id"] for _, body in relays.sent}) == 1


async def test_a_relay_that_is_away_holds_up_no_other() -> None:
    shop, _till, relays = open_telling()
    relays.errors = {"meta": [NOWHERE] * 3}
    for _visit in range(3):
        tracking_of(shop).viewed(KOPI)
    await all_told(shop)
    assert relays.events() == [*["tiktok ViewContent"] * 3, *["meta ViewContent"] * 3]


async def test_an_event_that_always_fails_holds_up_no_other() -> None:
    shop, _till, relays = open_telling(tiktok=False)
    relays.errors = {"meta": [ServerFault(500)]}
    for one in (KOPI, SENDAL):
        tracking_of(shop).viewed(one)
    await all_told(shop)
    assert [body["variants"][0]["variant_unique_id"] for body in relays.of("meta")] == [
        "var_sendal",
        "var_kopi",
    ]


async def test_a_limit_holds_for_all_relays_as_long_as_it_says() -> None:
    shop, _till, relays = open_telling()
    clock = time_flies(tracking_of(shop))
    relays.errors = {"meta": [RateLimited(40)]}
    tracking_of(shop).viewed(KOPI)
    await all_told(shop)
    assert clock.slept == [40]
    assert [name for name, _ in relays.sent] == ["meta", "tiktok", "meta"]


@pytest.mark.parametrize("error", [SILENT, Unreachable("reset", sent=True)])
async def test_what_may_have_arrived_does_not_go_again(error: ShopError) -> None:
    shop, _till, relays = open_telling()
    came_from_everywhere(shop)
    relays.errors = {name: [error] for name in ("meta", "tiktok", "snackvideo")}
    tracking_of(shop).viewed(KOPI)
    tracking_of(shop).viewed(SENDAL)
    await all_told(shop)
    assert [body["variants"][0]["variant_unique_id"] for _, body in relays.sent] == [
        *["var_kopi"] * 3,
        *["var_sendal"] * 3,
    ]


@pytest.mark.parametrize(("error", "times"), [(NOWHERE, 2), (RateLimited(1), 2), (ServerFault(502), 1)])
async def test_snackvideo_is_told_again_only_when_it_cannot_have_heard(error: ShopError, times: int) -> None:
    shop, _till, relays = open_telling(meta=False, tiktok=False)
    came_from_everywhere(shop)
    relays.errors = {"snackvideo": [error]}
    tracking_of(shop).viewed(KOPI)
    await all_told(shop)
    assert len(relays.sent) == times


# From one run to the next


async def test_what_could_not_be_told_is_told_by_the_next_run(tmp_path: Path) -> None:
    shop, till, relays = open_telling(tmp_path / "s")
    relays.hold = asyncio.Event()  # never answers
    await fill_in(shop, KOPI)
    till.made = order()
    assert shop.orders.place()
    while shop.orders.attempt is None or shop.orders.attempt.state != "placed":
        await asyncio.sleep(0)
    await shop.close()
    assert relays.told == []
    relays.hold = None
    again, _till, _relays = open_telling(tmp_path / "s", relays)
    again.resume_events()
    await all_told(again)
    # The very first was on its way, and may have arrived.
    assert relays.events("meta") == ["meta InitiateCheckout", "meta Purchase"]
    assert relays.events("tiktok") == [
        "tiktok AddToCart",
        "tiktok InitiateCheckout",
        "tiktok CompletePayment",
    ]
    assert not list((tmp_path / "s/events/queue").iterdir())


async def test_what_had_left_when_the_program_ended_does_not_leave_again(tmp_path: Path) -> None:
    shop, _till, relays = open_telling(tmp_path / "s", tiktok=False)
    relays.hold = asyncio.Event()
    tracking_of(shop).viewed(KOPI)
    tracking_of(shop).viewed(SENDAL)
    while not relays.sent:
        await asyncio.sleep(0)
    await shop.close()
    relays.hold = None
    again, _till, _relays = open_telling(tmp_path / "s", relays, tiktok=False)
    again.resume_events()
    await all_told(again)
    assert [body["variants"][0]["variant_unique_id"] for _, body in relays.sent] == ["var_kopi", "var_sendal"]


@pytest.mark.parametrize("steps", range(8))
async def test_a_shop_that_closes_while_something_new_comes_gives_its_turn_back(
    steps: int, tmp_path: Path
) -> None:
    shop, _till, relays = open_telling(tmp_path / "s", tiktok=False)
    relays.errors = {"meta": [NOWHERE] * 9}
    resting = asyncio.Event()

    async def rest(_seconds: float) -> None:
        resting.set()
        await asyncio.Event().wait()

    tracking_of(shop).sender._sleep = rest
    tracking_of(shop).viewed(KOPI)
    await resting.wait()
    tracking_of(shop).viewed(SENDAL)
    for _step in range(steps):
        await asyncio.sleep(0)
    await shop.close()
    assert PlacingLock(tmp_path / "s", LOCK).take()
    assert not shop._tasks


async def test_one_process_sends_for_all(tmp_path: Path) -> None:
    shop, _till, relays = open_telling(tmp_path / "s", tiktok=False)
    other = PlacingLock(tmp_path / "s", LOCK)
    assert other.take()
    clock = time_flies(tracking_of(shop))
    tracking_of(shop).viewed(KOPI)
    while len(clock.slept) < 3:
        await asyncio.sleep(0)
    assert relays.sent == []
    # The other one has sent it by now, and something else is left.
    theirs = EventQueue(tmp_path / "s/events")
    [entry] = theirs.entries()
    theirs.remove(entry)
    theirs.add("meta", {**entry.body, "variants": []}, of_order=False)
    other.release()
    await all_told(shop)
    [(_, body)] = relays.sent
    assert body["variants"] == []


async def test_two_windows_send_each_event_once(tmp_path: Path) -> None:
    shop, _till, relays = open_telling(tmp_path / "s")
    other, _till, _relays = open_telling(tmp_path / "s", relays)
    for _visit in range(5):
        tracking_of(shop).viewed(KOPI)
        tracking_of(other).viewed(SENDAL)
    await all_told(shop)
    await all_told(other)
    ids = [(name, body["events"][0]["event_id"]) for name, body in relays.sent]
    assert len(ids) == len(set(ids)) == 20


async def test_a_store_that_has_turned_a_relay_off_since_has_nothing_sent_to_it(tmp_path: Path) -> None:
    shop, _till, _relays = open_telling(tmp_path / "s")
    tracking_of(shop).viewed(KOPI)
    await shop.close()
    again, _till, relays = open_telling(tmp_path / "s", tiktok=False)
    again.resume_events()
    await all_told(again)
    assert [name for name, _ in relays.sent] == ["meta"]
    assert not list((tmp_path / "s/events/queue").iterdir())


async def test_a_setting_changed_behind_its_back_is_heeded_before_the_next_request(tmp_path: Path) -> None:
    shop, _till, relays = open_telling(tmp_path / "s")
    tracking_of(shop).viewed(KOPI)
    shop.session.settings.events = False
    while shop._tasks:
        await asyncio.wait(tuple(shop._tasks))
    assert relays.sent == []
    assert not (tmp_path / "s" / "events").exists()


async def test_everything_kept_is_the_owners_alone_and_names_say_nothing(tmp_path: Path) -> None:
    shop, till, relays = open_telling(tmp_path / "s", purchase="paid")
    came_from_everywhere(shop)
    relays.hold = asyncio.Event()
    await fill_in(shop, KOPI)
    till.made = order()
    shop.orders.place()
    while shop.orders.attempt is None or shop.orders.attempt.state != "placed":
        await asyncio.sleep(0)
    tracking_of(shop).queue.mark("meta 261120A-Purchase-FORM")
    files = [path for path in (tmp_path / "s/events").rglob("*") if path.is_file()]
    assert {path.parent.name for path in files} == {"events", "queue", "told", "awaited"}
    for path in files:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "261120A" not in path.name
        assert "Budi" not in path.read_text()
        assert "budi" not in path.read_text()
    assert all(
        stat.S_IMODE(path.stat().st_mode) == 0o700
        for path in (tmp_path / "s/events").rglob("*")
        if path.is_dir()
    )
    assert stat.S_IMODE((tmp_path / "s" / LOCK).stat().st_mode) == 0o600
    await shop.close()


# The queue by itself


@pytest.mark.parametrize("on_disk", [True, False], ids=["on disk", "in memory"])
def test_the_queue_is_bounded_and_orders_stay_longest(on_disk: bool, tmp_path: Path) -> None:
    queue = EventQueue(tmp_path if on_disk else None)
    for number in range(3):
        queue.add("meta", {"n": f"order {number}"}, of_order=True)
    for number in range(MOST):
        queue.add("tiktok", {"n": number}, of_order=False)
    bodies = [entry.body["n"] for entry in queue.entries()]
    assert bodies == ["order 0", "order 1", "order 2", *range(3, MOST)]
    for number in range(MOST):
        queue.add("meta", {"n": f"new {number}"}, of_order=True)
    assert [entry.body["n"] for entry in queue.entries()] == [f"new {number}" for number in range(MOST)]


@pytest.mark.parametrize("on_disk", [True, False], ids=["on disk", "in memory"])
def test_what_is_too_old_goes(on_disk: bool, tmp_path: Path) -> None:
    clock = Clock()
    queue = EventQueue(tmp_path if on_disk else None, clock=clock)
    queue.add("meta", {"n": 1}, of_order=True)
    clock.now += OLDEST - 1
    queue.add("meta", {"n": 2}, of_order=False)
    assert [entry.body["n"] for entry in queue.entries()] == [1, 2]
    clock.now += 1
    assert [entry.body["n"] for entry in queue.entries()] == [2]
    if on_disk:
        assert len(list((tmp_path / "queue").iterdir())) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"version":1}',
        b'{"version":2,"at":1,"body":{},"leaving":false}',
        b"\xff",
        b'"' * 9,
    ],
)
def test_a_damaged_entry_is_removed_and_the_others_stay(content: bytes, tmp_path: Path) -> None:
    queue = EventQueue(tmp_path)
    queue.add("meta", {"n": 1}, of_order=False)
    bad = tmp_path / "queue" / f"{1:013d}-o-meta-{'0' * 12}.json"
    bad.write_bytes(content)
    alien = tmp_path / "queue" / "notes.txt"
    alien.write_text("not ours")
    assert [entry.body["n"] for entry in EventQueue(tmp_path).entries()] == [1]
    assert not bad.exists()
    assert alien.exists()


def test_an_order_that_is_paid_too_late_no_longer_counts(tmp_path: Path) -> None:
    clock = Clock()
    queue = EventQueue(tmp_path, clock=clock)
    queue.wait_for("A1", {"items": []})
    clock.now += 31 * 24 * 3600
    assert queue.arrived("A1") is None


def test_a_disk_that_is_full_loses_the_event_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    queue = EventQueue(tmp_path)
    monkeypatch.setattr("app.services.tracking_queue.write_document", full)
    monkeypatch.setattr("app.services.tracking_queue.make_private_folder", full)
    queue.add("meta", {"n": 1}, of_order=True)
    queue.wait_for("A1", {"items": []})
    assert queue.entries() == []
    assert queue.arrived("A1") is None
    assert not queue.mark("A1")  # rather not at all than twice


def test_what_is_shown_of_an_entry_is_not_what_is_in_it(tmp_path: Path) -> None:
    queue = EventQueue(tmp_path)
    queue.add("meta", {"click_id": "geheim"}, of_order=True)
    [entry] = queue.entries()
    assert "geheim" not in repr(entry)
    [file] = (tmp_path / "queue").iterdir()
    assert json.loads(file.read_text())["body"] == {"click_id": "geheim"}
