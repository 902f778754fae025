"""A merchant at work: `etalase setup` without a terminal, the business key through a pipe."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass
from pathlib import Path

import pytest

from app import cli
from app.sandbox import DEMO_BUSINESS_KEY, DEMO_STORE_ID
from tests.served import Served


@dataclass
class Merchant:
    """Runs the command in this process, in a home of its own."""

    home: Path
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    @property
    def file(self) -> Path:
        return self.home / "config/etalase/etalase.toml"

    async def run(self, *given: str, key: str = DEMO_BUSINESS_KEY) -> tuple[int, str, str]:
        """Status, what was printed, and what was complained about."""
        self.monkeypatch.setattr("sys.stdin", io.StringIO(f"{key}\nnever read\n"))
        try:
            # In a thread: the store is served on this one's loop.
            status = await asyncio.to_thread(cli.main, [*given, "--language", "en"])
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = self.capsys.readouterr()
        return status, out, err

    async def set_up(
        self, shop: Served, *given: str, key: str = DEMO_BUSINESS_KEY, store_id: str = DEMO_STORE_ID
    ) -> tuple[int, str, str]:
        """`run` of setup for a store that is served."""
        return await self.run(
            "setup", "--base", shop.server.base_url, "--store-id", store_id, *given, key=key
        )

    def holding(self, secret: str) -> list[Path]:
        """The files of this home in which `secret` stands."""
        return [
            file
            for file in self.home.rglob("*")
            if file.is_file() and not file.is_symlink() and secret.encode() in file.read_bytes()
        ]
