"""The pages a link of the demo store leads to: the order in a browser, and a button that pays it."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from app.sandbox import DEMO_STORE_NAME, control, orders
from app.sandbox.state import Sandbox

_PAGE = """<!doctype html>
<html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body{{font:1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem}}</style>
<h1>{store}</h1><p>Pesanan <strong>{number}</strong>: {status}, {payment}</p>
<p>Total <strong>{total}</strong></p>{action}
<p><small>Toko demo: tidak ada uang sungguhan.</small></p></html>"""
_BUTTON = '<form method="post" action="/pay/{slug}"><button>Bayar (demo)</button></form>'


async def page(request: Request) -> Response:
    sandbox: Sandbox = request.app.state.sandbox
    record = orders.find(sandbox, request.path_params["secret_slug"])
    if record is None:
        return HTMLResponse("<!doctype html><p>Pesanan tidak ditemukan</p>", status_code=404)
    total = f"{record['totals']['gross_revenue']:,}".replace(",", ".")
    text = _PAGE.format(
        title=escape(record["order_id"]),
        store=escape(DEMO_STORE_NAME),
        number=escape(record["order_id"]),
        status=escape(record["status"]),
        payment=escape(record["payment_status"]),
        total=f"Rp{total}",
        action=_BUTTON.format(slug=escape(record["secret_slug"])) if orders.is_open(record) else "",
    )
    return HTMLResponse(text)


async def pay(request: Request) -> Response:
    slug = request.path_params["secret_slug"]
    control.mark_paid(request.app.state.sandbox, slug)
    return RedirectResponse(f"/orders/{slug}", status_code=303)


def routes() -> list[Route]:
    return [
        Route("/orders/{secret_slug}", page, methods=["GET"]),
        Route("/pay/{secret_slug}", page, methods=["GET"]),
        Route("/pay/{secret_slug}", pay, methods=["POST"]),
    ]
