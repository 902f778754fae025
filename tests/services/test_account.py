"""The account over a real socket: pages, profile, password, addresses; and what a customer who leaves takes along."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.api.errors import BrokenReply, Rejected, SignedOut
from app.records import Place
from app.sandbox import accounts, addresses
from app.services import account
from app.services.shop import Shop
from app.session import Session
from tests.sandbox.signing_in import BAYU, SARI, Known
from tests.served import Served, served
from tests.services.till import settle

TEBET = {"location_id": 317401, "postal_code": "12810"}
NEW = {"name": "Tono", "phone": "6281233334444", "address": "Jl. Mawar 9", **TEBET}
HAVE = 3
"""Addresses that Sari comes with."""


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is time to undo as long as a test takes."""
    monkeypatch.setattr(account, "UNDO_MAY_TAKE", 600.0)


@pytest.fixture
async def store() -> AsyncIterator[Served]:
    async with served(otp="never") as made:
        yield made


@pytest.fixture
async def shop(store: Served) -> AsyncIterator[Shop]:
    made = Shop(store.config, Session(None, None))
    await sign_in(made)
    store.server.requests.clear()
    yield made
    await made.close()


async def sign_in(shop: Shop, who: Known = SARI) -> None:
    assert await shop.auth.sign_in(*who) == "customer"
    await settle(shop)


def fill_book(store: Served, count: int, who: Known = SARI) -> None:
    """Until the customer has this many addresses."""
    customer = accounts.by_email(store.sandbox, who.email)
    assert customer is not None
    for number in range(len(addresses.all_of(store.sandbox, customer.id)), count):
        record = {**NEW, "name": f"Rumah {number}", "email": None, "notes": None}
        addresses.add(store.sandbox, customer.id, record)


def known(shop: Shop) -> tuple[int, str]:
    """How many addresses have come, and how far the list is."""
    return len(shop.account.addresses.rows), shop.account.addresses.state


def in_words(shop: Shop) -> str:
    """What could not be deleted, and why."""
    failed, error = shop.account.not_removed, shop.account.removal_error
    return f"{failed.name}: {error.code}" if failed is not None and error is not None else ""


def profile_of(shop: Shop) -> str:
    """Whose profile is known."""
    return shop.account.profile.customer.email if shop.account.profile is not None else ""


def names(shop: Shop) -> list[str]:
    return [one.name for one in shop.account.shown_addresses]


# Pages


async def test_pages_come_one_after_the_other_and_a_failed_one_is_gone_on_with(
    store: Served, shop: Shop
) -> None:
    fill_book(store, 45)
    book = shop.account.addresses
    await book.load()
    assert known(shop) == (20, "partial")
    store.server.arm("GET", "/addresses$", "cut_json")
    await book.more()
    assert known(shop) == (20, "failed")
    assert isinstance(book.error, BrokenReply)
    await book.load()
    assert known(shop) == (40, "partial") and shop.account.addresses.error is None
    await book.more()
    await book.more()
    assert known(shop) == (45, "whole")
    assert len(set(names(shop))) == len(names(shop)) == 45
    assert len({one.query for one in store.server.seen("GET", "/addresses$")}) == 3
    assert store.server.count("GET", "/addresses$") == 4


async def test_asking_twice_at_once_is_one_request(store: Served, shop: Shop) -> None:
    book = shop.account.addresses
    await asyncio.gather(book.load(), book.load(), shop.account.load_profile(), shop.account.load_profile())
    assert store.server.count("GET", "/addresses$") == 1
    assert store.server.count("GET", "/customers/me$") == 1


async def test_reading_anew_that_fails_keeps_what_is_known_and_then_begins_at_the_start(
    store: Served, shop: Shop
) -> None:
    book = shop.account.addresses
    await book.load()
    fill_book(store, HAVE + 2)
    store.server.arm("GET", "/addresses$", "cut_json")
    await book.load(fresh=True)
    assert known(shop) == (HAVE, "failed")
    await book.load()
    assert known(shop) == (HAVE + 2, "whole")


