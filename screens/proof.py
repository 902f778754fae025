"""Sending the picture of a bank transfer: choose it, say where and when, send; each step can be tried again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from app.browser import REMOTE
from app.i18n import _
from app.money import format_money
from app.services.dropped import dropped_path
from app.services.proof import account_of
from app.services.transfer_time import read_written, written
from app.text import clean
from screens.base import ShopScreen
from styles import sheet
from widgets.bindings import bindings
from widgets.choice_list import Choice, ChoiceList
from widgets.labelled_row import LabelledRow
from widgets.path_field import PathField
from widgets.picture import draws_pictures
from widgets.primary_button import PrimaryButton
from widgets.proof_words import picture_words, progress_words, state_words
from widgets.static import Static
from widgets.still_picture import StillPicture

if TYPE_CHECKING:
    from app.api.models.order import PublicOrder
    from app.services.payment import PaymentView
    from app.services.proof import Proof
    from app.services.proof_file import PictureFile


class ProofScreen(ShopScreen[None]):
    """Renders the proof of one order from `ProofService`, which goes on sending when this screen is left."""

    CSS_PATH = sheet("proof")
    BINDINGS = [
        *bindings("proof"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]
    AUTO_FOCUS = "#proof-do"

    def __init__(self, secret_slug: str) -> None:
        super().__init__()
        self.secret_slug = secret_slug
        self._folder: Path | None = None
        self._drawn: PictureFile | None = None
        """The picture whose preview was made."""
        self._now = ""
        """What the time is said to be while nobody has changed it."""

    @property
    def order(self) -> PublicOrder | None:
        return self.shop.orders.known.get(self.secret_slug)

    @property
    def proof(self) -> Proof:
        return self.shop.proofs.of(self.secret_slug)

    def view(self) -> PaymentView | None:
        """How the order is paid; None while it is not known."""
        from app.services.payment import payment_view

        order = self.order
        return payment_view(order) if order is not None else None

    def heading(self) -> str:
        return _("Proof of transfer")

    def body(self) -> ComposeResult:
        self._now = written(self.proof.when or datetime.now(UTC))
        with Horizontal(id="proof"):
            yield StillPicture(id="proof-preview")
            with VerticalScroll(id="proof-scroll", can_focus=False), Vertical(id="proof-column"):
                yield Static("", id="proof-state", markup=False)
                yield Static("", id="proof-bar", markup=False)
                with Horizontal(id="proof-picture"):
                    yield Static(_("Picture"), classes="field-label", markup=False)
                    yield Static("", id="proof-file", markup=False)
                with Horizontal(id="proof-to"):
                    yield Static(_("Paid to"), classes="field-label", markup=False)
                    yield ChoiceList(id="proof-accounts")
                when = PathField(self.proof.when_typed or self._now, max_length=20, id="when")
                yield LabelledRow("when", _("Paid on"), when)
                yield Static("", id="proof-hint", markup=False)
        yield PrimaryButton(id="proof-do")

    def on_mount(self) -> None:
        self.watch_signal(self.shop.orders.changed, self.render_state)
        self.watch_signal(self.shop.proofs.changed, self.render_state)
        self.watch_signal(self.shop.proofs.moved, self._render_bar)
        self.render_state()
        if self.order is None:
            self._fetch()

    @on(StillPicture.Fitted)
    def _fitted(self) -> None:
        self._drawn = None
        self._preview()

    # What is on screen

    def render_state(self) -> None:
        """Draw the proof as it stands."""
        if not self.has("#proof-do"):
            return
        self.refresh_header()
        proof, view = self.proof, self.view()
        done = self._done(proof, view)
        words = state_words(proof, view)
        if view is not None and view.paid:
            words = Content.assemble((_("This order is paid. No proof is needed."), "bold $good"))
        state = self.query_one("#proof-state", Static)
        if state.content != words:
            state.update(words)
            self.query_one("#proof-scroll").scroll_home(animate=False)
        self.query_one("#proof-file", Static).update(
            picture_words(proof.picture, arrived=proof.uploaded is not None)
        )
        for name in ("#proof-picture", "#row-when"):
            self.query_one(name).display = not done
        accounts = view.accounts if view is not None else ()
        self.query_one("#proof-to").display = bool(accounts) and not done
        rows = [
            Choice(str(number), " ".join(p for p in (one.bank, one.number) if p), one.holder)
            for number, one in enumerate(accounts)
        ]
        self.query_one("#proof-accounts", ChoiceList).show(rows, str(account_of(proof, accounts)))
        self.query_one("#proof-hint", Static).update(self._hint(view, done))
        self._render_button(proof, view, done)
        self._render_bar()
        self._preview()
        self.refresh_bindings()

    def _done(self, proof: Proof, view: PaymentView | None) -> bool:
        """Nothing is left to do here, unless the buyer wants to send another picture."""
        if proof.busy or proof.picture is not None or proof.uploaded is not None:
            return False
        return proof.sent_at is not None or (view is not None and (view.paid or view.proof_sent))

    def _render_button(self, proof: Proof, view: PaymentView | None, done: bool) -> None:
        button = self.query_one("#proof-do", PrimaryButton)
        button.blocked = proof.busy
        button.amount = ""
        button.key_hint = "Enter"
        if done:
            button.label = _("Back to the order")
        elif proof.busy:
            button.label, button.key_hint = _("Sending…"), ""
        elif not proof.ready:
            button.label = _("Choose the picture")
        else:
            button.label = _("Try again") if proof.error is not None else _("Send the proof")
            button.amount = format_money(view.amount) if view is not None else ""

    def _render_bar(self) -> None:
        for bar in self.query("#proof-bar").results(Static):
            words = progress_words(self.proof)
            bar.display = bool(words.plain)
            if str(bar.content) != words.plain:
                bar.update(words)

    def _hint(self, view: PaymentView | None, done: bool) -> Content:
        """Where the file has to be, when that is another machine than the one in front of the buyer."""
        page = view.page if view is not None else None
        remote = any(self.etalase.environ.get(name) for name in REMOTE)
        if done or not remote or self.proof.picture is not None:
            return Content("")
        words = _("You are here over SSH: the picture has to be on the machine that runs etalase.")
        if not page:
            return Content.assemble((words, "$dim"))
        other = _("If it is elsewhere, open the order page there:")
        return Content.assemble((words, "$dim"), " ", (other, "$dim"), "\n", (page, "$accent"))

    @work(group="preview", exclusive=True, exit_on_error=False)
    async def _preview(self) -> None:
        """The picture chosen, as large as there is room."""
        from app.services.proof_file import preview

        picture = self.proof.picture
        if picture is not None and picture is self._drawn:
            return
        place = self.query_one(StillPicture)
        wanted = picture is not None and draws_pictures(self.etalase)
        place.set_class(wanted, "-shown")
        if picture is None or not wanted:
            self._drawn = None
            place.show(None)
            return
        width, height = place.content_size
        if not width or not height:
            return  # once it has room it says so
        raster = await asyncio.to_thread(preview, picture, width, height * 2)
        place.show(raster)
        self._drawn = picture

    # What the buyer does

    @work(group="order", exclusive=True, exit_on_error=False)
    async def _fetch(self) -> None:
        from app.api.errors import ShopError

        try:
            await self.shop.orders.fetch(self.secret_slug)
        except ShopError as error:
            self.etalase.report(error)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        if not self.is_mounted:
            return False
        proof, view = self.proof, self.view()
        paid = view is not None and view.paid
        if action == "send":
            return proof.ready and not paid
        if action == "choose":
            return not proof.busy and not paid
        if action == "retry":
            return proof.ready and proof.error is not None
        if action == "copy":
            return view is not None and bool(view.page)
        return True

    def action_choose(self) -> None:
        """Look for the picture on this machine."""
        from screens.files import FilesScreen

        browser = FilesScreen(self._folder)

        def chosen(path: Path | None) -> None:
            self._folder = browser.folder or self._folder
            if path is not None:
                self.take(path)

        self.app.push_screen(browser, chosen)

    @work(group="take", exclusive=True, exit_on_error=False)
    async def take(self, path: Path) -> None:
        """Look at a file, and take it when it may be sent."""
        await self.shop.proofs.choose(self.secret_slug, path)
        if self.is_attached:
            self.query_one("#proof-do").focus()

    def on_paste(self, event: events.Paste) -> None:
        """A file dropped on the terminal arrives as its path."""
        event.stop()
        self._drop(event.text)

    @on(PathField.Dropped)
    def _dropped(self, event: PathField.Dropped) -> None:
        """The same while the cursor is in the field of the time."""
        event.stop()
        self._drop(event.text, into=self.query_one("#when", PathField))

    @work(group="drop", exit_on_error=False)
    async def _drop(self, text: str, into: PathField | None = None) -> None:
        """Take the file meant, else put the words `into` a field."""
        path = await asyncio.to_thread(dropped_path, text)  # a disk may be slow
        if path is None:
            if into is not None and into.is_attached:
                into.insert_text_at_cursor(clean(text, 20))
        elif not self.proof.busy:
            self.take(path)

    def action_send(self) -> None:
        if self._read_time():
            self.shop.proofs.send(self.secret_slug)

    def action_retry(self) -> None:
        self.action_send()

    def action_copy(self) -> None:
        view = self.view()
        if view is not None and view.page:
            self.etalase.copy(view.page)

    def action_back(self) -> None:
        self.dismiss()

    @on(PrimaryButton.Pressed, "#proof-do")
    def _pressed(self) -> None:
        proof = self.proof
        if self._done(proof, self.view()):
            self.dismiss()
        elif proof.ready:
            self.action_send()
        elif not proof.busy:
            self.action_choose()

    @on(ChoiceList.Chosen, "#proof-accounts")
    def _account_chosen(self, event: ChoiceList.Chosen) -> None:
        self.proof.account = int(event.choice.id)
        self.render_state()
        self.screen.focus_next()

    @on(ChoiceList.Left)
    def _list_left(self, event: ChoiceList.Left) -> None:
        self.screen.focus_next() if event.direction > 0 else self.screen.focus_previous()

    @on(Input.Changed, "#when")
    def _time_typed(self, event: Input.Changed) -> None:
        if self.proof.when_typed is None and event.value == self._now:
            return  # the field itself, not the buyer
        self.proof.when_typed = event.value
        self.query_one("#row-when", LabelledRow).say(None)

    @on(Input.Submitted, "#when")
    def _time_entered(self) -> None:
        if self._read_time():
            self.query_one("#proof-do").focus()

    def _read_time(self) -> bool:
        """Take over the time written; False, and words beside it, when it is none."""
        proof = self.proof
        typed = self._now if proof.when_typed is None else proof.when_typed
        moment = read_written(typed, datetime.now(UTC))
        if moment is None:
            row = self.query_one("#row-when", LabelledRow)
            row.say(_("Please write it like {example}.").format(example=written(datetime.now(UTC))))
            self.query_one("#when").focus()
            return False
        proof.when = moment
        return True

    def on_click(self, event: events.Click) -> None:
        if event.widget is not None and event.widget.id == "proof-file" and not self.proof.busy:
            self.action_choose()
