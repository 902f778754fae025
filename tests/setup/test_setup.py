"""`etalase setup` against the demo store on a socket: what it asks, what it leaves behind, what it says when it fails."""

from __future__ import annotations

import os
import re
import shlex
import stat
from typing import cast

import pytest

from app.config import load_store
from app.sandbox import DEMO_API_KEY, DEMO_BUSINESS_KEY, DEMO_BUSINESS_READ_KEY
from app.services.connect import connect
from app.setup.business_key import VARIABLE, BusinessKey
from tests.faults import Fault
from tests.served import Served, plain_session, served
from tests.setup.merchants import Merchant

ORIGIN = "https://toko.example"
RESET = "http://localhost:8123"
KEYS, ORIGINS = r"/public-api-keys$", r"/allowed-origins$"


def asked(shop: Served) -> list[str]:
    """What the store was asked, without what is the same in every address."""
    return [f"{one.method} {one.path.split('/', 4)[4]}" for one in shop.server.requests]


async def test_a_store_is_connected_and_the_shop_opens_it(merchant: Merchant) -> None:
    async with served() as shop:
        status, out, err = await merchant.set_up(shop, "--store", "kopi", "--title", "Kopi Kita")
        assert (status, err) == (0, "")
        assert asked(shop) == ["GET public-api-keys", "GET public/items/count"]
        assert "etalase --store kopi" in out
        store = load_store("kopi", {})
        assert (store.title, store.api_key, store.reset_origin) == ("Kopi Kita", DEMO_API_KEY, "")
        client = await connect(store, plain_session())
        assert await client.categories()
        await client.close()
        status, out, _err = await merchant.run("doctor", "--store", "kopi")
        assert "yes, " in out
    assert stat.S_IMODE(merchant.file.stat().st_mode) == 0o600


async def test_each_thing_is_made_once_and_each_key_goes_only_where_it_belongs(merchant: Merchant) -> None:
    async with served() as shop:
        more = ("--public-key", "new", "--origin", ORIGIN, "--reset-origin", RESET, "--log", "log.txt")
        status, _out, err = await merchant.set_up(shop, "--store", "kopi", *more)
        assert (status, err) == (0, "")
        assert asked(shop) == [
            "GET public-api-keys",
            "GET storefront/allowed-origins",
            "POST storefront/allowed-origins",
            "POST storefront/allowed-origins",
            "POST public-api-keys",
            "GET public/items/count",
        ]
        assert [one.json() for one in shop.server.seen("POST", ORIGINS)] == [
            {"origin": ORIGIN},
            {"origin": RESET},
        ]
        store = load_store("kopi", {})
        assert store.api_key not in ("", DEMO_API_KEY)
        assert store.reset_origin == RESET
        *business, shops = shop.server.requests
        assert {one.headers.get("authorization") for one in business} == {f"Bearer {DEMO_BUSINESS_KEY}"}
        assert not any("x-scalev-storefront-api-key" in one.headers for one in business)
        assert shops.headers["x-scalev-storefront-api-key"] == store.api_key
        assert "authorization" not in shops.headers

        # Again: the origins are there, the key is the one in use.
        shop.server.requests.clear()
        again = ("--origin", ORIGIN, "--reset-origin", RESET, "--replace", "--log", "log.txt")
        status, _out, err = await merchant.set_up(shop, "--store", "kopi", *again)
        assert (status, err) == (0, "")
        assert not [one for one in asked(shop) if one.startswith("POST")]
        assert load_store("kopi", {}) == store

    log = (merchant.home / "log.txt").read_text()
    assert log.count("POST /v3/stores/") == 3
    assert "/public-api-keys 200" in log
    assert merchant.holding(DEMO_BUSINESS_KEY) == []


@pytest.mark.parametrize("where", ["pipe", "environment"])
async def test_the_business_key_is_nowhere_afterwards(merchant: Merchant, where: str) -> None:
    async with served() as shop:
        if where == "environment":
            merchant.monkeypatch.setenv(VARIABLE, DEMO_BUSINESS_KEY)
        status, out, err = await merchant.set_up(
            shop,
            "--store",
            "kopi",
            "--log",
            "log.txt",
            key="" if where == "environment" else DEMO_BUSINESS_KEY,
        )
        assert (status, err) == (0, "")
        # What a child would be given.
        assert VARIABLE not in os.environ
        assert DEMO_BUSINESS_KEY not in out
        assert merchant.holding(DEMO_BUSINESS_KEY) == []


