"""The relays of conversion events (NOTES section 10), and a page that shows what came."""

from __future__ import annotations

import json
from functools import partial
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from app.sandbox import relayed
from app.sandbox.bodies import parse_body
from app.sandbox.relayed import META, SNACKVIDEO, TIKTOK
from app.sandbox.routes import public
from app.sandbox.state import Sandbox

_PAGE = """<!doctype html>
<html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Peristiwa konversi</title>
<style>body{{font:1rem/1.6 system-ui,sans-serif;max-width:48rem;margin:3rem auto;padding:0 1rem}}
pre{{white-space:pre-wrap}}</style><h1>Peristiwa konversi</h1>{content}
<p><small>Toko demo: tidak ada yang diteruskan.</small></p></html>"""
_BODY = "<h2>{relay}, {at}</h2><pre>{body}</pre>"


async def _take(relay: str, request: Request, sandbox: Sandbox) -> Response:
    relayed.take(sandbox, relay, parse_body(await request.body()))
    return Response(status_code=204 if sandbox.manner.older else 202)


async def page(request: Request) -> Response:
    """Newest first."""
    sandbox: Sandbox = request.app.state.sandbox
    content = "".join(
        _BODY.format(
            relay=one.relay,
            at=f"{one.received:%d-%m-%Y %H:%M:%S} UTC",
            body=escape(json.dumps(one.body, indent=2, ensure_ascii=False)),
        )
        for one in reversed(relayed.received(sandbox))
    )
    return HTMLResponse(_PAGE.format(content=content or "<p>Belum ada.</p>"))


def routes() -> list[Route]:
    return [
        *(
            public(f"/analytics/{relay}/events", POST=partial(_take, relay))
            for relay in (META, TIKTOK, SNACKVIDEO)
        ),
        Route("/conversion-events", page, methods=["GET"]),
    ]
