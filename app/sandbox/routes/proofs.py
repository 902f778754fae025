"""Sending the proof of a transfer: asking for a place, and that place, which is no part of the API.

The place behaves like the storage host of a real store: it knows nothing of stores and keys, takes exactly the
announced picture, and whoever shows it a header of the API has leaked it.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import orders, proofs
from app.sandbox.bodies import Fields, parse_body
from app.sandbox.routes import base_url, not_found, public
from app.sandbox.state import Sandbox

_SECRET = ("x-scalev-", "authorization", "cookie")


async def ask(request: Request, sandbox: Sandbox) -> Response:
    """A place for one picture."""
    record = orders.find(sandbox, request.path_params["secret_slug"])
    if record is None:
        return not_found("Order not found")
    fields = Fields(parse_body(await request.body()), allowed=("filename", "content_type", "content_length"))
    filename, place = proofs.open_place(sandbox, record, fields)
    base = base_url(request)
    return JSONResponse(
        {
            "key": place.key,
            "filename": filename,
            "content_type": place.content_type,
            "size_in_bytes": place.size,
            "file_url": base + place.path,
            "upload_url": base + place.upload_path,
        }
    )


async def put(request: Request) -> Response:
    """Takes the picture, raw."""
    sandbox: Sandbox = request.app.state.sandbox
    place = proofs.find_place(sandbox, request.path_params["key"])
    headers = request.headers
    if any(name.startswith(_SECRET) for name in headers):
        return _no(400, "InvalidRequest")
    if place is None or place.closes <= sandbox.now():
        return _no(403, "AccessDenied")
    if headers.get("content-type") != place.content_type:
        return _no(403, "SignatureDoesNotMatch")
    if "content-length" not in headers:
        return _no(411, "MissingContentLength")
    if headers["content-length"] != str(place.size):
        return _no(403, "SignatureDoesNotMatch")
    picture = bytearray()
    async for chunk in request.stream():
        picture += chunk
        if len(picture) > place.size:
            break
    if len(picture) != place.size:
        return _no(400, "IncompleteBody")
    proofs.keep(sandbox, place, bytes(picture))
    return Response(status_code=200)


async def get(request: Request) -> Response:
    """The picture that was sent."""
    sandbox: Sandbox = request.app.state.sandbox
    place = proofs.find_place(sandbox, request.path_params["key"])
    picture = proofs.picture_of(sandbox, place) if place is not None else None
    if place is None or picture is None:
        return _no(404, "NoSuchKey")
    return Response(picture, media_type=place.content_type, headers={"X-Content-Type-Options": "nosniff"})


def _no(status: int, code: str) -> Response:
    return Response(f"<Error><Code>{code}</Code></Error>", status, media_type="application/xml")


def routes() -> list[Route]:
    return [
        public("/orders/{secret_slug}/transfer-proof-upload", POST=ask),
        Route("/uploads/{key:path}", put, methods=["PUT"]),
        Route("/files/{key:path}", get, methods=["GET"]),
    ]
