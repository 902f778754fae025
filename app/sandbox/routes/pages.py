"""The pages a link of the demo store leads to: the order in a browser, and the buttons that pay it."""

from __future__ import annotations

from html import escape
from io import BytesIO

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from app.sandbox import DEMO_STORE_NAME, control, links, orders
from app.sandbox.methods import METHODS
from app.sandbox.state import Sandbox

_PAGE = """<!doctype html>
<html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body{{font:1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem}}</style>
<h1>{store}</h1><p>Pesanan <strong>{number}</strong>: {status}, {payment}</p>
<p>Total <strong>{total}</strong></p>{action}
<p><small>Toko demo: tidak ada uang sungguhan.</small></p></html>"""
_BUTTON = '<form method="post" action="/pay/{slug}"><button>Bayar (demo)</button></form>'
_CHOICE = '<form method="post" action="/pay/{slug}/{code}"><button>{label}</button></form>'


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
        action=_buttons(record) if orders.is_open(record) else "",
    )
    return HTMLResponse(text)


def _buttons(record: orders.Record) -> str:
    slug = escape(record["secret_slug"])
    if not links.is_undecided(record):
        return _BUTTON.format(slug=slug)
    return "".join(
        _CHOICE.format(slug=slug, code=code, label=escape(METHODS[code].label)) for code in links.CHOICES
    )


async def pay(request: Request) -> Response:
    slug = request.path_params["secret_slug"]
    control.mark_paid(request.app.state.sandbox, slug)
    return RedirectResponse(f"/orders/{slug}", status_code=303)


async def choose(request: Request) -> Response:
    """How an order with a payment link is paid."""
    sandbox: Sandbox = request.app.state.sandbox
    slug, code = request.path_params["secret_slug"], request.path_params["method"]
    with orders.changing(sandbox, slug) as record:
        known = record is not None and orders.is_open(record) and links.is_undecided(record)
        if record is None or not known or code not in links.CHOICES:
            return HTMLResponse("<!doctype html><p>Tidak bisa</p>", status_code=404)
        links.choose(sandbox, record, code)
    return RedirectResponse(f"/pay/{slug}", status_code=303)


async def qr(request: Request) -> Response:
    """The picture of a QRIS code, as SingaPay offers one."""
    record = orders.find(request.app.state.sandbox, request.path_params["secret_slug"])
    text = ((record or {}).get("payment") or {}).get("qr_string")
    if text is None:
        return Response(status_code=404)
    from segno import make_qr

    picture = BytesIO()
    make_qr(text).save(picture, kind="png", scale=6)
    return Response(picture.getvalue(), media_type="image/png")


def routes() -> list[Route]:
    return [
        Route("/orders/{secret_slug}", page, methods=["GET"]),
        Route("/pay/{secret_slug}", page, methods=["GET"]),
        Route("/pay/{secret_slug}", pay, methods=["POST"]),
        Route("/pay/{secret_slug}/{method}", choose, methods=["POST"]),
        Route("/thanks/{secret_slug}", page, methods=["GET"]),
        Route("/qr/{secret_slug}.png", qr, methods=["GET"]),
    ]
