"""The account by keyboard and mouse, over a real socket: profile, password, who is signed in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.responses import JSONResponse

from app.i18n import _
from app.services.profile_form import ProfileForm
from screens.account import AccountScreen
from screens.first_frame import first_frame
from screens.place import PlaceScreen
from tests.customers import customer, sign_in
from tests.faults import AsgiApp, Send
from tests.flows.keyboard import burst, focus
from tests.pilot import Buyer
from tests.sandbox.signing_in import BAYU, SARI, Known
from tests.served import Served
from widgets.header import ShopHeader
from widgets.labelled_row import LabelledRow

SIZES = [(120, 40), (80, 24), (40, 12)]
ME = "/customers/me$"


async def to(buyer: Buyer, *ways: tuple[str, str]) -> None:
    """By keys, each waited for until its screen is there."""
    for key, screen in (("u", "AccountScreen"), *ways):
        burst(buyer, key)
        await buyer.on_screen(screen)


async def replace(buyer: Buyer, field: str, text: str) -> None:
    """In a field that has the focus, something else."""
    await focus(buyer, field)
    burst(buyer, "end", *["backspace"] * 40, *text)
    await buyer.taken()


async def told(buyer: Buyer, words: str) -> None:
    """Wait for a passing note."""
    await buyer.until(lambda: any(words in one.message for one in buyer.app._notifications), words)


def error_of(buyer: Buyer, name: str) -> str:
    return buyer.screen.query_one(f"#row-{name}", LabelledRow).error


class Refusing:
    """Between the store and the buyer: the next change is refused with these words for these fields."""

    def __init__(self) -> None:
        self.errors: dict[str, Any] = {}

    def __call__(self, app: AsgiApp) -> AsgiApp:
        async def asked(scope: Any, receive: Any, send: Send) -> None:
            if self.errors and scope["method"] in ("PATCH", "POST") and "/customers/me" in scope["path"]:
                errors, self.errors = self.errors, {}
                await JSONResponse({"message": "Please check", "errors": errors}, 400)(scope, receive, send)
            else:
                await app(scope, receive, send)

        return asked


@pytest.mark.parametrize("size", SIZES)
async def test_profile_by_keyboard(size: tuple[int, int]) -> None:
    async with customer(size=size) as (buyer, store):
        await to(buyer)
        await buyer.reads("sari@example.com")
        await to(buyer, ("enter", "ProfileScreen"))
        await replace(buyer, "name", "Sari Baru")
        burst(buyer, "enter")
        await focus(buyer, "phone")
        burst(buyer, "down")
        await replace(buyer, "birth", "3 mei 1991")
        burst(buyer, "tab")
        await focus(buyer, "sex")
        burst(buyer, "right")
        burst(buyer, "down")
        await focus(buyer, "newsletter")
        burst(buyer, "right", "ctrl+s")
        await buyer.on_screen("AccountScreen")
        await told(buyer, "Your profile is saved.")
        await buyer.reads("Sari Baru")
        [patch] = store.server.seen("PATCH", ME)
        assert patch.json() == {
            "name": "Sari Baru",
            "date_of_birth": "1991-05-03",
            "sex": "male",
            "is_unsubscribe": True,
        }
        burst(buyer, "p")
        await buyer.on_screen("ProfileScreen")
        await buyer.reads("3 May 1991")


async def test_nothing_changed_nothing_sent() -> None:
    async with customer() as (buyer, store):
        await to(buyer, ("p", "ProfileScreen"))
        burst(buyer, "ctrl+s")
        await buyer.on_screen("AccountScreen")
        assert store.server.count("PATCH", ME) == 0
        assert "saved" not in buyer.text()


async def test_one_press_one_request_and_a_failure_keeps_what_was_typed() -> None:
    async with customer() as (buyer, store):
        await to(buyer, ("p", "ProfileScreen"))
        await replace(buyer, "name", "Sari Baru")
        store.server.arm("PATCH", ME, "s422")
        store.server.arm("PATCH", ME, "hold")
        burst(buyer, *["ctrl+s"] * 4, "f10")
        await buyer.reads("Saving…")
        await store.server.received("PATCH", ME)
        store.server.arm("PATCH", ME, "s422")
        store.server.disarm()
        store.server.release()
        await buyer.on_screen("AccountScreen")
        assert store.server.count("PATCH", ME) == 1
        burst(buyer, "p")
        await buyer.on_screen("ProfileScreen")
        await replace(buyer, "name", "Sari Lagi")
        store.server.arm("PATCH", ME, "s404")
        burst(buyer, "ctrl+s")
        await buyer.reads("This cannot be found in the shop.")
        assert "Sari Lagi" in buyer.text()
        burst(buyer, "ctrl+s")
        await buyer.on_screen("AccountScreen")
        await buyer.until(lambda: buyer.shop.account.who == "Sari Lagi", "the new name")


@pytest.mark.parametrize("size", SIZES)
async def test_every_word_of_the_store_on_its_field(size: tuple[int, int]) -> None:
    refusing = Refusing()
    async with customer(size=size, wrap=refusing) as (buyer, _store):
        await to(buyer, ("p", "ProfileScreen"))
        burst(buyer, "down")
        await replace(buyer, "phone", "081355556666")
        refusing.errors = {
            "name": ["is rude"], "phone": "is taken", "date_of_birth": {"message": "is not true"},
            "sex": ["is odd"], "is_unsubscribe": ["not now"],
        }  # fmt: skip
        burst(buyer, "ctrl+s")
        await focus(buyer, "name")
        said = {name: error_of(buyer, name) for name in ("name", "phone", "birth", "sex", "newsletter")}
        assert said == {
            "name": "is rude", "phone": "is taken", "birth": "is not true", "sex": "is odd",
            "newsletter": "not now",
        }  # fmt: skip
        await buyer.reads("is rude")
        assert buyer.shop.account.forms.profile.typed == {"phone": "081355556666"}
        burst(buyer, "ctrl+s")
        await buyer.on_screen("AccountScreen")


async def test_what_the_sandbox_says_of_a_profile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is held back by us, so that the store's own words come."""
    monkeypatch.setattr(ProfileForm, "problems", lambda self: {})
    body: dict[str, Any] = {}
    monkeypatch.setattr(ProfileForm, "changes", lambda self: dict(body))
    async with customer() as (buyer, _store):
        await to(buyer, ("p", "ProfileScreen"))
        form = buyer.shop.account.forms.profile
        refused: tuple[tuple[dict[str, Any], str, str], ...] = (
            ({"name": ""}, "name", "is required"),
            ({"name": "x" * 201}, "name", "must be at most 200 characters"),
            ({"phone": "12"}, "phone", "is not a phone number"),
            ({"phone": "0" * 21}, "phone", "must be at most 20 characters"),
            ({"date_of_birth": "kemarin"}, "birth", "must be a date, like 1990-12-31"),
            ({"date_of_birth": "1801-01-01"}, "birth", "cannot be right"),
            ({"sex": "x"}, "sex", "must be one of: male, female"),
            ({"is_unsubscribe": "x"}, "newsletter", "must be true or false"),
        )
        for bad, name, words in refused:
            form.errors.clear()
            body.clear()
            body |= bad
            burst(buyer, "ctrl+s")
            await buyer.until(lambda: error_of(buyer, name) == words, f"{words} at {name}")  # noqa: B023
            await buyer.reads(words)


