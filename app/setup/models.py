"""What the setup routes answer (NOTES section 16)."""

from __future__ import annotations

from typing import Any

from app.api.models.base import Handle, NeededText, Text, WireModel
from app.config import KEY_PREFIX


class PublicKey(WireModel):
    """A publishable key. `token` is empty once it is revoked; `repr` leaves it out."""

    id: NeededText
    token: Handle = ""
    status: Text = ""
    inserted_at: Text = ""

    @property
    def active(self) -> bool:
        """A shop can be opened with it."""
        return self.status == "active" and self.token.startswith(KEY_PREFIX)

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        return [("id", self.id), ("status", self.status)]


class Origin(WireModel):
    """A web address from which the store lets browsers in."""

    id: NeededText
    origin: NeededText
    status: Text = ""

    @property
    def active(self) -> bool:
        return self.status == "active"
