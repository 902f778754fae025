"""Widgets: what things look like, and the messages they post. They know no screen and no service."""
