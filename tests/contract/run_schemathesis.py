"""Schemathesis over the sandbox: `uv run --group contract python -m tests.contract.run_schemathesis [seconds]`.

Generated requests, right and wrong, to every operation the sandbox has, over a real socket: first the shop's as a
signed-in customer, then the merchant's. The contract is narrowed to this store first, and ids may also be real ones,
so that requests get further than "not found".
"""

from __future__ import annotations

import copy
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import yaml

from app.sandbox import (
    DEMO_API_KEY,
    DEMO_BUSINESS_KEY,
    DEMO_CUSTOMER_EMAIL,
    DEMO_CUSTOMER_PASSWORD,
    DEMO_STORE_ID,
)
from app.sandbox.goods import load_goods
from app.sandbox.methods import METHODS
from tests.contract.checker import CONTRACT
from tests.sandbox.buying import TEBET

SECONDS = 60
_STORE = "/v3/stores/{store_id}"
SHOP = (f"{_STORE}/public/", f"{_STORE}/customers/me")
SETUP = (f"{_STORE}/public-api-keys", f"{_STORE}/storefront/")
# The sandbox has none of these.
_LEFT_OUT = "checkout-intent"
_SERVER = (
    "from app.sandbox.serve import serve; serve(0, fresh=False, items=None, data_file=None, access_ttl=86400)"
)

_CONFIG = """
[checks.missing_required_header]
expected-statuses = [404]

[checks.positive_data_acceptance]
# Whether an id, a courier or a stock is right is not in the schema.
enabled = false

[[operations]]
include-method = "GET"
# Reads have no 400 in the contract: odd parameters are put right instead.
checks.negative_data_rejection.enabled = false

[[operations]]
include-method = "DELETE"
checks.negative_data_rejection.enabled = false
"""


def narrowed(prefixes: tuple[str, ...], ids: list[str]) -> dict[str, Any]:
    """The contract for the demo store alone, without other paths than these; `ids` are real ones of all sorts."""
    contract: dict[str, Any] = yaml.safe_load(CONTRACT.read_text(encoding="utf-8"))
    _tolerate_null(contract)
    paths = {}
    for path, operations in contract["paths"].items():
        if not path.startswith(prefixes) or _LEFT_OUT in path:
            continue
        operations = copy.deepcopy(operations)
        for operation in operations.values():
            operation["parameters"] = [
                parameter
                for parameter in operation["parameters"]
                if not parameter.get("$ref", "").endswith("StoreId")
            ]
            if "/auth/" in path:
                # Behind a wrong key there is no store, here as everywhere; the contract forgets to say so.
                operation["responses"]["404"] = {"$ref": "#/components/responses/NotFound"}
        paths[path.replace("{store_id}", DEMO_STORE_ID)] = operations
    contract["paths"] = paths
    _offer_real_ids(contract, ids)
    return contract


def _tolerate_null(node: Any) -> None:
    if isinstance(node, list):
        for item in node:
            _tolerate_null(item)
    elif isinstance(node, dict):
        if node.get("x-tolerate-null") is True:
            node["nullable"] = True
        for value in node.values():
            _tolerate_null(value)


