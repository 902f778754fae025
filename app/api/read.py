"""From a reply to models: bad rows are dropped, an answer that is not the contract at all is a BrokenReply."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError

from app.api.errors import BrokenReply
from app.api.models.base import WireModel
from app.api.reply import Reply

ModelT = TypeVar("ModelT", bound=WireModel)


def read_model(reply: Reply, model: type[ModelT]) -> ModelT:
    """The bare object a single-resource reply is (NOTES section 2). Raises BrokenReply."""
    value = reply.json()
    read = _validated(value, model) if isinstance(value, dict) else None
    if read is None:
        raise BrokenReply
    return read


def read_rows(reply: Reply, model: type[ModelT]) -> list[ModelT]:
    """The rows of `{data: […]}`, without those that cannot be read. Raises BrokenReply, also when none can."""
    return rows_of(reply.json(), model)


def rows_of(body: Any, model: type[ModelT]) -> list[ModelT]:
    """The same from a body already read."""
    data = body.get("data") if isinstance(body, dict) else None
    if not isinstance(data, list):
        raise BrokenReply
    rows = [row for item in data if (row := _validated(item, model)) is not None]
    if data and not rows:
        raise BrokenReply
    return rows


def _validated(value: Any, model: type[ModelT]) -> ModelT | None:
    try:
        return model.model_validate(value)
    except (ValidationError, RecursionError):
        return None