async def test_typed_things_survive_language_size_and_leaving() -> None:
    async with customer() as (buyer, store):
        await to(buyer, ("p", "ProfileScreen"))
        await replace(buyer, "name", "Sari Baru")
        burst(buyer, "f2")
        await buyer.until(lambda: _("Save") in buyer.text(), "the other language")
        assert "Sari Baru" in buyer.text()
        await buyer.until(lambda: getattr(buyer.screen.focused, "id", "") == "name", "the focus kept")
        burst(buyer, "f2", "escape")
        await buyer.on_screen("AccountScreen")
        await buyer.reads("not saved yet")
        await buyer.pilot.resize_terminal(40, 12)
        burst(buyer, "p")
        await buyer.on_screen("ProfileScreen")
        await buyer.reads("Sari Baru")
        burst(buyer, "ctrl+z")
        await buyer.reads("Sari Wulandari")
        assert not buyer.shop.account.forms.profile.dirty
        assert store.server.count("PATCH", ME) == 0


@pytest.mark.parametrize("well", [True, False])
async def test_left_while_it_is_being_saved_how_it_went_is_told(well: bool) -> None:
    async with customer() as (buyer, store):
        await to(buyer, ("p", "ProfileScreen"))
        await replace(buyer, "name", "Sari Baru")
        store.server.arm("PATCH", ME, "hold")
        burst(buyer, "ctrl+s")
        await store.server.received("PATCH", ME)
        burst(buyer, "escape")
        await buyer.on_screen("AccountScreen")
        if not well:
            form = buyer.shop.account.forms.profile
            original = form._taken

            def refuse(sent: dict[str, str]) -> None:
                form.errors["name"] = "is rude"
                form.changed.emit()

            form._taken = refuse  # type: ignore[method-assign]
        store.server.release()
        if well:
            await told(buyer, "Your profile is saved.")
            return
        await told(buyer, "was not saved")
        form._taken = original  # type: ignore[method-assign]
        burst(buyer, "p")
        await buyer.on_screen("ProfileScreen")
        await buyer.reads("is rude")
        await buyer.reads("Sari Baru")


