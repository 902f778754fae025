"""Renewing a customer's tokens: one at a time, never with one that has been sent before, on disk before use."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from app.api.errors import (
    BrokenReply,
    NotFound,
    RateLimited,
    Refused,
    Rejected,
    ServerFault,
    ShopError,
    SignedOut,
    Unreachable,
)
from app.api.models.account import Tokens
from app.config import StoreConfig
from app.credentials import Credentials, CredentialStore
from app.i18n import set_language
from app.services.shop import Shop
from app.services.tokens import TokenKeeper
from app.session import Session

EMAIL = "budi@contoh.id"


class Clock:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class Desk:
    """The store's side: hands out pairs, ends the family when a refresh token comes a second time."""

    def __init__(self, life: int = 900) -> None:
        self.life = life
        self.made = 0
        self.used: list[str] = []
        self.revoked = False
        self.error: BaseException | None = None
        """What the next renewal ends with, after the store has done its part."""
        self.gate = asyncio.Event()
        self.gate.set()

    def pair(self) -> Tokens:
        self.made += 1
        return Tokens(
            access=f"access-{self.made}",
            refresh=f"refresh-{self.made}",
            expires_in=self.life,
            refresh_expires_in=2_592_000,
        )

    async def refresh(self, token: str) -> Tokens:
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        await self.gate.wait()
        if token in self.used or self.revoked:
            self.revoked = True
            raise Refused(401)
        self.used.append(token)
        return self.pair()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def keeper(folder: Path | None, desk: Desk, clock: Clock) -> TokenKeeper:
    made = TokenKeeper(CredentialStore(folder), desk.refresh, clock=clock)
    made.restore()
    return made


def signed_in(folder: Path | None, desk: Desk, clock: Clock) -> TokenKeeper:
    made = keeper(folder, desk, clock)
    made.adopt(desk.pair(), EMAIL)
    return made


async def test_a_bearer_is_used_until_shortly_before_its_end(
    tmp_path: Path, desk: Desk, clock: Clock
) -> None:
    tokens = signed_in(tmp_path, desk, clock)
    clock.now += 839
    assert await tokens.access() == "access-1"
    clock.now += 2
    assert await tokens.access() == "access-2"
    assert desk.used == ["refresh-1"]


async def test_twenty_refused_calls_renew_once(tmp_path: Path, desk: Desk, clock: Clock) -> None:
    tokens = signed_in(tmp_path, desk, clock)
    desk.gate.clear()
    asked = [asyncio.create_task(tokens.access(refused="access-1")) for _call in range(20)]
    await asyncio.sleep(0)
    desk.gate.set()
    assert set(await asyncio.gather(*asked)) == {"access-2"}
    assert await tokens.access(refused="access-1") == "access-2"  # one that was told late
    assert desk.used == ["refresh-1"]
    assert not desk.revoked


async def test_the_new_pair_is_on_disk_before_anyone_has_it(tmp_path: Path, desk: Desk, clock: Clock) -> None:
    tokens = signed_in(tmp_path, desk, clock)
    access = await tokens.access(refused="access-1")
    kept = CredentialStore(tmp_path).read()
    assert kept is not None
    assert (kept.access, kept.refresh, kept.spent) == (access, "refresh-2", False)
    file = tmp_path / "customer.json"
    assert file.stat().st_mode & 0o777 == 0o600


async def test_it_is_marked_as_spent_before_it_leaves(tmp_path: Path, desk: Desk, clock: Clock) -> None:
    tokens = signed_in(tmp_path, desk, clock)
    desk.gate.clear()
    asking = asyncio.create_task(tokens.access(refused="access-1"))
    store = CredentialStore(tmp_path)
    while (kept := store.read()) is None or not kept.spent:
        await asyncio.sleep(0)
    # Killed now (and the lock with it), the next start knows that it must not be sent again.
    tokens._store.release()
    later = TokenKeeper(CredentialStore(tmp_path), desk.refresh, clock=clock)
    assert not later.restore()
    assert later.current is None
    assert store.read() is None
    desk.gate.set()
    with pytest.raises(SignedOut):
        await asking


async def test_one_that_starts_while_another_renews_waits_for_what_comes_of_it(
    tmp_path: Path, desk: Desk, clock: Clock
) -> None:
    tokens = signed_in(tmp_path, desk, clock)
    clock.now += 10_000
    desk.gate.clear()
    asking = asyncio.create_task(tokens.access())
    store = CredentialStore(tmp_path)
    while (kept := store.read()) is None or not kept.spent:
        await asyncio.sleep(0)
    later = TokenKeeper(CredentialStore(tmp_path), desk.refresh, clock=clock)
    assert later.restore()
    waiting = asyncio.create_task(later.access())
    desk.gate.set()
    assert set(await asyncio.gather(asking, waiting)) == {"access-2"}
    assert desk.used == ["refresh-1"]


async def test_two_windows_share_one_renewal(tmp_path: Path, desk: Desk, clock: Clock) -> None:
    one = signed_in(tmp_path, desk, clock)
    two = keeper(tmp_path, desk, clock)
    clock.now += 10_000
    assert set(await asyncio.gather(one.access(), two.access())) == {"access-2"}
    assert desk.used == ["refresh-1"]
    clock.now += 10_000
    assert await two.access() == await one.access() == "access-3"
    assert not desk.revoked


