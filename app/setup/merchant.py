"""The store as its merchant asks it: one call at a time between questions, every failure in words."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from types import TracebackType
from typing import Any, Self, TypeVar

from app.api.errors import ShopError
from app.api.gate import Gate
from app.api.request_log import RequestLog
from app.api.transport import Transport
from app.api.wire import Wire
from app.config import StoreConfig
from app.i18n import ngettext
from app.setup.business import BusinessClient
from app.setup.business_key import BusinessKey
from app.setup.dialogue import Dialogue
from app.setup.models import Origin, PublicKey
from app.setup.plan import Place
from app.setup.words import READ, UPDATE, closed, refusal

T = TypeVar("T")


class Merchant:
    """A business key at a store; a context manager that is opened first. Every method may raise Refused."""

    keys: list[PublicKey]
    """Publishable keys that can be used, the newest first."""

    def __init__(self, place: Place, key: BusinessKey, dialogue: Dialogue, log_file: str | None) -> None:
        self._place = place
        self._key = key
        self._dialogue = dialogue
        self._log_file = log_file

    def open(self) -> None:
        """Ask for the keys, which takes a business key that the store knows. Raises WrongKey for another."""
        self._runner = asyncio.Runner()
        wire = Wire(Transport(), self._place.base_url, gate=Gate(self._pause), log=RequestLog(self._log_file))
        self._client = BusinessClient(wire, self._key, store_id=self._place.store_id)
        try:
            active = [key for key in self._ask(self._client.public_keys(), READ) if key.active]
        except BaseException:
            self.close()
            raise
        self.keys = sorted(active, key=lambda key: key.inserted_at, reverse=True)

    def close(self) -> None:
        """Drop the connection."""
        self._runner.run(self._client.close())
        self._runner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def create_public_key(self) -> PublicKey:
        return self._ask(self._client.create_public_key(), UPDATE)

    def revoke_public_key(self, key_id: str) -> None:
        self._ask(self._client.revoke_public_key(key_id), UPDATE)

    def origins(self) -> list[Origin]:
        """Those that are let in."""
        return [one for one in self._ask(self._client.origins(), READ) if one.active]

    def allow_origin(self, origin: str) -> Origin:
        return self._ask(self._client.allow_origin(origin), UPDATE)

    def revoke_origin(self, origin_id: str) -> None:
        self._ask(self._client.revoke_origin(origin_id), UPDATE)

    def items(self, store: StoreConfig) -> int | None:
        """How much the store has on show, asked the way the shop asks; None when it does not say."""
        return self._runner.run(self._count(store))

    async def _count(self, store: StoreConfig) -> int | None:
        from app.services.connect import connect
        from app.session import Session

        # A session in memory: looking must leave no trace, not even a guest token.
        client = await connect(store, Session(None, None), on_wait=self._pause, log_file=self._log_file)
        try:
            return await client.item_count()
        except ShopError as error:
            raise closed(error) from error
        finally:
            await client.close()

    def _ask(self, call: Coroutine[Any, Any, T], scope: str) -> T:
        try:
            return self._runner.run(call)
        except ShopError as error:
            place = self._place
            raise refusal(error, store_id=place.store_id, base_url=place.base_url, scope=scope) from error

    def _pause(self, seconds: float) -> None:
        if seconds:
            words = ngettext(
                "The store asks for a break of {seconds} second …",
                "The store asks for a break of {seconds} seconds …",
                round(seconds),
            )
            self._dialogue.say(words.format(seconds=round(seconds)))
