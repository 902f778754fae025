"""From a configured store to a client: the only place where the demo and a real store differ."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.api.client import StorefrontClient
    from app.config import StoreConfig
    from app.services.demo import DemoControl
    from app.session import Session

# The contract says uuid; anything that can stand in a header is sent back as it came.
_TOKEN = re.compile(r"[\x21-\x7e]{1,256}")


async def connect(
    store: StoreConfig,
    session: Session,
    *,
    on_wait: Callable[[float], None] | None = None,
    log_file: str | None = None,
    on_demo: Callable[[DemoControl], None] | None = None,
) -> StorefrontClient:
    """A client for `store`, its guest token kept in `session`.

    Heavy imports and the TLS context are made in a thread, so keys typed meanwhile are not late. `on_wait` is
    told the seconds of a pause the store asks for, and 0 when it is over; `log_file` gets a line a request;
    `on_demo` is given what makes things happen, when it is the demo store.
    Raises OSError when `log_file` cannot be written.
    """
    return await asyncio.to_thread(_build, store, session, on_wait, log_file, on_demo)


def _build(
    store: StoreConfig,
    session: Session,
    on_wait: Callable[[float], None] | None,
    log_file: str | None,
    on_demo: Callable[[DemoControl], None] | None,
) -> StorefrontClient:
    from app.api.client import StorefrontClient
    from app.api.gate import Gate
    from app.api.request_log import RequestLog
    from app.api.transport import Timeouts, Transport
    from app.api.wire import UPLOAD_MAY_TAKE, Wire

    def guest_token() -> str | None:
        token = session.guest_token
        return token if token and _TOKEN.fullmatch(token) else None

    def keep_guest_token(token: str) -> None:
        if token != session.guest_token and _TOKEN.fullmatch(token):
            session.guest_token = token
            session.save_cart()

    log = RequestLog(log_file)
    base_url, store_id, api_key = store.base_url, store.store_id, store.api_key
    if store.is_demo:
        from app.sandbox import DEMO_API_KEY, DEMO_BASE_URL, DEMO_STORE_ID

        base_url, store_id, api_key = DEMO_BASE_URL, DEMO_STORE_ID, DEMO_API_KEY
        demo, close_demo, control = _demo_store(store, session)
        transport = Transport(demo, on_close=close_demo)
        if on_demo is not None:
            on_demo(control)
    else:
        transport = Transport()
    timeouts = Timeouts(connect=store.connect_timeout, read=store.read_timeout)
    patient = store.upload_timeout
    uploads = Timeouts(connect=store.connect_timeout, read=patient, write=patient, total=UPLOAD_MAY_TAKE)
    wire = Wire(transport, base_url, timeouts=timeouts, upload_timeouts=uploads, gate=Gate(on_wait), log=log)
    return StorefrontClient(
        wire, store_id=store_id, api_key=api_key, guest_token=guest_token, on_guest_token=keep_guest_token
    )


def _demo_store(store: StoreConfig, session: Session) -> tuple[object, Callable[[], None], DemoControl]:
    """The sandbox as an ASGI app, what closes it, and what makes things happen in it."""
    from app.paths import data_folder
    from app.sandbox import AUTOPAY_SECONDS, control
    from app.sandbox.server import create_app, sandbox_of
    from app.services.demo import DemoControl

    file = None if session.private else data_folder() / f"{store.key}.sqlite"
    app = create_app(
        file,
        items=store.demo_items,
        fresh=store.demo_fresh,
        edition=store.demo_edition,
        provider=store.demo_provider,
        payment_delay=store.demo_payment_delay,
        autopay_seconds=AUTOPAY_SECONDS if store.demo_autopay else None,
        access_ttl=store.demo_access_ttl,
        origins=(store.reset_origin,) if store.reset_origin else (),
    )
    sandbox = sandbox_of(app)
    demo = DemoControl(
        partial(control.possible, sandbox),
        partial(control.act, sandbox),
        sandbox.mailbox.mails,
        sandbox.mailbox.watch,
    )
    return app, sandbox.close, demo
