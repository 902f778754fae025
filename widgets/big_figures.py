"""Numbers, codes and amounts three rows high, to be read off a screen from a phone's distance."""

from __future__ import annotations

_HEIGHT = 5
# Five rows of dots a character, top first, the highest bit at the left.
_THREE = {
    "0": "75557", "1": "26227", "2": "71747", "3": "71717", "4": "55711", "5": "74717", "6": "74757",
    "7": "71111", "8": "75757", "9": "75717", "A": "25755", "B": "65656", "C": "34443", "D": "65556",
    "E": "74647", "F": "74644", "G": "34553", "H": "55755", "I": "72227", "J": "11152", "K": "55655",
    "L": "44447", "M": "57755", "N": "65555", "P": "65644", "Q": "25573", "R": "65655", "S": "34216",
    "T": "72222", "U": "55557", "V": "55552", "W": "55775", "X": "55255", "Y": "55222", "Z": "71247",
    "O": "25552", "p": "06564", "-": "00700",
}  # fmt: skip
_ONE = {".": "00001", " ": "00000"}
_GLYPHS = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def big(text: str) -> list[str]:
    """Three rows of text that draw `text`; none when it holds what cannot be drawn so."""
    dots: list[list[int]] = [[] for _row in range(_HEIGHT + 1)]
    for character in text:
        wide = 3 if character in _THREE else 1
        shape = _THREE.get(character) or _ONE.get(character)
        if shape is None:
            return []
        for row in range(_HEIGHT):
            dots[row] += [int(shape[row]) >> (wide - 1 - x) & 1 for x in range(wide)] + [0]
        dots[_HEIGHT] += [0] * (wide + 1)
    return [
        "".join(_GLYPHS[pair] for pair in zip(dots[y], dots[y + 1], strict=True)).rstrip()
        for y in range(0, _HEIGHT + 1, 2)
    ]
