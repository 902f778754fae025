"""What is sent by e-mail and works once: codes to sign in with, links to a new password (NOTES section 4)."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from app.sandbox import DEMO_STORE_NAME, accounts

if TYPE_CHECKING:
    from app.sandbox.accounts import Customer
    from app.sandbox.state import Sandbox

CODE_SECONDS = 300
CODE_TRIES = 5
RESET_SECONDS = 3600
RESET_PATH = "/reset-password"


def send_code(sandbox: Sandbox, customer: Customer) -> None:
    """A new code by e-mail; the one before it works no more."""
    code = sandbox.new_digits(6)
    sandbox.database.run(
        "INSERT OR REPLACE INTO one_time_codes (customer_id, digest, ends) VALUES (?, ?, ?)",
        customer.id, _digest(code), sandbox.now().timestamp() + CODE_SECONDS,
    )  # fmt: skip
    text = f"Kode masuk Anda di {DEMO_STORE_NAME}: {code}\nBerlaku {CODE_SECONDS // 60} menit, untuk sekali masuk."
    sandbox.mailbox.deliver(customer.email, f"Kode masuk: {code}", text, code=code)


def take_code(sandbox: Sandbox, customer: Customer | None, code: str) -> bool:
    """Whether it is the right one, in time and not after too many wrong ones; then it is used up."""
    if customer is None:
        return False
    with sandbox.database.transaction():
        rows = sandbox.database.rows(
            "SELECT digest, ends, tries FROM one_time_codes WHERE customer_id = ?", customer.id
        )
        if not rows:
            return False
        digest, ends, tries = rows[0]
        if float(str(ends)) <= sandbox.now().timestamp() or int(str(tries)) >= CODE_TRIES:
            return False
        if not hmac.compare_digest(_digest(code), str(digest)):
            sandbox.database.run(
                "UPDATE one_time_codes SET tries = tries + 1 WHERE customer_id = ?", customer.id
            )
            return False
        sandbox.database.run("DELETE FROM one_time_codes WHERE customer_id = ?", customer.id)
        return True


def send_reset(sandbox: Sandbox, customer: Customer, home: str) -> None:
    """A link to a new password by e-mail; it leads to `home`."""
    token = f"rs_{sandbox.new_slug()}{sandbox.new_slug()}"
    sandbox.database.run(
        "INSERT INTO reset_tokens (digest, customer_id, ends) VALUES (?, ?, ?)",
        _digest(token), customer.id, sandbox.now().timestamp() + RESET_SECONDS,
    )  # fmt: skip
    link = f"{home}{RESET_PATH}?{urlencode({'token': token})}"
    text = (
        f"Seseorang meminta kata sandi baru untuk akun {DEMO_STORE_NAME} Anda. Kalau itu Anda, buka tautan ini"
        f" dalam {RESET_SECONDS // 60} menit:\n{link}\nKalau bukan, abaikan saja surel ini."
    )
    sandbox.mailbox.deliver(customer.email, "Atur ulang kata sandi", text, link=link)


def take_reset(sandbox: Sandbox, token: str) -> Customer | None:
    """Whose link that was; None for one that is unknown, used or too old. All links of the customer are used up."""
    with sandbox.database.transaction():
        rows = sandbox.database.rows(
            "SELECT customer_id FROM reset_tokens WHERE digest = ? AND ends > ?",
            _digest(token), sandbox.now().timestamp(),
        )  # fmt: skip
        if not rows:
            return None
        sandbox.database.run("DELETE FROM reset_tokens WHERE customer_id = ?", rows[0][0])
        return accounts.by_id(sandbox, int(str(rows[0][0])))


def _digest(word: str) -> str:
    return sha256(word.encode()).hexdigest()
