"""The demo store: the same API as a real one, in this process or on a local port.

Only constants here; the rest is imported when used.
"""

DEMO_STORE_ID = "store_etalasedemo2026"
DEMO_API_KEY = "sfpk_demo_etalase_not_a_secret"
DEMO_BASE_URL = "http://demo.localhost"
DEMO_STORE_NAME = "Warung Nusantara"

EDITIONS = ("older", "newer")
PROVIDERS = ("xendit", "singapay")
EDITION = "newer"
PROVIDER = "xendit"
PAYMENT_DELAY = 2.0
"""Seconds in which a payment that was made has nothing to show yet, for whoever looks at a demo."""
AUTOPAY_SECONDS = 20.0