async def test_a_profile_that_does_not_come(monkeypatch: pytest.MonkeyPatch) -> None:
    async with customer() as (buyer, store):
        buyer.shop.account.profile = None
        store.server.arm("GET", ME, "s404", times=None)
        await to(buyer)
        await buyer.reads("This cannot be found in the shop.")
        await to(buyer, ("p", "ProfileScreen"))
        await buyer.reads("This cannot be found in the shop.")
        assert "Birth date" not in buyer.text()
        store.server.disarm()
        burst(buyer, "r")
        await buyer.reads("21 April 1994")
        await focus(buyer, "name")


# Password


@pytest.mark.parametrize("size", SIZES)
async def test_password(size: tuple[int, int]) -> None:
    async with customer(size=size) as (buyer, store):
        await to(buyer, ("w", "PasswordScreen"))
        await focus(buyer, "password")
        burst(buyer, "ctrl+s")
        await buyer.reads("Type the new password.")
        burst(buyer, *"pendek", "enter", *"pendik", "ctrl+s")
        await buyer.reads("This is not the same as above.")
        assert "pend" not in buyer.text()
        await replace(buyer, "again", "pendek")
        burst(buyer, "ctrl+s")
        await focus(buyer, "password")
        await buyer.reads("must be at least")
        await replace(buyer, "password", "kembang sepatu".replace(" ", "-"))
        burst(buyer, "down")
        await replace(buyer, "again", "kembang-sepatu")
        burst(buyer, "ctrl+s")
        await buyer.on_screen("AccountScreen")
        await told(buyer, "Your new password is in force.")
        assert "kembang" not in buyer.text()
        bodies = [one.json() for one in store.server.seen("POST", "/set-new-password$")]
        assert bodies == [{"password": "pendek"}, {"password": "kembang-sepatu"}]
        await buyer.shop.auth.sign_out()
        await sign_in(buyer, Known(SARI.email, "kembang-sepatu"))


async def test_a_password_half_typed_is_forgotten() -> None:
    async with customer() as (buyer, store):
        await to(buyer, ("w", "PasswordScreen"))
        await focus(buyer, "password")
        burst(buyer, *"rahasia")
        await buyer.until(lambda: buyer.shop.account.forms.password.dirty, "typed")
        burst(buyer, "escape")
        await buyer.on_screen("AccountScreen")
        await buyer.until(lambda: not buyer.shop.account.forms.password.dirty, "forgotten")
        assert store.server.count("POST", "/set-new-password$") == 0


async def test_a_password_made_up_by_the_store_is_said() -> None:
    async with customer(BAYU) as (buyer, _store):
        assert buyer.shop.account.must_choose_password
        buyer.app.action_go_home()
        buyer.app.open_account()
        await buyer.on_screen("AccountScreen")
        await buyer.reads("The shop made up your password.")


# Who is signed in, and who is not any more


@pytest.mark.parametrize("size", SIZES)
async def test_the_header_says_who_is_signed_in_and_leads_to_the_account(size: tuple[int, int]) -> None:
    async with customer(size=size) as (buyer, _store):
        await buyer.reads("Sari Wulandari")
        header = buyer.screen.query_one(ShopHeader)
        assert header.title_text in buyer.text().splitlines()[0]
        await buyer.click(ShopHeader, offset=(size[0] - 4, 0))
        await buyer.on_screen("AccountScreen")
        await buyer.click(ShopHeader, offset=(1, 0))
        await buyer.on_screen("CatalogScreen")


async def test_a_long_name_gives_way_to_title_and_cart() -> None:
    async with customer(size=(40, 12)) as (buyer, _store):
        header = buyer.screen.query_one(ShopHeader)
        for title, cart, shown in (
            ("Toko", "Cart 3", "Sari Wulandari Kusum…"),
            ("Toko Kita Semuanya", "Cart 3", "Sari W…"),
            ("Toko Kita Semuanya Jaya", "Cart 3", ""),
            ("Toko", "Cart 12345678901234", "Sari Wula…"),
        ):
            header.title_text, header.cart, header.badge = title, cart, ""
            header.account = "Sari Wulandari Kusumaningrum Hadiningrat"
            await buyer.pilot.pause()
            first = buyer.text().splitlines()[0]
            assert title in first and first.endswith(cart), first
            assert ("Sari" in first) == bool(shown), first


