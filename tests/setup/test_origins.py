"""An origin is what a browser sends as one, to the letter."""

from __future__ import annotations

import pytest

from app.command_line import MISUSED, Refused
from app.setup.origins import LOCAL, local_origin, origin


@pytest.mark.parametrize(
    "value",
    [
        "https://toko.example",
        "http://localhost:8123",
        "https://a-b.co.id:8443",
        "http://127.0.0.1:1",
        "http://[::1]:8123",
    ],
)
def test_what_browsers_send(value: str) -> None:
    assert origin(value) == value


@pytest.mark.parametrize(
    "value",
    [
        "",
        "toko.example",
        "https://toko.example/",
        "https://toko.example/a",
        "https://toko.example?x",
        "https://toko.example#x",
        "https://Toko.example",
        "HTTPS://toko.example",
        "https://me@toko.example",
        "https://toko.example:443",
        "http://toko.example:80",
        "https://toko.example:0",
        "https://toko.example:65536",
        "https://toko..example",
        "https://-toko.example",
        "https://toko.example\n",
        "https://*.example",
        "ftp://toko.example",
        "null",
        "https://" + "a." * 150 + "example",
        "https://toko.example\x1b[2J",
    ],
)
def test_what_they_do_not(value: str) -> None:
    with pytest.raises(Refused) as refused:
        origin(value)
    assert refused.value.status == MISUSED
    assert "\x1b" not in str(refused.value)


def test_links_to_a_new_password_lead_to_this_machine_only() -> None:
    assert local_origin(LOCAL) == LOCAL
    assert local_origin("") == ""
    with pytest.raises(Refused):
        local_origin("https://toko.example")
