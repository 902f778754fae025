"""The subscriptions of the customer who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from app.i18n import _, ngettext
from app.services.subscriptions import STATUSES
from screens.account_page import AccountPage
from styles import sheet
from widgets.bindings import bindings
from widgets.error_notice import ErrorNotice
from widgets.key_hint import key_hint
from widgets.static import Static
from widgets.subscription_list import SubscriptionList
from widgets.subscription_words import filter_words

if TYPE_CHECKING:
    from app.api.models.subscription import Subscription
    from app.services.paged import Paged


class SubscriptionsScreen(AccountPage):
    """Renders the lists of `SubscriptionService`, which are read ahead of the cursor."""

    CSS_PATH = sheet("subscriptions")
    BINDINGS = bindings("subscriptions")
    AUTO_FOCUS: ClassVar[str | None] = "#subscriptions"

    def __init__(self) -> None:
        super().__init__()
        self._status = STATUSES[0]

    @property
    def _listed(self) -> Paged[Subscription]:
        return self.shop.subscriptions.listed(self._status)

    def heading(self) -> str:
        return _("Subscriptions")

    def badge(self) -> str:
        if self._status:
            return filter_words(self._status)
        listed = self._listed
        count = len(listed.rows)
        if not count:
            return ""
        if listed.state == "whole":
            return ngettext("{count} subscription", "{count} subscriptions", count).format(count=count)
        return _("{count} and more").format(count=count)

    def body(self) -> ComposeResult:
        yield SubscriptionList(id="subscriptions")
        yield Static("", id="empty", markup=False)
        yield ErrorNotice(id="problem")
        yield Static("", id="more", markup=False)

    def on_mount(self) -> None:
        self.watch_signal(self.shop.subscriptions.changed, self._draw)
        self.render_state()
        self._load(fresh=self._listed.state in ("whole", "partial"))

    def _load(self, *, fresh: bool = False) -> None:
        listed = self._listed
        self.shop.spawn(lambda: listed.load(fresh=fresh), "subscriptions", wait=False)

    @on(SubscriptionList.Moved)
    def _read_ahead(self) -> None:
        listed = self._listed
        if listed.state == "partial" and self.query_one(SubscriptionList).wants_more:
            self.shop.spawn(listed.more, "more subscriptions", wait=False)

    def render_state(self) -> None:
        """Those known of the state chosen, and how far the store has answered."""
        if not self.has("#more"):
            return
        listed = self._listed
        self.query_one(SubscriptionList).show(listed.rows)
        self.set_class(not listed.rows, "-empty")
        waiting = listed.state in ("unknown", "loading")
        empty = Content("")
        if waiting:
            empty = Content.assemble((_("Asking the shop for your subscriptions…"), "$dim"))
        elif listed.state != "failed":
            empty = self._nothing()
        self.query_one("#empty", Static).update(empty)
        failed = listed.error if listed.state == "failed" else None
        self.query_one("#problem", ErrorNotice).show(failed)
        more = self.query_one("#more", Static)
        more.display = bool(listed.rows) and not self.has_class("-short")
        more.update(Content.assemble((_("Asking the shop…") if waiting else "", "$dim")))
        self.refresh_header()
        self.refresh_bindings()
        self.call_after_refresh(self._read_ahead_if_there)

    def _read_ahead_if_there(self) -> None:
        if self.is_attached and self.has("#more"):
            self._read_ahead()

    def _nothing(self) -> Content:
        if self._status:
            words = _("None of your subscriptions: {kind}.").format(kind=filter_words(self._status))
            return Content.assemble(
                (words, "bold"),
                "\n\n",
                (key_hint("subscriptions.filter"), "bold $accent"),
                " ",
                _("shows others"),
            )
        return Content.assemble(
            (_("You have no subscription."), "bold"),
            "\n",
            (_("Once you order something that comes again and again, you find it here."), "$dim"),
            "\n\n",
            ("Esc", "bold $accent"),
            " ",
            _("back"),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        return bool(self._listed.rows) if action == "open" else True

    @on(SubscriptionList.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        subscription = self.query_one(SubscriptionList).current
        if subscription is not None:
            self.etalase.open_subscription(subscription.id)

    def action_filter(self) -> None:
        """All, then those of each state, and all again; each is a list of its own at the store."""
        self._status = STATUSES[(STATUSES.index(self._status) + 1) % len(STATUSES)]
        self.render_state()
        self._load()

    def action_refresh(self) -> None:
        """What failed again; else all of it from the start."""
        self._load(fresh=self._listed.state != "failed")

    def action_back(self) -> None:
        self.dismiss()
