"""The QR as a picture file: for a phone that cannot scan this screen, or for another device."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from app.i18n import _

if TYPE_CHECKING:
    from app.main import Etalase


async def save_picture(app: Etalase, data: str, name: str) -> None:
    """Write the QR of `data` among the buyer's downloads and say where, or why not."""
    if app.session.private:
        app.notify(_("This is a private session: no file is written here."), severity="warning")
        return
    from app.paths import downloads_folder
    from app.qr import save_png

    kept = "".join(c for c in name.lower() if c.isascii() and (c.isalnum() or c in "-_"))[:80]
    path = Path(f"{kept}.png")
    try:
        path = downloads_folder() / path
        await asyncio.to_thread(save_png, data, path)
    except (OSError, ValueError):
        app.notify(_("The picture could not be saved to {path}.").format(path=path), severity="error")
    else:
        app.notify(_("Saved: {path}").format(path=path), timeout=8)
