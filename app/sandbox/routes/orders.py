"""An order by its secret slug: reading, the buyer's additions, the payment (NOTES section 8)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import orders, payments
from app.sandbox.bodies import Fields, Invalid, parse_body
from app.sandbox.publicorder import public_order
from app.sandbox.routes import base_url, not_found, public
from app.sandbox.state import Sandbox


async def read(request: Request, sandbox: Sandbox) -> Response:
    record = orders.find(sandbox, request.path_params["secret_slug"])
    return _reply(request, record)


async def update(request: Request, sandbox: Sandbox) -> Response:
    fields = Fields(parse_body(await request.body(), may_be_empty=True))
    texts = {
        "transferproof_url": fields.text("transferproof_url", most=2048),
        "account_holder": fields.text("payment_account_holder", most=200),
        "account_number": fields.text("payment_account_number", most=64),
        "notes": fields.text("notes"),
        "payment_account": fields.text("payment_account", most=200),
    }
    transfer_time = fields.moment("transfer_time")
    fields.id("financial_entity_id", digits=False)
    if texts["transferproof_url"] and not texts["transferproof_url"].startswith(("https://", "http://")):
        fields.fail("transferproof_url", "must be a web address")
    fields.done()
    with orders.changing(sandbox, request.path_params["secret_slug"]) as record:
        if record is not None:
            if texts["transferproof_url"] and record["method"] != "bank_transfer":
                raise Invalid(
                    "Proof is only for bank transfers", {"transferproof_url": ["is only for bank transfers"]}
                )
            if transfer_time:
                record["transfer_time"] = transfer_time
            record.update({name: text for name, text in texts.items() if text})
        return _reply(request, record)


async def pay(request: Request, sandbox: Sandbox) -> Response:
    with orders.changing(sandbox, request.path_params["secret_slug"]) as record:
        if record is not None and record["payment"] is None and record["payment_status"] != "paid":
            if not orders.is_open(record):
                raise Invalid("This order can no longer be paid")
            payments.create(sandbox, record)
        return _reply(request, record)


def _reply(request: Request, record: orders.Record | None) -> Response:
    return (
        not_found("Order not found")
        if record is None
        else JSONResponse(public_order(record, base_url(request)))
    )


def routes() -> list[Route]:
    return [
        public("/orders/{secret_slug}", GET=read, PATCH=update),
        public("/orders/{secret_slug}/payment", POST=pay),
    ]
