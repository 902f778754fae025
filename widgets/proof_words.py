"""What is said about the picture of a transfer: what is missing, how far it is, which step failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from app.api.errors import RateLimited
from app.i18n import _
from app.services.proof import PLACE_IS_NO_GOOD
from app.wording import explain
from widgets.dates import short_date
from widgets.file_list import size_words
from widgets.key_hint import key_hint

if TYPE_CHECKING:
    from app.services.payment import PaymentView
    from app.services.proof import Proof, Step
    from app.services.proof_file import PictureFile, Reason

Parts = list[tuple[str, str] | str]

BAR = 20
"""Cells of the bar: so many repaints a sending costs at most, besides the per cent."""


def state_words(proof: Proof, view: PaymentView | None) -> Content:
    """Where the sending stands, and what to do now."""
    if proof.busy:
        return Content.assemble((_busy(proof.step), "bold"))
    if proof.bad is not None:
        return Content.assemble((bad_words(proof.bad), "bold $bad"), "\n", (accepted_words(), "$dim"))
    if proof.error is not None:
        return _failed(proof)
    if proof.sent_at is not None:
        time = short_date(proof.sent_at.isoformat())
        return _sent(_("Sent, {time}.").format(time=time))
    if proof.uploaded is not None:
        return Content.assemble(
            (_("The picture has arrived. One step is left: telling your order of it."), "bold")
        )
    if proof.picture is None and view is not None and view.proof_sent:
        time = short_date(view.proof_time.isoformat()) if view.proof_time is not None else ""
        words = (
            _("A proof of your transfer of {time} is at the shop.").format(time=time)
            if time
            else _("A proof of your transfer is at the shop.")
        )
        return _sent(words)
    if proof.picture is not None:
        return Content.assemble((_("Is this the right one?"), "bold"))
    return Content.assemble(
        (_("A screenshot or photo of your transfer helps the seller to confirm it quickly."), "bold"),
        "\n",
        (accepted_words(), "$dim"),
    )


def accepted_words() -> str:
    """What may be sent."""
    return _("JPEG, PNG or WebP, up to 10 MB.")


def picture_words(picture: PictureFile | None, *, arrived: bool) -> Content:
    """Which picture, how large."""
    if picture is None:
        return Content.assemble((_("sent already") if arrived else _("none chosen yet"), "$dim"))
    kind = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WebP"}[picture.content_type]
    about = f"{kind}, {picture.width} × {picture.height}, {size_words(len(picture.data))}"
    return Content.assemble((picture.name, "bold"), "\n", (about, "$dim"))


def progress_words(proof: Proof) -> Content:
    """A bar while the picture is on its way; empty otherwise."""
    if not (proof.busy and proof.step == "upload" and proof.picture is not None):
        return Content("")
    share = proof.out / len(proof.picture.data)
    full = int(share * BAR)
    return Content.assemble(("█" * full, "$accent"), ("░" * (BAR - full), "$line"), f" {share:4.0%}")


def bad_words(reason: Reason) -> str:
    """Why a file cannot be sent."""
    words = {
        "missing": _("There is no such file on this machine."),
        "unreadable": _("This file cannot be read."),
        "folder": _("This is a folder. Please choose a picture."),
        "special": _("This is no ordinary file. Please choose a picture."),
        "empty": _("This file is empty."),
        "too_large": _("This picture is larger than 10 MB. A screenshot or a smaller copy will do."),
        "other_kind": _("This is no JPEG, PNG or WebP picture, whatever its name says."),
        "broken": _("This picture is damaged and cannot be opened."),
    }
    return words[reason]


def _busy(step: Step) -> str:
    if step == "ask":
        return _("Asking the shop where to put the picture…")
    return _("Sending the picture…") if step == "upload" else _("Telling your order of it…")


def _failed(proof: Proof) -> Content:
    assert proof.error is not None
    words = explain(proof.error, "order" if proof.step != "upload" else "")
    new_place = proof.step == "upload" and isinstance(proof.error, PLACE_IS_NO_GOOD)
    why = _("The place the shop gave for it was not open.") if new_place else words.title
    if isinstance(proof.error, RateLimited):
        why = f"{why} {words.advice}"
    title = {
        "ask": _("The shop gave no place for the picture."),
        "upload": _("The picture did not arrive."),
        "attach": _("The picture has arrived, but your order does not know of it yet."),
    }[proof.step]
    parts: Parts = [(title, "bold $bad"), "\n", why]
    if words.detail and not new_place:
        parts += ["\n", (words.detail, "$dim")]
    parts += ["\n", (key_hint("proof.retry"), "bold $accent"), " ", _("try again")]
    if new_place:
        parts += ["  ", (_("in a new place"), "$dim")]
    elif proof.step == "attach":
        parts += ["  ", (_("without sending the picture again"), "$dim")]
    return Content.assemble(*parts)


def _sent(words: str) -> Content:
    return Content.assemble(
        ("✓ ", "bold $good"),
        (words, "bold $good"),
        "\n",
        _("The seller looks at it and confirms your payment."),
        "\n",
        (key_hint("proof.choose"), "bold $accent"),
        " ",
        (_("sends another picture"), "$dim"),
    )
