"""The shelves of Warung Nusantara: what is sold, in words. One module a category."""
