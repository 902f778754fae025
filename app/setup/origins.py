"""Web addresses a store lets browsers in from: exactly scheme, host and port, as a browser says them (NOTES section 16)."""

from __future__ import annotations

import re

from app.command_line import Refused
from app.config import ConfigError, loopback
from app.i18n import _

LOCAL = "http://localhost:8123"
"""What is offered for links to a new password; any free port of this machine will do."""
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ORIGIN = re.compile(
    rf"(?P<scheme>https?)://(?:{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:.]+\])(?::(?P<port>[1-9]\d{{0,4}}))?"
)
_IMPLIED = {"http": "80", "https": "443"}


def origin(value: str) -> str:
    """The origin as given. Raises Refused for what no browser would send as one."""
    found = _ORIGIN.fullmatch(value)
    example = "https://toko.example"
    if found is None or int(found["port"] or 1) > 65535 or len(value) > 300:
        raise Refused(
            _(
                "{value} is not an address like {example}: http:// or https://, then the host in small letters, "
                "and nothing behind it."
            ).format(value=_shown(value), example=example)
        )
    if found["port"] == _IMPLIED[found["scheme"]]:
        raise Refused(_("Leave out :{port}: browsers leave it out too.").format(port=found["port"]))
    return value


def local_origin(value: str) -> str:
    """An origin on this machine for links to a new password; empty for none. Raises Refused."""
    try:
        return loopback(value, "--reset-origin")
    except ConfigError as error:
        raise Refused(str(error)) from error


def _shown(value: str) -> str:
    from app.text import clean

    return f"“{clean(value, 60)}”"
