"""Which advertisers a store tells: its `events`, in the file and in the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import ConfigError, StoreConfig, load_store
from app.event_config import EventConfig, do_not_track

ENV = {"SCALEV_STORE_UNIQUE_ID": "store_abc", "SCALEV_STOREFRONT_API_KEY": "sfpk_x"}
STORE = '[stores.kopi]\nstore_id = "store_kopi"\napi_key = "sfpk_x"\n'
EVENTS = """[stores.kopi.events]
meta = true
tiktok = true
page = "https://kopi.example"
checkout_page = "https://kopi.example/checkout"
purchase = "paid"
[stores.kopi.events.snackvideo]
Purchase = "EVENT_PURCHASE"
ViewContent = "EVENT_CONTENT_VIEW"
"""


def _load(folder: Path, events: str, environ: dict[str, str] | None = None) -> StoreConfig:
    file = folder / "etalase.toml"
    file.write_text(STORE + events)
    return load_store("kopi", environ or {}, config_file=file)


def test_nothing_is_on_unless_it_is_turned_on(tmp_path: Path) -> None:
    assert _load(tmp_path, "").events is None
    assert _load(tmp_path, "[stores.kopi.events]\nmeta = false\n").events is None
    assert _load(tmp_path, '[stores.kopi.events]\npage = "https://kopi.example"\n').events is None
    assert load_store(None, ENV).events is None
    assert load_store("demo", {"SCALEV_EVENTS": "meta"}).events is None


def test_all_of_it(tmp_path: Path) -> None:
    events = _load(tmp_path, EVENTS).events
    assert events == EventConfig(
        meta=True,
        tiktok=True,
        snackvideo={"Purchase": "EVENT_PURCHASE", "ViewContent": "EVENT_CONTENT_VIEW"},
        purchase="paid",
        page="https://kopi.example",
        checkout_page="https://kopi.example/checkout",
    )
    assert events.relays == ("meta", "tiktok", "snackvideo")
    assert events.page_of("AddToCart") == "https://kopi.example"
    assert events.page_of("Purchase") == "https://kopi.example/checkout"


def test_one_alone(tmp_path: Path) -> None:
    events = _load(tmp_path, "[stores.kopi.events]\nmeta = true\n").events
    assert events is not None
    assert (events.relays, events.purchase, events.page_of("Purchase")) == (("meta",), "created", "")


def test_the_environment_says_the_same() -> None:
    environ = ENV | {
        "SCALEV_EVENTS": "meta, tiktok",
        "SCALEV_EVENTS_PAGE": "https://kopi.example",
        "SCALEV_EVENTS_CHECKOUT_PAGE": "https://kopi.example/checkout",
        "SCALEV_EVENTS_PURCHASE": "paid",
        "SCALEV_EVENTS_SNACKVIDEO": "Purchase=EVENT_PURCHASE ViewContent=EVENT_CONTENT_VIEW",
    }
    events = load_store(None, environ).events
    assert events is not None
    assert events.relays == ("meta", "tiktok", "snackvideo")
    assert events.snackvideo == {"Purchase": "EVENT_PURCHASE", "ViewContent": "EVENT_CONTENT_VIEW"}
    assert (events.purchase, events.page, events.checkout_page) == (
        "paid",
        "https://kopi.example",
        "https://kopi.example/checkout",
    )


@pytest.mark.parametrize("value", ["1", "true", "yes", "on", "anything"])
def test_do_not_track_turns_all_of_it_off(value: str, tmp_path: Path) -> None:
    assert do_not_track({"DO_NOT_TRACK": value})
    assert _load(tmp_path, EVENTS, {"DO_NOT_TRACK": value}).events is None
    assert load_store(None, {**ENV, "SCALEV_EVENTS": "meta", "DO_NOT_TRACK": value}).events is None


@pytest.mark.parametrize(
    "environ", [{}, {"DO_NOT_TRACK": ""}, {"DO_NOT_TRACK": "0"}, {"DO_NOT_TRACK": " false "}]
)
def test_whoever_has_not_said_so_may_be_told_of(environ: dict[str, str], tmp_path: Path) -> None:
    assert _load(tmp_path, EVENTS, environ).events is not None


@pytest.mark.parametrize(
    ("events", "words"),
    [
        ('events = "meta"', "must be a table"),
        ("[stores.kopi.events]\nfacebook = true", "“facebook” means nothing here"),
        ('[stores.kopi.events]\nmeta = "yes"', "meta must be true or false"),
        ("[stores.kopi.events]\ntiktok = true", "tiktok needs page"),
        ('[stores.kopi.events]\nmeta = true\npurchase = "shipped"', "purchase must be one of: created, paid"),
        ('[stores.kopi.events]\nmeta = true\npage = "kopi.example"', "page must be an address"),
        ('[stores.kopi.events]\nmeta = true\npage = "https://kopi.example/?u=1"', "page must be an address"),
        ('[stores.kopi.events]\nmeta = true\npage = "https://a:b@kopi.example"', "page must be an address"),
        ("[stores.kopi.events]\nmeta = true\ncheckout_page = 3", "checkout_page must be an address"),
        ("[stores.kopi.events]\nsnackvideo = true", "snackvideo must be a table"),
        ('[stores.kopi.events]\nsnackvideo = { Buy = "X" }', "“Buy” means nothing here"),
        ('[stores.kopi.events]\nsnackvideo = { Purchase = "A B" }', "Purchase must be the name of an event"),
        ("[stores.kopi.events]\nsnackvideo = { Purchase = 3 }", "Purchase must be the name of an event"),
    ],
)
def test_what_is_wrong_is_said(events: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"\[stores\.kopi\.events\]") as error:
        _load(tmp_path, events + "\n")
    assert words in str(error.value)


@pytest.mark.parametrize(
    "environ",
    [
        {"SCALEV_EVENTS": "facebook"},
        {"SCALEV_EVENTS": "tiktok"},
        {"SCALEV_EVENTS": "meta", "SCALEV_EVENTS_PURCHASE": "later"},
        {"SCALEV_EVENTS_SNACKVIDEO": "EVENT_PURCHASE"},
    ],
)
def test_what_is_wrong_in_the_environment_is_said(environ: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="SCALEV_EVENTS"):
        load_store(None, ENV | environ)
