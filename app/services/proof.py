"""Sending the picture of a transfer: three steps, each of which can fail and be tried again on its own (NOTES section 8).

A place is asked for, the picture is put there, the order is told of it. What is done stays done: a picture that has
arrived is never sent a second time, not even by the next run.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from app.api.errors import BrokenReply, Conflict, NotFound, Refused, Rejected, ShopError
from app.records import PlacedOrder, UploadedProof
from app.signal import Signal
from app.text import safe_url

if TYPE_CHECKING:
    from pathlib import Path

    from app.api.client import StorefrontClient
    from app.api.models.order import PublicOrder
    from app.api.models.proof import ProofUpload
    from app.services.payment import Account
    from app.services.proof_file import PictureFile, Reason
    from app.services.shop import Shop

Step = Literal["ask", "upload", "attach"]

_BETWEEN_REPORTS = 0.2
"""Seconds between two reports of progress: each is a repaint."""
PLACE_IS_NO_GOOD = (Refused, Rejected, NotFound, Conflict, BrokenReply)
"""What an upload fails with when its place has expired or was none."""


@dataclass(slots=True, repr=False)
class Proof:
    """How far the proof of one order has come."""

    picture: PictureFile | None = None
    bad: Reason | None = None
    """Why the file chosen last was not taken."""
    place: ProofUpload | None = None
    """Where the picture goes; a secret, and it may expire."""
    uploaded: UploadedProof | None = None
    """The picture has arrived; the order does not know of it yet."""
    when: datetime | None = None
    """Of the transfer, aware; None: now."""
    when_typed: str | None = None
    """As the buyer wrote it; None: nothing yet."""
    account: int | None = None
    """Which of the payment view's `accounts` the buyer says it was paid to; None: see `account_of`."""
    step: Step = "ask"
    """The step that runs, failed or comes next."""
    busy: bool = False
    out: int = 0
    """Bytes of the picture that have left."""
    error: ShopError | None = None
    sent_at: datetime | None = None
    """The order knows of it since then; None when not sent in this run."""

    @property
    def ready(self) -> bool:
        """There is something to send."""
        return not self.busy and (self.picture is not None or self.uploaded is not None)


def may_prove(order: PublicOrder) -> bool:
    """A picture of the transfer can be of use: the first, or another in the place of a wrong one."""
    from app.services.payment import payment_view

    view = payment_view(order)
    return view.kind == "bank_transfer" and (view.ended is None or view.by_clock)


def account_of(proof: Proof, accounts: Sequence[Account]) -> int:
    """Which account counts as paid to: the one chosen, in this run or the last, else the first."""
    if proof.account is not None:
        return proof.account if proof.account < len(accounts) else 0
    number = proof.uploaded.number if proof.uploaded is not None else ""
    return next((index for index, one in enumerate(accounts) if number and one.number == number), 0)


