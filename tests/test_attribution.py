"""Which advertisement led here: what is taken from a link, for how long, and what is not."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from app.attribution import FILE, KEPT, Attribution
from app.event_config import RELAYS, Relay
from app.links import Link, read_link

NOW = 1_700_000_000.25


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("on_disk", [True, False], ids=["on disk", "in memory"])
def test_click_ids_are_kept_for_a_week(on_disk: bool, tmp_path: Path) -> None:
    clock = Clock()
    folder = tmp_path / "events" if on_disk else None
    attribution = Attribution(folder, clock=clock)
    attribution.take("fbclid=IwAR0&utm_source=ig&ttclid=E.C.P&click_id=k%2D1+x&ttp=t", RELAYS)
    assert attribution.ids("meta")["fbc"] == "fb.1.1700000000250.IwAR0"
    assert attribution.ids("tiktok") == {"ttclid": "E.C.P", "ttp": "t"}
    assert attribution.ids("snackvideo") == {"click_id": "k-1+x"}
    if on_disk:
        assert stat.S_IMODE((tmp_path / "events" / FILE).stat().st_mode) == 0o600
        assert b"utm" not in (tmp_path / "events" / FILE).read_bytes()
        attribution = Attribution(folder, clock=clock)
    clock.now += KEPT - 1
    assert attribution.ids("tiktok") == {"ttclid": "E.C.P", "ttp": "t"}
    clock.now += 1
    assert attribution.ids("tiktok") == attribution.ids("snackvideo") == {}
    assert set(attribution.ids("meta")) == {"fbp"}
    if on_disk:
        assert b"IwAR0" not in (tmp_path / "events" / FILE).read_bytes()


def test_the_browser_id_is_made_once_and_only_for_meta(tmp_path: Path) -> None:
    attribution = Attribution(tmp_path)
    assert attribution.ids("tiktok") == attribution.ids("snackvideo") == {}
    assert not (tmp_path / FILE).exists()
    assert attribution.ids("meta") == attribution.ids("meta") == Attribution(tmp_path).ids("meta")


def test_what_no_relay_is_told_is_not_kept(tmp_path: Path) -> None:
    only: tuple[Relay, ...] = ("tiktok",)
    Attribution(tmp_path).take("fbclid=a&click_id=k", only)
    assert not (tmp_path / FILE).exists()


def test_the_newest_click_counts_and_the_same_one_keeps_its_time(tmp_path: Path) -> None:
    clock = Clock()
    attribution = Attribution(tmp_path, clock=clock)
    for query, stamp in (("fbclid=a", 0), ("fbclid=a", 0), ("fbclid=b", 2)):
        attribution.take(query, RELAYS)
        assert attribution.ids("meta")["fbc"] == f"fb.1.{int((NOW + stamp) * 1000)}.{query[-1]}"
        clock.now += 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        "fbclid=",
        "fbclid=%1b%5b2J",
        "ttclid=a b",
        "ttclid=" + "x" * 501,
        "click_id=%e2%80%aeabc",
        'click_id="><script>',
        "_fbc=fbclid",
        "_fbp=fb.1.x.y",
        "fbc=fb.1.1700000000250." + "x" * 501,
        "&".join(f"a{n}=1" for n in range(60)) + "&fbclid=x",
    ],
)
def test_what_is_no_id_is_not_kept(query: str, tmp_path: Path) -> None:
    Attribution(tmp_path).take(query, RELAYS)
    assert not (tmp_path / FILE).exists()


def test_cookies_as_a_browser_names_them(tmp_path: Path) -> None:
    attribution = Attribution(tmp_path)
    attribution.take(
        "_fbc=fb.1.1700000000250.c&_fbp=fb.1.1700000000250.77&_ttclid=tt&_ttp=tp&_kwai_click_id=kw", RELAYS
    )
    assert attribution.ids("meta") == {"fbc": "fb.1.1700000000250.c", "fbp": "fb.1.1700000000250.77"}
    assert attribution.ids("tiktok") == {"ttclid": "tt", "ttp": "tp"}
    assert attribution.ids("snackvideo") == {"click_id": "kw"}


@pytest.mark.parametrize(
    "ids",
    [
        "[]",
        '{"ttclid":"a"}',
        '{"ttclid":["a"]}',
        '{"ttclid":["a\\u001b",1700000000]}',
        '{"ttclid":["a",NaN]}',
        '{"ttclid":["a",1' + "0" * 400 + "]}",
        '{"ttclid":["a",1800000000]}',
        '{"name":["Budi",1700000000]}',
    ],
)
def test_a_damaged_file_says_nothing(ids: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(f'{{"version":1,"ids":{ids}}}')
    attribution = Attribution(tmp_path, clock=Clock())
    assert attribution.ids("tiktok") == {}
    attribution.take("ttclid=b", RELAYS)
    assert attribution.ids("tiktok") == {"ttclid": "b"}


def test_without_a_disk_it_lasts_as_long_as_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.attribution.write_document", full)
    attribution = Attribution(tmp_path)
    attribution.take("ttclid=b", RELAYS)
    assert attribution.ids("tiktok") == {"ttclid": "b"}


def test_a_link_brings_its_query_along_unless_it_is_a_secret() -> None:
    found = read_link("https://toko.example/products/kopi?fbclid=abc", ["toko.example"])
    assert isinstance(found, Link)
    assert (found.kind, found.slug, found.query) == ("product", "kopi", "fbclid=abc")
    assert "abc" not in repr(found)
    reset = read_link("https://toko.example/reset-password?token=t0&fbclid=abc", ["toko.example"])
    assert isinstance(reset, Link)
    assert reset.query == ""
