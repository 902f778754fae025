"""What is kept of a walk: every page it stops at, in characters; some of them in colour as well."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Mapping

import pytest
from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from app.config import StoreConfig
from tests.pilot import Buyer
from tests.snapshots.stage import look, settle, stage

Walk = Callable[[Buyer], AsyncIterator[str]]
Names = Mapping[str, tuple[str, ...]]
"""Pages and the themes in which they are kept."""

LOOKS = (((120, 40), "en"), ((80, 24), "id"), ((40, 12), "id"))
"""Every size and both languages; the longer words where there is little room."""


def seen_as(size: tuple[int, int], language: str) -> str:
    return f"{size[0]}x{size[1]}-{language}"


at_every_size = pytest.mark.parametrize(("size", "language"), LOOKS, ids=[seen_as(*one) for one in LOOKS])


class Characters(SingleFileSnapshotExtension):
    """One text file a walk."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class Picture(SVGImageExtension):  # type: ignore[misc]
    """As the plugin's own, under the name that newer releases of syrupy ask for."""

    file_extension = "svg"


async def compare(
    walk: Walk,
    size: tuple[int, int],
    language: str,
    snapshot: SnapshotAssertion,
    *,
    in_colour: Names | None = None,
    under_way: tuple[str, ...] = (),
    hide: str = "",
    store: StoreConfig | None = None,
    wait: bool = True,
) -> None:
    """Walk, and compare all that is seen on the way with what is kept.

    `under_way`: pages on which something is waited for, beside those called so; `hide`: what is another in every run.
    """
    kept = in_colour or {}
    pages: list[str] = []
    pictures: dict[str, str] = {}
    async with stage(size, language, store=store, wait=wait) as buyer:
        async for name in walk(buyer):
            words = await look(buyer, asking=name.endswith("-loading") or name in under_way)
            pages.append(f"{f' {name} ':=^{size[0]}}\n{re.sub(hide, '…', words) if hide else words}\n")
            for theme in kept.get(name, ()):
                pictures[f"{name}-{theme.removeprefix('etalase-')}"] = await picture(buyer, theme)
    assert len(pictures) == sum(map(len, kept.values())), (
        "a screen that is kept in colour has another name now"
    )
    assert "\n".join(pages) == snapshot(extension_class=Characters)
    for name, drawn in pictures.items():
        assert drawn == snapshot(extension_class=Picture, name=name)


async def picture(buyer: Buyer, theme: str) -> str:
    """The screen in a theme's colours, without the plugin's fonts from the net."""
    before = buyer.app.theme
    buyer.app.theme = theme
    await settle(buyer)
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", buyer.app.export_screenshot(), flags=re.DOTALL)
    buyer.app.theme = before
    await settle(buyer)
    return drawn