def _offer_real_ids(contract: dict[str, Any], ids: list[str]) -> None:
    goods = load_goods()
    real: dict[str, list[Any]] = {
        "variant_id": [variant["id"] for product in goods.products for variant in product["variants"]],
        "bundle_price_option_id": [bundle["bundle_price_option_id"] for bundle in goods.bundles],
        "location_id": [TEBET],
        "shipping_location_id": [TEBET],
        "courier_service_id": [101, 201, 301],
        "payment_method": list(METHODS),
        "postal_code": ["12810"],
        "shipping_postal_code": ["12810"],
        "address_id": [1, 2, 3],
        "cart_id": [1],
        "email": [DEMO_CUSTOMER_EMAIL],
        "password": [DEMO_CUSTOMER_PASSWORD],
        "variant_unique_id": [
            variant["unique_id"] for product in goods.products for variant in product["variants"]
        ],
        "origin": ["https://shop.example.com"],
    }
    components = contract["components"]
    for name, schema in components["schemas"].items():
        if name.endswith(("Request", "Item", "Destination", "RequestBody")):
            _widen(schema, real)
    for parameter in components["parameters"].values():
        if parameter["name"] == "variant_id":
            parameter["schema"] = {
                "anyOf": [{"enum": [str(id) for id in real["variant_id"]]}, parameter["schema"]]
            }
        elif parameter["name"] == "address_id":
            parameter["schema"] = {"anyOf": [{"enum": ["1", "2", "3"]}, parameter["schema"]]}
        elif parameter["name"] in ("id", "uuid") and ids:
            parameter["schema"] = {"anyOf": [{"enum": ids}, parameter["schema"]]}
        elif parameter["name"] == "slug":
            slugs = [thing["slug"] for thing in (*goods.products, *goods.bundles)]
            parameter["schema"] = {"anyOf": [{"enum": slugs}, parameter["schema"]]}
        elif parameter["name"] == "X-Scalev-Guest-Token":
            # A token that is none is not an error: it gets a new cart.
            del parameter["schema"]["format"]


def _widen(node: Any, real: dict[str, list[Any]]) -> None:
    if isinstance(node, list):
        for item in node:
            _widen(item, real)
    elif isinstance(node, dict):
        properties = node.get("properties")
        if isinstance(properties, dict):
            for name in properties.keys() & real.keys():
                if isinstance(properties[name], dict):
                    properties[name] = {"anyOf": [{"enum": real[name]}, properties[name]]}
        for value in node.values():
            _widen(value, real)


def access_token(address: str) -> str:
    """Signed in as the customer who has bought before."""
    reply = httpx.post(
        f"{address}/v3/stores/{DEMO_STORE_ID}/public/auth/login",
        headers={"X-Scalev-Storefront-Api-Key": DEMO_API_KEY},
        json={"email": DEMO_CUSTOMER_EMAIL, "password": DEMO_CUSTOMER_PASSWORD},
    )
    return str(reply.json()["access"])


def ids_of(address: str, token: str) -> list[str]:
    """Orders, subscriptions and their items, courses, sections and lessons of that customer, as the store names them."""
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(
        base_url=f"{address}/v3/stores/{DEMO_STORE_ID}/customers/me", headers=headers
    ) as client:
        ids = [order["id"] for order in client.get("/orders").json()["data"][:5]]
        for subscription in client.get("/subscriptions").json()["data"]:
            ids += [subscription["id"], *(item["id"] for item in subscription["subscription_items"])]
        for product in load_goods().products:
            for variant in product["variants"] if product["item_type"] == "course" else ():
                ids.append(variant["uuid"])
                for section in (
                    client.get(f"/variants/{variant['uuid']}/course").json().get("course_sections", ())
                ):
                    ids += [section["uuid"], *(lesson["uuid"] for lesson in section["course_contents"])]
    return ids


@contextmanager
def sandbox() -> Iterator[str]:
    """The address of a demo store of its own, in memory."""
    with subprocess.Popen([sys.executable, "-c", _SERVER], stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().split()[-1]
        finally:
            server.terminate()


def main(seconds: int) -> int:
    with sandbox() as address:
        token = access_token(address)
        shop = _run(address, narrowed(SHOP, ids_of(address, token)), token, seconds)
        setup = _run(address, narrowed(SETUP, []), DEMO_BUSINESS_KEY, max(5, seconds // 6))
        return shop or setup


def _run(address: str, contract: dict[str, Any], token: str, seconds: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "contract.json")
        file.write_text(json.dumps(contract), encoding="utf-8")
        config = Path(folder, "schemathesis.toml")
        config.write_text(_CONFIG, encoding="utf-8")
        command = [
            sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()",
            "--config-file", str(config), "run", str(file), "--url", address,
            "-H", f"X-Scalev-Storefront-Api-Key: {DEMO_API_KEY}",
            "-H", f"Authorization: Bearer {token}",
            "--max-time", str(seconds), "--generation-database", "none", "--no-color", "--warnings", "off",
            "--suppress-health-check", "all",
        ]  # fmt: skip
        return subprocess.run(command, check=False, cwd=folder).returncode


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else SECONDS))
