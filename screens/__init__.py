"""Screens: compose, bindings and handlers. They render what services own and hold no truth of their own."""
