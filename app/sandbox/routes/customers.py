"""The customer's profile, password and address book."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import accounts, addresses, passwords, tokens
from app.sandbox.accounts import EDITABLE, Customer
from app.sandbox.addresses import Address
from app.sandbox.bodies import Fields, Unknown, parse_body, whole
from app.sandbox.routes import bearer, customer
from app.sandbox.routes.paging import paged
from app.sandbox.state import Sandbox


async def me(_: Request, sandbox: Sandbox, customer: Customer) -> Response:
    return JSONResponse(accounts.profile(sandbox, customer))


async def change_me(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    fields = Fields(parse_body(await request.body()), allowed=EDITABLE)
    accounts.update(sandbox, customer, fields)
    return JSONResponse(accounts.profile(sandbox, customer))


async def new_password(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    """Whoever else is signed in as this customer is not any more."""
    fields = Fields(parse_body(await request.body()))
    password = fields.secret("password", least=passwords.SHORTEST)
    fields.done()
    with sandbox.database.transaction():
        accounts.set_password(sandbox, customer, password)
        tokens.end_all(sandbox, customer, but=bearer(request))
    return JSONResponse(accounts.profile(sandbox, customer))


async def book(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    return paged(request, addresses.all_of(sandbox, customer.id), partial(addresses.wire, sandbox))


async def add(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    record = addresses.read(sandbox, Fields(parse_body(await request.body())), whole=True)
    return _reply(sandbox, addresses.add(sandbox, customer.id, record))


async def read(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    return _reply(sandbox, _named(request, sandbox, customer))


async def change(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    fields = Fields(parse_body(await request.body()))
    with sandbox.database.transaction():
        address = _named(request, sandbox, customer)
        changes = addresses.read(sandbox, fields, whole=False)
        return _reply(sandbox, addresses.change(sandbox, address, changes))


async def remove(request: Request, sandbox: Sandbox, customer: Customer) -> Response:
    with sandbox.database.transaction():
        addresses.remove(sandbox, _named(request, sandbox, customer))
    return Response(status_code=204)


def _named(request: Request, sandbox: Sandbox, customer: Customer) -> Address:
    """The address in the path. Raises Unknown."""
    found = addresses.find(sandbox, customer.id, whole(request.path_params["address_id"]))
    if found is None:
        raise Unknown("Address not found")
    return found


def _reply(sandbox: Sandbox, address: Address) -> Response:
    return JSONResponse(addresses.wire(sandbox, address))


def routes() -> list[Route]:
    return [
        customer("", GET=me, PATCH=change_me),
        customer("/set-new-password", POST=new_password),
        customer("/addresses", GET=book, POST=add),
        customer("/addresses/{address_id}", GET=read, PATCH=change, DELETE=remove),
    ]
