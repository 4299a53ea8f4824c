"""One set of fonts for a whole book.

Each piece of a book comes with fonts of its own, cut to its letters. Those that were cut
from one font of ours number their glyphs alike: they become one font again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from convert.exporters.pdf.faces import trim

Glyphs = dict[int, tuple[float, str]]
"""Glyph -> its width in thousandths of the type size, and the letters it stands for."""

_PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]*)>")


class FontSet:
    """The fonts of ``pdf``; ``cuts`` is mark -> the content of each font that was cut.

    ``loose`` are those that stay with their piece, because WeasyPrint drew a letter in them
    that has no glyph, under a number of its own.
    """

    def __init__(self, pdf: Any, cuts: Mapping[str, bytes]) -> None:
        self.pdf, self.cuts = pdf, cuts
        self.fonts: dict[tuple[str, str], Font] = {}
        self.loose: list[Font] = []

    def take(self, fonts: Any) -> None:
        """Put the common fonts in the place of those that a piece brought."""
        for key in sorted(fonts.keys()):
            mark = _mark(fonts[key])
            if mark in self.cuts and fonts[key].Encoding != "/Identity-H":
                self.loose.append(Font(fonts[key], self.cuts[mark]))
                self.loose[-1].add(_glyphs(fonts[key]))
            elif mark in self.cuts:
                name = str(fonts[key].BaseFont)
                font = self.fonts.setdefault((name, mark), Font(fonts[key], self.cuts[mark]))
                font.add(_glyphs(fonts[key]))
                fonts[key] = font.object

    def by_use(self) -> list[Font]:
        """The fonts, first the one with most glyphs."""
        found = sorted(self.fonts.items(), key=lambda it: (-len(it[1].glyphs), it[0]))
        return [font for _, font in found]

    def finish(self) -> None:
        """Write the letters and widths of each font, and embed it."""
        for font in self.fonts.values():
            font.write(self.pdf)
        for font in (*self.fonts.values(), *self.loose):
            font.embed(self.pdf, trim(font.content, font.glyphs))


class Font:
    """One font: its glyphs with their widths and letters, from all pieces."""

    def __init__(self, found: Any, content: bytes) -> None:
        self.object, self.content = found, content
        self.glyphs: Glyphs = {}

    def add(self, glyphs: Glyphs) -> None:
        self.glyphs = {**glyphs, **self.glyphs}

    def write(self, pdf: Any) -> None:
        descendant = self.object.DescendantFonts[0]
        descendant.W = pdf.make_indirect(_width_array(self.glyphs))
        self.object.ToUnicode = pdf.make_stream(_to_unicode(self.glyphs))
        widest = max((width for width, _ in self.glyphs.values()), default=0)
        box = descendant.FontDescriptor.FontBBox
        descendant.FontDescriptor.FontBBox = [box[0], box[1], widest, box[3]]

    def embed(self, pdf: Any, content: bytes) -> None:
        import pikepdf

        descriptor = self.object.DescendantFonts[0].FontDescriptor
        stream = pdf.make_stream(content)
        if "/FontFile3" in descriptor:
            bare = content[:4] != b"OTTO"
            stream.Subtype = pikepdf.Name("/CIDFontType0C" if bare else "/OpenType")
            descriptor.FontFile3 = stream
        else:
            stream.Length1 = len(content)
            descriptor.FontFile2 = stream


def _mark(font: Any) -> str:
    """What stands in a font that is still to be put in."""
    descriptor = font.DescendantFonts[0].FontDescriptor
    file = descriptor.get("/FontFile3", descriptor.get("/FontFile2"))
    return "" if file is None else file.read_bytes()[4:40].decode("latin-1")


def _glyphs(font: Any) -> Glyphs:
    """What the arrays and maps of a font say."""
    pairs = _PAIR.findall(font.ToUnicode.read_bytes().partition(b"endcodespacerange")[2])
    letters = {int(glyph, 16): _text(encoded) for glyph, encoded in pairs}
    widths = _widths(font.DescendantFonts[0].W)
    return {glyph: (width, letters.get(glyph, "")) for glyph, width in widths}


def _text(encoded: bytes) -> str:
    return bytes.fromhex(encoded.decode()).decode("utf-16-be")


def _widths(array: Any) -> Iterator[tuple[int, float]]:
    """``[7 [500 480] 20 [1000]]`` as glyph and width."""
    items = list(array)
    for first, found in zip(items[::2], items[1::2], strict=True):
        for offset, value in enumerate(found):
            yield int(first) + offset, float(value)


def _width_array(glyphs: Glyphs) -> Any:
    import pikepdf

    array: list[Any] = []
    for glyph in sorted(glyphs):
        if glyph - 1 not in glyphs:
            array += [glyph, pikepdf.Array()]
        width = glyphs[glyph][0]
        array[-1].append(int(width) if width == int(width) else round(width, 3))
    return pikepdf.Array(array)


def _to_unicode(glyphs: Glyphs) -> bytes:
    pairs = [
        f"<{glyph:04x}> <{letters.encode('utf-16-be').hex()}>"
        for glyph, (_, letters) in sorted(glyphs.items())
        if letters
    ]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    listed = "\n".join("\n".join((f"{len(it)} beginbfchar", *it, "endbfchar")) for it in blocks)
    return _CMAP.replace(b"%", listed.encode())


_CMAP = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
%
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
