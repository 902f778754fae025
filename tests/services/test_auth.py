"""Signing in and out at a store on a socket: both branches, renewal, what stays and what goes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from app.api.errors import NotFound, Refused, Rejected, SignedOut, Unreachable
from app.sandbox import tokens as sandbox_tokens
from app.services.auth import RESEND_PAUSE
from app.services.shop import Shop
from tests.api.test_fault_matrix import TEBET
from tests.sandbox.signing_in import BAYU, SARI
from tests.served import served
from tests.services.buying import fill_in
from tests.services.customers import in_memory, newest_mail, on_disk, shop_at, sign_in, something
from tests.services.till import settle

START = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
ELSEWHERE = {"name": "Sekali", "phone": "6281233334444", "address": "Jl. Mawar 9", **TEBET}
REFRESH, BLACKLIST, MERGE = "/jwt/refresh$", "/jwt/blacklist$", "/cart/merge$"


def standing(shop: Shop) -> str:
    return shop.auth.state


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Both the store's and ours; it stands."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


async def test_with_the_password_alone(tmp_path: Path) -> None:
    async with served() as store, shop_at(store, tmp_path) as shop:
        assert standing(shop) == "guest"
        assert await shop.auth.sign_in(f"  {SARI.email} ", SARI.password) == "customer"
        await settle(shop)
        assert shop.account.profile is not None
        assert shop.account.profile.customer.email == SARI.email
        assert not shop.account.must_choose_password


async def test_with_a_code(tmp_path: Path) -> None:
    async with served() as store, shop_at(store, tmp_path) as shop:
        assert await shop.auth.sign_in(*BAYU) == "code"
        assert shop.auth.message
        assert standing(shop) == "code"
        code = str(newest_mail(store).code)
        await shop.auth.enter_code(f" {code[:3]} {code[3:]}\n")
        await settle(shop)
        assert standing(shop) == "customer"
        assert shop.account.must_choose_password
        await shop.account.set_password("pilihan-sendiri-9")
        assert shop.account.profile is not None
        assert not shop.account.profile.is_generated_password_reset
        assert standing(shop) == "customer"


async def test_neither_a_wrong_password_nor_a_stranger_is_told_apart(tmp_path: Path) -> None:
    async with served() as store, shop_at(store, tmp_path) as shop:
        said = []
        for email, password in ((SARI.email, "salah"), ("siapa@example.com", SARI.password)):
            with pytest.raises(Refused) as refused:
                await shop.auth.sign_in(email, password)
            said.append(refused.value.detail)
        assert said[0] == said[1]
        assert standing(shop) == "guest"


async def test_codes_wrong_used_and_too_old(clock: time_machine.Traveller) -> None:
    async with served() as store, shop_at(store, None) as shop:
        await shop.auth.sign_in(*BAYU)
        code = str(newest_mail(store).code)
        with pytest.raises(Refused):
            await shop.auth.enter_code("000000" if code != "000000" else "111111")
        assert standing(shop) == "code"
        clock.shift(301)
        with pytest.raises(Refused):
            await shop.auth.enter_code(code)
        assert standing(shop) == "code"
        assert await shop.auth.send_code_again() == "code"
        await shop.auth.enter_code(str(newest_mail(store).code))
        assert standing(shop) == "customer"


async def test_another_code_can_be_had_after_a_pause_and_only_the_newest_works(
    clock: time_machine.Traveller,
) -> None:
    async with served() as store, shop_at(store, None) as shop:
        await shop.auth.sign_in(*BAYU)
        first = newest_mail(store)
        clock.shift(RESEND_PAUSE - 1)
        assert await shop.auth.send_code_again() == "code"
        assert newest_mail(store) == first
        clock.shift(1)
        await shop.auth.send_code_again()
        assert newest_mail(store) != first
        with pytest.raises(Refused):
            await shop.auth.enter_code(str(first.code))
        await shop.auth.enter_code(str(newest_mail(store).code))
        assert shop.auth.signed_in


async def test_giving_up_the_code_forgets_the_password(tmp_path: Path) -> None:
    async with served() as store, shop_at(store, tmp_path) as shop:
        await shop.auth.sign_in(*BAYU)
        shop.auth.forget_code()
        assert standing(shop) == "guest"
        assert BAYU.password not in in_memory(shop)


async def test_opened_again_one_is_still_signed_in_without_a_question(tmp_path: Path) -> None:
    async with served() as store:
        async with shop_at(store, tmp_path) as shop:
            await sign_in(shop, store)
        asked = len(store.server.requests)
        async with shop_at(store, tmp_path) as shop:
            assert (standing(shop), shop.auth.email) == ("customer", SARI.email)
            assert len(store.server.requests) == asked
            await shop.account.load_profile()
            assert shop.account.profile is not None


async def test_a_bearer_is_renewed_before_its_end_and_each_token_sent_once(
    tmp_path: Path, clock: time_machine.Traveller
) -> None:
    async with served(access_ttl=2) as store, shop_at(store, tmp_path) as shop:
        await sign_in(shop, store)
        for _turn in range(5):
            clock.shift(3)
            await shop.account.load_profile()
            assert shop.account.profile_error is None
        sent = [one.json()["refresh"] for one in store.server.seen("POST", REFRESH)]
        assert len(sent) == len(set(sent)) == 5
        assert not [one for one in store.server.requests if one.path.endswith("/me") and one.body]


async def test_twenty_refused_at_once_renew_once(tmp_path: Path) -> None:
    async with served() as store, shop_at(store, tmp_path) as shop:
        await sign_in(shop, store)
        before = store.server.count("GET", "/customers/me$")
        store.sandbox.database.run("UPDATE tokens SET spent = 1 WHERE kind = 'access'")
        customer = await shop.auth.customer()
        profiles = await asyncio.gather(*(customer.profile() for _call in range(20)))
        assert {profile.customer.email for profile in profiles} == {SARI.email}
        assert store.server.count("POST", REFRESH) == 1
        assert 20 <= store.server.count("GET", "/customers/me$") - before <= 40


async def test_what_is_changed_with_a_bearer_that_no_longer_works_is_changed_once_at_the_first_press(
    tmp_path: Path,
) -> None:
    async with served() as store, shop_at(store, tmp_path) as shop, shop_at(store, tmp_path) as window:
        await sign_in(shop, store)
        what, guest = await something(shop), shop.session.guest_token
        window.auth.restore()
        before = shop.cart.count
        store.server.requests.clear()
        store.sandbox.database.run("UPDATE tokens SET spent = 1 WHERE kind = 'access'")
        customer = await window.auth.customer()
        await asyncio.gather(shop.cart.add(what, 2), customer.add_address(ELSEWHERE))
        assert shop.cart.count == before + 2
        for path in ("/me/cart/items$", "/me/addresses$"):
            assert 1 <= store.server.count("POST", path) <= 2
        assert store.server.count("POST", REFRESH) == 1
        assert shop.session.guest_token == guest
        await shop.cart.refresh(fresh=True)
        assert shop.cart.count == before + 2
        found = [one async for page in customer.addresses() for one in page.items if one.name == "Sekali"]
        assert len(found) == 1


async def test_a_family_that_was_revoked_ends_in_signing_in_again_with_cart_and_draft(
    tmp_path: Path, clock: time_machine.Traveller
) -> None:
    async with served(access_ttl=2) as store, shop_at(store, tmp_path) as shop:
        await sign_in(shop, store)
        await shop.cart.add(await something(shop), 2)
        await fill_in(shop)
        await settle(shop)
        pieces, draft = shop.cart.count, shop.session.draft
        assert pieces >= 2
        store.sandbox.database.run("UPDATE token_families SET revoked = 1")
        clock.shift(3)
        with pytest.raises(SignedOut):
            await (await shop.auth.customer()).profile()
        await settle(shop)
        assert (standing(shop), shop.auth.ended, shop.identity.left_behind) == ("guest", True, True)
        await shop.cart.refresh()
        assert (shop.cart.count, shop.session.draft) == (pieces, draft)
        assert draft.name == "Budi Santoso"
        await sign_in(shop, store)
        assert not shop.auth.ended
        assert (shop.cart.count, shop.session.draft) == (pieces, draft)
        assert shop.identity.merge.came_along == 0
        assert store.server.count("POST", MERGE) == 0


async def test_an_answer_that_was_lost_with_the_program_is_told_at_the_next_start(
    tmp_path: Path, clock: time_machine.Traveller
) -> None:
    async with served(access_ttl=2) as store:
        async with shop_at(store, tmp_path) as shop:
            await sign_in(shop, store)
            kept = shop.auth._store.read()
            assert kept is not None
            kept.spent = True
            shop.auth._store.write(kept)
        async with shop_at(store, tmp_path) as shop:
            assert (standing(shop), shop.auth.ended, shop.identity.left_behind) == ("guest", True, True)
            assert SARI.email.encode() not in on_disk(tmp_path)
            await sign_in(shop, store)
            assert shop.auth.signed_in
        assert store.server.count("POST", REFRESH) == 0


async def test_signed_out_at_once_and_the_store_told(tmp_path: Path) -> None:
    async with served() as store, shop_at(store, tmp_path) as shop:
        await sign_in(shop, store)
        pair = shop.auth.tokens.current
        assert pair is not None
        await shop.auth.sign_out()
        assert (standing(shop), shop.auth.ended) == ("guest", False)
        await settle(shop)
        assert store.server.seen("POST", BLACKLIST)[0].json() == {"tokens": [pair.access, pair.refresh]}
        assert sandbox_tokens.customer_id(store.sandbox, pair.access) is None
        assert sandbox_tokens.renew(store.sandbox, pair.refresh) is None
        left = on_disk(tmp_path)
        assert pair.access.encode() not in left
        assert pair.refresh.encode() not in left


async def test_whoever_has_everything_forgotten_here_is_signed_out_at_the_store_too(tmp_path: Path) -> None:
    async with served() as store, shop_at(store, tmp_path) as shop:
        await sign_in(shop, store)
        pair = shop.auth.tokens.current
        assert pair is not None
        await shop.begin_again()
        assert standing(shop) == "guest"
        assert sandbox_tokens.customer_id(store.sandbox, pair.access) is None
        assert sandbox_tokens.renew(store.sandbox, pair.refresh) is None


@pytest.mark.parametrize("fault", ["timeout", "reset", "s502", "s429_text"])
async def test_signed_out_without_a_connection_the_store_is_told_later(
    fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served(read_timeout=0.3) as store:
        async with shop_at(store, tmp_path) as shop:
            await sign_in(shop, store)
            pair = shop.auth.tokens.current
            assert pair is not None
            store.server.reset_after = 0.0
            store.server.arm("POST", BLACKLIST, fault, times=None)  # type: ignore[arg-type]
            await shop.auth.sign_out()
            assert not shop.auth.signed_in
            await settle(shop)
            assert shop.auth._store.revocations()
        store.server.disarm()
        async with shop_at(store, tmp_path) as shop:
            assert standing(shop) == "guest"
            await shop.auth.tell_revocations()
            assert shop.auth._store.revocations() == []
            assert sandbox_tokens.renew(store.sandbox, pair.refresh) is None
            assert pair.refresh.encode() not in on_disk(tmp_path)
            count = store.server.count("POST", BLACKLIST)
            await shop.auth.tell_revocations()
            assert store.server.count("POST", BLACKLIST) == count


async def test_tokens_that_have_ended_by_themselves_are_not_told(
    tmp_path: Path, clock: time_machine.Traveller
) -> None:
    async with served(read_timeout=0.3) as store, shop_at(store, tmp_path) as shop:
        await sign_in(shop, store)
        store.server.arm("POST", BLACKLIST, "reset")
        await shop.auth.sign_out()
        await settle(shop)
        clock.shift(2_592_001)
        await shop.auth.tell_revocations()
        assert shop.auth._store.revocations() == []
        assert store.server.count("POST", BLACKLIST) == 1


async def test_a_password_by_link(tmp_path: Path) -> None:
    async with served() as store, shop_at(store, tmp_path) as shop:
        await shop.auth.ask_for_reset("nobody@example.com")
        assert store.sandbox.mailbox.newest() is None
        await shop.auth.ask_for_reset(SARI.email)
        token = str(newest_mail(store).link).partition("token=")[2]
        with pytest.raises(Rejected) as weak:
            await shop.auth.reset_password(token, "abc")
        assert "password" in weak.value.fields
        await shop.auth.reset_password(token, "kata-baru-2026")
        with pytest.raises(NotFound):
            await shop.auth.reset_password(token, "kata-lain-2026")
        with pytest.raises(Refused):
            await shop.auth.sign_in(*SARI)
        assert await shop.auth.sign_in(SARI.email, "kata-baru-2026") == "customer"


async def test_out_of_reach_nothing_is_taken_for_a_wrong_password(tmp_path: Path) -> None:
    async with served(read_timeout=0.3) as store, shop_at(store, tmp_path) as shop:
        store.server.arm("POST", "/auth/login$", "timeout")
        with pytest.raises(Unreachable):
            await shop.auth.sign_in(*SARI)
        assert store.server.count("POST", "/auth/login$") == 1
        assert standing(shop) == "guest"