class ProofService:
    """Owns the sending: leaving the screen does not end it, pressing twice sends once."""

    def __init__(self, shop: Shop, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.changed = Signal()
        self.moved = Signal()
        """More bytes have left, or all; at most five times a second."""
        self._shop = shop
        self._clock = clock
        self._proofs: dict[str, Proof] = {}
        self._choices = 0

    @property
    def busy(self) -> bool:
        """One is being sent."""
        return any(proof.busy for proof in self._proofs.values())

    @property
    def failed(self) -> bool:
        """One did not get through."""
        return any(proof.error is not None for proof in self._proofs.values())

    def begin_again(self) -> None:
        """Another buyer: nothing is known of orders that are not theirs."""
        slugs = self._shop.session.order_slugs
        self._proofs = {slug: proof for slug, proof in self._proofs.items() if slug in slugs}

    def of(self, secret_slug: str) -> Proof:
        """The proof of an order; one that the last run left half done is taken up again."""
        proof = self._proofs.get(secret_slug)
        if proof is None:
            proof = self._proofs[secret_slug] = Proof()
            kept = self._kept(secret_slug)
            if kept is not None and kept.proof is not None and safe_url(kept.proof.file_url):
                from app.services.payment_info import read_time

                proof.uploaded = kept.proof
                proof.when = read_time(kept.proof.transfer_time)
                proof.step = "attach"
        return proof

    async def choose(self, secret_slug: str, path: Path) -> bool:
        """Take a file, if it is one that may be sent; `Proof.bad` says why not. False also while one is being sent.

        The very picture that has arrived already is not sent again; any other takes its place.
        """
        from app.services.proof_file import BadFile, read_picture

        proof = self.of(secret_slug)
        self._choices += 1
        mine = self._choices
        picture, bad = None, None
        try:
            picture = await asyncio.to_thread(read_picture, path)
        except BadFile as error:
            bad = error.reason
        if proof.busy or mine != self._choices:
            return False
        proof.bad = bad
        if picture is not None:
            for other in self._proofs.values():
                if not other.busy:
                    other.picture = None  # ten megabytes each
            proof.picture, proof.place, proof.error, proof.sent_at, proof.out = picture, None, None, None, 0
            if proof.uploaded is not None and proof.uploaded.digest != picture.digest:
                proof.uploaded = None
                self._keep(secret_slug, None)
            proof.step = "ask" if proof.uploaded is None else "attach"
        self.changed.emit()
        return picture is not None

    def send(self, secret_slug: str) -> bool:
        """Begin, or go on with the step that failed, in a task owned here. False, and nothing happens, when it is
        running already or there is nothing to send."""
        proof = self.of(secret_slug)
        if not proof.ready:
            return False
        proof.busy, proof.error = True, None
        self._shop.spawn(lambda: self._run(secret_slug, proof), "send proof")
        self.changed.emit()
        return True

    def resume(self) -> None:
        """Tell the shop of pictures that arrived just before the last run ended."""
        for kept in tuple(self._shop.orders.placed):
            if kept.proof is not None and kept.payment_status.lower() != "paid":
                self.send(kept.secret_slug)

    async def _run(self, secret_slug: str, proof: Proof) -> None:
        try:
            client = await self._shop.client()
            if proof.uploaded is None and proof.picture is not None:
                await self._upload(client, secret_slug, proof, proof.picture)
            if proof.uploaded is not None:
                await self._attach(client, secret_slug, proof, proof.uploaded)
        except ShopError as error:
            proof.error = error
        finally:
            proof.busy = False
            self.changed.emit()

    async def _upload(
        self, client: StorefrontClient, secret_slug: str, proof: Proof, picture: PictureFile
    ) -> None:
        """Put the picture where the shop wants it, in a new place when an earlier one is no good any more."""
        may_have_expired = proof.place is not None
        while True:
            if proof.place is None:
                self._at(proof, "ask")
                proof.place = await client.transfer_proof_upload(
                    secret_slug, picture.filename, picture.content_type, len(picture.data)
                )
            self._at(proof, "upload")
            try:
                await client.upload_proof(
                    proof.place, picture.data, picture.content_type, on_sent=self._progress(proof)
                )
                break
            except PLACE_IS_NO_GOOD:
                proof.place = None
                if not may_have_expired:
                    raise
                may_have_expired = False
        proof.uploaded = UploadedProof(proof.place.file_url, digest=picture.digest)
        proof.place = None
        self._note_details(secret_slug, proof, proof.uploaded)

    async def _attach(
        self, client: StorefrontClient, secret_slug: str, proof: Proof, uploaded: UploadedProof
    ) -> None:
        """Tell the order where its proof is; saying it twice changes nothing."""
        self._at(proof, "attach")
        self._note_details(secret_slug, proof, uploaded)
        changes: dict[str, Any] = {
            "transferproof_url": uploaded.file_url,
            "transfer_time": uploaded.transfer_time,
        }
        if uploaded.entity_id is not None:
            changes["financial_entity_id"] = uploaded.entity_id
        if uploaded.number:
            changes["payment_account_holder"] = uploaded.holder
            changes["payment_account_number"] = uploaded.number
        order = await client.update_order(secret_slug, changes)
        proof.uploaded = proof.picture = None
        proof.sent_at = datetime.now(UTC)
        proof.when = proof.when_typed = None
        proof.step = "ask"
        self._keep(secret_slug, None)
        self._shop.orders.written(secret_slug, order)
        with contextlib.suppress(ShopError):  # it is sent: the answer to that said so already
            await self._shop.orders.fetch(secret_slug)

    def _note_details(self, secret_slug: str, proof: Proof, uploaded: UploadedProof) -> None:
        """On disk before the order is told: a run that ends here goes on where it stopped."""
        from app.services.payment import payment_view

        if proof.when is not None or not uploaded.transfer_time:
            when = proof.when or datetime.now(UTC)
            uploaded.transfer_time = when.astimezone(UTC).isoformat(timespec="seconds")
        order = self._shop.orders.known.get(secret_slug)
        accounts = payment_view(order).accounts if order is not None else ()
        if accounts and (proof.account is not None or not uploaded.number):
            paid_to = accounts[account_of(proof, accounts)]
            uploaded.entity_id, uploaded.holder = paid_to.entity_id, paid_to.holder
            uploaded.number = paid_to.number
        self._keep(secret_slug, uploaded)

    def _at(self, proof: Proof, step: Step) -> None:
        proof.step, proof.out = step, 0
        self.changed.emit()

    def _progress(self, proof: Proof) -> Callable[[int], None]:
        told = self._clock()

        def sent(count: int) -> None:
            nonlocal told
            proof.out = count
            now = self._clock()
            whole = proof.picture is not None and count >= len(proof.picture.data)
            if whole or now - told >= _BETWEEN_REPORTS:
                told = now
                self.moved.emit()

        return sent

    def _kept(self, secret_slug: str) -> PlacedOrder | None:
        return next((o for o in self._shop.orders.placed if o.secret_slug == secret_slug), None)

    def _keep(self, secret_slug: str, uploaded: UploadedProof | None) -> None:
        kept = self._kept(secret_slug)
        if kept is not None and (uploaded is not None or kept.proof is not None):
            self._shop.session.save_order(replace(kept, proof=replace(uploaded) if uploaded else None))
