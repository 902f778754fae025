"""What a buyer reads when something went wrong: one place, both languages, never a bare status code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.api.errors import ShopError


@dataclass(frozen=True, slots=True)
class Explanation:
    """What happened and what to do about it."""

    title: str
    """One short sentence: what happened."""
    advice: str
    """One sentence: what the buyer can do."""
    can_retry: bool
    detail: str = ""
    """The store's own words, cleaned; hostile: render as plain Content."""


def explain(error: ShopError) -> Explanation:
    """The words for an error, in the language in force."""
    raise NotImplementedError
