"""One lesson: its text, its video as a QR for a phone, and how far one has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from app import browser
from app.i18n import _
from app.qr import drawing
from app.services.courses import DONE, not_theirs
from app.services.library import OwnedCourse
from app.wording import explain
from screens.account_page import AccountPage
from styles import sheet
from widgets.bindings import bindings
from widgets.course_words import BESIDE, NARROW, WIDE, bar, lesson_closed_words, minutes
from widgets.error_notice import ErrorNotice
from widgets.fit import cut
from widgets.primary_button import PrimaryButton
from widgets.qr_code import QrPage
from widgets.rich_description import RichDescription
from widgets.static import Static
from widgets.web_link import WebLink

if TYPE_CHECKING:
    from app.api.models.course import Lesson

STEP = 10
"""Percent a key press adds or takes."""


class LessonScreen(AccountPage):
    """Renders one lesson of `CourseService`; the next and the one before take its place here."""

    CSS_PATH = sheet("courses")
    BINDINGS = bindings("lesson")
    AUTO_FOCUS: ClassVar[str | None] = "#lesson-scroll"

    def __init__(self, owned: OwnedCourse, lesson_uuid: str) -> None:
        super().__init__()
        self.owned = owned
        self.lesson_uuid = lesson_uuid

    @property
    def lesson(self) -> Lesson | None:
        """As the store gave it by itself, else as the course has it."""
        page = self.shop.courses.page(self.lesson_uuid)
        return page.lesson or next((one for one in self._lessons if one.uuid == self.lesson_uuid), None)

    @property
    def _lessons(self) -> list[Lesson]:
        return self.shop.courses.lessons(self.owned)

    def _beside(self, by: int) -> Lesson | None:
        """The lesson after this one, or before it; None at the end."""
        lessons = self._lessons
        at = next((at for at, one in enumerate(lessons) if one.uuid == self.lesson_uuid), None)
        if at is None or not 0 <= at + by < len(lessons):
            return None
        return lessons[at + by]

    def heading(self) -> str:
        lesson = self.lesson
        return (lesson.title if lesson is not None else "") or _("Lesson")

    def badge(self) -> str:
        lessons = self._lessons
        at = next((at for at, one in enumerate(lessons, 1) if one.uuid == self.lesson_uuid), 0)
        return _("{at} of {count}").format(at=at, count=len(lessons)) if at else ""

    def body(self) -> ComposeResult:
        yield Static("", id="progress", markup=False)
        yield Static("", id="said", markup=False)
        with VerticalScroll(id="lesson-scroll"):
            yield ErrorNotice(id="problem")
            yield Static("", id="closed", markup=False)
            yield Static("", id="video", markup=False)
            with Vertical(id="address"):
                yield WebLink(id="link")
            yield RichDescription(id="text")
        yield PrimaryButton("", id="onward")
        yield QrPage(id="page")

    def on_mount(self) -> None:
        self.watch_signal(self.shop.courses.changed, self._draw)
        self._look_at(self.lesson_uuid)

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)  # once it has the classes of its new size

    async def retranslate(self) -> None:
        """Draw again in the language in force; the text stays where it was scrolled to."""
        read = self.query_one("#lesson-scroll").scroll_offset.y
        await super().retranslate()
        self.call_after_refresh(lambda: self.query_one("#lesson-scroll").scroll_to(y=read, animate=False))

    def _look_at(self, lesson_uuid: str) -> None:
        """Have this lesson in front: as known, and asked for as it is now."""
        self.lesson_uuid = lesson_uuid
        self.remove_class("-full")
        self.shop.courses.looked_at(self.owned, lesson_uuid)
        self.render_state()
        self.query_one("#lesson-scroll").scroll_home(animate=False)
        self.query_one("#lesson-scroll").focus()
        self._load()

    def _load(self) -> None:
        courses, lesson_uuid = self.shop.courses, self.lesson_uuid
        self.shop.spawn(lambda: courses.load_lesson(lesson_uuid), "lesson", wait=False)

    # Drawing

    def render_state(self) -> None:
        """The lesson as known."""
        if not self.has("#page"):
            return
        lesson, page = self.lesson, self.shop.courses.page(self.lesson_uuid)
        closed = not_theirs(page.error)
        self.query_one("#problem", ErrorNotice).show(None if closed else page.error, key=self._key("retry"))
        self._put_in("closed", lesson_closed_words("Esc") if closed else Content(""))
        shown = lesson if not closed else None
        self._render_text(shown, asking=page.asking, failed=page.error is not None)
        self._render_progress(shown)
        self._render_page(shown)
        self.refresh_header()
        self.refresh_bindings()

    def _put_in(self, name: str, words: Content) -> None:
        place = self.query_one(f"#{name}", Static)
        place.set_class(not words.plain, "hidden")
        place.update(words)

    def _render_text(self, lesson: Lesson | None, *, asking: bool, failed: bool) -> None:
        text = self.query_one(RichDescription)
        text.show(lesson.text if lesson is not None else "")
        text.display = bool(lesson is not None and lesson.text)
        url = (lesson.video_url or "") if lesson is not None else ""
        self.query_one(WebLink).show(url)
        words: list[tuple[str, str] | str] = []
        if url:
            words = [
                (_("VIDEO"), "$dim"),
                "   ",
                (self._key("video"), "bold $accent"),
                " ",
                _("QR for your phone"),
            ]
            if self.opens:
                words += ["   ", (self._key("open_page"), "bold $accent"), " ", _("open in browser")]
        elif lesson is not None and not lesson.text and not failed:
            words = [
                (
                    _("Asking the shop for the lesson…") if asking else _("There is nothing to read here."),
                    "$dim",
                )
            ]
        self._put_in("video", Content.assemble(*words))

    def _render_progress(self, lesson: Lesson | None) -> None:
        standing = self.shop.courses.standing(self.lesson_uuid)
        percent = standing.shown
        about = [minutes(lesson.duration)] if lesson is not None else []
        if standing.sending:
            about = [_("saving…")]
        elif percent >= DONE:
            about = [_("done"), *about]
        words = " · ".join(word for word in about if word)
        line = bar(percent, NARROW if self.has_class("-narrow") else WIDE).append(
            Content.assemble("   ", (words, "$dim"))
        )
        self._put_in("progress", line if lesson is not None else Content(""))
        self._put_in("said", self._not_kept())
        button = self.query_one("#onward", PrimaryButton)
        following = self._beside(1)
        button.set_class(lesson is None, "hidden")
        if percent < DONE:
            button.key_hint, button.label = self._key("done"), _("Mark as done")
        elif following is not None:
            button.key_hint = self._key("next")
            named = _("Next: {lesson}").format(lesson=following.title or _("Lesson"))
            button.label = cut(named, self.app.size.width - BESIDE)
        else:
            button.key_hint, button.label = "Esc", _("Back to the course")

    def _not_kept(self) -> Content:
        """A change that the store did not take, and what to do."""
        standing = self.shop.courses.standing(self.lesson_uuid)
        if standing.error is None or standing.lost is None:
            return Content("")
        words = _("Not kept: {percent}%.").format(percent=standing.lost)
        if not_theirs(standing.error):
            why = _("This lesson is not open to you (any more). If it should be, ask the seller.")
            return Content.assemble((words, "bold $bad"), " ", (why, "$dim"))
        return Content.assemble(
            (words, "bold $bad"),
            " ",
            (explain(standing.error).title, "$dim"),
            "  ",
            (self._key("retry"), "bold $accent"),
            " ",
            _("try again"),
        )

    def _render_page(self, lesson: Lesson | None) -> None:
        page = self.query_one(QrPage)
        page.data = (lesson.video_url or "") if lesson is not None else ""
        way_back = f"{self._key('back')} {_('back')}"
        page.caption = f"{self.heading()}   {way_back}"
        page.instead = f"{_('The QR does not fit here.')}\n{way_back}"
        if not page.data:
            self.remove_class("-full")

    def _key(self, action: str) -> str:
        return self.etalase.key_words(f"lesson.{action}")

    # What a customer can do

    @property
    def opens(self) -> bool:
        """A page can be opened in a browser that this customer sees."""
        return not self.shop.session.private and browser.opener(self.etalase.environ) is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        lesson = self.lesson if self.is_mounted else None
        closed = not_theirs(self.shop.courses.page(self.lesson_uuid).error)
        url = lesson.video_url if lesson is not None and not closed else None
        percent = self.shop.courses.standing(self.lesson_uuid).shown
        match action:
            case "done" | "more":
                return lesson is not None and not closed and percent < DONE
            case "fewer":
                return lesson is not None and not closed and percent > 0
            case "next":
                return self._beside(1) is not None
            case "previous":
                return self._beside(-1) is not None
            case "copy":
                return bool(url)
            case "video":
                return bool(url and drawing(url, *self.app.size, quiet=1))
            case "open_page":
                return bool(url) and self.opens
            case _:
                return True

    def _put(self, percent: int) -> None:
        self.shop.courses.put(self.lesson_uuid, percent)

    def action_done(self) -> None:
        self._put(DONE)

    def action_more(self) -> None:
        self._put((self.shop.courses.standing(self.lesson_uuid).shown // STEP + 1) * STEP)

    def action_fewer(self) -> None:
        self._put((self.shop.courses.standing(self.lesson_uuid).shown - 1) // STEP * STEP)

    def action_next(self) -> None:
        self._step(1)

    def action_previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        lesson = self._beside(by)
        if lesson is not None:
            self._look_at(lesson.uuid)

    @on(PrimaryButton.Pressed, "#onward")
    def _onward(self) -> None:
        if self.shop.courses.standing(self.lesson_uuid).shown < DONE:
            self.action_done()
        elif self._beside(1) is not None:
            self.action_next()
        else:
            self.action_back()

    def action_video(self) -> None:
        """The QR alone, and back."""
        if self.check_action("video", ()):
            self.toggle_class("-full")

    @on(QrPage.Closed)
    def _page_clicked(self) -> None:
        self.remove_class("-full")

    def action_copy(self) -> None:
        lesson = self.lesson
        if lesson is not None and lesson.video_url:
            self.etalase.copy(lesson.video_url)

    @on(WebLink.Clicked)
    def action_open_page(self) -> None:
        """In a browser where there is one to be seen, else into the clipboard."""
        lesson = self.lesson
        url = (lesson.video_url or "") if lesson is not None else ""
        if url and self.opens and browser.open_page(url, self.etalase.environ):
            self.etalase.notify(_("Opened in your browser."), timeout=4)
        else:
            self.action_copy()

    def action_retry(self) -> None:
        """Send again what could not be kept; else ask for the lesson again."""
        lost = self.shop.courses.standing(self.lesson_uuid).lost
        if lost is not None:
            self._put(lost)
        else:
            self._load()

    def action_back(self) -> None:
        if self.has_class("-full"):
            self.remove_class("-full")
        else:
            self.dismiss()
