"""The shop's pictures, drawn by program: flat, bold, and still readable when shrunk to a few dozen half blocks."""
