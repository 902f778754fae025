"""An order by its secret slug: reading, the buyer's additions, the payment (NOTES section 8)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import orders, payments, proofs
from app.sandbox.bodies import Fields, Invalid, parse_body
from app.sandbox.publicorder import ENTITIES, public_order
from app.sandbox.routes import base_url, not_found, public
from app.sandbox.state import Sandbox


async def read(request: Request, sandbox: Sandbox) -> Response:
    record = orders.find(sandbox, request.path_params["secret_slug"])
    return _reply(request, sandbox, record)


async def update(request: Request, sandbox: Sandbox) -> Response:
    fields = Fields(parse_body(await request.body(), may_be_empty=True))
    proof = fields.text("transferproof_url", most=2048)
    texts = {
        "account_holder": fields.text("payment_account_holder", most=200),
        "account_number": fields.text("payment_account_number", most=64),
        "notes": fields.text("notes"),
        "payment_account": fields.text("payment_account", most=200),
    }
    transfer_time = fields.moment("transfer_time")
    entity = fields.id("financial_entity_id", digits=False)
    if entity is not None and entity not in ENTITIES:
        fields.fail("financial_entity_id", "is not a bank of this store")
    fields.done()
    with orders.changing(sandbox, request.path_params["secret_slug"]) as record:
        if record is not None:
            if proof:
                proofs.attach(sandbox, record, proof, base_url(request))
            if transfer_time or proof:
                record["transfer_time"] = transfer_time or orders.stamp(sandbox.now())
            record.update({name: text for name, text in texts.items() if text})
        return _reply(request, sandbox, record)


async def pay(request: Request, sandbox: Sandbox) -> Response:
    with orders.changing(sandbox, request.path_params["secret_slug"]) as record:
        if record is not None and record["payment"] is None and record["payment_status"] != "paid":
            if not orders.is_open(record):
                raise Invalid("This order can no longer be paid")
            payments.create(sandbox, record)
        return _reply(request, sandbox, record)


def _reply(request: Request, sandbox: Sandbox, record: orders.Record | None) -> Response:
    return (
        not_found("Order not found")
        if record is None
        else JSONResponse(public_order(sandbox, record, base_url(request)))
    )


def routes() -> list[Route]:
    return [
        public("/orders/{secret_slug}", GET=read, PATCH=update),
        public("/orders/{secret_slug}/payment", POST=pay),
    ]
