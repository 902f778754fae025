"""What a buyer has chosen about the program itself, in force on every open page at once: language, look, keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from textual.binding import Binding

from app.actions import BY_ID
from app.i18n import _, language, set_language
from app.keys import as_choices, in_force, keys_of
from screens.demo_hand import DemoHand
from styles.themes import DARK, NAMES

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Literal

    from rich.console import RenderableType

    from app.config import StoreConfig
    from app.main import Etalase
    from screens.base import ShopScreen

COMPACT, NO_PICTURES, SMALL_PICTURES = "-compact", "-no-pictures", "-small-pictures"
"""Classes of every page, beside those of its size."""


class ChoicesHand(DemoHand):
    """Changes settings, keeps them, and has what is open follow."""

    stores: Callable[[], Sequence[StoreConfig]] | None = None
    """Those one can go to from here, the open one among them; None where there is no way to another."""
    config_file: Path | None = None
    """The `etalase.toml` that was asked for; None for the usual one."""
    next_store: StoreConfig | None = None
    """Where to go once this shop is closed; None: out."""

    # Keys

    @property
    def moved(self) -> dict[str, str]:
        """The keys a buyer has chosen, by action id, as far as they can be had."""
        return in_force(self.session.settings.keys)

    def session_key(self, action_id: str) -> str:
        """The first key of an action, as remapped by the buyer."""
        return keys_of(BY_ID[action_id], self.moved)[0]

    def key_words(self, action_id: str) -> str:
        """The same, as it is shown."""
        return self.shown_key(self.session_key(action_id))

    def shown_key(self, key: str) -> str:
        """A key as footer, help and sentences write it."""
        return self.get_key_display(Binding(key, "", ""))

    def use_keys(self, moved: Mapping[str, str]) -> None:
        """Have these keys from now on and remember them."""
        self.session.settings.keys = as_choices(moved)
        self.session.save_settings()
        self.apply_keys()

    def apply_keys(self) -> None:
        """The keys of the settings, on every page."""
        moved = self.moved
        self.set_keymap({name: ",".join(keys_of(BY_ID[name], moved)) for name in moved})

    # Language and look

    async def action_toggle_language(self) -> None:
        await self.use_language("en" if language() == "id" else "id")

    async def use_language(self, code: str) -> None:
        """Switch every open screen to `id` or `en` and remember it."""
        set_language(code)
        self.session.settings.language = code
        self.session.save_settings()
        for screen in self.screen_stack:
            retranslate = getattr(screen, "retranslate", None)
            if retranslate is not None:
                await cast("ShopScreen[Any]", screen).retranslate()

    def action_next_theme(self) -> None:
        self.use_theme(NAMES[(NAMES.index(self.theme) + 1) % len(NAMES)] if self.theme in NAMES else DARK)

    def use_theme(self, name: str) -> None:
        """Switch to one of `styles.themes.NAMES` and remember it."""
        self.theme = name
        self.session.settings.theme = name
        self.session.save_settings()

    def use_pictures(self, amount: Literal["off", "small", "full"]) -> None:
        """Draw pictures like this from now on and remember it."""
        self.session.settings.pictures = amount
        self.session.save_settings()
        self.apply_look()
        self.shop.pictures.changed.emit()

    def use_density(self, density: Literal["comfortable", "compact"]) -> None:
        """Draw rows like this from now on and remember it."""
        self.session.settings.density = density
        self.session.save_settings()
        self.apply_look()

    def use_scrolling(self, way: Literal["at_once", "smooth"]) -> None:
        """Scroll like this from now on and remember it."""
        self.session.settings.scrolling = way
        self.session.save_settings()
        self.apply_scrolling()

    def apply_scrolling(self) -> None:
        """Nothing else of Textual's is animated here: pages that are longer than the terminal glide, or jump."""
        self.animation_level = "basic" if self.session.settings.scrolling == "smooth" else "none"

    def look_classes(self) -> set[str]:
        """What of the look style sheets have to know."""
        from widgets.picture import draws_pictures

        settings = self.session.settings
        classes = {COMPACT} if settings.density == "compact" else set()
        if not draws_pictures(cast("Etalase", self)):
            classes.add(NO_PICTURES)
        elif settings.pictures == "small":
            classes.add(SMALL_PICTURES)
        return classes

    def apply_look(self) -> None:
        """The look of the settings, on every open page."""
        wanted = self.look_classes()
        for screen in self.screen_stack:
            for name in (COMPACT, NO_PICTURES, SMALL_PICTURES):
                screen.set_class(name in wanted, name)
            follow = getattr(screen, "look_changed", None)
            if follow is not None:
                screen.call_after_refresh(follow)

    def apply_settings(self) -> None:
        """All of them as they are now: something else than a choice has changed them."""
        self.apply_keys()
        self.apply_scrolling()
        self.apply_look()

    # Another store

    def go_to_store(self, store: StoreConfig) -> bool:
        """Close this shop for another one; False, and the buyer is told why, while something is on its way."""
        attempt = self.shop.orders.attempt
        if attempt is not None and attempt.state == "submitting":
            self.notify(
                _("Your order is on its way. Please change the store when the answer is here."),
                severity="warning",
            )
            return False
        if self.shop.proofs.busy:
            self.notify(
                _("The picture of your transfer is on its way. Please change the store when it has arrived."),
                severity="warning",
            )
            return False
        self.next_store = store
        self.exit()
        return True

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """As Textual does; told to end while it goes to another store, the program ends."""
        if return_code:
            self.next_store = None
        super().exit(result, return_code, message)
