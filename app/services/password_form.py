"""Choosing a new password while signed in: typed twice, because nobody sees it; the store takes only the new one."""

from __future__ import annotations

from app.i18n import _
from app.services.bodies import Json
from app.services.form import Form


class PasswordForm(Form):
    """Cleared as soon as the page is left."""

    FIELDS = ("password", "again")

    def stored(self, name: str) -> str:
        return ""

    def problems(self) -> dict[str, str]:
        new, again = self.value("password"), self.value("again")
        if not new.strip():
            return {"password": _("Type the new password.")}
        if not again:
            return {"again": _("Type it once more.")}
        if new != again:
            return {"again": _("This is not the same as above.")}
        return {}

    def changes(self) -> Json:
        return {"password": self.value("password")}

    async def send(self, body: Json) -> None:
        await self._shop.account.set_password(str(body["password"]))
