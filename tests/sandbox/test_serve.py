"""The demo store on a real socket: it answers, quickly, and ends when told."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.sandbox.serve import listen

_PROGRAM = (
    "import sys; from pathlib import Path; from app.sandbox.serve import serve;"
    "serve(int(sys.argv[1]), fresh=False, items=None, data_file=Path(sys.argv[2])); print('ended')"
)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", _PROGRAM, "0", str(tmp_path / "demo" / "store.db")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


def exported(process: subprocess.Popen[str]) -> dict[str, str]:
    """The three variables it says to export."""
    assert process.stdout is not None
    found: dict[str, str] = {}
    while len(found) < 3:
        line = process.stdout.readline()
        assert line, "it ended early"
        if line.strip().startswith("export "):
            name, _, value = line.strip().removeprefix("export ").partition("=")
            found[name] = value
    return found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_told_to_stop(running: subprocess.Popen[str], number: signal.Signals) -> None:
    variables = exported(running)
    base = variables["SCALEV_API_BASE"]
    with httpx.Client(
        base_url=f"{base}/v3/stores/{variables['SCALEV_STORE_UNIQUE_ID']}/public",
        headers={"X-Scalev-Storefront-Api-Key": variables["SCALEV_STOREFRONT_API_KEY"]},
    ) as client:
        page = client.get("/items").json()
        assert page["data"][0]["images"][0].startswith(f"{base}/images/")
        assert client.post("/cart/items", json={"type": "variant", "variant_id": 0}).status_code == 400
        # The connection is still open and idle: it may not hold up the end.
        running.send_signal(number)
        out, _ = running.communicate(timeout=20)
    assert running.returncode == 0
    assert out.endswith("ended\n")


def test_the_socket_waits_for_nobody() -> None:
    with listen(0) as listener:
        assert listener.proto == socket.IPPROTO_TCP
        assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
        assert listener.getsockname()[0] == "127.0.0.1"
        with pytest.raises(OSError, match="in use"):
            listen(listener.getsockname()[1])