def test_the_key_shows_itself_to_nobody() -> None:
    key = BusinessKey("sk_live_topsecret")
    assert "topsecret" not in f"{key} {key!r} {dir(key)}"
    with pytest.raises(TypeError):
        key.__reduce__()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("", "There is no business key"),
        ("sfpk_a_publishable_key", "That is a publishable key"),
        ("sk_live with_a_space", "cannot be a business key"),
        ("sk_1", "cannot be a business key"),
        ("sk_live_é_topsecret", "cannot be a business key"),
    ],
)
async def test_what_cannot_be_the_key_is_said_without_repeating_it(
    merchant: Merchant, key: str, words: str
) -> None:
    given = ("setup", "--store-id", "store_x", "--store", "kopi")
    status, out, err = await merchant.run(*given, key=key)
    assert status == 2
    assert words in err
    assert not key or key not in out + err


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("--store-id", "store_x", "sk_live_topsecret"), "does not belong on the command line"),
        (("--store-id=sk_live_topsecret",), "does not belong on the command line"),
        ((), "--store-id ID"),
        (("--store-id", "42"), "42 is the number of the store"),
        (("--store-id", "sfpk_live_0123456789"), "That is a key"),
        (("--store-id", "store x"), "The store id has a space"),
        (("--store-id", "store_x", "--base", "http://toko.example"), "must begin with https://"),
        (("--store-id", "store_x", "--store", "demo"), "not “demo”"),
        (("--store-id", "store_x", "--store", "a b"), "letters, digits"),
        (("--store-id", "store_x", "--origin", "https://toko.example/"), "https://toko.example/"),
        (("--store-id", "store_x", "--reset-origin", "https://toko.example"), "on this machine"),
        (("--store-id", "store_x", "--revoke-key", "a", "--revoke-origin", "b"), "one at a time"),
    ],
)
async def test_what_is_wrong_with_the_command_is_said_before_the_store_is_asked(
    merchant: Merchant, given: tuple[str, ...], words: str
) -> None:
    status, out, err = await merchant.run("setup", *given)
    assert status == 2
    assert words in err
    assert "topsecret" not in out + err
    assert err.count("\n") == 1


async def test_a_name_that_is_taken_is_said_before_the_store_is_asked(merchant: Merchant) -> None:
    merchant.file.parent.mkdir(parents=True)
    merchant.file.write_text('[stores.kopi]\nstore_id = "store_1" # mine\napi_key = "sfpk_1"\n')
    async with served() as shop:
        status, _out, err = await merchant.set_up(shop, "--store", "kopi", "--public-key", "new")
        assert status == 2
        assert "“kopi”" in err and "store_1" in err and "--replace" in err
        assert shop.server.requests == []
        status, _out, _err = await merchant.set_up(shop, "--store", "roti")
        assert status == 0
        # What opened without a name before still does.
        assert load_store(None, {}).store_id == "store_1"
        status, _out, _err = await merchant.set_up(shop, "--store", "roti", "--replace", "--default")
        assert status == 0
        assert load_store(None, {}).name == "roti"
    assert "# mine" in merchant.file.read_text()


ANSWERS: dict[Fault, str] = {
    "s401": "does not know this business key",
    "s403": "it takes the scope store:read",
    "s404": "has no store “store_etalasedemo2026”",
    "s500_html": "The shop is having trouble",
    "s502": "The shop is having trouble",
    "reset": "The connection broke off",
    "cut": "The connection broke off",
    "cut_json": "could not be understood",
    "html": "could not be understood",
    "wrong_top": "could not be understood",
    "wrong_types": "could not be understood",
    "s429_text": "asks for a short break",
}


