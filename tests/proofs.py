"""What the tests of transfer proofs share: pictures, an order to prove, a line that breaks in the middle."""

from __future__ import annotations

import asyncio
import io
import random
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image

from app.api.errors import ShopError
from app.services.placing import found_order
from app.services.proof import Proof
from app.services.shop import Shop


def picture(kind: str = "PNG", size: tuple[int, int] = (90, 160), *, noise: bool = False) -> bytes:
    """A picture of that kind; with `noise` one that hardly compresses."""
    made = Image.new("RGB", size, (240, 245, 250))
    if noise:
        made = Image.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3))
    out = io.BytesIO()
    made.save(out, kind)
    return out.getvalue()


def picture_file(folder: Path, name: str = "bukti.png", data: bytes | None = None) -> Path:
    """A file with such a picture in it."""
    path = folder / name
    path.write_bytes(picture() if data is None else data)
    return path


async def bank_order(shop: Shop) -> str:
    """An order to be paid by transfer, kept in the session; gives its secret slug."""
    client = await shop.client()
    async for page in client.items():
        for card in page.items:
            if card.item_type == "digital" and card.in_stock and not card.is_bundle:
                variant = (await client.product(card.slug)).variants[0].id
                made = await client.checkout(
                    {
                        "customer_name": "Sari", "customer_email": "sari@example.com",
                        "customer_phone": "628123456789", "payment_method": "bank_transfer",
                        "items": [{"type": "variant", "variant_id": variant, "quantity": 1}],
                    },
                    guest=False,
                )  # fmt: skip
                shop.session.save_order(found_order(made))
                await shop.orders.fetch(made.secret_slug)
                return made.secret_slug
    raise AssertionError("nothing digital in the demo store")


async def sent(shop: Shop, slug: str) -> Proof:
    """Send, or go on sending, and wait for the end of it."""
    over = asyncio.Event()
    proof = shop.proofs.of(slug)
    end = shop.proofs.changed.subscribe(lambda: None if proof.busy else over.set())
    assert shop.proofs.send(slug)
    async with asyncio.timeout(20):
        await over.wait()
    end()
    return proof


def failed(proof: Proof, step: str, kind: type[ShopError]) -> bool:
    return not proof.busy and proof.step == step and type(proof.error) is kind


class BreakingLine:
    """Between a buyer and a store; breaks the next connection that carries such a request after so many bytes."""

    def __init__(self) -> None:
        self.port = 0
        self.broken = 0
        self._begins = b""
        self._after = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def break_at(self, begins: bytes, after: int) -> None:
        self._begins, self._after = begins, after

    async def carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, stops: Callable[[bytes], bool]
    ) -> None:
        try:
            while data := await reader.read(16384):
                if stops(data):
                    return
                writer.write(data)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    def watcher(self, writer: asyncio.StreamWriter) -> Callable[[bytes], bool]:
        carried: int | None = None

        def stops(data: bytes) -> bool:
            nonlocal carried
            if carried is None and self._begins and data.startswith(self._begins):
                carried = 0
            if carried is None:
                return False
            carried += len(data)
            if carried < self._after:
                return False
            self.broken += 1
            self._begins = b""
            writer.get_extra_info("socket").setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            writer.transport.abort()
            return True

        return stops


@asynccontextmanager
async def breaking_line(base_url: str) -> AsyncIterator[BreakingLine]:
    """A line to the store at `base_url`."""
    line = BreakingLine()
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", urlsplit(base_url).port)
        back = asyncio.create_task(line.carry(far_reader, writer, lambda _data: False))
        there = asyncio.current_task()
        assert there is not None
        tasks.update((back, there))
        with suppress(asyncio.CancelledError):
            await line.carry(reader, far_writer, line.watcher(writer))
        back.cancel()
        for end in (far_writer, writer):
            end.close()
            with suppress(OSError, asyncio.CancelledError):
                await end.wait_closed()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    line.port = server.sockets[0].getsockname()[1]
    try:
        yield line
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
