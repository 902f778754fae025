"""Which store is opened, and what is said when that is not clear."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import DEFAULT_BASE, ConfigError, StoreConfig, load_store, mask
from app.sandbox import PAYMENT_DELAY

KEY = "sfpk_live_0123456789"
ENV = {"SCALEV_STORE_UNIQUE_ID": "store_abc", "SCALEV_STOREFRONT_API_KEY": KEY}

TWO_STORES = f"""
default = "kopi"
[stores.kopi]
store_id = "store_kopi"
api_key = "{KEY}"
title = "Kopi Kita"
read_timeout = 30
upload_timeout = 90
[stores.batik]
base_url = "https://staging.example.com/"
store_id = "store_batik"
api_key = "{KEY}"
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder and a home without any configuration."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return folder


def _file(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "etalase.toml"
    path.write_text(text)
    return path


def test_nothing_configured_is_the_demo() -> None:
    store = load_store(None, {})
    assert store.is_demo
    assert store.demo_payment_delay == PAYMENT_DELAY > 0
    assert store.title == "Warung Nusantara"


def test_the_environment_alone() -> None:
    store = load_store(None, ENV)
    assert (store.name, store.store_id, store.api_key) == ("store_abc", "store_abc", KEY)
    assert store.base_url == DEFAULT_BASE
    assert not store.is_demo


def test_the_environment_wins_over_the_file_but_a_name_wins_over_both(elsewhere: Path) -> None:
    _file(elsewhere, TWO_STORES)
    assert load_store(None, ENV).store_id == "store_abc"
    assert load_store("batik", ENV).store_id == "store_batik"
    assert load_store("demo", ENV).is_demo


def test_blank_variables_are_none(elsewhere: Path) -> None:
    assert load_store(None, {"SCALEV_STORE_UNIQUE_ID": " ", "SCALEV_STOREFRONT_API_KEY": ""}).is_demo


@pytest.mark.parametrize(
    ("environ", "missing"),
    [
        ({"SCALEV_API_BASE": "https://x.example"}, ["SCALEV_STORE_UNIQUE_ID", "SCALEV_STOREFRONT_API_KEY"]),
        ({"SCALEV_STORE_UNIQUE_ID": "store_abc"}, ["SCALEV_STOREFRONT_API_KEY"]),
        ({"SCALEV_STOREFRONT_API_KEY": KEY}, ["SCALEV_STORE_UNIQUE_ID"]),
    ],
)
def test_half_an_environment_is_an_error_that_names_the_missing_half(
    environ: dict[str, str], missing: list[str]
) -> None:
    with pytest.raises(ConfigError) as error:
        load_store(None, environ)
    absent = str(error.value).partition(" is set, ")[2].partition(" is not.")[0]
    assert absent.split(", ") == missing
    assert KEY not in str(error.value)


def test_default_and_named_store_of_the_file(elsewhere: Path) -> None:
    _file(elsewhere, TWO_STORES)
    store = load_store(None, {})
    assert (store.name, store.title) == ("kopi", "Kopi Kita")
    assert (store.connect_timeout, store.read_timeout, store.upload_timeout) == (5.0, 30.0, 90.0)
    other = load_store("batik", {})
    assert (other.base_url, other.title) == ("https://staging.example.com", "batik")


def test_the_given_file_then_this_folder_then_the_users(elsewhere: Path, tmp_path: Path) -> None:
    def one(store_id: str) -> str:
        return f'[stores.x]\nstore_id = "{store_id}"\napi_key = "{KEY}"\n'

    _file(tmp_path / "config" / "etalase", one("store_user"))
    assert load_store(None, {}).store_id == "store_user"
    _file(elsewhere, one("store_here"))
    assert load_store(None, {}).store_id == "store_here"
    given = tmp_path / "given.toml"
    given.write_text(one("store_given"))
    assert load_store(None, {}, config_file=given).store_id == "store_given"
    with pytest.raises(ConfigError, match=r"nowhere\.toml"):
        load_store(None, {}, config_file=tmp_path / "nowhere.toml")


def test_several_stores_without_a_default_have_to_be_chosen(elsewhere: Path) -> None:
    _file(elsewhere, TWO_STORES.replace('default = "kopi"', ""))
    with pytest.raises(ConfigError, match=r"kopi, batik.*--store"):
        load_store(None, {})


def test_a_near_miss_of_a_name_is_answered_with_the_right_one(elsewhere: Path) -> None:
    _file(elsewhere, TWO_STORES)
    with pytest.raises(ConfigError, match="Did you mean “batik”"):
        load_store("batk", {})
    with pytest.raises(ConfigError, match="kopi, batik"):
        load_store("zzzzz", {})


def test_a_name_without_any_file_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=str(tmp_path / "config" / "etalase")):
        load_store("kopi", {})


