"""A font of empty boxes for letters that no font has.

Typst gives a letter without a glyph no text either; with this font the page shows a box, and
who copies or searches still finds the letter.
"""

from __future__ import annotations

FAMILY = "Boxes"
_EM = 1000
_EPOCH = 2_082_844_800
"""The beginning of 1970 as fonts count: the same bytes at any time."""


def boxes(letters: str) -> bytes:
    """A TrueType font with one box for each of the letters, and a blank to stand behind it."""
    import io

    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    names = {0x20: "space"} | {ord(letter): f"u{ord(letter):X}" for letter in letters}
    order = [".notdef", *names.values()]
    font = FontBuilder(_EM, isTTF=True)
    font.setupGlyphOrder(order)
    font.setupCharacterMap(names)
    font.setupGlyf(dict.fromkeys(order, _box()) | {"space": Glyph()})
    font.setupHorizontalMetrics(dict.fromkeys(order, (_EM, 80)) | {"space": (_EM // 4, 0)})
    font.setupHorizontalHeader(ascent=880, descent=-120)
    named = {"familyName": FAMILY, "styleName": "Regular", "psName": FAMILY, "fullName": FAMILY}
    font.setupNameTable(named)
    font.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120)
    font.setupPost()
    font.font["head"].created = font.font["head"].modified = _EPOCH
    font.font.recalcTimestamp = False
    content = io.BytesIO()
    font.save(content)
    return content.getvalue()


def _box() -> object:
    """The outline of a square, its inside left empty."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for low, high, turn in ((0, 800, 1), (50, 750, -1)):
        corners = [(low, low), (low, high), (high, high), (high, low)][::turn]
        pen.moveTo((corners[0][0] + 80, corners[0][1]))
        for x, y in corners[1:]:
            pen.lineTo((x + 80, y))
        pen.closePath()
    return pen.glyph()
