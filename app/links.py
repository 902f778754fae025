"""Links of a store as a buyer has them: from an e-mail, a chat, the address bar. Read here, never fetched.

Only the name at the end of a link is used, and asked of the configured store; the address itself is not opened.
Standard library only: the command line reads links before anything is imported.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, unquote, urlsplit

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder
    from app.config import StoreConfig
    from app.session import Session

LONGEST = 2048
"""Characters of the longest link that is looked at."""

LinkKind = Literal["order", "product", "bundle", "name", "home", "reset"]
Refusal = Literal["empty", "elsewhere", "unclear", "reset"]

_MARKERS: dict[str, LinkKind] = {
    **dict.fromkeys(("order", "orders", "pesanan", "pay", "payment", "invoice"), "order"),
    **dict.fromkeys(("product", "products", "produk"), "product"),
    **dict.fromkeys(("bundle", "bundles", "bundle-price-options", "paket"), "bundle"),
}
_FILLERS = frozenset(("public", "detail", "success"))
_ORDER_QUERIES = ("secret_slug", "order")
_RESETS = re.compile(r"(?:reset|save|forget|forgot|new|set)[-_]?password")
_TOKEN = re.compile(r"[\x21-\x7e]{1,2000}")
# What a slug of the contract is made of, unescaped; no control, space, slash or bidi mark gets through.
_NAME = re.compile(r"[\w~-](?:[\w.~-]{0,198}[\w~-])?")
_LOOKS_LIKE_HOST = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,24}(?::\d{1,5})?/|localhost(?::\d{1,5})?/")


@dataclass(frozen=True, slots=True)
class Link:
    """Where a link of this store leads."""

    kind: LinkKind
    """name: the link does not say of what it is the name; a product, a bundle or an order.

    home: the shop itself. reset: it chooses a new password.
    """
    slug: str = field(repr=False)
    """An order's opens that order to anyone, a reset's is its token: they stand in no log and no title."""
    query: str = field(default="", repr=False, compare=False)
    """What an advertisement may have added to it (app.attribution); empty for a reset."""


def read_link(text: str, hosts: Collection[str], *, store_id: str = "") -> Link | Refusal:
    """What a pasted or given text leads to.

    `hosts` are the names this store is known under (`hosts_of`), `store_id` the one an address of the API must name.
    `empty`: nothing there; `elsewhere`: another shop's link, or one that hides where it leads; `unclear`: nothing we
    know how to open; `reset`: a link that sets a new password, but without what it takes.
    """
    text = text.strip().rstrip(".,;!").strip("<>\"'“”()").rstrip(".,;!").strip()
    if not text:
        return "empty"
    if len(text) > LONGEST or any(char.isspace() or not char.isprintable() for char in text) or "\\" in text:
        return "unclear"
    if "://" not in text:
        if _LOOKS_LIKE_HOST.match(text):
            text = f"https://{text}"
        elif "/" in text or "@" in text or ":" in text:
            return "unclear"
        else:
            slug = _name(text)
            return Link("name", slug) if slug else "unclear"
    try:
        parts = urlsplit(text)
        host = ascii_host(parts.hostname or "")
        _port = parts.port
    except ValueError:
        return "unclear"
    if parts.scheme.lower() not in ("http", "https") or not host:
        return "unclear"
    if parts.username is not None or parts.password is not None or not _known(host, hosts):
        return "elsewhere"
    found = _read_path(parts.path, parts.query, store_id)
    if isinstance(found, Link) and found.kind == "home" and host not in hosts:
        return "unclear"  # below a platform's name it may be any of its shops
    if isinstance(found, Link) and found.kind != "reset":
        return replace(found, query=parts.query)
    return found


def _read_path(path: str, query: str, store_id: str) -> Link | Refusal:
    segments = [segment for segment in path.split("/") if segment]
    low = [segment.lower() for segment in segments]
    try:
        asked = parse_qs(query, max_num_fields=50)
    except ValueError:
        return "unclear"
    if any(_RESETS.fullmatch(segment) for segment in low) or "token" in asked:
        token = token_of(asked)
        return Link("reset", token) if token and any(map(_RESETS.fullmatch, low)) else "reset"
    if store_id and "stores" in low[:-1] and segments[low.index("stores") + 1] != store_id:
        return "elsewhere"
    for position, segment in enumerate(low):
        kind = _MARKERS.get(segment)
        if kind is None:
            continue
        after = [one for one in segments[position + 1 :] if one.lower() not in _FILLERS]
        slug = _name(after[0]) if after else ""
        if slug:
            return Link(kind, slug)
        if after:
            return "unclear"
    for name in _ORDER_QUERIES:
        if name in asked:
            slug = _name(asked[name][0], decoded=True)
            return Link("order", slug) if slug else "unclear"
    if not segments:
        return Link("home", "")
    if len(segments) == 1 and low[0] not in _MARKERS and (slug := _name(segments[0])):
        return Link("name", slug)
    return "unclear"


def token_of(asked: Mapping[str, list[str]]) -> str:
    """The one token among what a reset link asks with; empty without one that could be sent."""
    tokens = asked.get("token", [])
    return tokens[0] if len(tokens) == 1 and _TOKEN.fullmatch(tokens[0]) else ""


def _name(segment: str, *, decoded: bool = False) -> str:
    """The slug in a path segment, unescaped once; empty when it is none."""
    try:
        name = segment if decoded else unquote(segment, errors="strict")
    except UnicodeDecodeError:
        return ""
    return name if _NAME.fullmatch(name) else ""


def ascii_host(host: str) -> str:
    """A host as it goes over the wire: lower case, other alphabets as `xn--…`, so that look-alikes differ.

    Raises ValueError (UnicodeError is one) when it is none.
    """
    host = host.rstrip(".")
    if not host or len(host) > 253:
        return ""
    if host.isascii():
        return host.lower()
    return host.encode("idna").decode("ascii").lower()


def _known(host: str, hosts: Iterable[str]) -> bool:
    return any(host == one or (one.startswith(".") and host.endswith(one)) for one in hosts)


def hosts_of(store: StoreConfig, session: Session, seen: Iterable[PublicOrder] = ()) -> frozenset[str]:
    """The hosts whose links are this store's; one with a dot in front stands for all below it.

    The API's own and its platform's (`api.scalev.com`: all of `scalev.com`), the pages the store is configured with,
    and wherever the store's replies said that its order pages are.
    """
    hosts: set[str] = set()
    api = host_of(_demo_base() if store.is_demo else store.base_url)
    if api:
        hosts.add(api)
        platform = api.removeprefix("api.")
        if platform != api and "." in platform and not _is_address(platform):
            hosts |= {platform, f".{platform}"}
    addresses = [
        store.reset_origin,
        *store.pages.split(),
        *(order.public_order_url for order in session.orders),
    ]
    for order in seen:
        addresses += [order.public_order_url, *order.domains]
    hosts |= {host for address in addresses if address and (host := host_of(address))}
    return frozenset(hosts)


def _demo_base() -> str:
    from app.sandbox import DEMO_BASE_URL

    return DEMO_BASE_URL


def host_of(address: str) -> str:
    """The host of an absolute http(s) address, empty when it is none."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        return ascii_host(parts.hostname or "") if parts.scheme.lower() in ("http", "https") else ""
    except ValueError:
        return ""


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
