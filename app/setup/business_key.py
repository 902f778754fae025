"""The business key: where it is read, and the one object that holds it. It is written nowhere and shown nowhere."""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Callable, MutableMapping

from app.command_line import Refused
from app.config import KEY_PREFIX
from app.i18n import _

VARIABLE = "ETALASE_BUSINESS_API_KEY"
"""Not one of the SCALEV_ variables, which the shop looks at."""
_KEY = re.compile(r"[\x21-\x7e]{8,4096}")
_LONGEST_LINE = 8192


class BusinessKey:
    """A merchant's secret. Neither `str` nor `repr` nor a copy of its attributes shows it."""

    __slots__ = ("header",)

    def __init__(self, secret: str) -> None:
        # In a closure, and not in an attribute that a debugger or a careless dump would print.
        self.header: Callable[[], str] = lambda: f"Bearer {secret}"
        """Gives what goes into the Authorization header."""

    def __repr__(self) -> str:
        return "BusinessKey()"

    def __reduce__(self) -> str:
        raise TypeError("a business key is not for keeping")


def from_environment(environ: MutableMapping[str, str]) -> BusinessKey | None:
    """The key that the variable holds, taken out of `environ` and of what children of this process inherit.

    None when it is not set. Raises Refused for what cannot be one.
    """
    copied, inherited = environ.pop(VARIABLE, ""), os.environ.pop(VARIABLE, "")
    given = copied or inherited
    return _business_key(given) if given.strip() else None


def from_terminal() -> BusinessKey:
    """The key asked for without echo, or the first line of what is piped in. Raises Refused."""
    return _business_key(_ask() if sys.stdin.isatty() else _piped())


def _business_key(given: str) -> BusinessKey:
    """No message repeats what was given."""
    secret = given.strip()
    if not secret:
        raise Refused(
            _(
                "There is no business key. Type it when asked, pipe it in, or set {variable}; "
                "it is made in the Scalev dashboard under Settings, Developers, API Keys."
            ).format(variable=VARIABLE)
        )
    if secret.startswith(KEY_PREFIX):
        raise Refused(
            _(
                "That is a publishable key (sfpk_…). Connecting a store takes a business key: it begins with sk_ "
                "or rk_, and is made in the Scalev dashboard under Settings, Developers, API Keys."
            )
        )
    if not _KEY.fullmatch(secret):
        raise Refused(
            _(
                "That cannot be a business key: it is too short, or has a space or another character that "
                "cannot be in it."
            )
        )
    return BusinessKey(secret)


def _piped() -> str:
    try:
        return sys.stdin.readline(_LONGEST_LINE)
    except UnicodeDecodeError:  # it quotes what it could not read
        return "\N{REPLACEMENT CHARACTER}"


def _ask() -> str:
    import getpass

    with warnings.catch_warnings():
        # Where the echo cannot be switched off, getpass would go on with it.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(_("Business key (it is not shown): "))
        except getpass.GetPassWarning:
            pass
    raise Refused(_("This terminal cannot hide what is typed. Pipe the business key in instead."))
