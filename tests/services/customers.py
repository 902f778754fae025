"""Customers at a store on a socket, through the services alone; and what is left of them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from app.records import LineSnapshot
from app.sandbox.mailbox import Mail
from app.services.cart import variant_snapshot
from app.services.shop import Shop
from app.session import Session
from tests.sandbox.signing_in import SARI, Known
from tests.served import Served
from tests.services.till import settle


@asynccontextmanager
async def shop_at(store: Served, folder: Path | None) -> AsyncIterator[Shop]:
    """One run of the shop: what it keeps is in `folder`, or nowhere."""
    session = Session(folder / "shop", folder / "settings.json") if folder else Session(None, None)
    if folder:
        session.load()
    shop = Shop(store.config, session)
    shop.restore()
    try:
        yield shop
    finally:
        await shop.close()


async def sign_in(shop: Shop, store: Served, who: Known = SARI) -> None:
    """With password and, where one is asked for, the code from the mailbox; until everything has followed."""
    if await shop.auth.sign_in(*who) == "code":
        await shop.auth.enter_code(str(newest_mail(store).code))
    await settle(shop)


def newest_mail(store: Served) -> Mail:
    mail = store.sandbox.mailbox.newest()
    assert mail is not None
    return mail


async def something(shop: Shop, slug: str = "lampu-bambu", number: int = 0) -> LineSnapshot:
    """A variant of a product."""
    product = await shop.catalog.product(slug)
    return variant_snapshot(product, product.variants[number])


def on_disk(folder: Path) -> bytes:
    """Everything kept there, names of files included."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    return b"\n".join(
        [*(str(file.relative_to(folder)).encode() for file in files), *map(Path.read_bytes, files)]
    )


def in_memory(*roots: object) -> set[str]:
    """Every text that can be reached from these objects of ours."""
    return set(_texts(list(roots)))


def _texts(waiting: list[object]) -> Iterator[str]:
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
            continue
        if id(one) in seen or isinstance(one, bytes | int | float | type | None):
            continue
        seen.add(id(one))
        if isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif isinstance(one, list | tuple | set | frozenset):
            waiting += one
        elif isinstance(one, asyncio.Task | asyncio.Future):
            continue
        elif type(one).__module__.partition(".")[0] in ("app", "collections"):
            waiting += _parts(one)


def _parts(one: Any) -> list[object]:
    parts = list(vars(one).values()) if hasattr(one, "__dict__") else []
    for kind in type(one).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        parts += [getattr(one, name, None) for name in ([slots] if isinstance(slots, str) else slots)]
    with suppress(TypeError):
        parts += list(one)
    return parts