@pytest.mark.parametrize(
    "error",
    [
        Unreachable("timeout", sent=True),
        Unreachable("reset", sent=True),
        ServerFault(502),
        BrokenReply(),
        Refused(401),
        Rejected(),
    ],
    ids=lambda error: error.code,
)
async def test_an_answer_that_is_lost_or_a_no_ends_in_signing_in_again(
    tmp_path: Path, desk: Desk, clock: Clock, error: ShopError
) -> None:
    tokens = signed_in(tmp_path, desk, clock)
    heard: list[Credentials | None] = []
    tokens.changed.subscribe(lambda: heard.append(tokens.current))
    desk.error = error
    with pytest.raises(SignedOut):
        await tokens.access(refused="access-1")
    assert heard == [None]
    assert not (tmp_path / "customer.json").exists()
    with pytest.raises(SignedOut):
        await tokens.access()
    assert desk.used == []


@pytest.mark.parametrize(
    "error",
    [Unreachable("connect", sent=False), Unreachable("dns", sent=False), RateLimited(3), NotFound()],
    ids=lambda error: error.code,
)
async def test_a_request_the_store_never_took_up_can_be_made_again(
    tmp_path: Path, desk: Desk, clock: Clock, error: ShopError
) -> None:
    tokens = signed_in(tmp_path, desk, clock)
    desk.error = error
    with pytest.raises(type(error)):
        await tokens.access(refused="access-1")
    kept = CredentialStore(tmp_path).read()
    assert kept is not None
    assert not kept.spent
    assert await tokens.access(refused="access-1") == "access-2"


async def test_signed_out_in_another_window(tmp_path: Path, desk: Desk, clock: Clock) -> None:
    one = signed_in(tmp_path, desk, clock)
    two = keeper(tmp_path, desk, clock)
    one.end()
    with pytest.raises(SignedOut):
        await two.access(refused="access-1")
    assert desk.used == []


async def test_another_customer_in_another_window_is_not_taken_for_this_one(
    tmp_path: Path, desk: Desk, clock: Clock
) -> None:
    one = signed_in(tmp_path, desk, clock)
    two = keeper(tmp_path, desk, clock)
    two.adopt(desk.pair(), "sari@contoh.id")
    with pytest.raises(SignedOut):
        await one.access(refused="access-1")
    assert await two.access() == "access-2"
    kept = CredentialStore(tmp_path).read()
    assert kept is not None
    assert kept.email == "sari@contoh.id"


async def test_one_who_stops_waiting_does_not_stop_the_renewal(
    tmp_path: Path, desk: Desk, clock: Clock
) -> None:
    tokens = signed_in(tmp_path, desk, clock)
    desk.gate.clear()
    waiting = asyncio.create_task(tokens.access(refused="access-1"))
    await asyncio.sleep(0)
    waiting.cancel()
    desk.gate.set()
    await tokens.settle()
    assert await tokens.access() == "access-2"


async def test_without_a_folder_everything_stays_in_memory(desk: Desk, clock: Clock) -> None:
    tokens = signed_in(None, desk, clock)
    assert await tokens.access(refused="access-1") == "access-2"
    assert "access" not in repr(tokens)
    assert "access" not in repr(tokens.current)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-9],
        lambda text: text.replace('"version":1', '"version":99'),
        lambda text: text.replace('"login"', '"x"'),
    ],
    ids=["cut", "of a newer etalase", "incomplete"],
)
def test_a_damaged_pair_is_removed_and_no_copy_keeps_its_tokens(
    damage: Callable[[str], str], tmp_path: Path, desk: Desk, clock: Clock
) -> None:
    signed_in(tmp_path, desk, clock)
    file = tmp_path / "customer.json"
    broken = damage(file.read_text())
    assert broken != file.read_text()
    file.write_text(broken)
    set_language("en")
    session = Session(tmp_path, None)
    shop = Shop(StoreConfig("toko"), session)
    shop.auth.restore()
    assert not shop.auth.signed_in
    assert [note for note in session.notices if "sign in again" in note]
    assert [path.name for path in tmp_path.glob("customer.json*")] == []


async def test_where_nothing_can_be_written_no_old_pair_stays(
    tmp_path: Path, desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = signed_in(tmp_path, desk, clock)

    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr("app.credentials.write_document", full)
    assert await tokens.access(refused="access-1") == "access-2"
    assert keeper(tmp_path, desk, clock).current is None


async def test_signed_out_in_another_window_while_this_one_renews(
    tmp_path: Path, desk: Desk, clock: Clock
) -> None:
    here = signed_in(tmp_path, desk, clock)
    there = keeper(tmp_path, desk, clock)
    desk.gate.clear()
    renewal = asyncio.create_task(here.access(refused="access-1"))
    while (kept := CredentialStore(tmp_path).read()) is None or not kept.spent:
        await asyncio.sleep(0)
    there.end()
    desk.gate.set()
    with pytest.raises(SignedOut):
        await renewal
    assert here.current is None
    assert CredentialStore(tmp_path).read() is None


@pytest.mark.parametrize("life", [0, -1, -(2**62)])
async def test_a_life_that_is_none_does_not_renew_before_every_request(
    tmp_path: Path, clock: Clock, life: int
) -> None:
    desk = Desk(life)
    one = signed_in(tmp_path, desk, clock)
    for _time in range(3):
        await one.access()
    assert desk.used == []
