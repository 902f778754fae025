"""The ways to the pages of a customer's account, and out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from screens.navigation import Navigation

if TYPE_CHECKING:
    from app.api.models.account import Address
    from app.services.library import OwnedCourse


class AccountWays(Navigation):
    """Only for someone who is signed in: each page closes itself as soon as its customer is gone."""

    def open_account(self) -> None:
        from screens.account import AccountScreen

        self.go(AccountScreen, AccountScreen)

    def open_profile(self) -> None:
        from screens.profile import ProfileScreen

        self.push_screen(ProfileScreen(self.shop.account.forms.profile))

    def open_password(self) -> None:
        from screens.password import PasswordScreen

        self.push_screen(PasswordScreen(self.shop.account.forms.password))

    def open_addresses(self) -> None:
        from screens.addresses import AddressesScreen

        self.go(AddressesScreen, AddressesScreen)

    def open_address(self, address: Address | None = None) -> None:
        """An entry of the address book, or a new one with None."""
        from screens.address import AddressScreen

        self.push_screen(AddressScreen(self.shop.account.forms.address(address)))

    def open_subscriptions(self) -> None:
        from screens.subscriptions import SubscriptionsScreen

        self.go(SubscriptionsScreen, SubscriptionsScreen)

    def open_subscription(self, subscription_id: str) -> None:
        from screens.subscription import SubscriptionScreen

        self.push_screen(SubscriptionScreen(subscription_id))

    def open_courses(self) -> None:
        from screens.courses import CoursesScreen

        self.go(CoursesScreen, CoursesScreen)

    def open_course(self, owned: OwnedCourse) -> None:
        from screens.course import CourseScreen

        self.push_screen(CourseScreen(owned))

    def open_lesson(self, owned: OwnedCourse, lesson_uuid: str) -> None:
        """Above the course it is of."""
        from screens.lesson import LessonScreen

        self.push_screen(LessonScreen(owned, lesson_uuid))

    def close_from(self, screen: Screen[Any]) -> None:
        """Close a page and everything above it, if it is still open."""
        if screen in self.screen_stack[1:]:
            while self.screen is not screen:
                self.pop_screen()
            self.pop_screen()
