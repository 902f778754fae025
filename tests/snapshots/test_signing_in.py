"""The screens of signing in, in characters at three sizes and two languages."""

from __future__ import annotations

from collections.abc import AsyncIterator

from syrupy.assertion import SnapshotAssertion

from app.api.errors import ServerFault
from app.links import Link
from styles.themes import DARK, LIGHT
from tests.pilot import Buyer, demo_app
from tests.sandbox.signing_in import BAYU, SARI
from tests.screens.buying import fill_cart
from tests.snapshots.looks import at_every_size, compare, seen_as
from tests.snapshots.stage import look, press, settle

IN_COLOUR = {
    "120x40-en": {"sign-in": (DARK,), "code": (DARK,)},
    "80x24-id": {"wrong-password": (DARK,), "new-password": (LIGHT,)},
    "40x12-id": {"sign-in": (DARK,)},
}


async def walk(buyer: Buyer) -> AsyncIterator[str]:
    auth, signing = buyer.shop.auth, buyer.shop.signing
    await press(buyer, "u")
    await buyer.on_screen("SignInPage")
    yield "sign-in"
    await press(buyer, "f10")
    yield "nothing-filled-in"
    await press(buyer, "alt+c", "alt+c", "end", "x", "enter")
    await buyer.until(lambda: signing.error, "the refusal")
    yield "wrong-password"
    await press(buyer, "backspace", "f4")
    yield "password-shown"
    await press(buyer, "f4", "enter")
    await buyer.on_screen("CodePage")
    yield "code"
    await press(buyer, *"000000", "enter")
    await buyer.until(lambda: signing.error, "the refusal")
    yield "wrong-code"
    auth._code_sent = 0.0
    await press(buyer, "ctrl+r")
    await buyer.until(lambda: signing.done == "again", "another code")
    yield "another-code"
    await buyer.press("alt+m")
    await buyer.on_screen("DemoMailPage")
    yield "mails"
    await press(buyer, "enter", "enter")
    await buyer.on_screen("NewPasswordPage")
    yield "password-made-up"
    await press(buyer, *"pendek", "enter")
    await buyer.until(lambda: signing.error, "the refusal")
    yield "password-too-short"
    await press(buyer, "escape")
    await buyer.on_screen("CatalogScreen")
    await buyer.press("ctrl+u")
    await buyer.until(lambda: not auth.signed_in, "a guest")
    await press(buyer, "u", "ctrl+f")
    await buyer.on_screen("AskResetPage")
    yield "ask-for-a-link"
    await press(buyer, *SARI.email, "enter")
    await buyer.until(lambda: signing.done == "ask", "the answer")
    yield "link-on-its-way"
    mail = demo_app(buyer).mailbox.newest()
    assert mail is not None
    token = str(mail.link).partition("token=")[2]
    await buyer.press("ctrl+o")
    buyer.app.follow_link(Link("reset", token))
    await buyer.on_screen("NewPasswordPage")
    yield "new-password"
    await auth.reset_password(token, SARI.password)
    await press(buyer, *"melati-pagi-2026", "enter")
    await buyer.until(lambda: signing.error, "the refusal")
    yield "link-used"
    await press(buyer, "escape")
    async for name in _leaving(buyer):
        yield name


async def _leaving(buyer: Buyer) -> AsyncIterator[str]:
    """A cart that does not come along, and a session that ends."""
    await fill_cart(buyer)
    client = await buyer.shop.client()
    real = client.wire.call

    async def no_merge(method: str, path: str, **more: object) -> object:
        if path.endswith("/cart/merge"):
            raise ServerFault(500)
        return await real(method, path, **more)  # type: ignore[arg-type]

    client.wire.call = no_merge  # type: ignore[method-assign, assignment]
    await buyer.shop.auth.sign_in(*SARI)
    await press(buyer, "c")
    await buyer.on_screen("CartScreen")
    yield "cart-left-behind"
    client.wire.call = real  # type: ignore[method-assign]
    await press(buyer, "m")
    await buyer.until(lambda: not buyer.shop.identity.merge.waiting, "the cart")
    yield "cart-brought-along"
    demo_app(buyer).database.run("UPDATE token_families SET revoked = 1")
    demo_app(buyer).database.run("UPDATE tokens SET spent = 1 WHERE kind = 'access'")
    await buyer.shop.account.load_profile()
    await settle(buyer)
    await press(buyer, "enter")
    await buyer.on_screen("SignInPage")
    yield "session-ended"
    assert BAYU.email not in await look(buyer) or buyer.shop.store.is_demo


@at_every_size
async def test_looks(size: tuple[int, int], language: str, snapshot: SnapshotAssertion) -> None:
    await compare(walk, size, language, snapshot, in_colour=IN_COLOUR.get(seen_as(size, language)))
