"""A font of the user's inside a file, cut down to the letters the file has."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from convert.errors import MissingDependency, UsageError, reason
from convert.value import Value

RESTRICTED, WHOLE_ONLY, BITMAP_ONLY = 0x0002, 0x0100, 0x0200
"""Embedding bits (OS/2 fsType): no embedding, no subsetting, bitmaps only."""

LICENCE_NAMES = (0, 7, 8, 9, 11, 13, 14)
"""Name records that say who made a font and on what terms; they stay in."""

COLLECTION = {"ja": 0, "ko": 1, "zh": 2}
"""The face for a language inside a CJK collection."""


class Font(Value):
    """An open font file; ``name`` and ``media_type`` are those it has in an EPUB."""

    path: str
    name: str
    media_type: str
    opened: Any

    def subset(self, letters: set[str]) -> bytes:
        """The font with the glyphs of ``letters`` only, all of it where its licence bits ask
        for that."""
        output = BytesIO()
        if not _bits(self.opened) & WHOLE_ONLY:
            _reduce(self.opened, letters)
        self.opened.save(output)
        return output.getvalue()


def open_font(path: str, language: str) -> Font:
    """Raises ``UsageError`` for what is no font or may not be embedded, and
    ``MissingDependency`` without fontTools."""
    try:
        from fontTools.ttLib import TTFont, TTLibError
    except ImportError:
        raise MissingDependency("embedding a font needs fontTools: pip install fonttools") from None
    try:
        number = COLLECTION.get(language.partition("-")[0], 0) if path.endswith(".ttc") else -1
        font = TTFont(path, fontNumber=number, lazy=True, recalcTimestamp=False)
        _check(path, _bits(font))
    except (OSError, TTLibError, KeyError) as error:
        raise UsageError(f"{path} is not a font that can be embedded: {reason(error)}") from None
    font.flavor = None
    kind = "otf" if font.sfntVersion == "OTTO" else "ttf"
    return Font(path, f"font.{kind}", f"font/{kind}", font)


def _check(path: str, bits: int) -> None:
    if bits & 0x000F == RESTRICTED or bits & BITMAP_ONLY:
        raise UsageError(
            f"{path} must not be embedded: its embedding bits (OS/2 fsType {bits:#06x}) "
            "forbid it; take another font"
        )


def _bits(font: Any) -> int:
    return int(font["OS/2"].fsType)


def _reduce(font: Any, letters: set[str]) -> None:
    from fontTools import subset

    options = subset.Options()
    options.name_IDs = [*options.name_IDs, *LICENCE_NAMES]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.hinting = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=map(ord, letters))
    cutter.subset(font)
