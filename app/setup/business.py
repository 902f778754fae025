"""The setup routes, with a merchant's business key: the one thing here that may change a store (NOTES section 16).

Apart from the shop's own client, which must never hold such a key.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from app.api.errors import BrokenReply
from app.api.read import read_model, read_rows
from app.api.reply import Reply
from app.api.wire import Wire
from app.setup.business_key import BusinessKey
from app.setup.models import Origin, PublicKey

Json = dict[str, Any]


class BusinessClient:
    """One store, as its merchant. Every method may raise any error of `app.api.errors`."""

    def __init__(self, wire: Wire, key: BusinessKey, *, store_id: str) -> None:
        self._wire = wire
        self._key = key
        self._root = f"/v3/stores/{quote(store_id, safe='')}"

    async def public_keys(self) -> list[PublicKey]:
        """Every publishable key, revoked ones too. Needs the scope store:read."""
        return read_rows(await self._call("GET", "/public-api-keys"), PublicKey)

    async def create_public_key(self) -> PublicKey:
        """Make a publishable key; the contract takes no name. Never sent twice. Needs the scope store:update."""
        made = read_model(await self._call("POST", "/public-api-keys"), PublicKey)
        if not made.active:
            raise BrokenReply
        return made

    async def revoke_public_key(self, key_id: str) -> None:
        """End a publishable key, for every shop that uses it. Needs the scope store:update."""
        await self._call("DELETE", f"/public-api-keys/{quote(key_id, safe='')}")

    async def origins(self) -> list[Origin]:
        """Every allowed origin, revoked ones too. Needs the scope store:read."""
        return read_rows(await self._call("GET", "/storefront/allowed-origins"), Origin)

    async def allow_origin(self, origin: str) -> Origin:
        """Let a web address in: http or https, to the letter, without a path. Never sent twice. Needs store:update."""
        body = {"origin": origin}
        return read_model(await self._call("POST", "/storefront/allowed-origins", json=body), Origin)

    async def revoke_origin(self, origin_id: str) -> None:
        """Shut a web address out again. Needs the scope store:update."""
        await self._call("DELETE", f"/storefront/allowed-origins/{quote(origin_id, safe='')}")

    async def close(self) -> None:
        await self._wire.close()

    async def _call(self, method: str, path: str, *, json: Json | None = None) -> Reply:
        headers = {"Authorization": self._key.header()}
        return await self._wire.call(
            method, self._root + path, json=json, headers=headers, repeatable=method != "POST"
        )
