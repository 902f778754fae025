"""Reading request bodies strictly: what the contract refuses is refused, with a word for each field."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

BIGGEST = 2**53
MOST_BYTES = 256 * 1024

_WHOLE = re.compile(r"[0-9]{1,15}")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class Invalid(Exception):
    """A request the store answers with 400: a sentence and a list of words for each field."""

    def __init__(self, message: str, errors: dict[str, list[str]] | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.errors = errors or {}


class Unknown(Exception):
    """A request that names something that is not there, or somebody else's: answered with 404."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Forbidden(Exception):
    """A request for what is there, but not for whoever asks: answered with 403."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def parse_body(raw: bytes, *, may_be_empty: bool = False) -> dict[str, Any]:
    """The JSON object of a request. Raises Invalid when it is anything else."""
    if not raw and may_be_empty:
        return {}
    if len(raw) > MOST_BYTES:
        raise Invalid("The request is too large")
    try:
        value = json.loads(raw, parse_constant=_refuse_constant)
        # Lone surrogates pass the parser but cannot be sent back.
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Invalid("The request body is not valid JSON") from error
    if not isinstance(value, dict):
        raise Invalid("The request body must be a JSON object")
    return value


def whole(value: Any) -> int | None:
    """A positive whole number, also in digits (ids come both ways); None when it is not one."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and 1 <= value <= BIGGEST else None


class Fields:
    """The fields of one object, read one by one; what is wrong gathers in `errors` until `done` raises."""

    def __init__(
        self,
        body: dict[str, Any],
        *,
        allowed: Collection[str] | None = None,
        inside: Fields | None = None,
        at: str = "",
    ) -> None:
        self.body = body
        self.errors: dict[str, list[str]] = {} if inside is None else inside.errors
        self._at: str = at if inside is None else f"{inside._at}{at}."
        """Put before the names of fields; `inside` gathers what is wrong."""
        if allowed is not None:
            for key in body:
                if key not in allowed:
                    self.fail(key, "is not allowed")

    def fail(self, field: str, word: str) -> None:
        self.errors.setdefault(self._at + field, []).append(word)

    def text(self, field: str, *, required: bool = False, most: int = 4000, nullable: bool = True) -> str:
        """Stripped text; empty when absent."""
        value = self.body.get(field)
        if value is None and (nullable or field not in self.body):
            value = ""
        if not isinstance(value, str):
            self.fail(field, "must be text")
            return ""
        text = value.strip()
        if required and not text:
            self.fail(field, "is required")
        if len(value) > most:
            self.fail(field, f"must be at most {most} characters")
        return text

    def secret(self, field: str, *, least: int = 1, most: int = 200) -> str:
        """A password or the like: as it came, spaces and all."""
        value = self.body.get(field)
        if not isinstance(value, str):
            self.fail(field, "must be text" if field in self.body else "is required")
            return ""
        if not value:
            self.fail(field, "is required")
        elif not value.strip():
            self.fail(field, "must not be only spaces")
        elif len(value) < least:
            self.fail(field, f"must be at least {least} characters")
        if len(value) > most:
            self.fail(field, f"must be at most {most} characters")
        return value

    def one_of(self, field: str, known: Collection[str]) -> str:
        """One of these words, or empty."""
        text = self.text(field, nullable=False)
        if text and text not in known:
            self.fail(field, f"must be one of: {', '.join(known)}")
        return text

    def flag(self, field: str) -> bool:
        value = self.body.get(field, False)
        if not isinstance(value, bool):
            self.fail(field, "must be true or false")
        return value is True

    def day(self, field: str, *, first: date, last: date) -> str:
        """A date as YYYY-MM-DD between these two, or empty."""
        text = self.text(field, nullable=False)
        if not text:
            return ""
        try:
            parsed = date.fromisoformat(text) if len(text) == 10 else None
        except ValueError:
            parsed = None
        if parsed is None:
            self.fail(field, "must be a date, like 1990-12-31")
        elif not first <= parsed <= last:
            self.fail(field, "cannot be right")
        return text

    def email(self, field: str) -> str:
        text = self.text(field, required=True, most=254)
        if text and not _EMAIL.fullmatch(text):
            self.fail(field, "is not a valid e-mail address")
        return text

    def id(
        self, field: str, *, required: bool = False, digits: bool = True, nullable: bool = True
    ) -> int | None:
        """A whole number from 1; `digits` also takes it as text."""
        value = self.body.get(field)
        if value is None and (nullable or field not in self.body):
            if required:
                self.fail(field, "is required")
            return None
        number = None if isinstance(value, str) and not digits else whole(value)
        if number is None:
            self.fail(field, "must be a whole number from 1")
        return number

    def number(self, field: str, *, least: float, most: float) -> float | None:
        """A number between these two; None when absent."""
        if field not in self.body:
            return None
        value = self.body[field]
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.fail(field, "must be a number")
            return None
        if not least <= value <= most:
            self.fail(field, f"must be from {least} to {most}")
            return None
        return float(value)

    def whole_number(self, field: str, *, least: int | None = None, required: bool = False) -> None:
        """Checks a whole number, not in digits; null counts as absent."""
        value = self.body.get(field)
        if value is None:
            if required:
                self.fail(field, "is required")
        elif isinstance(value, bool) or not isinstance(value, int):
            self.fail(field, "must be a whole number")
        elif least is not None and value < least:
            self.fail(field, f"must be at least {least}")

    def web_address(self, field: str, *, required: bool = False) -> str:
        text = self.text(field, required=required)
        if text and not _WEB_ADDRESS.fullmatch(text):
            self.fail(field, "must be an http or https address")
        return text

    def object(self, field: str, *, required: bool = False) -> Fields | None:
        """The fields of an object inside; None when there is none."""
        if field not in self.body and not required:
            return None
        value = self.body.get(field)
        if not isinstance(value, dict):
            self.fail(field, "must be an object" if field in self.body else "is required")
            return None
        return Fields(value, inside=self, at=field)

    def objects(
        self, field: str, *, allowed: Collection[str], required: bool = False, most: int = 100
    ) -> list[Fields]:
        """The fields of each object in a list; `required`: at least one."""
        value = self.body.get(field, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.fail(field, "must be a list of objects")
            return []
        if (required and not value) or len(value) > most:
            self.fail(field, f"must have from 1 to {most} entries")
            return []
        return [
            Fields(one, allowed=allowed, inside=self, at=f"{field}[{place}]")
            for place, one in enumerate(value)
        ]

    def money(self, field: str) -> int | None:
        value = self.body.get(field)
        if value is None:
            return None
        try:
            amount = (
                Decimal(str(value))
                if isinstance(value, (str, int, float)) and not isinstance(value, bool)
                else None
            )
        except InvalidOperation:
            amount = None
        if amount is None or not amount.is_finite() or abs(amount) > BIGGEST:
            self.fail(field, "must be an amount of money")
            return None
        return int(amount)

    def moment(self, field: str) -> str | None:
        """An ISO 8601 date and time."""
        text = self.text(field)
        if not text:
            return None
        try:
            parsed = datetime.fromisoformat(text)
        except ValueError:
            self.fail(field, "must be a date and time")
            return None
        if parsed.tzinfo is None:
            self.fail(field, "must have a time zone")
            return None
        return text

    def done(self, message: str = "Please check what you filled in") -> None:
        if self.errors:
            raise Invalid(message, self.errors)
