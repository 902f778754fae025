"""Every question of signing in x every fault, at the page where a buyer meets it, over a real socket.

The page lives, says what is wrong and what to do, and Enter asks again.
"""

from __future__ import annotations

import pytest

from app.api import gate
from app.services.auth import RESEND_PAUSE
from tests.faults import Fault
from tests.flows.keyboard import burst, focus
from tests.flows.signing_in import arrived, give, newest_code, newest_link, sign_in, to_sign_in, token_in
from tests.flows.test_faults import FAULTS, _hurry, words_for
from tests.pilot import Buyer, start_shop
from tests.sandbox.signing_in import BAYU, SARI
from tests.screens.buying import says
from tests.served import Served, plain_session, served

SAID: dict[tuple[str, Fault], str] = {
    ("/auth/login$", "s401"): "do not go together",
    ("/otp/verify$", "s401"): "This code is not right",
    ("/forget-password$", "s401"): "The shop sends no links just now",
    ("/save-password$", "s401"): "This link no longer works",
    ("/save-password$", "s404"): "This link no longer works",
    ("/save-password$", "s422"): "This link no longer works",
}
"""Where a fault means something of its own."""
WITHOUT_BODY: tuple[Fault, ...] = ("timeout", "reset", "s401", "s404", "s422", "s429_text", "s500_html")
USED_UP: tuple[Fault, ...] = ("cut_json", "wrong_types", "nulls")
"""The store has done it: a code does not work a second time."""


async def met(buyer: Buyer, store: Served, path: str, fault: Fault) -> None:
    """Wait until the fault has come and is said, then let the store behave."""
    own = SAID.get((path, fault))
    words = [own] if own else words_for(fault)
    await buyer.until(
        lambda: any(one in " ".join(buyer.text().split()) for one in words), f"words for {fault}"
    )
    await buyer.until(lambda: buyer.shop.signing.busy is None, "rest")
    store.server.disarm()


@pytest.mark.parametrize("fault", FAULTS)
async def test_signing_in(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "SHORTEST_PAUSE", 0.02)
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await _hurry(buyer, store)
        await to_sign_in(buyer)
        store.server.arm("POST", "/auth/login$", fault, times=None)
        await give(buyer)
        await met(buyer, store, "/auth/login$", fault)
        assert not buyer.shop.auth.signed_in
        assert store.server.count("POST", "/auth/login$") == 1
        burst(buyer, "enter")
        await arrived(buyer)


@pytest.mark.parametrize("fault", FAULTS)
async def test_the_code(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "SHORTEST_PAUSE", 0.02)
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await _hurry(buyer, store)
        await to_sign_in(buyer)
        await give(buyer, BAYU)
        await buyer.on_screen("CodePage")
        store.server.arm("POST", "/otp/verify$", fault, times=None)
        burst(buyer, *newest_code(store), "enter")
        await met(buyer, store, "/otp/verify$", fault)
        assert not buyer.shop.auth.signed_in
        assert store.server.count("POST", "/otp/verify$") == 1
        burst(buyer, "enter")
        if fault in USED_UP:
            await says(buyer, "This code is not right, or it no longer works.")
            buyer.shop.auth._code_sent -= RESEND_PAUSE
            burst(buyer, "ctrl+r")
            await says(buyer, "Another code is on its way")
            burst(buyer, *newest_code(store), "enter")
        await arrived(buyer)


@pytest.mark.parametrize("fault", FAULTS)
async def test_another_code(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "SHORTEST_PAUSE", 0.02)
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await _hurry(buyer, store)
        await to_sign_in(buyer)
        await give(buyer, BAYU)
        await buyer.on_screen("CodePage")
        buyer.shop.auth._code_sent -= RESEND_PAUSE
        store.server.arm("POST", "/auth/login$", fault, times=None)
        burst(buyer, "ctrl+r")
        if fault == "s401":
            await says(buyer, "No other code could be sent.")
            store.server.disarm()
        else:
            await met(buyer, store, "again", fault)
        burst(buyer, "ctrl+r")
        await says(buyer, "Another code is on its way")
        burst(buyer, *newest_code(store), "enter")
        await arrived(buyer)


@pytest.mark.parametrize("fault", WITHOUT_BODY)
async def test_asking_for_a_link(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "SHORTEST_PAUSE", 0.02)
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await _hurry(buyer, store)
        await to_sign_in(buyer)
        burst(buyer, "ctrl+f")
        await buyer.on_screen("AskResetPage")
        store.server.arm("POST", "/forget-password$", fault, times=None)
        burst(buyer, *SARI.email, "enter")
        await met(buyer, store, "/forget-password$", fault)
        burst(buyer, "enter")
        await says(buyer, "a link is on its way there")
        assert newest_link(store)


@pytest.mark.parametrize("fault", WITHOUT_BODY)
async def test_choosing_a_password(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "SHORTEST_PAUSE", 0.02)
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await _hurry(buyer, store)
        await buyer.shop.auth.ask_for_reset(SARI.email)
        buyer.app.open_new_password(token_in(newest_link(store)))
        await buyer.on_screen("NewPasswordPage")
        await focus(buyer, "password")
        store.server.arm("POST", "/save-password$", fault, times=None)
        burst(buyer, *"melati-pagi-2026", "enter")
        await met(buyer, store, "/save-password$", fault)
        burst(buyer, "enter")
        await buyer.on_screen("SignInPage")
        assert await buyer.shop.auth.sign_in(SARI.email, "melati-pagi-2026") == "customer"


@pytest.mark.parametrize("fault", (*WITHOUT_BODY, "hold"))
async def test_signing_out_never_waits_for_the_store(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "SHORTEST_PAUSE", 0.02)
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await _hurry(buyer, store)
        await sign_in(buyer)
        store.server.arm("POST", "/jwt/blacklist$", fault)
        burst(buyer, "ctrl+u")
        await buyer.until(lambda: not buyer.shop.auth.signed_in, "a guest")
        store.server.release()
        await buyer.until(lambda: not buyer.shop._writes, "the store told, or not")
        kept = len(buyer.shop.auth._store.revocations())
        assert kept == (fault not in ("hold", "s401", "s422"))
        await buyer.shop.auth.tell_revocations()
        assert buyer.shop.auth._store.revocations() == []