async def test_every_failure_says_what_to_do_and_changes_nothing(merchant: Merchant) -> None:
    async with served() as shop:
        shop.server.reset_after = 200.0  # longer than is waited for
        for fault, words in ANSWERS.items():
            shop.server.arm("GET", KEYS, fault, times=None)
            status, _out, err = await merchant.set_up(shop, "--store", "kopi", "--public-key", "new")
            assert (status, words in err) == (1, True), f"{fault}: {err}"
            assert "\x1b" not in err and "<h1>" not in err
            assert DEMO_BUSINESS_KEY not in err
            shop.server.disarm()
        assert shop.server.count("POST", "") == 0
        status, _out, err = await merchant.set_up(shop, "--store", "kopi", store_id="store_other")
        assert (status, "has no store “store_other”" in err) == (1, True)
        status, _out, err = await merchant.set_up(shop, "--store", "kopi", key="sk_wrong_key")
        assert (status, "does not know this business key" in err) == (1, True)
        status, _out, err = await merchant.set_up(shop, "--store", "kopi", "--public-key", "nonsense")
        assert (status, "no active publishable key with that id" in err) == (2, True)
    status, _out, err = await merchant.set_up(shop, "--store", "kopi")  # it is closed by now
    assert (status, "cannot be reached" in err, shop.server.base_url in err) == (1, True, True)
    assert not merchant.file.exists()


async def test_a_key_that_may_only_look_connects_but_makes_nothing(merchant: Merchant) -> None:
    async with served() as shop:
        given = ("--store", "kopi", "--public-key", "new")
        status, _out, err = await merchant.set_up(shop, *given, key=DEMO_BUSINESS_READ_KEY)
        assert (status, "it takes the scope store:update" in err) == (1, True)
        assert "not known whether" not in err
        assert not merchant.file.exists()
        status, _out, err = await merchant.set_up(shop, "--store", "kopi", key=DEMO_BUSINESS_READ_KEY)
        assert (status, err) == (0, "")


async def test_making_a_key_is_never_tried_again(merchant: Merchant) -> None:
    async with served() as shop:
        shop.server.reset_after = 1.0
        for fault, unknown in {
            "reset": True, "cut": True, "s500_html": True, "s502": True, "cut_json": True, "wrong_types": True,
            "html": True, "s429_text": False, "s403": False, "s422": False,
        }.items():  # fmt: skip
            shop.server.requests.clear()
            shop.server.arm("POST", KEYS, cast("Fault", fault), processed=True, times=None)
            status, _out, err = await merchant.set_up(shop, "--store", "kopi", "--public-key", "new")
            assert status == 1
            assert shop.server.count("POST", KEYS) == 1, fault
            assert ("It is not known whether a publishable key was made" in err) == unknown, fault
            shop.server.disarm()
        assert not merchant.file.exists()


async def test_what_was_made_and_not_written_can_be_used_or_ended(merchant: Merchant) -> None:
    async with served() as shop:
        shop.server.arm("GET", "/items/count$", "s404")
        given = ("--store", "kopi", "--public-key", "new", "--origin", ORIGIN)
        status, _out, err = await merchant.set_up(shop, *given)
        assert status == 1
        assert "does not open with this publishable key" in err
        assert "A publishable key was made and is written nowhere" in err
        assert f"{ORIGIN} is let in now" in err
        assert not merchant.file.exists()

        commands = re.findall(r"^  etalase (.*)$", err, re.M)
        assert len(commands) == 2
        for command in commands:
            status, out, err = await merchant.run(*shlex.split(command))
            assert (status, err) == (0, "")
            assert "is ended" in out or "is shut out" in out
            status, _out, err = await merchant.run(*shlex.split(command))
            assert status == 1
            assert "It has: " in err or "It lets in: –" in err
        assert shop.server.count("DELETE", "/public-api-keys/[^/]+$") == 1
        assert shop.server.count("DELETE", "/allowed-origins/[^/]+$") == 1


async def test_ending_the_key_in_use_says_which_store_it_closes(merchant: Merchant) -> None:
    async with served() as shop:
        await merchant.set_up(shop, "--store", "kopi", "--public-key", "new")
        token = load_store("kopi", {}).api_key
        status, out, _err = await merchant.set_up(shop, "--revoke-key", token)
        assert (status, "“kopi”" in out) == (0, True)
        status, _out, err = await merchant.set_up(shop, "--store", "teh", "--public-key", token)
        assert (status, "no active publishable key" in err) == (2, True)


async def test_the_store_may_ask_for_a_short_break(merchant: Merchant) -> None:
    async with served() as shop:
        shop.server.reset_after = 1.0
        shop.server.arm("GET", KEYS, "s429_text")
        status, out, err = await merchant.set_up(shop, "--store", "kopi")
        assert (status, err) == (0, "")
        assert "asks for a break of 1 second" in out
        assert shop.server.count("GET", KEYS) == 2
