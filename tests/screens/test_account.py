"""The account by keyboard and mouse, over a real socket: profile, password, who is signed in."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.responses import JSONResponse

from app.i18n import _
from app.services.profile_form import ProfileForm
from tests.customers import ME, customer, sign_in, to
from tests.faults import AsgiApp, Send
from tests.flows.keyboard import burst, focus
from tests.pilot import Buyer
from tests.sandbox.signing_in import BAYU, SARI, Known
from widgets.labelled_row import LabelledRow

SIZES = [(120, 40), (40, 12)]


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
