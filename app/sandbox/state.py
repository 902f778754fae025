"""The demo store as it stands: what is for sale, what happened so far, what time it is."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from app.sandbox.catalogue import Catalogue, Taken
from app.sandbox.database import Database
from app.sandbox.mailbox import Mailbox
from app.sandbox.manner import Manner

if TYPE_CHECKING:
    from app.sandbox.areas import Areas
    from app.sandbox.courses import Courses

_SLUG_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
_NUMBER_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


class Sandbox:
    """One demo store. Everything that may vary (goods, file, clock, chance) is given."""

    def __init__(
        self,
        catalogue: Catalogue,
        database: Database,
        *,
        goods_name: str,
        clock: Callable[[], datetime] | None = None,
        seed: int | None = None,
        manner: Manner | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.database = database
        self.manner = manner or Manner()
        self._clock = clock or _now
        self._random: Random = secrets.SystemRandom() if seed is None else Random(seed)  # noqa: S311 - for tests
        self._areas: Areas | None = None
        self._courses: Courses | None = None
        self.mailbox = Mailbox(database, self.now)
        """What the store has sent to its customers."""
        if database.fact("goods") != goods_name:
            # Ids mean other things in another catalogue; orders carry their own words and stay.
            with database.transaction():
                for emptying in ("DELETE FROM carts", "DELETE FROM cart_lines", "DELETE FROM stock_taken"):
                    database.run(emptying)
                database.set_fact("goods", goods_name)

    @property
    def areas(self) -> Areas:
        """All of Indonesia, read when a location is first asked for."""
        if self._areas is None:
            from app.sandbox.areas import load_areas

            self._areas = load_areas()
        return self._areas

    @property
    def courses(self) -> Courses:
        """What the courses on sale teach, read when one is first opened."""
        if self._courses is None:
            from app.sandbox.courses import Courses

            self._courses = Courses(self.catalogue)
        return self._courses

    def now(self) -> datetime:
        return self._clock().astimezone(UTC)

    @contextmanager
    def as_of(self, moment: datetime, chance: Random) -> Iterator[None]:
        """What is done inside happens at that moment, with names and numbers from `chance`."""
        usual = self._clock, self._random
        self._clock, self._random = lambda: moment, chance
        try:
            yield
        finally:
            self._clock, self._random = usual

    def taken(self) -> Taken:
        """What has been sold of each variant."""
        rows = self.database.rows("SELECT variant_id, taken FROM stock_taken WHERE taken != 0")
        return {int(str(variant)): int(str(count)) for variant, count in rows}

    def move_stock(self, wanted: dict[int, int], sign: int) -> None:
        """Take from the stock (sign 1) or put back (sign -1)."""
        for variant_id, count in wanted.items():
            self.database.run(
                "INSERT INTO stock_taken VALUES (?, ?)"
                " ON CONFLICT (variant_id) DO UPDATE SET taken = taken + excluded.taken",
                variant_id, sign * count,
            )  # fmt: skip

    def close(self) -> None:
        self.database.close()

    # Names and numbers nobody can guess (or, with a seed, that come out the same each time)

    def new_token(self) -> str:
        return str(UUID(int=self._random.getrandbits(128), version=4))

    def new_order_uuid(self) -> str:
        """A UUIDv7: its first 48 bits are the time."""
        milliseconds = int(self.now().timestamp() * 1000) & (2**48 - 1)
        value = milliseconds << 80 | 7 << 76 | self._random.getrandbits(12) << 64
        return str(UUID(int=value | 2 << 62 | self._random.getrandbits(62)))

    def new_slug(self) -> str:
        return self._letters(_SLUG_LETTERS, 24)

    def new_suffix(self) -> str:
        return self._letters(_NUMBER_LETTERS, 4)

    def new_digits(self, count: int) -> str:
        return self._letters("0123456789", count)

    def _letters(self, alphabet: str, count: int) -> str:
        return "".join(self._random.choice(alphabet) for _ in range(count))


def _now() -> datetime:
    return datetime.now(UTC)
