"""Where things can be sent: search, and the way down from province to postal code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.sandbox.bodies import whole
from app.sandbox.routes import not_found, public, whole_list
from app.sandbox.routes.paging import paged
from app.sandbox.state import Sandbox

if TYPE_CHECKING:
    from app.sandbox.areas import Area


async def search(request: Request, sandbox: Sandbox) -> Response:
    """Subdistricts matching the text, best first; all of them without a text."""
    text = request.query_params.get("search", "").strip()[:200]
    return paged(request, sandbox.areas.search(text) if text else sandbox.areas.all(), _wire)


async def provinces(request: Request, sandbox: Sandbox) -> Response:
    rows = [one for one in sandbox.areas.provinces if _matches(request, one.name)]
    return whole_list([{"province_id": one.id, "province_name": one.name} for one in rows])


async def cities(request: Request, sandbox: Sandbox) -> Response:
    rows = sandbox.areas.cities(whole(request.query_params.get("province_id")) or 0)
    return whole_list(
        [{"city_id": one.id, "city_name": one.name} for one in rows if _matches(request, one.name)]
    )


async def subdistricts(request: Request, sandbox: Sandbox) -> Response:
    """The whole city at once, unless pages are asked for."""
    of_city = sandbox.areas.subdistricts(whole(request.query_params.get("city_id")) or 0)
    rows = [area for area in of_city if _matches(request, area.subdistrict)]
    if request.query_params.keys() & {"page_size", "next_cursor", "previous_cursor"}:
        return paged(request, rows, _wire)
    return whole_list([_wire(area) for area in rows])


async def postal_codes(request: Request, sandbox: Sandbox) -> Response:
    id = whole(request.path_params["location_id"])
    area = sandbox.areas.get(id) if id else None
    if area is None:
        return not_found("Location not found")
    return whole_list([{"postal_code": code} for code in area.postal_codes if _matches(request, code)])


def _matches(request: Request, name: str) -> bool:
    return request.query_params.get("search", "").strip().lower() in name.lower()


def _wire(area: Area) -> dict[str, Any]:
    return {
        "id": area.id,
        "subdistrict_name": area.subdistrict,
        "city_name": area.city,
        "province_name": area.province,
        "display": area.display,
    }


def routes() -> list[Route]:
    return [
        public("/locations", GET=search),
        public("/locations/provinces", GET=provinces),
        public("/locations/cities", GET=cities),
        public("/locations/subdistricts", GET=subdistricts),
        public("/locations/{location_id}/postal-codes", GET=postal_codes),
    ]
