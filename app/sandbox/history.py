"""The two customers of the demo store, and what the first of them has bought so far.

The orders are placed, paid and sent like any other, only earlier: nothing about them is made up.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from app.sandbox import (
    DEMO_CUSTOMER_EMAIL,
    DEMO_CUSTOMER_PASSWORD,
    DEMO_NEW_CUSTOMER_EMAIL,
    DEMO_NEW_CUSTOMER_PASSWORD,
    accounts,
    addresses,
    control,
    history_course,
    orders,
    payments,
)
from app.sandbox.accounts import MOVED_IN
from app.sandbox.customer_placing import place_customer_order
from app.sandbox.history_subscriptions import (
    ENDING,
    ENDING_DAYS,
    RUNNING,
    RUNNING_DAYS,
    SLUG,
    subscribe,
)
from app.sandbox.methods import METHODS, Method
from app.sandbox.purchase import basket_of, quotes

if TYPE_CHECKING:
    from app.sandbox.accounts import Customer
    from app.sandbox.state import Sandbox

Json = dict[str, Any]

_ADDRESSES: tuple[Json, ...] = (
    {
        "name": "Sari Wulandari", "phone": "6281200001111", "email": DEMO_CUSTOMER_EMAIL, "location_id": 327302,
        "address": "Jl. Ir. H. Juanda No. 118, RT 02/RW 05", "postal_code": "40132", "notes": "Pagar hijau",
    },
    {
        "name": "Sari Wulandari (kantor)", "phone": "6281200001111", "email": None, "location_id": 317401,
        "address": "Jl. Tebet Raya No. 24, lantai 3", "postal_code": "12810",
        "notes": "Titip di resepsionis, jam kerja",
    },
    {
        "name": "Ketut Wulandari", "phone": "6281200002222", "email": None, "location_id": 517101,
        "address": "Jl. Danau Tamblingan No. 7", "postal_code": "80228", "notes": None,
    },
)  # fmt: skip
_DAY = 24.0
_PLENTY = 10
_VARIANT = "#"


class _Past(NamedTuple):
    """One order of the past."""

    hours: float
    """How long ago."""
    method: str
    place: int
    """Which of the addresses."""
    wanted: tuple[tuple[str, int], ...]
    """Slugs of products, and how many; `slug#name` wants that variant and nothing instead."""
    later: tuple[tuple[float, str], ...] = ()
    """What happened how many hours afterwards, of `control.ACTS`."""


_REGULARS = ("kopi-gayo", "keripik-tempe", "permen-jahe", "wedang-uwuh")
_HISTORY = (
    *(
        _Past(week * 7 * _DAY + 5, "qris", week % 2, ((_REGULARS[week % 4], 1),),
              ((0.2, "paid"), (20, "ship"), (66, "deliver")))
        for week in range(22, 6, -1)
    ),
    _Past(RUNNING_DAYS * _DAY + 3, "qris", 0, ((f"{SLUG}#{RUNNING}", 1),), ((0.1, "paid"),)),
    _Past(history_course.DAYS * _DAY + 4, "gopay", 0,
          ((f"{history_course.SLUG}#{history_course.VARIANT}", 1),), ((0.1, "paid"),)),
    _Past(ENDING_DAYS * _DAY + 6, "va_bca", 0, ((f"{SLUG}#{ENDING}", 1),), ((0.4, "paid"),)),
    _Past(41 * _DAY, "qris", 0, (("kopi-gayo", 2), ("wedang-uwuh", 1)),
          ((0.2, "paid"), (22, "ship"), (70, "deliver"))),
    _Past(33 * _DAY, "va_bca", 0, (("kemeja-batik-parang", 1),), ((24, "expire"),)),
    _Past(26 * _DAY, "cod", 1, (("keripik-tempe", 3), ("sambal-roa", 1)), ((5, "ship"), (29, "deliver"))),
    _Past(19 * _DAY, "gopay", 0, (("ebook-resep-nusantara", 1),), ((0.1, "paid"),)),
    _Past(12 * _DAY, "bank_transfer", 2, (("vas-gerabah", 1),), ((3, "cancel"),)),
    _Past(6 * _DAY, "va_mandiri", 2, (("totebag-batik", 1), ("sabun-sereh", 4)), ((1.5, "paid"), (26, "ship"))),
    _Past(2 * _DAY, "qris", 0, (("teko-blirik", 1),), ((0.3, "paid"),)),
    _Past(3, "bank_transfer", 0, (("kopi-toraja", 1), ("cokelat-jembrana", 2))),
)  # fmt: skip


def move_in(sandbox: Sandbox) -> None:
    """The customers are there from now on, with a past that ends now."""
    chance, now = Random(2026), sandbox.now()  # noqa: S311 - the same in every demo
    with sandbox.database.transaction():
        if sandbox.database.fact(MOVED_IN) is not None:
            # Another process on the same file was faster.
            return
        with sandbox.as_of(now - timedelta(days=170), chance):
            sari = accounts.register(
                sandbox, DEMO_CUSTOMER_EMAIL, DEMO_CUSTOMER_PASSWORD, otp=False, generated=False,
                name="Sari Wulandari", phone="6281200001111", date_of_birth="1994-04-21", sex="female",
            )  # fmt: skip
        with sandbox.as_of(now - timedelta(days=1), chance):
            accounts.register(
                sandbox, DEMO_NEW_CUSTOMER_EMAIL, DEMO_NEW_CUSTOMER_PASSWORD, otp=True, generated=True
            )
        book = [addresses.add(sandbox, sari.id, record) for record in _ADDRESSES]
        for past in sorted(_HISTORY, key=lambda past: -past.hours):
            # A chance of its own: the orders around it are what they are without it.
            luck = Random(past.wanted[0][0]) if _VARIANT in past.wanted[0][0] else chance  # noqa: S311 - as above
            start = now - timedelta(hours=past.hours)
            items = [item for slug, count in past.wanted if (item := _item(sandbox, slug, count))]
            if not items:
                continue
            body = _purchase(sandbox, METHODS[past.method], book[past.place], items)
            # Who does not look how to pay cannot have paid: a payment that is made may be paid by itself.
            pays = "expire" not in (name for _, name in past.later)
            slug = _order(sandbox, sari, body, start, luck, pays=pays)
            for after, name in past.later:
                with sandbox.as_of(start + timedelta(hours=after), luck):
                    control.act(sandbox, name, slug)
        history_course.attend(sandbox, sari, now, chance)
        subscribe(sandbox, sari, now, Random(5))  # noqa: S311 - as above
        sandbox.database.set_fact(MOVED_IN, "yes")


def _order(
    sandbox: Sandbox, customer: Customer, body: Json, when: datetime, chance: Random, *, pays: bool
) -> str:
    """The slug of an order placed then; `pays`: the buyer went on to see how to pay."""
    with sandbox.as_of(when, chance):
        slug = str(place_customer_order(sandbox, customer, body)["secret_slug"])
        with orders.changing(sandbox, slug) as record:
            if record is not None and pays:
                payments.create(sandbox, record)
    return slug


def _item(sandbox: Sandbox, slug: str, quantity: int) -> Json | None:
    """Of the product with that slug what there is most of; another catalogue has something else instead, or nothing."""
    catalogue, taken = sandbox.catalogue, sandbox.taken()
    product, wants_variant, name = slug.partition(_VARIANT)
    if wants_variant:
        id = catalogue.named(product, name)
        return None if id is None else {"type": "variant", "variant_id": id, "quantity": quantity}

    def left(variant: Json) -> int:
        available = catalogue.available(variant["id"], taken)
        return _PLENTY if available is None else available

    for candidate in (slug, *(card["slug"] for card in catalogue.feed)):
        found = catalogue.product(candidate, taken, "")
        if found is None:
            continue
        variant = max(found["variants"], key=left)
        if left(variant) >= _PLENTY:
            return {"type": "variant", "variant_id": variant["id"], "quantity": quantity}
    return None


def _purchase(sandbox: Sandbox, method: Method, address: addresses.Address, items: list[Json]) -> Json:
    """A checkout body with the cheapest courier that will do."""
    basket = basket_of(sandbox, {"items": items}, None)
    code, bank = method.codes(sandbox.manner)
    body: Json = {"items": items, "address_id": address.id, "payment_method": code}
    if bank:
        body["sub_payment_method"] = bank
    area = sandbox.areas.get(address.record["location_id"])
    if basket.needs_delivery and area is not None:
        body["courier_service_id"] = quotes(basket, area, method)[0].courier_service_id
    return body
