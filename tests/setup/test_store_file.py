"""`etalase.toml` as setup leaves it: the owner's only, whole, and as the shop reads it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from app.command_line import FAILED, MISUSED, Refused
from app.config import ConfigError, load_store
from app.setup.store_file import StoreFile

FIELDS = {"store_id": "store_9", "api_key": "sfpk_new"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The configuration folder, which is not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    (tmp_path / "here").mkdir(mode=0o755)
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "config/etalase"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_first_store_makes_file_and_folder_for_the_owner_only(folder: Path) -> None:
    store = StoreFile(None).write("roti", FIELDS, replace=False, default=None)
    assert store == load_store("roti", {})
    assert (store.store_id, store.api_key) == ("store_9", "sfpk_new")
    assert (mode(folder / "etalase.toml"), mode(folder)) == (0o600, 0o700)
    assert [file.name for file in folder.iterdir()] == ["etalase.toml"]


def test_a_file_others_could_read_is_the_owners_from_then_on_and_so_is_our_folder(folder: Path) -> None:
    folder.mkdir(parents=True, mode=0o755)
    (folder / "etalase.toml").write_text("# mine\n")
    (folder / "etalase.toml").chmod(0o644)
    StoreFile(None).write("roti", FIELDS, replace=False, default=None)
    assert (mode(folder / "etalase.toml"), mode(folder)) == (0o600, 0o700)
    assert (folder / "etalase.toml").read_text().startswith("# mine\n")


def test_the_file_the_shop_uses_is_written_and_a_folder_that_is_not_ours_stays_as_it_is() -> None:
    here = Path("etalase.toml")
    here.write_text("[stores.kopi]\nstore_id='store_1'\napi_key='sfpk_1'\n")
    file = StoreFile(None)
    assert file.path == here
    assert file.named("store_1") == "kopi"
    file.write("roti", FIELDS, replace=False, default="kopi")
    assert load_store(None, {}).store_id == "store_1"
    assert load_store("roti", {}).store_id == "store_9"
    assert mode(Path()) == 0o755


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.toml"
    kept.write_text("")
    Path("etalase.toml").symlink_to(kept)
    StoreFile(None).write("roti", FIELDS, replace=False, default=None)
    assert Path("etalase.toml").is_symlink()
    assert "store_9" in kept.read_text()


def test_a_file_named_on_the_command_line_need_not_be_there(tmp_path: Path) -> None:
    store = StoreFile(tmp_path / "new/shops.toml").write("roti", FIELDS, replace=False, default=None)
    assert store == load_store("roti", {}, config_file=tmp_path / "new/shops.toml")


@pytest.mark.parametrize("text", ["half = [", "colour = 1", "[stores.demo]", "\xff"])
def test_a_file_that_is_wrong_already_is_not_touched(text: str) -> None:
    Path("etalase.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(Refused) as refused:
        StoreFile(None)
    assert refused.value.status == MISUSED
    assert Path("etalase.toml").read_bytes() == text.encode("latin-1")


def test_what_cannot_be_added_to_is_said_with_what_to_write() -> None:
    text = "stores = { kopi = { store_id = 'store_1', api_key = 'sfpk_1' } }\n"
    Path("etalase.toml").write_text(text)
    with pytest.raises(Refused, match=r'\[stores.roti\]\nstore_id = "store_9"') as refused:
        StoreFile(None).write("roti", FIELDS, replace=False, default=None)
    assert refused.value.status == FAILED
    assert Path("etalase.toml").read_text() == text


def test_what_the_shop_would_refuse_is_not_written() -> None:
    Path("etalase.toml").write_text("# mine\n")
    with pytest.raises(Refused, match="sfpk_"):
        StoreFile(None).write("roti", {**FIELDS, "api_key": "sk_secret"}, replace=False, default=None)
    assert [(file.name, file.read_text()) for file in Path().iterdir()] == [("etalase.toml", "# mine\n")]


def test_what_was_written_meanwhile_is_kept() -> None:
    Path("etalase.toml").write_text("")
    file, late = StoreFile(None), StoreFile(None)
    file.write("kopi", FIELDS, replace=False, default=None)
    late.write("roti", FIELDS, replace=False, default=None)
    assert {load_store(name, {}).name for name in ("kopi", "roti")} == {"kopi", "roti"}
    with pytest.raises(Refused, match="kopi"):
        late.write("kopi", FIELDS, replace=False, default=None)


@pytest.mark.parametrize("failing", ["write_file", "load_store"])
def test_an_end_in_the_middle_leaves_the_old_file(failing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("etalase.toml").write_text("# mine\n")
    file = StoreFile(None)

    def end(*_given: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"app.setup.store_file.{failing}", end)
    with pytest.raises(KeyboardInterrupt):
        file.write("roti", FIELDS, replace=False, default=None)
    assert [(one.name, one.read_text()) for one in Path().iterdir()] == [("etalase.toml", "# mine\n")]


def test_a_disk_that_is_full_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_given: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.setup.store_file.write_file", full)
    with pytest.raises(Refused, match="No space left"):
        StoreFile(None).write("roti", FIELDS, replace=False, default=None)
    with pytest.raises(ConfigError):
        load_store("roti", {})
