"""The screens for the proof of a transfer, in characters at three sizes and two languages."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PIL import Image
from syrupy.assertion import SnapshotAssertion

from app.api.errors import Refused, ServerFault, ShopError
from styles.themes import DARK, LIGHT
from tests.orders import place_order
from tests.pilot import Buyer
from tests.snapshots.looks import at_every_size, compare, seen_as
from tests.snapshots.stage import press, settle

IN_COLOUR = {
    "120x40-en": {"chosen": (DARK,), "folder": (DARK,)},
    "80x24-id": {"chosen": (LIGHT,), "failed": (DARK,)},
    "40x12-id": {"chosen": (DARK,)},
}


@pytest.fixture
def pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder that looks the same everywhere."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DOWNLOAD_DIR", "XDG_PICTURES_DIR", "XDG_DESKTOP_DIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("screens.proof.draws_pictures", lambda _app: True)
    folder = tmp_path / "Downloads"
    (folder / "Struk 2026").mkdir(parents=True)
    (tmp_path / "Pictures").mkdir()
    monkeypatch.chdir(folder)
    receipt = Image.new("RGB", (540, 960), (242, 244, 248))
    for top, colour in (
        (60, (16, 92, 190)),
        (300, (40, 150, 90)),
        (420, (200, 205, 214)),
        (520, (200, 205, 214)),
    ):
        receipt.paste(colour, (50, top, 490, top + 60))
    receipt.save(folder / "bukti transfer BCA.png")
    for number, name in enumerate(("mutasi-november.jpg", "[promo] 11.11.webp", "IMG_20261120_214503.jpg")):
        (folder / name).write_bytes(b"\0" * (170_000 * (number + 1) ** 3))
        os.utime(folder / name, (1_795_000_000 - number * 90_000,) * 2)
    os.utime(folder / "bukti transfer BCA.png", (1_795_220_000,) * 2)
    return folder


async def walk(buyer: Buyer) -> AsyncIterator[str]:
    slug = await place_order(buyer, method="bank_transfer")
    buyer.app.open_proof(slug)
    await buyer.on_screen("ProofScreen")
    yield "nothing-chosen"
    await buyer.press("enter")
    await buyer.on_screen("FilesScreen")
    await buyer.reads("bukti")
    yield "folder"
    await press(buyer, *"zz")
    yield "no-such-name"
    await press(buyer, *["backspace"] * 2, *"mutasi", "enter")
    await buyer.until(lambda: buyer.shop.proofs.of(slug).bad, "the refusal")
    yield "wrong-kind"
    await buyer.press("f")
    await buyer.on_screen("FilesScreen")
    await buyer.reads("bukti")
    await press(buyer, "enter")
    await buyer.until(lambda: buyer.shop.proofs.of(slug).picture, "the picture")
    yield "chosen"
    client = await buyer.shop.client()
    for name, error, step in (
        ("upload_proof", Refused(403), "failed"),
        ("update_order", ServerFault(500), "not-told"),
    ):
        real = getattr(client, name)
        setattr(client, name, failing(error))
        await buyer.press("ctrl+s")
        await buyer.until(lambda: buyer.shop.proofs.of(slug).error, "the failure")
        yield step
        setattr(client, name, real)
    await buyer.press("r")
    await buyer.until(lambda: buyer.shop.proofs.of(slug).sent_at, "the end")
    yield "sent"
    await press(buyer, "escape")
    buyer.app.open_order(slug)
    await buyer.on_screen("OrderScreen")
    await settle(buyer)
    yield "order"


def failing(error: ShopError) -> object:
    async def fails(*_what: object, **_how: object) -> None:
        raise error

    return fails


@at_every_size
async def test_looks(
    size: tuple[int, int], language: str, pictures: Path, snapshot: SnapshotAssertion
) -> None:
    kept = IN_COLOUR.get(seen_as(size, language))
    await compare(walk, size, language, snapshot, in_colour=kept, hide=r"(?<=orders/)[a-z0-9]+")
