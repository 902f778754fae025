"""One course: its sections and lessons, how far each has come, and going on where one left."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from app.i18n import _
from app.services.library import OwnedCourse
from screens.account_page import AccountPage
from styles import sheet
from widgets.bindings import bindings
from widgets.course_words import BESIDE, NARROW, WIDE, bar, closed_words, lessons_done, minutes
from widgets.error_notice import ErrorNotice
from widgets.fit import cut
from widgets.outline_list import OutlineList, OutlineRow
from widgets.primary_button import PrimaryButton
from widgets.static import Static


class CourseScreen(AccountPage):
    """Renders one course of `CourseService`; what is known is shown at once and asked again."""

    CSS_PATH = sheet("courses")
    BINDINGS = bindings("course")
    AUTO_FOCUS: ClassVar[str | None] = "#lessons"

    def __init__(self, owned: OwnedCourse) -> None:
        super().__init__()
        self.owned = owned
        self._placed = False
        """The cursor has been put where the customer left."""

    def heading(self) -> str:
        course = self.owned.course
        named = course.product_name or course.fullname if course is not None else ""
        return named or self.owned.name or _("Course")

    def body(self) -> ComposeResult:
        yield Static("", id="about", markup=False)
        yield OutlineList(id="lessons")
        yield Static("", id="closed", markup=False)
        yield ErrorNotice(id="problem")
        yield PrimaryButton("", key_hint=self.etalase.key_words("course.resume"), id="resume")

    def on_mount(self) -> None:
        self.watch_signal(self.shop.courses.changed, self._draw)
        self.render_state()
        self._load()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)  # once it has the classes of its new size

    def on_screen_resume(self) -> None:
        if self.is_mounted and self.has("#lessons"):
            self.render_state()
            self.query_one(OutlineList).move_to(self.shop.courses.last_looked_at(self.owned))

    async def retranslate(self) -> None:
        """Draw again in the language in force; the cursor stays where it was."""
        current = self.query_one(OutlineList).current
        await super().retranslate()
        if current is not None:
            self.query_one(OutlineList).move_to(current.id)

    def _load(self) -> None:
        owned, courses = self.owned, self.shop.courses
        self.shop.spawn(lambda: courses.load(owned), "course", wait=False)

    def render_state(self) -> None:
        """The course as known."""
        if not self.has("#resume"):
            return
        owned, courses = self.owned, self.shop.courses
        chapters = courses.chapters(owned)
        rows: list[OutlineRow] = []
        for chapter in chapters:
            rows.append(OutlineRow("", chapter.title or _("Lessons"), percent=chapter.percent))
            rows += [
                OutlineRow(one.uuid, one.title or _("Lesson"), minutes(one.duration), courses.percent(one))
                for one in chapter.lessons
            ]
        lessons = self.query_one(OutlineList)
        lessons.show(rows)
        self.set_class(not rows, "-empty")
        self.query_one("#about", Static).update(self._about())
        self.query_one("#closed", Static).update(self._instead())
        self.query_one("#problem", ErrorNotice).show(
            owned.error, key=self.etalase.key_words("course.refresh")
        )
        following = courses.where_left(owned)
        button = self.query_one("#resume", PrimaryButton)
        button.display = following is not None
        if following is not None:
            if not self._placed:
                self._placed = True
                lessons.move_to(following.uuid)
            begun = any(courses.percent(one) for one in courses.lessons(owned))
            words = _("Continue: {lesson}") if begun else _("Begin: {lesson}")
            named = words.format(lesson=following.title or _("Lesson"))
            button.label = cut(named, self.app.size.width - BESIDE)
        self.refresh_header()
        self.refresh_bindings()

    def _about(self) -> Content:
        courses, owned = self.shop.courses, self.owned
        lessons = courses.lessons(owned)
        if not lessons:
            return Content("")
        done = courses.done(owned)
        words = _("Finished. Well done!") if done == len(lessons) else lessons_done(done, len(lessons))
        width = NARROW if self.has_class("-narrow") else WIDE
        return bar(courses.course_percent(owned), width).append(Content.assemble("   ", (words, "$dim")))

    def _instead(self) -> Content:
        """In place of lessons."""
        owned = self.owned
        if owned.trouble:
            return closed_words(owned, self.etalase.key_words("course.order"))
        if owned.error is not None:
            return Content("")
        if owned.course is None or owned.asking:
            return Content.assemble((_("Asking the shop for your course…"), "$dim"))
        return Content.assemble(
            (_("There is no lesson in this course yet."), "bold"),
            "\n",
            (_("The seller may still be at work on it; look again another day."), "$dim"),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        match action:
            case "resume":
                return self.shop.courses.where_left(self.owned) is not None
            case "open":
                return bool(self.shop.courses.lessons(self.owned))
            case "order":
                return bool(self.owned.order)
            case _:
                return True

    @on(OutlineList.Opened)
    def _opened(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        row = self.query_one(OutlineList).current
        if row is not None:
            self.etalase.open_lesson(self.owned, row.id)

    @on(PrimaryButton.Pressed, "#resume")
    def _resume_pressed(self) -> None:
        self.action_resume()

    def action_resume(self) -> None:
        """To the lesson that comes next."""
        following = self.shop.courses.where_left(self.owned)
        if following is not None:
            self.etalase.open_lesson(self.owned, following.uuid)

    def action_order(self) -> None:
        self.etalase.open_order(self.owned.order)

    def action_refresh(self) -> None:
        self._load()

    def action_back(self) -> None:
        self.dismiss()
