"""The checker itself: it passes what the contract has and catches what it has not."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.contract.checker import ContractViolation, check_request, check_response, find_operation

ROOT = "/v3/stores/store_1/public"
KEY = {"X-Scalev-Storefront-Api-Key": "sfpk_1"}
JSON = {"Content-Type": "application/json"}
ADD = {"type": "variant", "variant_id": 1, "quantity": 2}


def request(method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> None:
    raw = None if body is None else json.dumps(body).encode()
    check_request(method, ROOT + path, KEY | (JSON if raw else {}) | (headers or {}), raw)


def answer(
    method: str, path: str, body: Any, status: int = 200, headers: dict[str, str] | None = None
) -> None:
    check_response(method, ROOT + path, status, JSON | (headers or {}), json.dumps(body).encode())


def test_what_the_contract_has_passes() -> None:
    request("GET", "/items?page_size=20")
    request("POST", "/cart/items", ADD, {"X-Scalev-Guest-Token": "6fa459ea-ee8a-4ca4-894e-db77e160355e"})
    answer("GET", "/items/count", {"total": 3})
    answer("GET", "/orders/abc", {"error": "Order not found"}, 404)
    pricing = {"variant_id": 1, "price": None, "currency": "IDR", "available": True, "available_qty": None}
    answer("GET", "/variants/pricing?ids=1", {"data": [pricing], "is_paginated": False})


@pytest.mark.parametrize(
    ("method", "path", "body", "headers"),
    [
        ("GET", "/nothing", None, {}),
        ("DELETE", "/items", None, {}),
        ("GET", "/items?sort=price", None, {}),
        ("GET", "/locations?page_size=101", None, {}),
        ("GET", "/locations/abc/postal-codes", None, {}),
        ("GET", "/items", None, {"X-Scalev-Guest-Token": "6fa459ea-ee8a-4ca4-894e-db77e160355e"}),
        ("GET", "/items", None, {"Authorization": "Bearer x"}),
        ("GET", "/cart", None, {"X-Scalev-Guest-Token": "mine"}),
        ("GET", "/cart", {"a": 1}, {}),
        ("POST", "/cart/items", None, {}),
        ("POST", "/cart/items", ADD | {"price": 1}, {}),
        ("POST", "/cart/items", ADD | {"quantity": 0}, {}),
        ("POST", "/checkout", {"customer_name": "A"}, {}),
        ("POST", "/checkout", {"customer_name": "A", "customer_email": "a@b.co", "shipping_cost": 1}, {}),
    ],
)
def test_a_request_outside_the_contract_is_caught(
    method: str, path: str, body: Any, headers: dict[str, str]
) -> None:
    with pytest.raises(ContractViolation):
        request(method, path, body, headers)


def test_a_missing_key_is_caught() -> None:
    with pytest.raises(ContractViolation, match="storefront-api-key"):
        check_request("GET", ROOT + "/items", {}, None)


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "headers"),
    [
        ("GET", "/items/count", {"total": -1}, 200, {}),
        ("GET", "/items/count", {"total": 1, "more": 2}, 200, {}),
        ("GET", "/items/count", {"total": 1}, 201, {}),
        ("GET", "/items/count", {"error": "x"}, 400, {}),
        ("GET", "/items/count", {"total": 1}, 200, {"Content-Type": "text/html"}),
        ("GET", "/categories", {"data": [{"id": 1}], "is_paginated": False}, 200, {}),
        ("GET", "/categories", {"data": [], "is_paginated": True}, 200, {}),
        ("GET", "/cart", {"items": [{"id": 1, "type": "variant"}]}, 200, {}),
        ("GET", "/cart", {}, 200, {"X-Scalev-Guest-Token": "not-a-uuid"}),
        ("GET", "/orders/abc", {"secret_slug": "abc"}, 200, {}),
    ],
)
def test_an_answer_outside_the_contract_is_caught(
    method: str, path: str, body: Any, status: int, headers: dict[str, str]
) -> None:
    with pytest.raises(ContractViolation):
        answer(method, path, body, status, headers)


def test_a_fixed_path_wins_over_a_blank() -> None:
    found = find_operation("GET", ROOT + "/locations/provinces")
    assert found is not None
    assert found.spec["operationId"] == "listStorefrontLocationProvinces"
