"""The courses a customer has bought."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from app.i18n import _, ngettext
from app.services.library import OwnedCourse
from screens.account_page import AccountPage
from styles import sheet
from widgets.bindings import bindings
from widgets.course_words import lessons_done, status_words
from widgets.error_notice import ErrorNotice
from widgets.outline_list import OutlineList, OutlineRow
from widgets.static import Static


class CoursesScreen(AccountPage):
    """Renders `CourseService.library`; opening it reads the customer's newest orders."""

    CSS_PATH = sheet("courses")
    BINDINGS = bindings("courses")
    AUTO_FOCUS: ClassVar[str | None] = "#courses"

    def heading(self) -> str:
        return _("Your courses")

    def badge(self) -> str:
        count = len(self.shop.courses.library.rows)
        if not count or self.shop.courses.library.more_to_come:
            return ""
        return ngettext("{count} course", "{count} courses", count).format(count=count)

    def body(self) -> ComposeResult:
        yield OutlineList(id="courses")
        yield Static("", id="empty", markup=False)
        yield ErrorNotice(id="problem")
        yield Static("", id="more", markup=False)

    def on_mount(self) -> None:
        self.watch_signal(self.shop.courses.changed, self._draw)
        self.render_state()
        self._look()

    def on_screen_resume(self) -> None:
        self._draw()

    async def retranslate(self) -> None:
        """Draw again in the language in force; the cursor stays where it was."""
        current = self.query_one(OutlineList).current
        await super().retranslate()
        if current is not None:
            self.query_one(OutlineList).move_to(current.id)

    def _look(self, *, further: bool = False, fresh: bool = False) -> None:
        courses = self.shop.courses
        self.shop.spawn(lambda: courses.look(further=further, fresh=fresh), "courses", wait=False)

    def render_state(self) -> None:
        """The courses found so far, and how far was looked."""
        if not self.has("#more"):
            return
        courses, orders = self.shop.courses, self.shop.account.orders
        rows = courses.library.rows
        names = [owned.name for owned in rows]
        twice = {name for name in names if names.count(name) > 1}
        self.query_one(OutlineList).show([self._row(owned, twice) for owned in rows])
        self.set_class(not rows, "-empty")
        failed = next((owned.error for owned in rows if owned.error is not None), None)
        error = orders.error if orders.state == "failed" else None if courses.looking else failed
        self.query_one("#problem", ErrorNotice).show(error, key=self.etalase.key_words("courses.refresh"))
        self.query_one("#empty", Static).update(self._empty_words(failed=error is not None))
        more = self.query_one("#more", Static)
        said = self._more_words() if error is None else Content("")
        more.update(said)
        more.display = bool(said.plain)
        self.refresh_header()
        self.refresh_bindings()

    def _row(self, owned: OwnedCourse, twice: set[str]) -> OutlineRow:
        """Options are named where the name alone does not say which of two it is."""
        courses, name = self.shop.courses, owned.name or _("Course")
        label = f"{name} · {owned.options}" if owned.name in twice and owned.options else name
        if owned.course is None:
            return OutlineRow(owned.key, label, status=status_words(owned))
        count = len(courses.lessons(owned))
        note = lessons_done(courses.done(owned), count) if count else ""
        return OutlineRow(owned.key, label, note, courses.course_percent(owned))

    def _empty_words(self, *, failed: bool) -> Content:
        if failed:
            return Content("")
        if self.shop.courses.looking or self.shop.account.orders.state in ("unknown", "loading"):
            return Content.assemble((_("Looking through your orders…"), "$dim"))
        if self.shop.courses.library.more_to_come:
            return Content.assemble((_("None of your newest orders holds a course."), "bold"))
        return Content.assemble(
            (_("You have no course yet."), "bold"),
            "\n",
            (_("Once you buy one, its lessons are here."), "$dim"),
            "\n\n",
            ("Esc", "bold $accent"),
            " ",
            _("back"),
        )

    def _more_words(self) -> Content:
        """How far was looked, while that is not everywhere."""
        count = len(self.shop.account.orders.rows)
        if self.shop.courses.looking:
            words = _("Looking through your orders…") if self.shop.courses.library.rows else ""
            return Content.assemble((words, "$dim"))
        if not self.shop.courses.library.more_to_come:
            return Content("")
        words = ngettext(
            "Looked through your {count} newest order", "Looked through your {count} newest orders", count
        ).format(count=count)
        return Content.assemble(
            (f"{words}   ", "$dim"),
            (self.etalase.key_words("courses.more"), "bold $accent"),
            " ",
            _("looks further"),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        if action == "more":
            return self.shop.courses.library.more_to_come and not self.shop.courses.looking
        if action == "open":
            return bool(self.shop.courses.library.rows)
        return True

    @on(OutlineList.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        current = self.query_one(OutlineList).current
        rows = self.shop.courses.library.rows
        owned = next((one for one in rows if current is not None and one.key == current.id), None)
        if owned is not None:
            self.etalase.open_course(owned)

    def action_more(self) -> None:
        """The orders after those that were looked through."""
        self._look(further=True)

    def action_refresh(self) -> None:
        """What failed again; else everything."""
        self._look(fresh=self.shop.account.orders.state != "failed")

    def action_back(self) -> None:
        self.dismiss()
