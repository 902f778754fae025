"""Signing in and out, and choosing a password: the `/public/auth` operations (NOTES section 4).

None of these is ever repeated by itself: a code or a refresh token works once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from app.api.errors import BrokenReply
from app.api.models.account import LoginReply, Tokens
from app.api.read import read_model
from app.api.reply import Reply
from app.api.wire import Wire

KEY_HEADER = "X-Scalev-Storefront-Api-Key"


class AuthClient:
    """One store's sign-in desk. Every method may raise any error of `app.api.errors`."""

    def __init__(self, wire: Wire, *, store_id: str, api_key: str) -> None:
        self._wire = wire
        self._root = f"/v3/stores/{quote(store_id, safe='')}/public/auth"
        self._key = api_key

    async def login(self, email: str, password: str) -> LoginReply:
        """Tokens, or word that a code is on its way: a reply with neither is none."""
        body = {"email": email, "password": password}
        reply = read_model(await self._post("/login", body), LoginReply)
        if reply.tokens is None and not reply.message:
            raise BrokenReply
        return reply

    async def verify(self, email: str, code: str) -> Tokens:
        return read_model(await self._post("/otp/verify", {"email": email, "otp": code}), Tokens)

    async def refresh(self, refresh: str) -> Tokens:
        """A new pair. `refresh` is used up by this, whether or not the answer arrives."""
        return read_model(await self._post("/jwt/refresh", {"refresh": refresh}), Tokens)

    async def blacklist(self, tokens: list[str]) -> None:
        await self._post("/jwt/blacklist", {"tokens": tokens})

    async def forget_password(self, email: str, *, origin: str | None = None) -> None:
        """Have a link sent. `origin` is where the link shall lead when the store has registered it."""
        headers = {"Origin": origin} if origin else None
        await self._post("/forget-password", {"email": email}, headers)

    async def save_password(self, token: str, password: str) -> None:
        """Choose a password with the token of a link."""
        await self._post("/save-password", {"token": token, "password": password})

    async def _post(self, path: str, body: dict[str, Any], headers: Mapping[str, str] | None = None) -> Reply:
        sent = {KEY_HEADER: self._key, **(headers or {})}
        return await self._wire.call("POST", self._root + path, json=body, headers=sent, repeatable=False)
