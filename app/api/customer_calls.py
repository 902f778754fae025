"""How a signed-in customer's calls are sent: under `/customers/me`, each with a bearer. One the store refuses (401: it
did nothing) is renewed, and the call sent once more; only an order is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol, Self
from urllib.parse import quote

from app.api.errors import Refused
from app.api.reply import Reply
from app.api.wire import Wire

Json = dict[str, Any]


class Bearer(Protocol):
    """Gives the access token to send; `refused` is one that has just been answered with 401. Raises SignedOut."""

    async def access(self, *, refused: str | None = None) -> str: ...


class CustomerCalls:
    """One customer of one store. What is sent may raise any error of `app.api.errors`, SignedOut included."""

    def __init__(self, wire: Wire, bearer: Bearer, *, store_id: str, api_key: str) -> None:
        self._wire = wire
        self._bearer = bearer
        self._store_id = store_id
        self._store = f"/v3/stores/{quote(store_id, safe='')}"
        self._key = api_key

    @classmethod
    def beside(cls, other: CustomerCalls) -> Self:
        """The same customer, asked about something else."""
        return cls(other._wire, other._bearer, store_id=other._store_id, api_key=other._key)

    async def _call(
        self,
        method: str,
        path: str,
        *,
        params: Json | None = None,
        json: Json | None = None,
        safe: bool = False,
        never_again: bool = False,
    ) -> Reply:
        """One operation under `/customers/me`. `safe`: a POST that may be sent again, whatever became of it.

        `never_again`: what the customer asks for by hand only, not even after a 401.
        """
        path = f"/customers/me{path}"
        return await self._send(method, path, params=params, json=json, safe=safe, never_again=never_again)

    async def _send(
        self,
        method: str,
        path: str,
        *,
        params: Json | None = None,
        json: Json | None = None,
        headers: Mapping[str, str] | None = None,
        safe: bool = False,
        never_again: bool = False,
    ) -> Reply:
        query = {name: str(value) for name, value in (params or {}).items() if value is not None}

        async def once(access: str) -> Reply:
            return await self._wire.call(
                method,
                self._store + path,
                params=query,
                json=json,
                headers={**(headers or {}), "Authorization": f"Bearer {access}"},
                repeatable=safe or method != "POST",
            )

        access = await self._bearer.access()
        try:
            return await once(access)
        except Refused as error:
            if error.status != 401:
                raise
            renewed = await self._bearer.access(refused=access)
            if never_again:
                raise
        return await once(renewed)
