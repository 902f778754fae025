"""Scripts that make the demo store's data; run by hand, never imported by the program.

After changing a word on `shelves`, a drawing in `pictures`, or both:

    python -m app.sandbox.build.goods
    python -m app.sandbox.build.pictures
    python -m app.sandbox.build.first_look

`areas` is only needed when a new edition of the area packages comes out.
"""