async def test_an_address_added_while_a_page_is_on_its_way_is_there_once(store: Served, shop: Shop) -> None:
    fill_book(store, 25)
    book = shop.account.addresses
    await book.load()
    store.server.arm("GET", "/addresses$", "hold")
    more = asyncio.create_task(book.more())
    await store.server.received("GET", "/addresses$", 2)
    saved = await shop.account.save_address(None, dict(NEW))
    store.server.release()
    await more
    assert book.state == "whole"
    assert [one.id for one in shop.account.shown_addresses].count(saved.id) == 1
    assert len(shop.account.shown_addresses) == 26


# Profile, password, addresses


async def test_profile_and_password(store: Served, shop: Shop) -> None:
    await shop.account.save_profile({"name": "Sari W.", "is_unsubscribe": True})
    assert shop.account.profile is not None
    assert shop.account.profile.customer.name == shop.account.who == "Sari W."
    assert shop.account.profile.customer.is_unsubscribe
    await shop.account.set_password("kembang sepatu")
    await shop.auth.sign_out()
    await settle(shop)
    assert shop.account.who == ""
    await sign_in(shop, Known(SARI.email, "kembang sepatu"))
    assert shop.account.who == "Sari W."


async def test_what_the_store_refuses_is_an_error_for_each_field(store: Served, shop: Shop) -> None:
    with pytest.raises(Rejected) as refused:
        await shop.account.save_address(None, {"phone": "12"})
    assert set(refused.value.fields) == {"name", "phone", "location_id", "address", "postal_code"}
    assert names(shop) == []


async def test_an_address_is_added_and_changed(store: Served, shop: Shop) -> None:
    await shop.account.addresses.load()
    saved = await shop.account.save_address(None, dict(NEW))
    assert names(shop)[0] == "Tono"
    await shop.account.save_address(saved.id, {"name": "Tono P."})
    assert names(shop)[0] == "Tono P."
    await shop.account.addresses.load(fresh=True)
    assert sorted(names(shop)).count("Tono P.") == 1
    assert len(names(shop)) == HAVE + 1


# Deleting


async def test_deleted_is_out_of_sight_at_once_and_told_later(store: Served, shop: Shop) -> None:
    await shop.account.addresses.load()
    first, second, third = shop.account.shown_addresses
    shop.account.remove_address(first)
    assert names(shop) == [second.name, third.name]
    await asyncio.sleep(0)
    assert store.server.count("DELETE", "/addresses/") == 0
    shop.account.tell_removal()
    await settle(shop)
    assert store.server.count("DELETE", f"/addresses/{first.id}$") == 1
    await shop.account.addresses.load(fresh=True)
    assert names(shop) == [second.name, third.name]


async def test_undone_the_store_never_hears_of_it(store: Served, shop: Shop) -> None:
    await shop.account.addresses.load()
    before = names(shop)
    shop.account.remove_address(shop.account.shown_addresses[1])
    shop.account.undo_removal()
    assert names(shop) == before
    shop.account.tell_removal()
    await settle(shop)
    assert store.server.count("DELETE", "/addresses/") == 0
    assert shop.account.removed is None


async def test_a_second_deletion_tells_of_the_first_and_neither_comes_back_into_sight(
    store: Served, shop: Shop
) -> None:
    await shop.account.addresses.load()
    first, second, third = shop.account.shown_addresses
    seen: list[list[str]] = []
    shop.account.changed.subscribe(lambda: seen.append(names(shop)))
    store.server.arm("DELETE", f"/addresses/{first.id}$", "hold")
    shop.account.remove_address(first)
    shop.account.remove_address(second)
    await store.server.received("DELETE", f"/addresses/{first.id}$")
    assert shop.account.removed is second
    store.server.release()
    shop.account.tell_removal()
    await settle(shop)
    assert store.server.count("DELETE", "/addresses/") == 2
    assert seen[0] == [second.name, third.name]
    assert all(one == [third.name] for one in seen[1:])


