"""Signing in and out, and a new password by e-mail (NOTES section 4)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import accounts, merchant, once, passwords, tokens
from app.sandbox.bodies import Fields, Invalid, parse_body
from app.sandbox.routes import base_url, not_found, public, unauthorized
from app.sandbox.state import Sandbox

_NO_CONTENT = 204
_ROLES = ("customer", "owner")
_CODE_MESSAGE = "If the e-mail address and the password are right, a code is on its way to that address"


async def login(request: Request, sandbox: Sandbox) -> Response:
    """Tokens, or only a message: then a code was sent. A wrong password and nobody look the same."""
    fields = Fields(parse_body(await request.body()))
    email = fields.email("email")
    password = fields.secret("password")
    fields.one_of("login_as", _ROLES)
    fields.done()
    customer = accounts.by_email(sandbox, email)
    matches = passwords.matches(password, customer.password if customer else None)
    if customer is None or not matches:
        return unauthorized("The e-mail address or the password is not right", "invalid_credentials")
    if accounts.needs_code(sandbox, customer):
        with sandbox.database.transaction():
            once.send_code(sandbox, customer)
        return JSONResponse({"message": _CODE_MESSAGE})
    return JSONResponse(tokens.issue(sandbox, customer))


async def verify(request: Request, sandbox: Sandbox) -> Response:
    fields = Fields(parse_body(await request.body()))
    email = fields.email("email")
    code = fields.text("otp", required=True, most=20, nullable=False)
    fields.one_of("login_as", _ROLES)
    fields.done()
    customer = accounts.by_email(sandbox, email)
    taken = once.take_code(sandbox, customer, code)
    if customer is None or not taken:
        return unauthorized("The code is not right or no longer works", "invalid_otp")
    return JSONResponse(tokens.issue(sandbox, customer))


async def refresh(request: Request, sandbox: Sandbox) -> Response:
    """The contract has no 400 here: what is no token is no good token."""
    try:
        token = parse_body(await request.body()).get("refresh")
    except Invalid:
        token = None
    pair = tokens.renew(sandbox, token) if isinstance(token, str) else None
    return unauthorized("Please sign in again", "invalid_token") if pair is None else JSONResponse(pair)


async def blacklist(request: Request, sandbox: Sandbox) -> Response:
    given = parse_body(await request.body()).get("tokens")
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise Invalid("Which tokens?", {"tokens": ["must be a list of texts"]})
    tokens.blacklist(sandbox, given)
    return Response(status_code=_NO_CONTENT)


async def forget_password(request: Request, sandbox: Sandbox) -> Response:
    """The same answer whether there is such a customer or not."""
    fields = Fields(parse_body(await request.body()))
    email = fields.email("email")
    fields.done()
    customer = accounts.by_email(sandbox, email)
    if customer is not None:
        origin = request.headers.get("Origin", "")
        home = origin if merchant.is_registered(sandbox, origin) else base_url(request)
        with sandbox.database.transaction():
            once.send_reset(sandbox, customer, home)
    return Response(status_code=_NO_CONTENT)


async def save_password(request: Request, sandbox: Sandbox) -> Response:
    """The password by a token from an e-mail; whoever was signed in is not any more."""
    fields = Fields(parse_body(await request.body()))
    token = fields.secret("token")
    password = fields.secret("password", least=passwords.SHORTEST)
    fields.done()
    if not reset(sandbox, token, password):
        return not_found("This link no longer works")
    return Response(status_code=_NO_CONTENT)


def reset(sandbox: Sandbox, token: str, password: str) -> bool:
    """Whether the token was good for that."""
    with sandbox.database.transaction():
        customer = once.take_reset(sandbox, token)
        if customer is None:
            return False
        accounts.set_password(sandbox, customer, password)
        tokens.end_all(sandbox, customer)
        return True


def routes() -> list[Route]:
    return [
        public("/auth/login", POST=login),
        public("/auth/otp/verify", POST=verify),
        public("/auth/jwt/refresh", POST=refresh),
        public("/auth/jwt/blacklist", POST=blacklist),
        public("/auth/forget-password", POST=forget_password),
        public("/auth/save-password", POST=save_password),
    ]
