"""A merchant with an empty home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app import i18n
from app.api.gate import RetryPolicy
from app.config import VARIABLES
from app.setup.business_key import VARIABLE
from tests.setup.merchants import Merchant


@pytest.fixture
def merchant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Merchant]:
    for name in ("STATE", "DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    for name in (*VARIABLES.values(), VARIABLE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(RetryPolicy, "delay", lambda _policy, _tries: 0.0)
    before = i18n.language()
    yield Merchant(tmp_path, capsys, monkeypatch)
    i18n.set_language(before)
