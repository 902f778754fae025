"""The feed, products, bundles, categories, methods, prices and stock (NOTES section 5), and the pictures."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app.sandbox import methods
from app.sandbox.bodies import whole
from app.sandbox.routes import base_url, not_found, public, whole_list
from app.sandbox.routes.paging import paged
from app.sandbox.state import Sandbox


async def items(request: Request, sandbox: Sandbox) -> Response:
    taken, base = sandbox.taken(), base_url(request)
    return paged(request, sandbox.catalogue.feed, lambda thing: sandbox.catalogue.card(thing, taken, base))


async def count(request: Request, sandbox: Sandbox) -> Response:
    return JSONResponse({"total": len(sandbox.catalogue.feed)})


async def product(request: Request, sandbox: Sandbox) -> Response:
    found = sandbox.catalogue.product(request.path_params["slug"], sandbox.taken(), base_url(request))
    return JSONResponse(found) if found else not_found("Product not found")


async def bundle(request: Request, sandbox: Sandbox) -> Response:
    found = sandbox.catalogue.bundle(request.path_params["slug"], sandbox.taken(), base_url(request))
    return JSONResponse(found) if found else not_found("Bundle price option not found")


async def categories(request: Request, sandbox: Sandbox) -> Response:
    return whole_list(sandbox.catalogue.categories)


async def payment_methods(request: Request, sandbox: Sandbox) -> Response:
    return whole_list(methods.offered(sandbox.manner))


async def pricing(request: Request, sandbox: Sandbox) -> Response:
    """Unknown ids are left out; without ids the list is empty, because nothing was asked about."""
    asked = dict.fromkeys(whole(part.strip()) for part in request.query_params.get("ids", "").split(","))
    taken = sandbox.taken()
    rows = [sandbox.catalogue.pricing(id, taken) for id in asked if id is not None]
    return whole_list([row for row in rows if row is not None])


async def availability(request: Request, sandbox: Sandbox) -> Response:
    id = whole(request.path_params["variant_id"])
    found = sandbox.catalogue.availability(id, sandbox.taken()) if id else None
    return JSONResponse(found) if found else not_found("Variant not found")


async def image(request: Request) -> Response:
    from app.sandbox.goods import read_image

    content = read_image(request.path_params["name"])
    if content is None:
        return not_found("Image not found")
    return Response(content, media_type="image/webp", headers={"Cache-Control": "public, max-age=86400"})


def routes() -> list[Route]:
    return [
        public("/items", GET=items),
        public("/items/count", GET=count),
        public("/products/{slug}", GET=product),
        public("/bundle-price-options/{slug}", GET=bundle),
        public("/categories", GET=categories),
        public("/payment-methods", GET=payment_methods),
        public("/variants/pricing", GET=pricing),
        public("/variants/{variant_id}/availability", GET=availability),
        Route("/images/{name}", image, methods=["GET"]),
    ]
