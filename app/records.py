"""What survives a restart, as plain records: read tolerantly, because a state file may be old or damaged.

No pydantic here: these are needed for the first frame.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from decimal import Decimal
from types import UnionType
from typing import Any, ClassVar, Literal, Self, Union, get_args, get_origin, get_type_hints

from app.money import parse_money
from app.text import clean_lines

LineKind = Literal["variant", "bundle"]
AttemptState = Literal["draft", "submitting", "placed", "rejected", "unknown"]

_HINTS: dict[type, dict[str, Any]] = {}


class Record:
    """Base of every persisted record: to and from the JSON types, with wrong values replaced by defaults."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Only the kind, for records that say who a buyer is or open an order (`repr=False`)."""
        return f"{type(self).__name__}(…)"

    def dump(self) -> dict[str, Any]:
        """The record as JSON types; Decimal as text, nested records as objects."""
        return {f.name: _dump(getattr(self, f.name)) for f in dataclasses.fields(self)}  # type: ignore[arg-type]

    @classmethod
    def load(cls, raw: Any) -> Self | None:
        """The record from JSON types; None when `raw` is no object or lacks what the record cannot be without."""
        if not isinstance(raw, dict):
            return None
        hints = _HINTS.get(cls)
        if hints is None:
            hints = _HINTS[cls] = get_type_hints(cls)
        values: dict[str, Any] = {}
        for f in dataclasses.fields(cls):  # type: ignore[arg-type]
            if f.name not in raw:
                continue
            ok, value = _load(hints[f.name], raw[f.name])
            if ok:
                values[f.name] = value
        try:
            return cls(**values)
        except TypeError:
            return None


