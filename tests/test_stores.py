"""The stores one can go to, and where what is kept of them is."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.config import DEMO, StoreConfig, load_store
from app.kept import kept_files
from app.session import Session, open_session
from app.stores import stores_to_open

FILE = """
[stores.kopi]
title = "Kopi Senja"
store_id = "store_kopi"
api_key = "sfpk_kopi"

[stores.teh]
store_id = "store_teh"
api_key = "sfpk_teh"

[stores.rusak]
store_id = "store_rusak"
"""
ENVIRON = {"SCALEV_STORE_UNIQUE_ID": "store_env", "SCALEV_STOREFRONT_API_KEY": "sfpk_env"}


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("STATE", "DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)


def names(first: StoreConfig, environ: dict[str, str] | None = None, file: Path | None = None) -> list[str]:
    return [store.name for store in stores_to_open(first, environ or {}, config_file=file)]


def test_without_a_file_there_is_only_the_demo() -> None:
    assert names(load_store(None, {})) == [DEMO]


def test_every_store_that_can_be_opened_and_the_demo_last(tmp_path: Path) -> None:
    (tmp_path / "etalase.toml").write_text(FILE)
    assert names(load_store("kopi", {})) == ["kopi", "teh", DEMO]
    assert names(load_store("kopi", {}), ENVIRON) == ["store_env", "kopi", "teh", DEMO]


def test_the_file_that_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text(FILE)
    file = tmp_path / "other.toml"
    assert names(load_store("teh", {}, config_file=file), file=file) == ["kopi", "teh", DEMO]


@pytest.mark.parametrize("content", ["[stores", "stores = 3", "[stores.demo]\n", "default = 3"])
def test_a_file_that_cannot_be_read_offers_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "etalase.toml").write_text(content)
    assert names(load_store(DEMO, {})) == [DEMO]


def test_the_one_it_began_with_stays_as_it_was_asked_for_but_is_not_begun_anew() -> None:
    first = StoreConfig(DEMO, demo_items=50, demo_fresh=True)
    (back,) = stores_to_open(first, {})
    assert (back.demo_items, back.demo_fresh, back.key) == (50, False, first.key)


def test_a_store_of_the_environment_stays_reachable() -> None:
    assert names(load_store(None, ENVIRON), ENVIRON) == ["store_env", DEMO]


def test_what_is_kept_is_where_it_is_said_to_be(tmp_path: Path) -> None:
    demo = StoreConfig(DEMO)
    found = kept_files(demo, open_session(demo, private=False), log_file="requests.log")
    assert found == {
        "state": tmp_path / "state/etalase/stores/demo",
        "settings": tmp_path / "state/etalase/settings.json",
        "config": tmp_path / "config/etalase/etalase.toml",
        "cache": tmp_path / "cache/etalase/stores/demo",
        "data": tmp_path / "data/etalase",
        "log": tmp_path / "requests.log",
    }


def test_of_a_private_session_and_of_another_store_nothing_is_said_that_is_not_so(tmp_path: Path) -> None:
    (tmp_path / "etalase.toml").write_text(FILE)
    store = load_store("kopi", {})
    found = kept_files(store, open_session(store, private=True))
    assert found == {
        "state": None,
        "settings": None,
        "config": tmp_path / "etalase.toml",
        "cache": None,
        "log": None,
    }
    assert kept_files(store, Session(None, None))["state"] is None
