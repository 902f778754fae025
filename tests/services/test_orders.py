"""One order, whatever happens: the state machine over a till that obeys."""

from __future__ import annotations

import asyncio
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
    Unreachable,
)
from app.i18n import set_language
from app.records import OrderAttempt
from app.services.shop import Shop
from app.session import Session
from tests.services.till import FakeClient, fill_in, open_till, order, settle, thing


async def ready(folder: Path | None = None, *, direct: bool = False) -> tuple[Shop, FakeClient]:
    shop, till = open_till(folder)
    await fill_in(shop, thing(1, name="Kopi", options="250 g"), direct=direct)
    await settle(shop)
    return shop, till


def stored(folder: Path) -> Session:
    session = Session(folder, None)
    session.load()
    return session


async def test_pressed_ten_times_one_order() -> None:
    shop, till = await ready()
    assert [shop.orders.place() for _ in range(10)] == [True] + [False] * 9
    await settle(shop)
    assert till.count("checkout") == 1
    assert not shop.orders.place()
    assert till.count("checkout") == 1


async def test_the_attempt_is_on_disk_before_the_request_and_the_slug_before_anyone_hears(
    tmp_path: Path,
) -> None:
    shop, till = await ready(tmp_path)
    gate = till.holds["checkout"] = asyncio.Event()
    seen: list[tuple[str, int]] = []
    shop.orders.changed.subscribe(
        lambda: seen.append(
            (shop.orders.attempt.state if shop.orders.attempt else "", len(stored(tmp_path).orders))
        )
    )
    assert shop.orders.place()
    assert till.count("checkout") == 0
    [noted] = stored(tmp_path).attempts
    assert (noted.state, noted.email, noted.lines) == ("submitting", "budi@contoh.id", ["1 × Kopi, 250 g"])
    gate.set()
    await settle(shop)
    assert seen[0] == ("submitting", 0)
    assert ("placed", 0) not in seen
    session = stored(tmp_path)
    assert [o.secret_slug for o in session.orders] == ["rahasia1"]
    assert [a.state for a in session.attempts] == ["placed"]


async def test_after_an_order_only_contact_and_address_stay(tmp_path: Path) -> None:
    shop, _till = await ready(tmp_path)
    shop.checkout.set_notes("pagi")
    await shop.checkout.set_code("HEMAT")
    await shop.checkout.load()
    assert shop.orders.place()
    await settle(shop)
    draft = stored(tmp_path).draft
    assert (draft.name, draft.address, draft.place is not None) == ("Budi", "Jl. Mawar 1", True)
    assert (draft.notes, draft.discount_code, draft.payment_method, draft.courier) == ("", "", "", None)
    assert shop.cart.lines == []
    assert stored(tmp_path).snapshots == {}
    assert shop.orders.placed[0].summary == "1 × Kopi, 250 g"
    assert shop.orders.can_place


async def test_buying_now_leaves_the_cart_alone() -> None:
    shop, till = open_till()
    await shop.cart.add(thing(7))
    await fill_in(shop, thing(1), direct=True)
    assert shop.orders.place()
    await settle(shop)
    [(_name, body, guest)] = [call for call in till.calls if call[0] == "checkout"]
    assert (guest, body["items"]) == (False, [{"type": "variant", "variant_id": 1, "quantity": 1}])
    assert [line.ref_id for line in shop.cart.lines] == [7]
    assert not shop.checkout.direct
    assert set(shop.session.snapshots) == {"variant:7"}


@pytest.mark.parametrize(
    "error",
    [Rejected("tidak", {"customer_name": "salah"}), Refused(403), NotFound(), Conflict(), RateLimited(9.0),
     Unreachable("connect", sent=False)],
)  # fmt: skip
async def test_a_clear_no_is_rejected_and_may_be_tried_again(error: Exception) -> None:
    set_language("en")
    shop, till = await ready()
    till.fail["checkout"] = [error]
    assert shop.orders.place()
    await settle(shop)
    attempt = shop.orders.attempt
    assert attempt is not None
    assert attempt.state == "rejected"
    assert shop.orders.error is error
    assert shop.orders.rejection()
    assert shop.orders.can_place
    if isinstance(error, Rejected):
        assert shop.checkout.field_error("name") == "salah"
    await shop.checkout.load()
    assert shop.orders.place()
    await settle(shop)
    assert till.count("checkout") == 2
    assert shop.orders.attempt is not None
    assert shop.orders.attempt.state == "placed"


