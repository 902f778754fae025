"""How every reply of the store is read: unknown fields, nulls and odd types never break a screen.

The types below give the value, or what stands for "not known"; only those called needed, and lists that must be
whole, fail. A reply that fails, or is not the contract at all, raises BrokenReply in `read`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError, WrapValidator
from pydantic_core.core_schema import ValidatorFunctionWrapHandler

from app.money import parse_money
from app.text import LONG, clean, clean_lines, safe_url

_HANDLE = re.compile(r"[\x21-\x7e]{1,512}")


def _text(value: Any) -> str:
    if isinstance(value, str):
        return clean(value)
    return (
        clean(str(value)) if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) else ""
    )


def _lines(value: Any) -> str:
    return clean_lines(value, LONG) if isinstance(value, str) else ""


def _maybe_text(value: Any) -> str | None:
    return _text(value) or None


def _url(value: Any) -> str | None:
    return safe_url(value) if isinstance(value, str) else None


def _handle(value: Any) -> Any:
    if isinstance(value, str):
        return value if _HANDLE.fullmatch(value) else ""
    return value


def _integer(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        text = value.strip()
        return (
            int(text)
            if len(text) < 20 and text.removeprefix("-").isascii() and text.removeprefix("-").isdigit()
            else None
        )
    if isinstance(value, (float, Decimal)):  # a fraction comes as Decimal, see `Reply.json`
        number = Decimal(value)
        return (
            int(number)
            if number.is_finite() and number.copy_abs() < 2**63 and number == int(number)
            else None
        )
    return value if isinstance(value, int) and abs(value) < 2**63 else None


def _flag(value: Any) -> bool:
    return value is True or value in ("true", "True", 1)


def _maybe_flag(value: Any) -> bool | None:
    return None if value is None else _flag(value)


def _sure_flag(value: Any) -> bool:
    if value in (True, 1, "true", "True"):
        return True
    if value in (False, 0, "false", "False"):
        return False
    raise ValueError("neither true nor false")


def _there(value: str) -> str:
    if not value:
        raise ValueError("empty")
    return value


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _good_items(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    """Items that cannot be read are left out, the others stay."""
    if not isinstance(value, list):
        return validate([])
    good: list[Any] = []
    for item in value:
        try:
            good.extend(validate([item]))
        except ValidationError:
            continue
    return good


def _or_none(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    try:
        return validate(value)
    except ValidationError:
        return None


Text = Annotated[str, BeforeValidator(_text)]
"""One cleaned line; empty when absent."""
MaybeText = Annotated[str | None, BeforeValidator(_maybe_text)]
"""One cleaned line; None when absent or empty."""
Handle = Annotated[str, BeforeValidator(_handle)]
"""A name to send back to the letter, so never cleaned: visible ASCII, else empty. It cannot be absent."""
Lines = Annotated[str, BeforeValidator(_lines)]
"""Cleaned text with line ends, up to 64 KB: notes, messages, HTML descriptions."""
Url = Annotated[str | None, BeforeValidator(_url)]
"""An http or https URL, else None."""
NeededUrl = Annotated[str, BeforeValidator(_url)]
"""An http or https URL, without which the whole cannot be used: it fails where there is none."""
NeededText = Annotated[Text, AfterValidator(_there)]
"""One cleaned line, without which the whole cannot be used: it fails where there is none."""
Money = Annotated[Decimal | None, BeforeValidator(parse_money)]
Integer = Annotated[int | None, BeforeValidator(_integer)]
Flag = Annotated[bool, BeforeValidator(_flag)]
NeededMoney = Annotated[Decimal, BeforeValidator(parse_money)]
"""An amount without which the whole cannot be used: it fails where there is none."""
NeededFlag = Annotated[bool, BeforeValidator(_sure_flag)]
"""An answer without which the whole cannot be used: it fails where there is none."""
NeededInteger = Annotated[int, BeforeValidator(_integer)]
"""A number without which the whole cannot be used: it fails where there is none."""
MaybeFlag = Annotated[bool | None, BeforeValidator(_maybe_flag)]
Object = Annotated[dict[str, Any], BeforeValidator(_object)]
"""An open object whose members are still hostile: clean each one on use."""

T = TypeVar("T")
Whole = Annotated[list[T], BeforeValidator(lambda v: [] if v is None else v)]
"""A list of which no item may be missing: one that cannot be read makes it fail."""
Many = Annotated[list[T], WrapValidator(_good_items)]
Maybe = Annotated[T | None, WrapValidator(_or_none)]

Urls = Annotated[
    list[str],
    BeforeValidator(lambda v: [u for u in map(_url, v) if u] if isinstance(v, list) else []),
]


class WireModel(BaseModel):
    """A part of a reply. Extra keys are ignored; nothing is compiled until first used."""

    model_config = ConfigDict(extra="ignore", frozen=True, defer_build=True)


class PersonalModel(WireModel):
    """One that says who a buyer is, or opens their order: its `repr` shows nothing of it."""

    def __repr_args__(self) -> list[tuple[str | None, Any]]:
        return []
