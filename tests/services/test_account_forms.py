"""Forms of the account: what is sent, what is not, and what stays typed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from app.api.errors import Rejected, ServerFault, ShopError
from app.api.models.account import Address, Profile
from app.config import StoreConfig
from app.i18n import set_language
from app.records import Place
from app.services.form import Form
from app.services.shop import Shop
from app.session import Session
from tests.services.till import settle

SARI = {
    "name": "Sari Wulandari",
    "email": "sari@example.com",
    "phone": "6281200001111",
    "date_of_birth": "1994-04-21",
    "sex": "Female",
    "is_unsubscribe": False,
}
HOME = {
    "id": 7,
    "name": "Sari Wulandari",
    "phone": "6281200001111",
    "email": None,
    "location": {
        "id": 5,
        "subdistrict_name": "Coblong",
        "city_name": "Bandung",
        "province_name": "Jawa Barat",
    },
    "address": "Jl. Juanda 118\nRT 02",
    "postal_code": "40132",
    "notes": None,
}
TEBET = Place(317401, "Tebet", "Kota Jakarta Selatan", "DKI Jakarta", "12810")


class Store:
    """Takes what the forms send, or fails."""

    def __init__(self, shop: Shop) -> None:
        self.sent: list[dict[str, Any]] = []
        self.fails: list[ShopError] = []
        self.go = asyncio.Event()
        self.go.set()
        self._shop = shop
        self.know(SARI)

    def know(self, profile: dict[str, Any]) -> None:
        self._shop.account.profile = Profile.model_validate(
            {"customer": profile, "is_generated_password_reset": False}
        )

    async def save_profile(self, changes: dict[str, Any]) -> None:
        await self._take(changes)
        self.know(SARI | changes)

    async def set_password(self, password: str) -> None:
        await self._take({"password": password})

    async def save_address(self, address_id: str | None, fields: dict[str, Any]) -> Address:
        await self._take({"of": address_id, **fields})
        return Address.model_validate(HOME | {k: v for k, v in fields.items() if k != "location_id"})

    async def _take(self, body: dict[str, Any]) -> None:
        self.sent.append(body)
        await self.go.wait()
        if self.fails:
            raise self.fails.pop(0)


@pytest.fixture
def shop() -> Iterator[Shop]:
    set_language("en")
    yield Shop(StoreConfig("toko"), Session(None, None))


@pytest.fixture
def store(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Store:
    made = Store(shop)
    for name in ("save_profile", "set_password", "save_address"):
        monkeypatch.setattr(shop.account, name, getattr(made, name))
    return made


def unsaved(form: Form) -> set[str]:
    """Fields typed into and not saved."""
    return set(form.typed)


async def saved(shop: Shop, form: Form) -> bool:
    before = form.saved
    form.save()
    await settle(shop)
    return form.saved > before


# Profile


async def test_only_what_was_changed_is_sent(shop: Shop, store: Store) -> None:
    form = shop.account.forms.profile
    assert [form.value(name) for name in form.FIELDS] == [
        "Sari Wulandari", "6281200001111", "21 April 1994", "female", "yes",
    ]  # fmt: skip
    form.write("birth", "17/8/1990")
    form.write("newsletter", "no")
    assert await saved(shop, form)
    assert store.sent == [{"date_of_birth": "1990-08-17", "is_unsubscribe": True}]
    assert not form.dirty
    assert form.value("birth") == "17 August 1990" and form.value("newsletter") == "no"


async def test_changed_and_changed_back_sends_nothing(shop: Shop, store: Store) -> None:
    form = shop.account.forms.profile
    form.write("name", "Sari")
    assert unsaved(form) == {"name"}
    form.write("name", "Sari Wulandari")
    assert unsaved(form) == set()
    for name, same in (("phone", "0812-0000-1111"), ("birth", "1994-04-21"), ("name", " Sari Wulandari ")):
        form.write(name, same)
    assert await saved(shop, form)
    assert store.sent == []
    assert not form.dirty


async def test_phone_goes_out_as_shops_want_it_and_may_be_taken_out(shop: Shop, store: Store) -> None:
    form = shop.account.forms.profile
    form.write("phone", "0813 5555 6666")
    assert await saved(shop, form)
    form.write("phone", "")
    assert await saved(shop, form)
    form.write("sex", "")
    assert await saved(shop, form)
    assert store.sent == [{"phone": "6281355556666"}, {"phone": ""}, {"sex": ""}]


@time_machine.travel("2026-11-21T05:00:00Z", tick=False)
@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("name", "  ", "The shop needs a name."),
        ("name", "S" * 201, "At most 200 characters."),
        ("phone", "12", "This is not a phone number."),
        ("birth", "kemarin", "Write it like 17 August 1990."),
        ("birth", "31/12/1899", "This date cannot be right."),
        ("birth", "24/11/2026", "This date cannot be right."),
        ("birth", "", "A birth date can be changed but not taken out."),
    ],
)
async def test_what_cannot_be_sent_is_said_on_its_field(
    shop: Shop, store: Store, name: str, value: str, words: str
) -> None:
    form = shop.account.forms.profile
    form.write(name, value)
    form.check(name)
    assert form.errors == {name: words}
    assert not await saved(shop, form)
    assert form.errors == {name: words} and store.sent == []
    form.discard()
    assert form.errors == {} and not form.dirty


async def test_a_field_only_passed_through_is_not_complained_of(shop: Shop, store: Store) -> None:
    store.know(SARI | {"phone": "odd", "name": ""})
    form = shop.account.forms.profile
    form.check("phone")
    form.check("name")
    assert form.errors == {}
    form.write("newsletter", "no")
    assert await saved(shop, form)
    assert store.sent == [{"is_unsubscribe": True}]


async def test_a_sex_of_the_stores_own_is_kept(shop: Shop, store: Store) -> None:
    store.know(SARI | {"sex": "Perempuan"})
    form = shop.account.forms.profile
    assert form.value("sex") == "Perempuan"
    form.write("sex", "male")
    form.write("sex", "Perempuan")
    assert not form.dirty


async def test_the_stores_words_come_to_their_fields_and_nothing_typed_is_lost(
    shop: Shop, store: Store
) -> None:
    form = shop.account.forms.profile
    store.fails = [
        Rejected(
            "Please check",
            {
                "date_of_birth": "cannot be right",
                "customer.phone": "is taken",
                "is_unsubscribe": "no",
                "avatar": "bad",
            },
        )
    ]
    form.write("name", "Sari Baru")
    form.write("phone", "081355556666")
    assert not await saved(shop, form)
    assert form.errors == {"birth": "cannot be right", "phone": "is taken", "newsletter": "no"}
    assert str(form.error) == "Please check avatar: bad"
    assert form.typed == {"name": "Sari Baru", "phone": "081355556666"}
    form.write("phone", "081355557777")
    assert "phone" not in form.errors
    assert await saved(shop, form)
    assert (form.error, form.errors) == (None, {})


async def test_a_failure_about_no_field(shop: Shop, store: Store) -> None:
    form = shop.account.forms.profile
    form.write("name", "Sari Baru")
    for failure in (ServerFault(500), Rejected("No")):
        store.fails = [failure]
        assert not await saved(shop, form)
        assert form.error is not None and form.error.detail in ("", "No")
        assert form.value("name") == "Sari Baru" and not form.saving


async def test_one_press_one_request_and_what_is_typed_meanwhile_stays(shop: Shop, store: Store) -> None:
    form = shop.account.forms.profile
    store.go.clear()
    form.write("name", "Sari Baru")
    assert form.save()
    await asyncio.sleep(0)
    assert not form.save() and not form.save()
    form.discard()
    form.write("phone", "081355556666")
    store.go.set()
    await settle(shop)
    assert store.sent == [{"name": "Sari Baru"}]
    assert form.typed == {"phone": "081355556666"}


# Password


async def test_password_is_typed_twice_and_sent_once(shop: Shop, store: Store) -> None:
    form = shop.account.forms.password
    for new, again, wrong in (
        ("", "", {"password": "Type the new password."}),
        ("rahasia sekali", "", {"again": "Type it once more."}),
        ("rahasia sekali", "rahasia sekalo", {"again": "This is not the same as above."}),
    ):
        form.write("password", new)
        form.write("again", again)
        assert not await saved(shop, form)
        assert form.errors == wrong
    form.write("again", "rahasia sekali")
    store.fails = [Rejected("", {"password": "is too common"})]
    assert not await saved(shop, form)
    assert form.errors == {"password": "is too common"}
    assert await saved(shop, form)
    assert store.sent == [{"password": "rahasia sekali"}] * 2
    assert form.typed == {}
    assert "rahasia" not in repr(form)


# Addresses


async def test_a_new_address_begins_with_the_customer(shop: Shop, store: Store) -> None:
    form = shop.account.forms.address(None)
    assert form.value("name") == "Sari Wulandari" and not form.dirty
    assert not await saved(shop, form)
    assert set(form.errors) == {"address", "place", "postal_code"}
    form.write("address", "Jl. Mawar 9")
    form.take(TEBET)
    assert form.value("place") == "Tebet, Kota Jakarta Selatan, DKI Jakarta"
    assert form.value("postal_code") == "12810"
    assert shop.session.places == []
    assert await saved(shop, form)
    assert store.sent == [
        {
            "of": None, "name": "Sari Wulandari", "phone": "6281200001111", "address": "Jl. Mawar 9",
            "location_id": 317401, "postal_code": "12810",
        }
    ]  # fmt: skip
    assert not form.dirty


async def test_of_an_address_only_the_changes_are_sent(shop: Shop, store: Store) -> None:
    form = shop.account.forms.address(Address.model_validate(HOME))
    assert form.value("address") == "Jl. Juanda 118 RT 02"
    form.write("notes", "pagar hijau")
    assert await saved(shop, form)
    form.take(TEBET)
    assert await saved(shop, form)
    assert store.sent == [
        {"of": "7", "notes": "pagar hijau"},
        {"of": "7", "location_id": 317401, "postal_code": "12810"},
    ]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", " "),
        ("phone", "12"),
        ("address", ""),
        ("postal_code", "12"),
        ("postal_code", ""),
        ("email", "a@"),
    ],
)
async def test_what_an_address_cannot_be(shop: Shop, store: Store, name: str, value: str) -> None:
    form = shop.account.forms.address(Address.model_validate(HOME))
    form.write(name, value)
    assert not await saved(shop, form)
    assert set(form.errors) == {name} and store.sent == []


async def test_the_stores_words_about_an_address(shop: Shop, store: Store) -> None:
    form = shop.account.forms.address(Address.model_validate(HOME))
    names = ("name", "phone", "address", "postal_code", "notes", "email", "location_id")
    store.fails = [Rejected("", {name: f"{name} is wrong" for name in names})]
    form.write("notes", "x")
    assert not await saved(shop, form)
    assert form.errors == {"place" if name == "location_id" else name: f"{name} is wrong" for name in names}
    assert form.error is None


async def test_each_address_has_a_form_of_its_own_that_follows_the_store(shop: Shop, store: Store) -> None:
    forms = shop.account.forms
    home = Address.model_validate(HOME)
    forms.address(home).write("notes", "begun")
    assert forms.address(None).value("notes") == ""
    forms.address(None).write("notes", "begun as well")
    assert forms.new_address_begun
    newer = Address.model_validate(HOME | {"name": "Sari B."})
    assert forms.address(newer).value("name") == "Sari Wulandari"
    forms.address(newer).discard()
    assert forms.address(newer).value("name") == "Sari B."
