"""What every test shares."""

from __future__ import annotations

import pytest

pytest_plugins = ["tests.sandbox_fixtures"]


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"
