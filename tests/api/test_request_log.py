"""The log tells how it went and nothing about whom."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.api.errors import ShopError, Unreachable
from app.api.reply import Reply
from app.api.request_log import RequestLog, plain_path
from tests.api.wires import reply, scripted

ROOT = "https://api.test/v3/stores/store_abc123/public"
SLUG = "k3JhQm9zc2VjcmV0"
KEY = "sfpk_live_abcdef"
TOKEN = "6f1c3c1e-4a53-4f5e-9c58-000000000001"
EMAIL = "buyer@example.com"
SECRETS = (SLUG, KEY, TOKEN, EMAIL, "buyer%40example.com", "Jalan")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"{ROOT}/items?page_size=50", "/v3/stores/store_abc123/public/items?page_size=50"),
        (f"{ROOT}/items?next_cursor=abc", "/v3/stores/store_abc123/public/items?next_cursor=***"),
        (f"{ROOT}/orders/{SLUG}", "/v3/stores/store_abc123/public/orders/***"),
        (f"{ROOT}/orders/123/payment", "/v3/stores/store_abc123/public/orders/***/payment"),
        (f"{ROOT}/orders/payment", "/v3/stores/store_abc123/public/orders/***"),
        (f"{ROOT}/products/kopi-gayo", "/v3/stores/store_abc123/public/products/kopi-gayo"),
        (f"{ROOT}/products/{EMAIL}", "/v3/stores/store_abc123/public/products/***"),
        (f"{ROOT}/cart/items/77", "/v3/stores/store_abc123/public/cart/items/77"),
        (f"{ROOT}/locations?search=Jalan+Rahasia", "/v3/stores/store_abc123/public/locations?search=***"),
        (
            f"{ROOT}/locations/cities?province_id=31",
            "/v3/stores/store_abc123/public/locations/cities?province_id=31",
        ),
        (
            f"{ROOT}/locations/cities?province_id=Jalan",
            "/v3/stores/store_abc123/public/locations/cities?province_id=***",
        ),
        (f"https://u:{KEY}@x/v3/{TOKEN}?{TOKEN}", "/v3/***?***=***"),
        (f"https://x/stores/{KEY}", "/stores/***"),
    ],
)
def test_only_what_is_known_to_be_harmless_is_named(url: str, shown: str) -> None:
    assert plain_path(url) == shown


@given(st.text(alphabet=st.characters(codec="ascii", exclude_characters="/?#&=[]"), min_size=12, max_size=40))
def test_no_secret_slug_gets_through(slug: str) -> None:
    assert slug not in plain_path(f"{ROOT}/orders/{slug}/payment").replace("store_abc123", "")


async def test_nothing_secret_or_personal_is_written(tmp_path: Path) -> None:
    file = tmp_path / "etalase.log"
    answers: list[Reply | ShopError] = [
        Reply(
            200, {"X-Scalev-Guest-Token": TOKEN}, f'{{"secret_slug": "{SLUG}", "email": "{EMAIL}"}}'.encode()
        ),
        reply(422, {"message": f"{EMAIL} is taken", "errors": {"customer_email": [EMAIL]}}),
        Unreachable("reset", sent=True),
        Reply(200, {}, b"pixels"),
    ]
    wire, _, _ = scripted(*answers, log=RequestLog(file))
    headers = {"X-Scalev-Storefront-Api-Key": KEY, "X-Scalev-Guest-Token": TOKEN}
    body = {"customer_email": EMAIL, "shipping_address": "Jalan Rahasia"}

    async def pay() -> None:
        path = f"/v3/stores/store_1/public/orders/{SLUG}/payment"
        await wire.call("POST", path, json=body, headers=headers, params={"search": EMAIL}, repeatable=False)

    await pay()
    with pytest.raises(ShopError):
        await pay()
    with pytest.raises(ShopError):
        await wire.call(
            "POST", "/v3/stores/store_1/public/checkout", json=body, headers=headers, repeatable=False
        )
    await wire.download(f"https://cdn.test/{SLUG}.png?sig={TOKEN}", 100)
    await wire.close()
    text = file.read_text()
    assert not [secret for secret in SECRETS if secret in text]
    lines = text.splitlines()
    shapes = [
        r"POST /v3/stores/store_1/public/orders/\*\*\*/payment\?search=\*\*\* 200 \d+ms \d+B repeat=0",
        r"POST /v3/stores/store_1/public/orders/\*\*\*/payment\?search=\*\*\* 422 rejected \d+ms \d+B repeat=0",
        r"POST /v3/stores/store_1/public/checkout reset \d+ms 0B repeat=0",
        r"GET picture from cdn\.test 200 \d+ms 6B repeat=0",
    ]
    assert len(lines) == len(shapes)
    for line, shape in zip(lines, shapes, strict=True):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z " + shape, line), line


async def test_repeats_are_counted(tmp_path: Path) -> None:
    file = tmp_path / "etalase.log"
    wire, _, _ = scripted(
        reply(502), Reply(429, {"x-ratelimit-reset": "3"}, b""), reply(), log=RequestLog(file)
    )
    await wire.call("GET", "/v3/stores/store_1/public/items", repeatable=True)
    await wire.close()
    words = [line.split() for line in file.read_text().splitlines()]
    assert words[0][3:5] == ["502", "server"]
    assert words[1][3:5] == ["429", "rate_limited"]
    assert [line[-1] for line in words] == ["repeat=0", "repeat=1", "repeat=2"]


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / "etalase.log"
    file.write_text("before\n")
    file.chmod(0o644)
    log = RequestLog(file)
    log.write("GET", f"{ROOT}/items\r\nFAKE LINE", outcome="200", milliseconds=1)
    log.close()
    log.write("GET", f"{ROOT}/items", outcome="200", milliseconds=1)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    lines = file.read_text().splitlines()
    assert lines[0] == "before" and len(lines) == 2


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        RequestLog(tmp_path / "nowhere" / "etalase.log")
