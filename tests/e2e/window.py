"""One more etalase over the same session, without a screen: asks for the customer's profile again and again.

python -m tests.e2e.window FOLDER SECONDS     (the store from the SCALEV_ variables)
Ends with 0 when every answer came, 1 when it was signed out, and prints how many answers came.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from time import monotonic

from app.config import load_store
from app.services.shop import Shop
from app.session import Session


async def look(folder: Path, seconds: float) -> int:
    session = Session(folder / "shop", folder / "settings.json")
    session.load()
    shop = Shop(load_store(None, os.environ), session)
    shop.restore()
    answers, end = 0, monotonic() + seconds
    while monotonic() < end:
        await shop.account.load_profile()
        if shop.account.profile_error is not None or not shop.auth.signed_in:
            break
        answers += 1
        await asyncio.sleep(0.02)
    await shop.close()
    print(answers)
    return 0 if shop.account.profile_error is None and shop.auth.signed_in else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(look(Path(sys.argv[1]), float(sys.argv[2]))))