@pytest.mark.parametrize("secret", ["sk_live_topsecret", "sfsk_topsecret", "topsecret", "Bearer topsecret"])
def test_a_secret_in_place_of_a_publishable_key_is_refused_and_not_repeated(
    elsewhere: Path, secret: str
) -> None:
    _file(elsewhere, f'[stores.x]\nstore_id = "store_x"\napi_key = "{secret}"\n')
    for name, environ in (("x", {}), (None, {**ENV, "SCALEV_STOREFRONT_API_KEY": secret})):
        with pytest.raises(ConfigError, match="sfpk_") as error:
            load_store(name, environ)
        assert "topsecret" not in str(error.value)
        assert error.value.__cause__ is None


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ('base_url = "http://shop.example"', "https"),
        ('base_url = "ftp://shop.example"', "base_url"),
        ('base_url = "https://user:pw@shop.example"', "base_url"),
        ('base_url = "https://shop.example/?a=b"', "base_url"),
        ('base_url = "https://[bad"', "base_url"),
        ('base_url = "shop.example"', "base_url"),
        ("base_url = 5", "base_url"),
        ("read_timeout = 0", "read_timeout"),
        ("read_timeout = true", "read_timeout"),
        ('read_timeout = "5"', "read_timeout"),
        ("upload_timeout = -1", "upload_timeout"),
        ("connect_timeout = inf", "connect_timeout"),
        ("connect_timeout = nan", "connect_timeout"),
        ('reset_origin = "https://localhost:8123"', "reset_origin"),
        ('reset_origin = "http://localhost"', "reset_origin"),
        ('reset_origin = "http://localhost:0"', "reset_origin"),
        ('reset_origin = "http://localhost:65536"', "reset_origin"),
        ('reset_origin = "http://localhost:8123/"', "reset_origin"),
        ('reset_origin = "http://0.0.0.0:8123"', "reset_origin"),
        ('reset_origin = "http://toko.example:8123"', "reset_origin"),
        ("reset_origin = 8123", "reset_origin"),
        ('api_kee = "x"', "Did you mean “api_key”"),
    ],
)
def test_a_wrong_line_is_named(elsewhere: Path, line: str, word: str) -> None:
    _file(elsewhere, f'[stores.x]\nstore_id = "store_x"\napi_key = "{KEY}"\n{line}\n')
    with pytest.raises(ConfigError, match=word) as error:
        load_store(None, {})
    assert KEY not in str(error.value)


@pytest.mark.parametrize("origin", ["http://localhost:8123", "http://127.0.0.1:65535", ""])
def test_where_reset_links_come_back_to(elsewhere: Path, origin: str) -> None:
    _file(elsewhere, f'[stores.x]\nstore_id = "store_x"\napi_key = "{KEY}"\nreset_origin = "{origin}"\n')
    assert load_store(None, {}).reset_origin == origin


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('[stores.x]\nstore_id = "store_x"', r"\[stores.x\].*api_key"),
        ('[stores.x]\napi_key = "sfpk_1"', r"\[stores.x\].*store_id"),
        ('[stores.x]\nstore_id = "a b"\napi_key = "sfpk_1"', "store_id"),
        ("[stores.x", "TOML"),
        ("stores = 3", "stores"),
        ("[stores]\nx = 3", "stores"),
        ("default = 3", "default"),
        ('[store.x]\nstore_id = "store_x"', "“store”"),
        ('[stores.demo]\nstore_id = "store_x"\napi_key = "sfpk_1"', "demo"),
        ('default = "nope"\n[stores.x]\nstore_id = "s"\napi_key = "sfpk_1"', "nope"),
    ],
)
def test_a_broken_file_is_an_error_with_its_name(elsewhere: Path, text: str, word: str) -> None:
    _file(elsewhere, text)
    with pytest.raises(ConfigError, match=word) as error:
        load_store(None, {})
    assert "etalase.toml" in str(error.value)


def test_a_file_that_is_no_text_is_an_error(elsewhere: Path) -> None:
    _file(elsewhere, "").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="TOML"):
        load_store(None, {})


@pytest.mark.parametrize(
    "base", ["http://localhost:8377", "http://127.0.0.1:1", "http://[::1]:80", "https://a.example"]
)
def test_plain_http_is_for_this_machine(base: str) -> None:
    assert load_store(None, {**ENV, "SCALEV_API_BASE": base}).base_url == base


def test_the_default_of_a_file_may_be_the_demo(elsewhere: Path) -> None:
    _file(elsewhere, TWO_STORES.replace('"kopi"', '"demo"', 1))
    assert load_store(None, {}).is_demo


def test_a_key_is_never_shown_whole() -> None:
    assert KEY not in repr(load_store(None, ENV))
    assert mask(KEY) == "sfpk_liv…"


def test_a_store_always_has_the_same_file_name_and_no_other_store_has_it() -> None:
    one = StoreConfig("a", store_id="store_Ab/../c")
    assert one.key == StoreConfig("renamed", store_id="store_Ab/../c", api_key="sfpk_other").key
    others = [
        StoreConfig("a", store_id="store_ab/../c"),
        StoreConfig("a", store_id="store_Ab/../c", base_url="https://staging.example.com"),
        StoreConfig("demo"),
        StoreConfig("demo", demo_items=10),
        StoreConfig("x", store_id="demo"),
    ]
    keys = [one.key, *(other.key for other in others)]
    assert len(set(keys)) == len(keys)
    assert all(key.replace("-", "").isalnum() for key in keys)


def test_a_store_of_that_id_in_the_environment_is_not_the_demo() -> None:
    assert not load_store(None, {**ENV, "SCALEV_STORE_UNIQUE_ID": "demo"}).is_demo
