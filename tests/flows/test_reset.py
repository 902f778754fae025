"""A new password by the link from an e-mail: pasted, caught on this machine, or on the store's own page."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

from textual import events

from app.links import Link
from app.session import Session
from tests.flows.keyboard import burst, focus
from tests.flows.signing_in import newest_link, token_in, told
from tests.pilot import Buyer, start_shop
from tests.sandbox.signing_in import SARI
from tests.screens.buying import says
from tests.served import plain_session, served
from tests.services.customers import on_disk

PASSWORD = "melati-pagi-2026"
FORGOT = "/forget-password$"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def follow(link: str) -> tuple[int, str]:
    """As the browser of the buyer does."""
    try:
        with urllib.request.urlopen(link, timeout=10) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


async def ask(buyer: Buyer, email: str = SARI.email) -> None:
    """From the shop window: the link is asked for."""
    burst(buyer, "u")
    await buyer.on_screen("SignInPage")
    burst(buyer, "ctrl+f")
    await buyer.on_screen("AskResetPage")
    await focus(buyer, "email")
    burst(buyer, *email, "enter")
    await says(buyer, f"If {email} belongs to a customer of this shop, a link is on its way there.")


async def choose(buyer: Buyer) -> None:
    """On the page of the new password; then signing in with it works."""
    await buyer.on_screen("NewPasswordPage")
    await focus(buyer, "password")
    burst(buyer, *"pendek", "enter")
    await buyer.until(lambda: buyer.screen.query_one("#row-password").has_class("-wrong"), "what is wrong")
    burst(buyer, *["backspace"] * 6, *PASSWORD, "enter")
    await buyer.on_screen("SignInPage")
    await told(buyer, "Your new password is set. Sign in with it.")
    await buyer.until(lambda: not buyer.shop.signing.busy, "rest")
    assert await buyer.shop.auth.sign_in(SARI.email, PASSWORD) == "customer"
    await buyer.on_screen("CatalogScreen")


def nowhere(buyer: Buyer, token: str, folder: Path, log: Path) -> None:
    """The token is on no screen, in no title, process list, log or state file, and no page holds it."""
    app = buyer.app
    assert token not in buyer.text()
    assert token not in f"{app.title}{app.sub_title}"
    assert all(token not in f"{screen.title}{screen.sub_title}{screen!r}" for screen in app.screen_stack)
    assert token.encode() not in Path(f"/proc/{os.getpid()}/cmdline").read_bytes()
    assert log.read_bytes()
    assert token.encode() not in log.read_bytes()
    assert token.encode() not in on_disk(folder)
    assert app._link is None
    gc.collect()
    assert [one for one in gc.get_objects() if isinstance(one, Link) and one.slug == token] == []


async def test_the_link_is_pasted_whole(tmp_path: Path) -> None:
    session = Session(tmp_path / "shop", tmp_path / "settings.json")
    log = tmp_path / "log.txt"
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=session) as buyer,
    ):
        await buyer.app.use_language("en")
        buyer.shop._log_file = str(log)
        await buyer.shop.close()
        await ask(buyer)
        await says(buyer, "It opens a page of the shop")
        link = newest_link(store)
        burst(buyer, "ctrl+l")
        await buyer.on_screen("LinkScreen")
        buyer.app.post_message(events.Paste(f"<{link}>\n"))
        await buyer.until(lambda: link in getattr(buyer.screen.focused, "value", ""), "the link")
        burst(buyer, "enter")
        await choose(buyer)
        assert store.server.seen("POST", FORGOT)[0].headers.get("origin") is None
        nowhere(buyer, token_in(link), tmp_path / "shop", log)


async def test_a_link_that_was_used_is_said_and_another_can_be_asked_for() -> None:
    async with (
        served() as store,
        start_shop(size=(80, 24), store=store.config, session=plain_session()) as buyer,
    ):
        await buyer.shop.auth.ask_for_reset(SARI.email)
        token = token_in(newest_link(store))
        await buyer.shop.auth.reset_password(token, "yang-pertama-1")
        buyer.app.follow_link(Link("reset", token))
        await buyer.on_screen("NewPasswordPage")
        await focus(buyer, "password")
        burst(buyer, *PASSWORD, "enter")
        await says(buyer, "This link no longer works: links can be used once, and not for long.")
        burst(buyer, "ctrl+f")
        await buyer.on_screen("AskResetPage")


async def test_the_link_comes_back_to_this_machine_by_itself(tmp_path: Path) -> None:
    port = free_port()
    origin = f"http://localhost:{port}"
    session = Session(tmp_path / "shop", tmp_path / "settings.json")
    log = tmp_path / "log.txt"
    async with (
        served(origins=[origin]) as store,
        start_shop(size=(80, 24), store=replace(store.config, reset_origin=origin), session=session) as buyer,
    ):
        await buyer.app.use_language("en")
        buyer.shop._log_file = str(log)
        await buyer.shop.close()
        await ask(buyer)
        await says(buyer, "Open it on this computer: it leads back here.")
        assert store.server.seen("POST", FORGOT)[0].headers["origin"] == origin
        link = newest_link(store)
        assert link.startswith(f"{origin}/reset-password?token=")
        status, _page = await asyncio.to_thread(follow, f"{origin}/favicon.ico")
        assert status == 404
        status, page = await asyncio.to_thread(follow, link.replace("localhost", "127.0.0.1"))
        assert status == 421  # registered is the other name
        status, page = await asyncio.to_thread(follow, link)
        assert status == 200
        assert "Go back to the terminal" in page
        await choose(buyer)
        assert not buyer.shop.signing.listening
        nowhere(buyer, token_in(link), tmp_path / "shop", log)


async def test_where_nobody_can_listen_the_page_of_the_store_does_it() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        origin = f"http://localhost:{taken.getsockname()[1]}"
        async with (
            served(origins=[origin]) as store,
            start_shop(
                size=(80, 24), store=replace(store.config, reset_origin=origin), session=plain_session()
            ) as buyer,
        ):
            await ask(buyer)
            await says(buyer, "It opens a page of the shop, where you choose the new password.")
            assert store.server.seen("POST", FORGOT)[0].headers.get("origin") is None
            link = newest_link(store)
            assert link.startswith(store.server.base_url)
            status, page = await asyncio.to_thread(follow, link)
            assert (status, "password" in page) == (200, True)


async def test_leaving_and_an_error_close_the_door() -> None:
    origin = f"http://localhost:{free_port()}"
    async with served(origins=[origin]) as store:
        config = replace(store.config, reset_origin=origin)
        async with start_shop(size=(80, 24), store=config, session=plain_session()) as buyer:
            store.server.arm("POST", FORGOT, "s500_html")
            burst(buyer, "u")
            await buyer.on_screen("SignInPage")
            burst(buyer, "ctrl+f")
            await buyer.on_screen("AskResetPage")
            burst(buyer, *SARI.email, "enter")
            await says(buyer, "The shop is having trouble.")
            assert not buyer.shop.signing.listening
            burst(buyer, "enter")
            await says(buyer, "Open it on this computer")
            listener = buyer.shop.signing._listener
            assert listener is not None
            assert listener.open
        assert not listener.open


async def test_nobody_learns_who_is_a_customer() -> None:
    async with (
        served() as store,
        start_shop(size=(40, 12), store=store.config, session=plain_session()) as buyer,
    ):
        await ask(buyer, "orang@lain.id")
        assert store.sandbox.mailbox.newest() is None
