"""The demo store: the same API as a real one, in this process or on a local port.

Only constants here; the rest is imported when used.
"""

DEMO_STORE_ID = "store_etalasedemo2026"
DEMO_API_KEY = "sfpk_demo_etalase_not_a_secret"
DEMO_BUSINESS_KEY = "bk_demo_etalase_not_a_secret"
"""Of the demo store's merchant, for `etalase setup`; it may do all that needs."""
DEMO_BUSINESS_READ_KEY = "bk_demo_etalase_may_only_look"
"""Another one, which lacks the scope to change anything."""
DEMO_BASE_URL = "http://demo.localhost"
DEMO_STORE_NAME = "Warung Nusantara"

EDITIONS = ("older", "newer")
PROVIDERS = ("xendit", "singapay")
EDITION = "newer"
PROVIDER = "xendit"
PAYMENT_DELAY = 2.0
"""Seconds in which a payment that was made has nothing to show yet, for whoever looks at a demo."""
AUTOPAY_SECONDS = 20.0

DEMO_CUSTOMER_EMAIL = "sari@example.com"
DEMO_CUSTOMER_PASSWORD = "melati-sore-17"  # noqa: S105 - shown to whoever tries the demo
"""She has bought before, and signs in with her password alone."""
DEMO_NEW_CUSTOMER_EMAIL = "bayu@example.com"
DEMO_NEW_CUSTOMER_PASSWORD = "kJ7mTq2wRx"  # noqa: S105 - shown to whoever tries the demo
"""He is new, his password was made for him, and signing in takes a one-time code."""
ACCESS_TTL = 900
REFRESH_TTL = 2_592_000
"""Seconds."""