@pytest.mark.parametrize(
    "error",
    [
        Unreachable("timeout", sent=True),
        Unreachable("reset", sent=True),
        ServerFault(502),
        BrokenReply(),
        ValueError(),
    ],
)
async def test_no_clear_answer_is_unknown_and_nothing_is_sent_again(tmp_path: Path, error: Exception) -> None:
    shop, till = await ready(tmp_path)
    till.lose["checkout"] = [error]
    assert shop.orders.place()
    await settle(shop)
    attempt = shop.orders.attempt
    assert attempt is not None
    assert attempt.state == "unknown"
    assert [a.state for a in stored(tmp_path).attempts] == ["unknown"]
    assert not shop.orders.can_place
    assert not shop.orders.place()
    await shop.orders.find_out()
    assert attempt.cart_emptied or (shop.orders.attempt is not None and shop.orders.attempt.cart_emptied)
    again, till2 = open_till(tmp_path)
    again.restore()
    assert not again.orders.can_place
    assert till.count("checkout") + till2.count("checkout") == 1
    again.orders.dismiss()
    assert (again.orders.can_place, again.orders.attempt) == (True, None)
    third, _till3 = open_till(tmp_path)
    third.restore()
    assert third.orders.can_place


async def test_a_reply_without_the_slug_is_unknown() -> None:
    shop, till = await ready()
    till.made = order("")
    assert shop.orders.place()
    await settle(shop)
    assert shop.orders.attempt is not None
    assert (shop.orders.attempt.state, shop.orders.attempt.reason) == ("unknown", "broken_reply")


async def test_a_cart_that_is_still_full_says_so() -> None:
    shop, till = await ready()
    till.fail["checkout"] = [Unreachable("timeout", sent=True)]
    assert shop.orders.place()
    await settle(shop)
    await shop.orders.find_out()
    assert shop.orders.attempt is not None
    assert shop.orders.attempt.cart_emptied is False


async def test_what_cannot_be_known_stays_open() -> None:
    shop, till = await ready(direct=True)
    till.lose["checkout"] = [ServerFault(500)]
    assert shop.orders.place()
    await settle(shop)
    await shop.orders.find_out()
    assert shop.orders.attempt is not None
    assert shop.orders.attempt.cart_emptied is None
    assert till.count("cart") == 0

    other, till = await ready()
    till.lose["checkout"] = [ServerFault(500)]
    assert other.orders.place()
    await settle(other)
    other.session.guest_token = None
    await other.orders.find_out()
    assert other.orders.attempt is not None
    assert other.orders.attempt.cart_emptied is None
    assert till.count("cart") == 0


async def test_a_disk_that_keeps_nothing_sends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_language("en")
    shop, till = await ready(tmp_path)

    def full(_attempt: OrderAttempt) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shop.session, "save_attempt", full)
    assert not shop.orders.place()
    await settle(shop)
    assert till.count("checkout") == 0
    assert shop.orders.attempt is not None
    assert (shop.orders.attempt.state, shop.orders.attempt.reason) == ("rejected", "disk")
    assert "Free some space" in shop.orders.rejection()
    monkeypatch.undo()
    assert shop.orders.place()
    await settle(shop)
    assert till.count("checkout") == 1


async def test_leaving_while_it_is_sent_makes_it_unknown_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.services.shop.WRITES_MAY_TAKE", 0)
    shop, till = await ready(tmp_path)
    till.holds["checkout"] = asyncio.Event()
    assert shop.orders.place()
    while not till.count("checkout"):
        await asyncio.sleep(0)
    await shop.close()
    assert [(a.state, a.reason) for a in stored(tmp_path).attempts] == [("unknown", "killed")]


