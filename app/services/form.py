"""What a buyer is filling in and has not saved yet: kept in memory only, whatever becomes of the screen."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar

from app.api.errors import Rejected, ShopError
from app.services.bodies import Json
from app.signal import Signal

if TYPE_CHECKING:
    from app.services.shop import Shop


class Form(ABC):
    """What was typed over what the store has. Saving sends what is different, once, in a task of the shop."""

    FIELDS: ClassVar[tuple[str, ...]] = ()
    """In the order the buyer meets them."""
    WIRE: ClassVar[dict[str, str]] = {}
    """The contract's names of fields to ours, where they differ."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self.typed: dict[str, str] = {}
        """Fields that differ from what the store has, as typed."""
        self.errors: dict[str, str] = {}
        """What is wrong, by field: our words, or the store's own, cleaned."""
        self.error: ShopError | None = None
        """What went wrong and is about no field."""
        self.saving = False
        self.saved = 0
        """How often the store has taken it."""
        self.changed = Signal()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    @property
    def dirty(self) -> bool:
        """Something is not saved yet."""
        return bool(self.typed)

    @abstractmethod
    def stored(self, name: str) -> str:
        """What the store has, as a field shows it."""

    def problems(self) -> dict[str, str]:
        """What cannot be sent like this, and why, by field."""
        return {}

    @abstractmethod
    def changes(self) -> Json:
        """The body to send: only what is different. Called when there are no problems."""

    @abstractmethod
    async def send(self, body: Json) -> None:
        """Hand it to the store. Raises ShopError."""

    def value(self, name: str) -> str:
        """What stands in a field."""
        return self.typed.get(name, self.stored(name))

    def write(self, name: str, value: str) -> None:
        """The buyer typed; what was said about the field is taken back."""
        if value == self.value(name):
            return
        if value == self.stored(name):
            del self.typed[name]
        else:
            self.typed[name] = value
        self.errors.pop(name, None)
        self.changed.emit()

    def check(self, name: str) -> None:
        """The buyer left a field: say what is wrong with what was typed into it."""
        words = self.problems().get(name) if name in self.typed else None
        if words is not None and not self.saving:
            self.errors[name] = words
            self.changed.emit()

    def discard(self) -> None:
        """Back to what the store has."""
        if not self.saving:
            self.typed, self.errors, self.error = {}, {}, None
            self.changed.emit()

    def save(self) -> bool:
        """Send it, unless it is on its way or cannot be sent like this. Says whether it was sent."""
        if self.saving:
            return False
        self.errors, self.error = self.problems(), None
        if self.errors:
            self.changed.emit()
            return False
        body = self.changes()
        if not body:
            self._taken(dict(self.typed))
            return False
        self.saving = True
        sent = dict(self.typed)
        self._shop.spawn(lambda: self._save(body, sent), "save form")
        self.changed.emit()
        return True

    async def _save(self, body: Json, sent: dict[str, str]) -> None:
        try:
            await self.send(body)
        except Rejected as error:
            self._refused(error)
        except ShopError as error:
            self.error = error
        else:
            self.saving = False
            self._taken(sent)
            return
        finally:
            self.saving = False
        self.changed.emit()

    def _taken(self, sent: dict[str, str]) -> None:
        self.typed = {name: text for name, text in self.typed.items() if sent.get(name) != text}
        self.saved += 1
        self.changed.emit()

    def _refused(self, error: Rejected) -> None:
        """The store's words to the fields they are about; what is about none is said above them all."""
        rest: list[str] = []
        for key, words in error.fields.items():
            name = self._name_of(key)
            if name:
                self.errors[name] = f"{self.errors[name]} {words}" if name in self.errors else words
            else:
                rest.append(f"{key}: {words}")
        if rest or not self.errors:
            self.error = Rejected(
                " ".join([*filter(None, [error.detail]), *rest]), error_code=error.error_code
            )

    def _name_of(self, key: str) -> str:
        """Ours for a name of the store's, which may have others in front or behind: `customer.phone`, `phone.0`."""
        for part in (key, *key.split(".")):
            name = self.WIRE.get(part, part)
            if name in self.FIELDS:
                return name
        return ""