async def test_what_is_being_told_cannot_be_undone(store: Served, shop: Shop) -> None:
    await shop.account.addresses.load()
    first = shop.account.shown_addresses[0]
    store.server.arm("DELETE", "/addresses/", "hold")
    shop.account.remove_address(first)
    shop.account.tell_removal()
    await store.server.received("DELETE", "/addresses/")
    shop.account.undo_removal()
    store.server.release()
    await settle(shop)
    assert first.name not in names(shop)
    assert store.server.count("DELETE", "/addresses/") == 1


async def test_not_deleted_is_back_and_said(store: Served, shop: Shop) -> None:
    await shop.account.addresses.load()
    before, first = names(shop), shop.account.shown_addresses[0]
    store.server.arm("DELETE", "/addresses/", "s409")
    shop.account.remove_address(first)
    shop.account.tell_removal()
    await settle(shop)
    assert names(shop) == before
    assert in_words(shop) == f"{first.name}: conflict"
    shop.account.remove_address(first)
    assert in_words(shop) == ""
    shop.account.tell_removal()
    await settle(shop)
    assert names(shop) == before[1:]


@pytest.mark.parametrize("deleted", [True, False])
async def test_when_the_answer_is_lost_the_store_is_asked_whether_it_is_gone(
    store: Served, shop: Shop, deleted: bool
) -> None:
    await shop.account.addresses.load()
    first = shop.account.shown_addresses[0]
    store.server.arm("DELETE", "/addresses/", "s500_html", times=None, processed=deleted)
    shop.account.remove_address(first)
    shop.account.tell_removal()
    await settle(shop)
    assert store.server.count("GET", f"/addresses/{first.id}$") == 1
    assert (first.name in names(shop), shop.account.removal_error is None) == (not deleted, deleted)


async def test_gone_already_is_gone(store: Served, shop: Shop) -> None:
    await shop.account.addresses.load()
    first = shop.account.shown_addresses[0]
    store.server.arm("DELETE", "/addresses/", "s404")
    shop.account.remove_address(first)
    shop.account.tell_removal()
    await settle(shop)
    assert first.name not in names(shop)
    assert shop.account.removal_error is None


async def test_signing_out_right_after_a_deletion_still_tells_the_store(store: Served, shop: Shop) -> None:
    await shop.account.addresses.load()
    first = shop.account.shown_addresses[0]
    shop.account.remove_address(first)
    await shop.account.settle()
    await shop.auth.sign_out()
    await settle(shop)
    assert store.server.count("DELETE", f"/addresses/{first.id}$") == 1
    assert shop.account.removed is None and shop.account.addresses.rows == []


# One customer after the other

A_REPLY_LATER = [
    ("GET", "/customers/me$", lambda shop: shop.account.load_profile()),
    ("PATCH", "/customers/me$", lambda shop: shop.account.save_profile({"name": "Sari Rahasia"})),
    ("POST", "/set-new-password$", lambda shop: shop.account.set_password("rahasia sekali")),
    ("GET", "/addresses$", lambda shop: shop.account.addresses.load(fresh=True)),
    ("POST", "/addresses$", lambda shop: shop.account.save_address(None, dict(NEW))),
    ("GET", "/me/orders$", lambda shop: shop.account.orders.load(fresh=True)),
]


@pytest.mark.parametrize(
    ("method", "path", "ask"), A_REPLY_LATER, ids=[f"{method} {path}" for method, path, _ask in A_REPLY_LATER]
)
async def test_a_reply_after_the_customer_has_left_is_not_the_next_ones(
    store: Served, shop: Shop, method: str, path: str, ask: object
) -> None:
    assert callable(ask)
    fill_book(store, 1, BAYU)
    store.server.arm(method, path, "hold")
    asking = asyncio.ensure_future(ask(shop))
    await store.server.received(method, path)
    await shop.auth.sign_out()
    store.server.disarm()
    assert profile_of(shop) == "" and shop.account.addresses.rows == []
    await shop.auth.sign_in(*BAYU)
    await shop.account.load_profile()
    await asyncio.gather(shop.account.addresses.load(), shop.account.orders.load())
    store.server.release()
    await asyncio.gather(asking, return_exceptions=True)
    await settle(shop)
    assert profile_of(shop) == BAYU.email
    assert shop.account.who != "Sari Rahasia"
    assert names(shop) == ["Rumah 0"]
    assert shop.account.addresses.state == shop.account.orders.state == "whole"
    assert shop.account.orders.rows == []