async def test_another_window_waits_for_the_one_that_is_sending(tmp_path: Path) -> None:
    shop, till = await ready(tmp_path)
    gate = till.holds["checkout"] = asyncio.Event()
    assert shop.orders.place()
    while not till.count("checkout"):
        await asyncio.sleep(0)

    other, till2 = open_till(tmp_path)
    other.orders.patience = 0
    other.restore()
    assert other.orders.attempt is not None
    assert other.orders.attempt.state == "submitting"
    assert not other.orders.can_place
    await other.orders.find_out()
    assert [a.state for a in stored(tmp_path).attempts] == ["submitting"]
    gate.set()
    await settle(shop)
    await settle(other)
    assert other.orders.attempt is not None
    ended = other.orders.attempt
    assert [ended.state, ended.secret_slug, other.orders.can_place] == ["placed", "rahasia1", True]
    assert till2.count("checkout") == 0


async def test_a_window_opened_earlier_sees_what_happened_since(tmp_path: Path) -> None:
    shop, till = await ready(tmp_path)
    other, till2 = open_till(tmp_path)
    other.restore()
    await other.cart.refresh()
    await fill_in(other, thing(2))
    till.lose["checkout"] = [ServerFault(500)]
    assert shop.orders.place()
    await settle(shop)
    assert not other.orders.place()
    assert till2.count("checkout") == 0
    assert other.orders.attempt is not None
    assert other.orders.attempt.state == "unknown"


async def test_an_attempt_a_dead_process_left_is_unknown(tmp_path: Path) -> None:
    session = stored(tmp_path)
    session.save_attempt(OrderAttempt("a1", "submitting", "2026-11-20T00:00:00+00:00", from_cart=True))
    shop, _till = open_till(tmp_path)
    shop.restore()
    assert shop.orders.attempt is not None
    assert (shop.orders.attempt.state, shop.orders.attempt.reason) == ("unknown", "killed")
    assert [a.state for a in stored(tmp_path).attempts] == ["unknown"]


async def test_an_order_is_asked_for_once_by_all_who_ask_and_kept(tmp_path: Path) -> None:
    shop, till = await ready(tmp_path)
    assert shop.orders.place()
    await settle(shop)
    till.orders = [order(status="shipped", payment_status="paid", order_id="")]
    gate = till.holds["order"] = asyncio.Event()
    asking = [asyncio.ensure_future(shop.orders.fetch("rahasia1")) for _ in range(3)]
    while not till.count("order"):
        await asyncio.sleep(0)
    asking[0].cancel()
    gate.set()
    replies = await asyncio.gather(*asking, return_exceptions=True)
    assert [type(reply).__name__ for reply in replies] == ["CancelledError", "PublicOrder", "PublicOrder"]
    assert till.count("order") == 1
    [kept] = stored(tmp_path).orders
    assert (kept.status, kept.payment_status, kept.order_id) == ("shipped", "paid", "261120A")
    await shop.orders.fetch("rahasia1")
    assert till.count("order") == 2
    till.orders = [order("punya-orang")]
    await shop.orders.fetch("punya-orang")
    assert len(stored(tmp_path).orders) == 1


async def test_what_was_asked_before_a_change_is_neither_believed_nor_joined() -> None:
    shop, till = open_till()
    till.orders = [order(), order(transferproof_url="https://files.example/a.png")]
    gate = till.holds["order"] = asyncio.Event()
    older = asyncio.ensure_future(shop.orders.fetch("rahasia1"))
    while not till.count("order"):
        await asyncio.sleep(0)
    shop.orders.written("rahasia1", order(transferproof_url="https://files.example/a.png"))
    newer = asyncio.ensure_future(shop.orders.fetch("rahasia1"))
    gate.set()
    for answer in await asyncio.gather(older, newer):
        assert answer.transferproof_url
    assert shop.orders.known["rahasia1"].transferproof_url
    assert till.count("order") == 2


async def test_payments_are_created_one_at_a_time() -> None:
    shop, till = open_till()
    till.orders = [order(pg_payment_info={"qr_string": "0"})]
    await asyncio.gather(*(shop.orders.create_payment("rahasia1") for _ in range(4)))
    assert till.count("create_payment") == 1
