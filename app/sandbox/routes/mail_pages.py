"""Pages for the mails of the demo store: the mailbox itself, and the page a reset link leads to by itself."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from app.sandbox import DEMO_STORE_NAME, once, passwords
from app.sandbox.mailbox import Mail
from app.sandbox.routes.auth import reset
from app.sandbox.state import Sandbox

_PAGE = """<!doctype html>
<html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="referrer" content="no-referrer"><title>{title}</title>
<style>body{{font:1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem}}
pre{{white-space:pre-wrap}}</style><h1>{title}</h1>{content}</html>"""
_MAIL = "<h2>{subject}</h2><p>{to}, {sent}</p><pre>{text}</pre>"
_FORM = """<p>{words}</p><form method="post" autocomplete="off">
<input type="hidden" name="token" value="{token}">
<input type="password" name="password" autocomplete="new-password" aria-label="Kata sandi baru" required>
<button>Simpan</button></form>"""


async def mailbox(request: Request) -> Response:
    sandbox: Sandbox = request.app.state.sandbox
    content = "".join(_mail(mail) for mail in sandbox.mailbox.mails())
    return _page(f"Surel dari {DEMO_STORE_NAME}", content or "<p>Belum ada.</p>")


def _mail(mail: Mail) -> str:
    text = escape(mail.text)
    if mail.link:
        link = escape(mail.link)
        text = text.replace(link, f'<a href="{link}">{link}</a>')
    return _MAIL.format(
        subject=escape(mail.subject), to=escape(mail.to), sent=f"{mail.sent:%d-%m-%Y %H:%M} UTC", text=text
    )


async def form(request: Request) -> Response:
    return _form(request.query_params.get("token", ""), "Pilih kata sandi baru.")


async def save(request: Request) -> Response:
    sandbox: Sandbox = request.app.state.sandbox
    sent = parse_qs((await request.body()).decode("utf-8", "replace"))
    token, password = (sent.get(name, [""])[0] for name in ("token", "password"))
    if len(password) < passwords.SHORTEST or not password.strip():
        return _form(token, f"Paling sedikit {passwords.SHORTEST} huruf atau angka.", 400)
    if not reset(sandbox, token, password):
        return _page("Kata sandi baru", "<p>Tautan ini sudah tidak berlaku. Minta yang baru.</p>", 404)
    return _page("Kata sandi baru", "<p>Kata sandi sudah diganti. Silakan masuk.</p>")


def _form(token: str, words: str, status: int = 200) -> Response:
    return _page("Kata sandi baru", _FORM.format(words=escape(words), token=escape(token)), status)


def _page(title: str, content: str, status: int = 200) -> Response:
    return HTMLResponse(_PAGE.format(title=escape(title), content=content), status_code=status)


def routes() -> list[Route]:
    return [
        Route("/mailbox", mailbox, methods=["GET"]),
        Route(once.RESET_PATH, form, methods=["GET"]),
        Route(once.RESET_PATH, save, methods=["POST"]),
    ]