def _dump(value: Any) -> Any:
    if isinstance(value, Record):
        return value.dump()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [_dump(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _dump(item) for key, item in value.items()}
    return value


def _load(hint: Any, raw: Any) -> tuple[bool, Any]:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        if raw is None:
            return type(None) in get_args(hint), None
        return _load(next(a for a in get_args(hint) if a is not type(None)), raw)
    if origin is Literal:
        return raw in get_args(hint), raw
    if origin in (list, tuple):
        if not isinstance(raw, list):
            return False, None
        loaded = (_load(get_args(hint)[0], item) for item in raw)
        items = [value for ok, value in loaded if ok and value is not None]
        return True, (tuple(items) if origin is tuple else items)
    if isinstance(hint, type) and issubclass(hint, Record):
        record = hint.load(raw)
        return record is not None, record
    if hint is Decimal:
        amount = parse_money(raw)
        return amount is not None, amount
    if hint is str:
        return isinstance(raw, str), clean_lines(raw) if isinstance(raw, str) else None
    if hint is bool or hint is float:
        return isinstance(raw, (bool, int, float)), raw
    if hint is int:
        return isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < 2**63, raw
    return False, None


@dataclass(slots=True)
class LineSnapshot(Record):
    """What a cart line is, kept by us because cart replies carry only ids (NOTES section 6)."""

    kind: LineKind
    ref_id: int
    name: str
    options: str = ""
    picture: str | None = None
    slug: str = ""
    unique_id: str | None = None
    uuid: str | None = None
    item_type: str = "physical"
    price: Decimal | None = None
    variant_ids: list[int] = field(default_factory=list)
    """For a bundle: the variants inside, whose stock decides whether it can be bought."""

    @property
    def key(self) -> str:
        """The name of this thing across cart, session and catalogue: `variant:12` or `bundle:3`."""
        return f"{self.kind}:{self.ref_id}"

    def copy(self) -> LineSnapshot:
        """One for a cart or a checkout, which write into theirs what the store says of the line."""
        return dataclasses.replace(self, variant_ids=[*self.variant_ids])


@dataclass(slots=True)
class SavedLine(Record):
    """A cart line as last known, so that the cart is there before the store has answered."""

    id: int
    kind: LineKind
    ref_id: int
    quantity: int


@dataclass(slots=True, repr=False)
class Place(Record):
    """A destination area: a subdistrict of the store's list, with a postal code once chosen."""

    location_id: int
    subdistrict: str
    city: str
    province: str
    postal_code: str = ""

    @property
    def display(self) -> str:
        """`Cempaka Putih, Kota Jakarta Pusat, DKI Jakarta` and the postal code when there is one."""
        area = ", ".join(part for part in (self.subdistrict, self.city, self.province) if part)
        return f"{area} {self.postal_code}".strip()


@dataclass(slots=True)
class DirectItem(Record):
    """One thing bought now, without touching the cart."""

    kind: LineKind
    ref_id: int
    quantity: int

    @property
    def key(self) -> str:
        """As `LineSnapshot.key`."""
        return f"{self.kind}:{self.ref_id}"


@dataclass(slots=True)
class Courier(Record):
    """The chosen shipping option: the three ids travel through summary and checkout (NOTES section 7)."""

    courier_service_id: int
    warehouse_unique_id: str
    courier_aggregator_code: str | None = None
    name: str = ""
    cost: Decimal | None = None
    etd: str = ""
    is_cod: bool = False


@dataclass(slots=True, repr=False)
class Draft(Record):
    """What the buyer has filled in so far."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    place: Place | None = None
    courier: Courier | None = None
    payment_method: str = ""
    sub_payment_method: str | None = None
    discount_code: str = ""
    notes: str = ""
    address_id: str = ""
    """The entry of a customer's address book that `address` and `place` are from; empty for none."""
    direct: list[DirectItem] = field(default_factory=list)
    """Not empty: "buy now", these items are ordered and the cart is left alone."""


@dataclass(slots=True, repr=False)
class OrderAttempt(Record):
    """One press of the order button, on disk before the request leaves.

    `draft` before sending, `submitting` while it is out, then `placed`, `rejected` (certainly no order) or
    `unknown` (the store may have it).
    """

    id: str
    state: AttemptState
    started_at: str
    email: str = ""
    total: Decimal | None = None
    lines: list[str] = field(default_factory=list)
    from_cart: bool = True
    cart: str = ""
    """A digest that tells the cart ordered from other carts; empty when not known."""
    secret_slug: str = ""
    reason: str = ""
    """Why it is `rejected` or `unknown`, as an error code of ours (`timeout`, `reset`, `server`, `cut`, `killed` …)."""
    cart_emptied: bool | None = None
    """For `unknown`: what the server's cart said when asked afterwards; None until known."""
    listed: bool | None = None
    """For `unknown`, of a customer: whether their newest orders show it; None until known."""
    dismissed: bool = False
    """The buyer has read the outcome and moved on: a new order may be placed."""
    account: str = ""
    """A digest of the customer who was signed in; empty for a guest's."""


@dataclass(slots=True, repr=False)
class UploadedProof(Record):
    """The picture of a transfer that is at the shop, but whose order may not know of it yet."""

    file_url: str
    digest: str = ""
    """Tells this picture from another."""
    transfer_time: str = ""
    """ISO 8601."""
    entity_id: int | None = None
    """Of the bank paid to."""
    holder: str = ""
    number: str = ""


@dataclass(slots=True, repr=False)
class PlacedOrder(Record):
    """An order made here. The secret slug is a guest's only handle on it."""

    secret_slug: str
    order_id: str = ""
    placed_at: str = ""
    total: Decimal | None = None
    payment_method: str = ""
    payment_status: str = ""
    status: str = ""
    summary: str = ""
    public_order_url: str | None = None
    proof: UploadedProof | None = None
    expires_at: str = ""
    """Until when it can be paid, ISO 8601; empty when nothing is said of that."""
    account: str = ""
    """A digest of the customer who was signed in; empty for a guest's."""


@dataclass(slots=True)
class Settings(Record):
    """The buyer's choices about the program itself, shared by all stores."""

    VERSION: ClassVar[int] = 1

    language: str = ""
    """`id`, `en`, or empty for what the locale says."""
    theme: str = "etalase-dark"
    pictures: Literal["off", "small", "full"] = "full"
    density: Literal["comfortable", "compact"] = "comfortable"
    """How much of the catalogue is in sight at once: rows of several lines, or of one."""
    scrolling: Literal["at_once", "smooth"] = "at_once"
    """Whether long pages jump to where they are scrolled to, or glide there."""
    keys: list[KeyChoice] = field(default_factory=list)
    events: bool = True
    """Stores that count what their advertisements lead to may be told what is looked at and bought."""


@dataclass(slots=True)
class KeyChoice(Record):
    """An action of the registry moved to another key."""

    action: str
    key: str
