"""Scripts that make the demo store's data; run by hand, never imported by the program."""
