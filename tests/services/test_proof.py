"""Sending a transfer proof over a real socket: three steps, each retried alone, the picture never sent twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.api.errors import NotFound, Refused, Rejected, ServerFault, Unreachable
from app.sandbox.proofs import received
from app.services.payment import payment_view
from app.services.proof import account_of
from app.services.shop import Shop
from app.session import Session
from tests.faults import Received
from tests.proofs import bank_order, breaking_line, failed, picture, picture_file, sent
from tests.served import Served, served

ASK, PUT, NOTE = r"/transfer-proof-upload$", r"/uploads/", r"/orders/[^/]+$"


@asynccontextmanager
async def selling(folder: Path | None = None) -> AsyncIterator[tuple[Served, Shop, str]]:
    """A store, a shop over it, an order to be paid by transfer."""
    async with served() as store:
        shop = Shop(store.config, Session(folder, None))
        slug = await bank_order(shop)
        store.server.requests.clear()
        yield store, shop, slug
        await shop.close()


def asked(store: Served) -> list[str]:
    """The steps as the store saw them."""
    names = {"POST": "ask", "PUT": "put", "PATCH": "note", "GET": "look"}
    return [names[one.method] for one in store.server.requests]


async def test_the_picture_arrives_and_the_order_knows_of_it(tmp_path: Path) -> None:
    data = picture("JPEG", noise=True)
    async with selling() as (store, shop, slug):
        assert await shop.proofs.choose(slug, picture_file(tmp_path, "bukti transfer.jpg", data))
        shop.proofs.of(slug).account = 1
        shop.proofs.of(slug).when = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
        proof = await sent(shop, slug)
        assert proof.error is None
        assert proof.sent_at is not None
        assert asked(store) == ["ask", "put", "note", "look"]
        ask, put, note, _look = store.server.requests
        assert ask.json() == {
            "filename": "bukti-transfer.jpg",
            "content_type": "image/jpeg",
            "content_length": len(data),
        }
        assert put.body == data
        assert plain_upload(put, data)
        account = shop.orders.known[slug].store.payment_accounts[1]  # type: ignore[union-attr]
        assert note.json() == {
            "transferproof_url": shop.orders.known[slug].transferproof_url,
            "transfer_time": "2026-11-20T07:30:00+00:00",
            "financial_entity_id": account.financial_entity.id,  # type: ignore[union-attr]
            "payment_account_holder": account.account_holder,
            "payment_account_number": account.account_number,
        }
        assert received(store.sandbox, slug) == 1
        assert not shop.proofs.send(slug), "nothing is left to send"


def plain_upload(put: Received, data: bytes) -> bool:
    """The storage host learns nothing of store and buyer, and gets the body in one known length."""
    names = set(put.headers)
    return (
        not [name for name in names if name.startswith(("x-scalev", "authorization", "cookie"))]
        and put.headers["content-type"] == "image/jpeg"
        and put.headers["content-length"] == str(len(data))
        and "transfer-encoding" not in names
    )


async def test_pressing_twice_sends_once(tmp_path: Path) -> None:
    async with selling() as (store, shop, slug):
        await shop.proofs.choose(slug, picture_file(tmp_path))
        store.server.arm("PUT", PUT, "hold")
        assert shop.proofs.send(slug)
        assert not shop.proofs.send(slug)
        await store.server.received("PUT", PUT)
        assert not shop.proofs.send(slug)
        assert not await shop.proofs.choose(slug, picture_file(tmp_path, "other.png", picture("WEBP")))
        over = asyncio.Event()
        shop.proofs.changed.subscribe(lambda: None if shop.proofs.of(slug).busy else over.set())
        store.server.release()
        await asyncio.wait_for(over.wait(), 20)
        assert asked(store) == ["ask", "put", "note", "look"]


async def test_no_place_given_asks_again(tmp_path: Path) -> None:
    async with selling() as (store, shop, slug):
        await shop.proofs.choose(slug, picture_file(tmp_path))
        store.server.arm("POST", ASK, "s422")
        assert failed(await sent(shop, slug), "ask", Rejected)
        assert asked(store) == ["ask"]
        assert (await sent(shop, slug)).sent_at is not None
        assert received(store.sandbox, slug) == 1


async def test_a_refused_upload_is_tried_again_in_a_new_place(tmp_path: Path) -> None:
    async with selling() as (store, shop, slug):
        await shop.proofs.choose(slug, picture_file(tmp_path))
        store.server.arm("PUT", PUT, "s403")
        assert failed(await sent(shop, slug), "upload", Refused)
        assert asked(store) == ["ask", "put"]
        assert (await sent(shop, slug)).sent_at is not None
        assert asked(store) == ["ask", "put", "ask", "put", "note", "look"]
        places = {one.path for one in store.server.seen("PUT", PUT)}
        assert len(places) == 2


async def test_a_place_that_expired_meanwhile_is_replaced_at_once(tmp_path: Path) -> None:
    async with selling() as (store, shop, slug):
        await shop.proofs.choose(slug, picture_file(tmp_path))
        store.server.arm("PUT", PUT, "s502")
        assert failed(await sent(shop, slug), "upload", ServerFault)
        store.server.arm("PUT", PUT, "s403")
        assert (await sent(shop, slug)).sent_at is not None
        assert asked(store) == ["ask", "put", "put", "ask", "put", "note", "look"]


async def test_an_upload_whose_answer_is_lost_goes_to_the_same_place_again(tmp_path: Path) -> None:
    async with selling() as (store, shop, slug):
        await shop.proofs.choose(slug, picture_file(tmp_path))
        store.server.arm("PUT", PUT, "reset")
        assert failed(await sent(shop, slug), "upload", Unreachable)
        assert asked(store) == ["ask", "put"], "never again by itself"
        assert (await sent(shop, slug)).sent_at is not None
        assert len({one.path for one in store.server.seen("PUT", PUT)}) == 1


async def test_a_line_that_breaks_in_the_middle_of_the_picture(tmp_path: Path) -> None:
    data = picture(size=(1200, 1200), noise=True)
    async with served() as store, breaking_line(store.server.base_url) as line:
        shop = Shop(replace(store.config, base_url=line.url), Session(None, None))
        slug = await bank_order(shop)
        await shop.proofs.choose(slug, picture_file(tmp_path, data=data))
        line.break_at(b"PUT ", 200_000)
        proof = await sent(shop, slug)
        assert line.broken == 1
        assert failed(proof, "upload", Unreachable)
        assert received(store.sandbox, slug) == 0
        assert (await sent(shop, slug)).sent_at is not None
        assert received(store.sandbox, slug) == 1
        assert store.server.seen("PUT", PUT)[-1].body == data
        await shop.close()


@pytest.mark.parametrize("fault", ["s422", "s404", "s500_html", "cut_json", "reset"])
async def test_an_order_that_could_not_be_told_is_told_again_without_a_second_upload(
    fault: str, tmp_path: Path
) -> None:
    async with selling() as (store, shop, slug):
        await shop.proofs.choose(slug, picture_file(tmp_path))
        store.server.arm("PATCH", NOTE, fault, times=None)  # type: ignore[arg-type]
        proof = await sent(shop, slug)
        assert proof.step == "attach"
        assert proof.error is not None
        store.server.disarm()
        proof = await sent(shop, slug)
        assert proof.error is None
        assert proof.sent_at is not None
        assert store.server.count("PUT", PUT) == store.server.count("POST", ASK) == 1
        assert received(store.sandbox, slug) == 1
        assert shop.orders.known[slug].transferproof_url


async def test_an_order_that_vanished_says_so_at_the_step_it_happened(tmp_path: Path) -> None:
    async with selling() as (store, shop, slug):
        await shop.proofs.choose(slug, picture_file(tmp_path))
        store.server.arm("PATCH", NOTE, "s404")
        assert failed(await sent(shop, slug), "attach", NotFound)


async def test_a_restart_between_upload_and_note_goes_on_with_the_note(tmp_path: Path) -> None:
    state = tmp_path / "state"
    async with selling(state) as (store, shop, slug):
        await shop.proofs.choose(slug, picture_file(tmp_path))
        shop.proofs.of(slug).when = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
        shop.proofs.of(slug).account = 1
        store.server.arm("PATCH", NOTE, "s500_html", times=None)
        assert failed(await sent(shop, slug), "attach", ServerFault)
        store.server.disarm()
        secret = store.server.seen("PUT", PUT)[0]
        on_disk = b"".join(file.read_bytes() for file in state.rglob("*") if file.is_file())
        assert secret.query.encode() not in on_disk, "the place is a secret nobody needs any more"
        session = Session(state, None)
        session.load()
        again = Shop(store.config, session)
        proof = again.proofs.of(slug)
        assert proof.ready
        assert proof.step == "attach"
        await again.orders.fetch(slug)
        accounts = payment_view(again.orders.known[slug]).accounts
        assert account_of(proof, accounts) == 1
        over = asyncio.Event()
        again.proofs.changed.subscribe(lambda: None if proof.busy else over.set())
        again.proofs.resume()
        await asyncio.wait_for(over.wait(), 20)
        assert proof.error is None
        assert store.server.count("PUT", PUT) == 1
        note = store.server.seen("PATCH", NOTE)[-1].json()
        assert note["transfer_time"] == "2026-11-20T07:30:00+00:00"
        assert note["payment_account_number"] == accounts[1].number
        third = Session(state, None)
        third.load()
        assert third.orders[0].proof is None, "nothing is left to do"
        await again.close()


async def test_the_same_picture_chosen_again_is_not_sent_again_another_is(tmp_path: Path) -> None:
    async with selling() as (store, shop, slug):
        path = picture_file(tmp_path)
        await shop.proofs.choose(slug, path)
        store.server.arm("PATCH", NOTE, "s500_html")
        await sent(shop, slug)
        await shop.proofs.choose(slug, path)
        assert shop.proofs.of(slug).step == "attach"
        await shop.proofs.choose(slug, picture_file(tmp_path, "lain.webp", picture("WEBP")))
        assert shop.proofs.of(slug).step == "ask"
        await sent(shop, slug)
        assert asked(store) == ["ask", "put", "note", "ask", "put", "note", "look"]
        assert store.server.seen("POST", ASK)[-1].json()["filename"] == "lain.webp"


async def test_progress_is_told_at_most_five_times_a_second(tmp_path: Path) -> None:
    now = 0.0
    async with selling() as (_store, shop, slug):
        shop.proofs._clock = lambda: now
        proof = shop.proofs.of(slug)
        told: list[int] = []
        shop.proofs.moved.subscribe(lambda: told.append(proof.out))
        report = shop.proofs._progress(proof)
        for count in range(1, 17):
            now = count / 16  # a second in all
            report(count)
        assert told == [4, 8, 12, 16]


async def test_a_shop_that_closes_in_the_middle_keeps_what_arrived(tmp_path: Path) -> None:
    state = tmp_path / "state"
    async with served() as store:
        shop = Shop(store.config, Session(state, None))
        slug = await bank_order(shop)
        await shop.proofs.choose(slug, picture_file(tmp_path))
        store.server.arm("PATCH", NOTE, "hold")
        shop.proofs.send(slug)
        await store.server.received("PATCH", NOTE)
        await shop.close()
        session = Session(state, None)
        session.load()
        assert session.orders[0].proof is not None


async def test_secrets_are_not_in_what_is_printed(tmp_path: Path) -> None:
    async with selling() as (store, shop, slug):
        await shop.proofs.choose(slug, picture_file(tmp_path))
        store.server.arm("PUT", PUT, "s502")
        proof = await sent(shop, slug)
        assert proof.place is not None
        for thing in (proof, proof.place, proof.error, proof.picture):
            assert "expires=" not in repr(thing)
            assert str(tmp_path) not in repr(thing)
