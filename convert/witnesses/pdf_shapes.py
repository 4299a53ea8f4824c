"""The same text without its shapes.

PDFium draws every letter to know the box around it; in a Chinese book that is most of the
time of reading it. A copy in memory gets a font of slim bars in place of each font that says
by itself which letters its glyphs are; widths, places and letters stay as they are.
"""

from __future__ import annotations

from typing import Any

GLYPHS = 65_535
"""As many as a font may have: every code of the text finds one."""

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def slimmed(content: bytes) -> bytes:
    """The file with bars for its letters."""
    import io

    import pikepdf

    copy = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        bars = pdf.make_stream(_font())
        for descriptor in [found for font in _fonts(pdf) for found in _descriptors(font)]:
            for key in _FILES:
                if key in descriptor:
                    descriptor[key] = bars
        pdf.save(copy, compress_streams=False)
    return copy.getvalue()


def _fonts(pdf: Any) -> list[Any]:
    """The fonts that pages set text in, each of them once."""
    found = {}
    for page in pdf.pages:
        fonts = page.obj.get("/Resources", {}).get("/Font", {})
        found.update({font.objgen: font for font in dict(fonts).values()})
    return [it for it in found.values() if it.get("/Subtype") == "/Type0" and "/ToUnicode" in it]


def _descriptors(font: Any) -> list[Any]:
    below = font.get("/DescendantFonts", ())
    return [it.FontDescriptor for it in below if "/FontDescriptor" in it]


def _font() -> bytes:
    """A TrueType font whose glyphs are all the same slim bar (ISO/IEC 14496-22)."""
    import struct
    import sys
    from array import array

    points = struct.pack(">4h4h", 0, 40, 0, -40, 0, 0, 800, 0)
    glyph = struct.pack(">5hHH4B", 1, 0, 0, 40, 800, 3, 0, 1, 1, 1, 1) + points + b"\0\0"
    places = array("I", range(0, (GLYPHS + 1) * len(glyph), len(glyph)))
    if sys.byteorder == "little":
        places.byteswap()
    tables = {
        b"glyf": glyph * GLYPHS,
        b"head": struct.pack(
            ">IIIIHHQQ4hHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, 1000, 0, 0,
            0, 0, 40, 800, 0, 8, 2, 1, 0,
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, 800, 0, 0, 1000, 0, 0, 900, 1, *[0] * 7, 1),
        b"hmtx": struct.pack(">Hh", 1000, 0) + bytes(2 * (GLYPHS - 1)),
        b"loca": places.tobytes(),
        b"maxp": struct.pack(">IH13H", 0x10000, GLYPHS, 4, 1, 0, 0, 1, *[0] * 8),
    }  # fmt: skip
    directory, body, at = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 32), b"", 12 + 96
    for tag, table in tables.items():
        directory += struct.pack(">4sIII", tag, 0, at + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body
