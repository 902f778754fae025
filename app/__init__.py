"""etalase: the application, its rules and its wire. Nothing here draws except `main` and `text`."""

__version__ = "0.1.0"