async def test_what_one_customer_began_is_not_finished_as_the_next(store: Served, shop: Shop) -> None:
    """A 401 renews the bearer and asks again: never with the bearer of somebody else."""
    store.server.arm("PATCH", "/customers/me$", "hold")
    customer = await shop.auth.customer()
    store.server.arm("PATCH", "/customers/me$", "s401")
    renewing = asyncio.Event()
    keeper, real = shop.auth.tokens, shop.auth.tokens.access

    async def slowly(*, refused: str | None = None) -> str:
        if refused is not None:
            await renewing.wait()
        return await real(refused=refused)

    keeper.access = slowly  # type: ignore[method-assign]
    changing = asyncio.create_task(customer.update_profile({"name": "Sari Rahasia"}))
    await store.server.received("PATCH", "/customers/me$")
    store.server.disarm()
    await shop.auth.sign_out()
    await shop.auth.sign_in(*BAYU)
    renewing.set()
    with pytest.raises(SignedOut):
        await changing
    assert store.server.count("PATCH", "/customers/me$") == 1
    await settle(shop)
    assert shop.account.who != "Sari Rahasia"


async def test_forgetting_leaves_nothing(store: Served, shop: Shop) -> None:
    await shop.account.addresses.load()
    shop.account.forms.profile.write("name", "Sari Baru")
    shop.account.forms.password.write("password", "rahasia")
    shop.account.forms.address(shop.account.shown_addresses[0]).write("notes", "pagar biru")
    await shop.auth.sign_out()
    await settle(shop)
    account = shop.account
    assert account.profile is None and account.addresses.rows == [] and account.orders.rows == []
    assert not account.forms.profile.dirty and not account.forms.password.dirty
    assert account.forms.profile.value("name") == ""
    assert account.forms._addresses == {}


async def test_nothing_of_the_account_is_written_to_disk(store: Served, tmp_path: Path) -> None:
    session = Session(tmp_path / "shop", tmp_path / "settings.json")
    session.load()
    shop = Shop(store.config, session)
    await sign_in(shop)
    await shop.account.addresses.load()
    form = shop.account.forms.profile
    form.write("name", "Sari Namabaru")
    assert form.save()
    await settle(shop)
    assert shop.account.who == "Sari Namabaru"
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    await shop.close()
    for secret in ("Namabaru", "Juanda", "6281200001111", SARI.password, "1994"):
        assert secret.encode() not in kept, secret


# A new address whose answer is lost


@pytest.mark.parametrize("processed", [True, False])
async def test_an_address_whose_answer_was_lost_is_not_added_twice(
    store: Served, shop: Shop, processed: bool
) -> None:
    fill_book(store, 45)
    form = shop.account.forms.address(None)
    for name, text in (("name", "Tono"), ("phone", "0812 3333 4444"), ("address", "Jl. Mawar 9")):
        form.write(name, text)
    form.take(Place(317401, "Tebet", "Jakarta Selatan", "DKI Jakarta", "12810"))
    store.server.arm("POST", "/addresses$", "reset", processed=processed)
    form.save()
    await settle(shop)
    assert form.error is not None and form.value("name") == "Tono"
    form.save()
    await settle(shop)
    assert not form.dirty
    assert store.server.count("POST", "/addresses$") == (1 if processed else 2)
    assert names(shop).count("Tono") == 1
    assert len(names(shop)) == 46