async def test_account_by_mouse() -> None:
    async with customer() as (buyer, store):
        await to(buyer)
        await buyer.click("#ways", offset=(3, 0))
        await buyer.on_screen("ProfileScreen")
        await buyer.click("#newsletter", offset=(18, 0))
        await buyer.click("#save", offset=(4, 1))
        await buyer.on_screen("AccountScreen")
        assert [one.json() for one in store.server.seen("PATCH", ME)] == [{"is_unsubscribe": True}]
        await buyer.click("#ways", offset=(3, 4))
        await buyer.on_screen("CatalogScreen")
        await buyer.until(lambda: not buyer.shop.auth.signed_in, "signed out")
        assert "Sari" not in buyer.text().splitlines()[0]


async def test_settings_say_who_is_signed_in_and_sign_out() -> None:
    async with customer() as (buyer, store):
        burst(buyer, "comma")
        await buyer.on_screen("SettingsScreen")
        await buyer.reads("signed in as Sari Wulandari")
        burst(buyer, "ctrl+u")
        await buyer.on_screen("CatalogScreen")
        await buyer.until(lambda: not buyer.shop.auth.signed_in, "signed out")
        await buyer.until(lambda: store.server.count("POST", "/jwt/blacklist$") == 1, "the store told")
        burst(buyer, "comma")
        await buyer.on_screen("SettingsScreen")
        assert "signed in" not in buyer.text()


async def _leaves(buyer: Buyer, store: Served) -> None:
    await buyer.shop.auth.sign_out()


async def _another(buyer: Buyer, store: Served) -> None:
    await buyer.shop.auth.sign_in(*BAYU)


async def _ended(buyer: Buyer, store: Served) -> None:
    store.server.arm("POST", "/jwt/refresh$", "s401")
    store.server.arm("GET", "/customers/me$", "s401")
    await buyer.shop.account.load_profile()


@pytest.mark.parametrize("way", [_leaves, _another, _ended])
async def test_every_page_closes_when_its_customer_is_gone(way: Any) -> None:
    async with customer() as (buyer, store):
        await to(buyer, ("a", "AddressesScreen"))
        await buyer.reads("Coblong")
        burst(buyer, "enter")
        await buyer.on_screen("AddressScreen")
        await focus(buyer, "name")
        burst(buyer, "down", "down", "down")
        await focus(buyer, "place")
        burst(buyer, "enter")
        await buyer.on_screen("PlaceScreen")
        await way(buyer, store)
        await buyer.until(
            lambda: not [s for s in buyer.app.screen_stack if isinstance(s, AccountScreen | PlaceScreen)],
            "the account's pages gone",
        )
        await buyer.until(lambda: "Sari" not in buyer.text(), "nothing of her on screen")
        assert "Coblong" not in buyer.text()
        assert not buyer.shop.account.addresses.rows
        assert buyer.shop.session.places == []


async def test_the_launch_frame_holds_nothing_of_the_account() -> None:
    async with customer() as (buyer, _store):
        await buyer.reads("Sari Wulandari")
        frame = re.sub(r"\x1b\[[0-9;]*[mH]", "", first_frame(buyer.screen))
        assert "Toko Kita" in frame
        assert "Sari" not in frame and "sari@" not in frame


@pytest.mark.parametrize("way", ["escape", "f6", "ctrl+o"])
async def test_whichever_way_a_page_is_left_how_saving_went_is_told(way: str) -> None:
    async with customer(book=1) as (buyer, store):
        await to(buyer, ("a", "AddressesScreen"))
        await buyer.reads("Rumah 000")
        burst(buyer, "enter")
        await buyer.on_screen("AddressScreen")
        await replace(buyer, "name", "Rumah Baru")
        store.server.arm("PATCH", "/addresses/", "hold")
        burst(buyer, "ctrl+s")
        await store.server.received("PATCH", "/addresses/")
        burst(buyer, way)
        await buyer.until(lambda: type(buyer.screen).__name__ != "AddressScreen", "another page")
        store.server.release()
        await told(buyer, "The address is saved.")
        assert len(buyer.app._notifications) == 1
