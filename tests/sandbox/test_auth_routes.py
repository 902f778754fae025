"""Signing in both ways, renewing, signing out, a new password by e-mail; what ends a session."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from app.sandbox import DEMO_BASE_URL, DEMO_STORE_ID, REFRESH_TTL
from app.sandbox.manner import Manner
from app.sandbox.state import Sandbox
from tests.contract.checked import CheckedApp
from tests.sandbox.signing_in import (
    BAYU,
    CUSTOMERS,
    SARI,
    Json,
    Known,
    bearer,
    login,
    newest_mail,
    sign_in,
    verify,
)
from tests.sandbox_fixtures import Clock

ORIGIN = "http://localhost:8123"


async def works(anybody: httpx.AsyncClient, tokens: Json) -> bool:
    reply = await anybody.get("/me", headers=bearer(tokens))
    assert reply.status_code in (200, 401), reply.text
    return reply.status_code == 200


async def renew(http: httpx.AsyncClient, tokens: Json) -> httpx.Response:
    return await http.post("/auth/jwt/refresh", json={"refresh": tokens["refresh"]})


async def test_the_password_alone(sandbox_http: httpx.AsyncClient, anybody: httpx.AsyncClient) -> None:
    tokens = await sign_in(sandbox_http, SARI)
    assert (tokens["token_type"], tokens["expires_in"], tokens["refresh_expires_in"]) == (
        "Bearer", 900, 2_592_000,
    )  # fmt: skip
    assert tokens["store_unique_id"] == DEMO_STORE_ID
    me = (await anybody.get("/me", headers=bearer(tokens))).json()
    assert me["customer"]["email"] == SARI.email
    assert me["store"]["is_customer_otp_required"] is False


async def test_a_one_time_code(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox, anybody: httpx.AsyncClient
) -> None:
    reply = await login(sandbox_http, *BAYU)
    assert set(reply.json()) == {"message"}
    mail = newest_mail(sandbox_store)
    assert mail.to == BAYU.email
    assert mail.code is not None and len(mail.code) == 6 and mail.code in mail.text
    tokens = (await verify(sandbox_http, BAYU.email, mail.code)).json()
    assert await works(anybody, tokens)
    again = await verify(sandbox_http, BAYU.email, mail.code)
    assert (again.status_code, again.json()["error_code"]) == (401, "invalid_otp")


async def test_a_new_code_takes_the_place_of_the_last(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    await login(sandbox_http, *BAYU)
    first = newest_mail(sandbox_store).code
    await login(sandbox_http, *BAYU)
    second = newest_mail(sandbox_store).code
    assert first is not None and second is not None and first != second
    assert (await verify(sandbox_http, BAYU.email, first)).status_code == 401
    assert (await verify(sandbox_http, BAYU.email, second)).status_code == 200


@pytest.mark.parametrize(("seconds", "status"), [(299, 200), (300, 401)])
async def test_a_code_works_five_minutes(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox, sandbox_clock: Clock, seconds: int, status: int
) -> None:
    await login(sandbox_http, *BAYU)
    sandbox_clock.pass_seconds(seconds)
    code = str(newest_mail(sandbox_store).code)
    assert (await verify(sandbox_http, BAYU.email, code)).status_code == status


@pytest.mark.parametrize(("tries", "status"), [(4, 200), (5, 401)])
async def test_a_code_can_be_guessed_five_times(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox, tries: int, status: int
) -> None:
    await login(sandbox_http, *BAYU)
    code = str(newest_mail(sandbox_store).code)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(tries):
        assert (await verify(sandbox_http, BAYU.email, wrong)).status_code == 401
    assert (await verify(sandbox_http, BAYU.email, code)).status_code == status


async def test_a_code_is_one_customers(sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox) -> None:
    await login(sandbox_http, *BAYU)
    code = str(newest_mail(sandbox_store).code)
    assert (await verify(sandbox_http, SARI.email, code)).status_code == 401
    assert (await verify(sandbox_http, "nobody@example.com", code)).status_code == 401


@pytest.mark.parametrize("sandbox_manner", [Manner(otp="always")], indirect=True)
async def test_everybody_may_need_a_code(sandbox_http: httpx.AsyncClient) -> None:
    assert set((await login(sandbox_http, *SARI)).json()) == {"message"}


@pytest.mark.parametrize("sandbox_manner", [Manner(otp="never")], indirect=True)
async def test_nobody_may_need_a_code(sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox) -> None:
    assert "access" in (await login(sandbox_http, *BAYU)).json()
    assert sandbox_store.mailbox.mails() == []


@pytest.mark.parametrize("who", [SARI, BAYU])
async def test_a_wrong_password_looks_like_nobody(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox, who: Known
) -> None:
    wrong = await login(sandbox_http, who.email, who.password + "x")
    nobody = await login(sandbox_http, "nobody@example.com", who.password)
    assert wrong.status_code == nobody.status_code == 401
    assert wrong.json() == nobody.json()
    assert sandbox_store.mailbox.mails() == []


async def test_the_case_of_an_address_does_not_matter(sandbox_http: httpx.AsyncClient) -> None:
    assert "access" in (await login(sandbox_http, SARI.email.upper(), SARI.password)).json()


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/auth/login", {"email": "sari", "password": "x"}, "email"),
        ("/auth/login", {"email": SARI.email}, "password"),
        ("/auth/login", {"email": SARI.email, "password": 1}, "password"),
        ("/auth/login", {"email": SARI.email, "password": "x", "login_as": "king"}, "login_as"),
        ("/auth/otp/verify", {"email": SARI.email}, "otp"),
        ("/auth/otp/verify", {"email": SARI.email, "otp": 123456}, "otp"),
        ("/auth/jwt/blacklist", {"tokens": "re_x"}, "tokens"),
        ("/auth/jwt/blacklist", {"tokens": [1]}, "tokens"),
        ("/auth/forget-password", {}, "email"),
        ("/auth/save-password", {"password": "long enough"}, "token"),
        ("/auth/save-password", {"token": "x", "password": "short"}, "password"),
        ("/auth/save-password", {"token": "x", "password": "         "}, "password"),
    ],
)
async def test_what_is_wrong_is_told_by_field(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, path: str, body: Json, field: str
) -> None:
    sandbox.strict_requests = False
    reply = await sandbox_http.post(path, json=body)
    assert reply.status_code == 400
    assert list(reply.json()["errors"]) == [field]


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Bearer ac_nonsense", "Basic c2FyaTp4"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""), ("PATCH", ""), ("POST", "/set-new-password"), ("GET", "/addresses"),
        ("POST", "/addresses"), ("GET", "/addresses/1"), ("PATCH", "/addresses/1"), ("DELETE", "/addresses/1"),
        ("GET", "/cart"), ("POST", "/cart/items"), ("PATCH", "/cart/items/1"), ("DELETE", "/cart/items/1"),
        ("GET", "/checkout/addresses"), ("GET", "/checkout/payment-methods"),
        ("POST", "/checkout/shipping-options"), ("POST", "/checkout/summary"), ("POST", "/checkout"),
        ("GET", "/orders"), ("GET", "/orders/1"),
    ],
)  # fmt: skip
async def test_nothing_without_a_good_token(
    sandbox: CheckedApp, anybody: httpx.AsyncClient, method: str, path: str, header: str | None
) -> None:
    sandbox.strict_requests = False
    headers = {} if header is None else {"Authorization": header}
    reply = await anybody.request(method, f"/me{path}", headers=headers)
    assert (reply.status_code, reply.json()["error_code"]) == (401, "unauthorized")


async def test_a_refresh_token_opens_nothing(
    sandbox_http: httpx.AsyncClient, anybody: httpx.AsyncClient
) -> None:
    tokens = await sign_in(sandbox_http)
    assert not await works(anybody, {"access": tokens["refresh"]})
    reply = await sandbox_http.post("/auth/jwt/refresh", json={"refresh": tokens["access"]})
    assert reply.status_code == 401


async def test_another_store_knows_no_token(
    sandbox_http: httpx.AsyncClient, anybody: httpx.AsyncClient
) -> None:
    tokens = await sign_in(sandbox_http)
    elsewhere = CUSTOMERS.replace(DEMO_STORE_ID, "store_other") + "/me"
    assert (await anybody.get(elsewhere, headers=bearer(tokens))).status_code == 401


async def test_an_access_token_ends(
    sandbox_http: httpx.AsyncClient, anybody: httpx.AsyncClient, sandbox_clock: Clock
) -> None:
    tokens = await sign_in(sandbox_http)
    sandbox_clock.pass_seconds(899)
    assert await works(anybody, tokens)
    sandbox_clock.pass_seconds(1)
    assert not await works(anybody, tokens)
    assert await works(anybody, (await renew(sandbox_http, tokens)).json())


@pytest.mark.parametrize("sandbox_manner", [Manner(access_ttl=2)], indirect=True)
async def test_how_long_it_works_can_be_chosen(
    sandbox_http: httpx.AsyncClient, anybody: httpx.AsyncClient, sandbox_clock: Clock
) -> None:
    tokens = await sign_in(sandbox_http)
    assert tokens["expires_in"] == 2
    sandbox_clock.pass_seconds(2)
    assert not await works(anybody, tokens)


async def test_renewing_goes_on_and_on(
    sandbox_http: httpx.AsyncClient, anybody: httpx.AsyncClient, sandbox_clock: Clock
) -> None:
    tokens = await sign_in(sandbox_http)
    seen = {tokens["access"], tokens["refresh"]}
    for _ in range(5):
        sandbox_clock.pass_seconds(REFRESH_TTL - 1)
        tokens = (await renew(sandbox_http, tokens)).json()
        assert await works(anybody, tokens)
        seen |= {tokens["access"], tokens["refresh"]}
    assert len(seen) == 12
    sandbox_clock.pass_seconds(REFRESH_TTL)
    assert (await renew(sandbox_http, tokens)).status_code == 401


async def test_a_replayed_refresh_ends_the_family(
    sandbox_http: httpx.AsyncClient, anybody: httpx.AsyncClient
) -> None:
    first, other = await sign_in(sandbox_http), await sign_in(sandbox_http)
    second = (await renew(sandbox_http, first)).json()
    third = (await renew(sandbox_http, second)).json()
    assert await works(anybody, first) and await works(anybody, third)
    replay = await renew(sandbox_http, first)
    assert (replay.status_code, replay.json()["error_code"]) == (401, "invalid_token")
    for pair in (first, second, third):
        assert not await works(anybody, pair)
    assert (await renew(sandbox_http, third)).status_code == 401
    assert await works(anybody, other), "another sign-in is another family"
    assert (await renew(sandbox_http, other)).status_code == 200


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"{}", b'{"refresh": 1}', b'{"refresh": "re_nonsense"}'])
async def test_what_is_no_refresh_token(
    sandbox: CheckedApp, sandbox_http: httpx.AsyncClient, body: bytes
) -> None:
    sandbox.strict_requests = False
    assert (await sandbox_http.post("/auth/jwt/refresh", content=body)).status_code == 401


async def test_signing_out(sandbox_http: httpx.AsyncClient, anybody: httpx.AsyncClient) -> None:
    tokens, other = await sign_in(sandbox_http), await sign_in(sandbox_http)
    body = {"tokens": [tokens["access"], tokens["refresh"]]}
    for _ in range(2):
        reply = await sandbox_http.post("/auth/jwt/blacklist", json=body)
        assert (reply.status_code, reply.content) == (204, b"")
    assert not await works(anybody, tokens)
    assert (await renew(sandbox_http, tokens)).status_code == 401
    assert await works(anybody, other)


async def test_a_blacklisted_refresh_takes_its_family_along(
    sandbox_http: httpx.AsyncClient, anybody: httpx.AsyncClient
) -> None:
    old = await sign_in(sandbox_http)
    new = (await renew(sandbox_http, old)).json()
    await sandbox_http.post("/auth/jwt/blacklist", json={"tokens": [old["refresh"]]})
    assert not await works(anybody, new)
    assert (await renew(sandbox_http, new)).status_code == 401


async def test_a_blacklisted_access_token_is_only_itself(
    sandbox_http: httpx.AsyncClient, anybody: httpx.AsyncClient
) -> None:
    tokens = await sign_in(sandbox_http)
    await sandbox_http.post("/auth/jwt/blacklist", json={"tokens": [tokens["access"], "unknown", ""]})
    assert not await works(anybody, tokens)
    assert await works(anybody, (await renew(sandbox_http, tokens)).json())


async def ask_for_link(http: httpx.AsyncClient, store: Sandbox, origin: str | None = None) -> str:
    reply = await http.post(
        "/auth/forget-password", json={"email": SARI.email}, headers={"Origin": origin} if origin else {}
    )
    assert (reply.status_code, reply.content) == (204, b"")
    return str(newest_mail(store).link)


def token_in(link: str) -> str:
    return parse_qs(urlsplit(link).query)["token"][0]


@pytest.mark.parametrize("sandbox_manner", [Manner(origins=(ORIGIN,))], indirect=True)
@pytest.mark.parametrize(
    ("origin", "home"),
    [
        (ORIGIN, ORIGIN),
        (None, DEMO_BASE_URL),
        ("http://evil.example", DEMO_BASE_URL),
        (f"{ORIGIN}1", DEMO_BASE_URL),
    ],
)
async def test_the_link_leads_to_a_registered_origin(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox, origin: str | None, home: str
) -> None:
    link = await ask_for_link(sandbox_http, sandbox_store, origin)
    assert link.startswith(f"{home}/reset-password?token=")
    assert link in newest_mail(sandbox_store).text


async def test_nobody_gets_no_mail_and_nobody_can_tell(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    reply = await sandbox_http.post("/auth/forget-password", json={"email": "nobody@example.com"})
    assert reply.status_code == 204
    assert sandbox_store.mailbox.mails() == []


async def test_a_new_password_by_link(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox, anybody: httpx.AsyncClient
) -> None:
    before = await sign_in(sandbox_http)
    other = token_in(await ask_for_link(sandbox_http, sandbox_store))
    body = {"token": token_in(await ask_for_link(sandbox_http, sandbox_store)), "password": " spasi boleh "}
    assert (await sandbox_http.post("/auth/save-password", json=body)).status_code == 204
    assert (await login(sandbox_http, *SARI)).status_code == 401
    assert (await login(sandbox_http, SARI.email, "spasi boleh")).status_code == 401
    assert (await login(sandbox_http, SARI.email, " spasi boleh ")).status_code == 200
    assert not await works(anybody, before), "whoever was signed in is not any more"
    for used in (body, {"token": other, "password": "another one"}):
        assert (await sandbox_http.post("/auth/save-password", json=used)).status_code == 404


async def test_a_refused_password_leaves_the_link_good(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox
) -> None:
    token = token_in(await ask_for_link(sandbox_http, sandbox_store))
    short = await sandbox_http.post("/auth/save-password", json={"token": token, "password": "1234567"})
    assert (short.status_code, short.json()["errors"]) == (
        400,
        {"password": ["must be at least 8 characters"]},
    )
    fine = await sandbox_http.post("/auth/save-password", json={"token": token, "password": "12345678"})
    assert fine.status_code == 204


@pytest.mark.parametrize(("seconds", "status"), [(3599, 204), (3600, 404)])
async def test_a_link_works_an_hour(
    sandbox_http: httpx.AsyncClient, sandbox_store: Sandbox, sandbox_clock: Clock, seconds: int, status: int
) -> None:
    token = token_in(await ask_for_link(sandbox_http, sandbox_store))
    sandbox_clock.pass_seconds(seconds)
    body = {"token": token, "password": "melati-baru"}
    assert (await sandbox_http.post("/auth/save-password", json=body)).status_code == status


async def test_the_store_behind_a_wrong_key_is_not_there(sandbox: CheckedApp) -> None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(sandbox.app), base_url=DEMO_BASE_URL) as http:
        for path in (
            "login",
            "otp/verify",
            "jwt/refresh",
            "jwt/blacklist",
            "forget-password",
            "save-password",
        ):
            reply = await http.post(f"/v3/stores/{DEMO_STORE_ID}/public/auth/{path}", json={})
            assert reply.status_code == 404, path
