"""What survives a restart, and what must never be written or read back."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.config import StoreConfig
from app.records import (
    Courier,
    DirectItem,
    Draft,
    KeyChoice,
    LineSnapshot,
    OrderAttempt,
    Place,
    PlacedOrder,
    SavedLine,
    Settings,
)
from app.session import Session, open_session

SLUG = "sl-3f9a0c7e-not-in-a-file-name"
PLACE = Place(7, "Cempaka Putih", "Kota Jakarta Pusat", "DKI Jakarta", "10510")


def _session(root: Path) -> Session:
    session = Session(root / "stores" / "demo", root / "settings.json", root / "cache" / "demo")
    session.load()
    return session


def _fill(session: Session) -> None:
    session.guest_token = "9b2f1c5e-0000-4000-8000-000000000001"
    session.cart_lines = [SavedLine(5, "variant", 12, 2)]
    snapshot = LineSnapshot("variant", 12, "Kopi Gayo", options="250 g, bubuk", price=Decimal("85000.50"))
    session.snapshots = {snapshot.key: snapshot}
    session.save_cart()
    session.draft = Draft(
        name="Budi",
        email="budi@example.com",
        place=PLACE,
        courier=Courier(3, "wh_1", name="JNE", cost=Decimal(12000)),
        direct=[DirectItem("bundle", 4, 1)],
    )
    session.places = [PLACE]
    session.save_draft()
    session.save_attempt(OrderAttempt("a1", "placed", "2026-11-20T14:05:00", secret_slug=SLUG))
    session.save_order(
        PlacedOrder(SLUG, order_id="261120ABCD", placed_at="2026-11-20T14:05:01", total=Decimal(241000))
    )
    session.settings = Settings("en", "etalase-light", "off", keys=[KeyChoice("app.leave", "ctrl+x")])
    session.save_settings()
    session.write_blob("thumbs/a.bin", b"pixels")


def _state(session: Session) -> dict[str, Any]:
    return {
        name: getattr(session, name)
        for name in (
            "settings",
            "guest_token",
            "cart_lines",
            "snapshots",
            "draft",
            "attempts",
            "orders",
            "places",
        )
    }


def test_everything_survives_a_restart(tmp_path: Path) -> None:
    before = _session(tmp_path)
    _fill(before)
    after = _session(tmp_path)
    assert _state(after) == _state(before)
    assert after.read_blob("thumbs/a.bin") == b"pixels"
    assert after.notices == []


def test_all_files_are_the_owners_only(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        root = tmp_path / "root"
        _fill(_session(root))
    finally:
        os.umask(mask)
    for path in (root, *root.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_no_file_name_tells_the_secret_slug(tmp_path: Path) -> None:
    _fill(_session(tmp_path))
    assert not [path for path in tmp_path.rglob("*") if SLUG in path.name]


def test_a_session_shows_nothing_of_its_content(tmp_path: Path) -> None:
    session = _session(tmp_path)
    _fill(session)
    assert "budi" not in repr(session)
    assert "9b2f1c5e" not in repr(session)


def _tree(folder: Path) -> dict[str, tuple[int, bytes | None]]:
    return {
        str(path): (path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else None)
        for path in (folder, *folder.rglob("*"))
    }


@pytest.fixture
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("STATE", "DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    return tmp_path


def test_private_writes_nothing_into_an_empty_home(homes: Path) -> None:
    before = _tree(homes)
    session = open_session(StoreConfig("demo"), private=True)
    _fill(session)
    session.forget()
    assert session.private
    assert _tree(homes) == before


def test_private_neither_reads_nor_touches_what_others_left(homes: Path) -> None:
    store = StoreConfig("demo")
    _fill(open_session(store, private=False))
    (homes / "state/etalase/stores/demo/attempts/bad.json").write_text("{")
    before = _tree(homes)
    session = open_session(store, private=True)
    assert session.settings.theme == "etalase-light"
    assert session.read_blob("thumbs/a.bin") == b"pixels"
    assert _state(session) == {**_state(Session(None, None)), "settings": session.settings}
    _fill(session)
    session.keep_newest_blobs("thumbs", 0)
    session.forget()
    assert _tree(homes) == before


def test_private_leaves_damaged_settings_where_they_are(homes: Path) -> None:
    path = homes / "state/etalase/settings.json"
    path.parent.mkdir(parents=True)
    path.write_text("{")
    before = _tree(homes)
    assert open_session(StoreConfig("demo"), private=True).settings == Settings()
    assert _tree(homes) == before


def test_each_store_has_its_own_state_and_all_share_the_settings(homes: Path) -> None:
    one = open_session(StoreConfig("one", store_id="store_1", api_key="sfpk_1"), private=False)
    _fill(one)
    two = open_session(StoreConfig("two", store_id="store_2", api_key="sfpk_1"), private=False)
    assert two.guest_token is None
    assert two.orders == []
    assert two.settings == one.settings


def test_two_processes_keep_each_others_orders_and_attempts(tmp_path: Path) -> None:
    one, two = _session(tmp_path), _session(tmp_path)
    one.save_order(PlacedOrder("slug-one", placed_at="2026-11-20T10:00:00"))
    two.save_order(PlacedOrder("slug-two", placed_at="2026-11-20T11:00:00"))
    one.save_attempt(OrderAttempt("a-one", "placed", "2026-11-20T10:00:00"))
    two.save_attempt(OrderAttempt("a-two", "unknown", "2026-11-20T11:00:00"))
    for session in (_session(tmp_path), one):
        session.reload_orders()
        assert [order.secret_slug for order in session.orders] == ["slug-two", "slug-one"]
        assert [attempt.id for attempt in session.attempts] == ["a-two", "a-one"]


@pytest.mark.parametrize("end", ["placed", "rejected"])
def test_an_attempt_another_process_saw_end_is_not_undone(tmp_path: Path, end: Any) -> None:
    """The second process takes a running attempt for a killed one; meanwhile the first one gets its answer."""
    one = _session(tmp_path)
    running = OrderAttempt("a1", "submitting", "2026-11-20T10:00:00")
    one.save_attempt(running)
    two = _session(tmp_path)
    mistaken = two.attempts[0]
    one.save_attempt(replace(running, state=end, secret_slug=SLUG))
    mistaken.state = "unknown"
    mistaken.reason = "killed"
    two.save_attempt(mistaken)
    assert (mistaken.state, mistaken.secret_slug, mistaken.reason) == (end, SLUG, "")
    assert _session(tmp_path).attempts == [mistaken]


def test_saving_the_same_order_again_replaces_it(tmp_path: Path) -> None:
    session = _session(tmp_path)
    session.save_order(PlacedOrder("other", placed_at="2026-11-20T09:00:00"))
    session.save_order(PlacedOrder(SLUG, placed_at="2026-11-20T10:00:00"))
    session.save_order(PlacedOrder("other", placed_at="2026-11-20T09:00:00", status="shipped"))
    assert [(order.secret_slug, order.status) for order in session.orders] == [
        (SLUG, ""),
        ("other", "shipped"),
    ]
    assert _session(tmp_path).orders == session.orders


def test_an_attempt_id_that_is_no_file_name_stays_in_its_folder(tmp_path: Path) -> None:
    session = _session(tmp_path)
    session.save_attempt(OrderAttempt("../../../evil", "draft", "now"))
    assert {path.parent.name for path in tmp_path.rglob("*.json")} == {"attempts"}
    assert _session(tmp_path).attempts == session.attempts


def test_an_attempt_that_cannot_be_written_raises(tmp_path: Path) -> None:
    session = _session(tmp_path)
    (tmp_path / "stores").write_text("in the way")
    with pytest.raises(OSError):
        session.save_attempt(OrderAttempt("a1", "submitting", "now"))


def test_what_else_cannot_be_written_is_said_once_and_stays_in_memory(tmp_path: Path) -> None:
    session = _session(tmp_path)
    (tmp_path / "stores").write_text("in the way")
    (tmp_path / "settings.json").mkdir()
    _fill_without_attempt(session)
    assert len(session.notices) == 1
    assert session.orders[0].secret_slug == SLUG


def _fill_without_attempt(session: Session) -> None:
    session.save_cart()
    session.save_draft()
    session.save_settings()
    session.save_order(PlacedOrder(SLUG))
    session.write_blob("head", b"")


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "", "a//b", ".hidden", "a\0b", "x" * 300])
def test_a_blob_name_never_leads_out_of_the_cache(tmp_path: Path, name: str) -> None:
    session = _session(tmp_path)
    before = _tree(tmp_path)
    session.write_blob(name, b"x")
    assert session.read_blob(name) is None
    assert _tree(tmp_path) == before


def test_only_the_newest_blobs_are_kept(tmp_path: Path) -> None:
    session = _session(tmp_path)
    for age, name in enumerate(["new", "old", "older"]):
        session.write_blob(f"frames/{name}", b"x")
        os.utime(tmp_path / "cache/demo/frames" / name, (1000 - age, 1000 - age))
    session.keep_newest_blobs("frames", 1)
    assert [path.name for path in (tmp_path / "cache/demo/frames").iterdir()] == ["new"]


def test_forget_leaves_language_and_theme_only(tmp_path: Path) -> None:
    session = _session(tmp_path)
    _fill(session)
    session.forget()
    assert _state(session) == {**_state(Session(None, None)), "settings": Settings("en", "etalase-light")}
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()] == [
        "settings.json"
    ]
    assert _state(_session(tmp_path)) == _state(session)


def test_a_damaged_file_is_set_aside_with_a_notice_and_the_rest_is_there(tmp_path: Path) -> None:
    _fill(_session(tmp_path))
    cart = tmp_path / "stores/demo/cart.json"
    cart.write_bytes(cart.read_bytes()[:-20])
    session = _session(tmp_path)
    assert session.cart_lines == []
    assert len(session.notices) == 1
    assert session.draft.name == "Budi"
    assert session.orders[0].secret_slug == SLUG
    assert len(list(cart.parent.glob("cart.json.damaged-*"))) == 1
    assert _session(tmp_path).notices == []


def test_an_attempt_without_what_it_cannot_be_without_is_set_aside_and_said(tmp_path: Path) -> None:
    folder = tmp_path / "stores/demo/attempts"
    folder.mkdir(parents=True)
    (folder / "a.json").write_text('{"version": 1, "id": "a"}')
    session = _session(tmp_path)
    assert session.attempts == []
    assert len(session.notices) == 1
    assert len(list(folder.glob("a.json.damaged-*"))) == 1


@pytest.mark.parametrize("token", ["two words", "line\nend", "a\r\nX-Evil: 1", "", "é", 5, ["x"], "x" * 600])
def test_a_guest_token_that_cannot_stand_in_a_header_is_dropped(tmp_path: Path, token: object) -> None:
    folder = tmp_path / "stores/demo"
    folder.mkdir(parents=True)
    (folder / "cart.json").write_text(json.dumps({"version": 1, "guest_token": token}))
    assert _session(tmp_path).guest_token is None


def test_lines_of_nothing_are_not_lines(tmp_path: Path) -> None:
    folder = tmp_path / "stores/demo"
    folder.mkdir(parents=True)
    lines = [{"id": 1, "kind": "variant", "ref_id": 2, "quantity": q} for q in (0, -3, True, "2", 1.5, 4)]
    (folder / "cart.json").write_text(json.dumps({"version": 1, "lines": lines}))
    assert [line.quantity for line in _session(tmp_path).cart_lines] == [4]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
_FIELDS = [
    "guest_token", "lines", "snapshots", "draft", "places", "language", "theme", "pictures", "keys", "id", "state",
    "started_at", "secret_slug", "placed_at", "total", "kind", "ref_id", "quantity", "name", "place", "courier",
    "direct", "location_id", "subdistrict", "city", "province", "price", "variant_ids", "dismissed",
]  # fmt: skip
_OBJECT = st.recursive(
    st.dictionaries(st.sampled_from(_FIELDS), _JSON, max_size=6),
    lambda inner: st.dictionaries(st.sampled_from(_FIELDS), inner | st.lists(inner, max_size=3), max_size=6),
    max_leaves=8,
)
_DOCUMENT = _OBJECT.map(lambda body: json.dumps({**body, "version": 1}).encode())
_FILES = [
    "settings.json",
    "stores/demo/cart.json",
    "stores/demo/draft.json",
    "stores/demo/attempts/a1.json",
    "stores/demo/orders/o1.json",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(contents=st.lists(st.binary(max_size=60) | _JSON.map(lambda j: json.dumps(j).encode()) | _DOCUMENT,
                         min_size=5, max_size=5))  # fmt: skip
def test_no_state_file_blocks_the_start(
    tmp_path_factory: pytest.TempPathFactory, contents: list[bytes]
) -> None:
    root = tmp_path_factory.mktemp("hostile")
    for name, content in zip(_FILES, contents, strict=True):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    session = _session(root)
    # What was read can be written and read again, and is then the same.
    session.save_settings()
    session.save_cart()
    session.save_draft()
    for attempt in session.attempts:
        session.save_attempt(attempt)
    again = _session(root)
    assert _state(again) == _state(session)
    assert again.notices == []


def test_an_order_that_could_not_be_written_is_not_lost_when_the_disk_is_read_again(tmp_path: Path) -> None:
    session = _session(tmp_path)
    session.save_attempt(OrderAttempt("a1", "submitting", "2026-11-20T14:05:00"))
    folder = tmp_path / "stores" / "demo"
    (folder / "orders").write_text("in the way")
    (folder / "attempts").rename(folder / "away")
    (folder / "attempts").write_text("in the way")
    attempt = session.attempts[0]
    attempt.state, attempt.secret_slug = "placed", SLUG
    session.save_order(PlacedOrder(SLUG, order_id="261120ABCD"))
    with pytest.raises(OSError):
        session.save_attempt(attempt)

    session.reload_orders()
    assert [order.secret_slug for order in session.orders] == [SLUG]
    assert [known.state for known in session.attempts] == ["placed"]

    (folder / "attempts").unlink()
    (folder / "away").rename(folder / "attempts")
    (folder / "orders").unlink()
    session.reload_orders()  # there is room again
    after = _session(tmp_path)
    assert [order.secret_slug for order in after.orders] == [SLUG]
    assert [known.state for known in after.attempts] == ["placed"]


def test_signing_out_removes_the_orders_another_process_made_as_the_customer(tmp_path: Path) -> None:
    here, there = _session(tmp_path), _session(tmp_path)
    here.account = there.account = "digest-of-rina"
    there.save_order(PlacedOrder(SLUG, account="digest-of-rina"))
    there.save_attempt(OrderAttempt("a1", "placed", "now", account="digest-of-rina"))
    there.save_order(PlacedOrder("slug-of-a-guest"))
    here.forget_account()
    after = _session(tmp_path)
    assert [order.secret_slug for order in after.orders] == ["slug-of-a-guest"]
    assert after.attempts == []
