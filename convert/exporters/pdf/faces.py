"""The faces of font families, as fontconfig knows them, and how one is cut to some letters."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from functools import lru_cache

import uharfbuzz as hb

from convert.exporters.pdf.fonts import SHAPING, fontconfig
from convert.value import Value

REGULAR, BOLD = 80, 200
"""Weights as fontconfig counts them."""

SYMBOLS = ("DejaVu Sans", "Noto Sans Symbols", "Noto Sans Symbols2", "Noto Sans Math", "Symbola")
"""Families that are asked first for letters that no text font has."""

_OUTLINE = (".ttf", ".otf", ".ttc", ".otc")

_FEATURES = (
    *("ccmp", "locl", "rlig", "liga", "clig", "calt", "rclt", "frac", "lnum", "kern", "mark"),
    *("mkmk", "init", "medi", "fina", "isol", "chws", "halt"),
    *SHAPING,
)
"""What a page may ask of a font; others would only keep glyphs that nothing shows."""

_UNUSED = ("BASE", "DSIG", "GDEF", "GPOS", "GSUB", "JSTF", "VORG", "vhea", "vmtx", "name", "STAT")


CUT = " cut"
"""How the family of a face ends that was cut."""


class Face(Value):
    """One face of one font file."""

    family: str
    path: str
    index: int = 0
    bold: bool = False
    slanted: bool = False

    @property
    def name(self) -> str:
        """The family under which the cut face is set."""
        return self.family + CUT


def installed(families: Iterable[str]) -> dict[str, list[Face]]:
    """Family -> its regular and bold faces, upright and slanted, one of each."""
    wanted, library = frozenset(families), fontconfig()
    config = library.FcInitLoadConfigAndFonts()
    try:
        found: dict[str, dict[tuple[bool, bool], Face]] = {}
        for face in _faces(library, config, wanted):
            found.setdefault(face.family, {}).setdefault((face.bold, face.slanted), face)
        return {family: list(faces.values()) for family, faces in found.items()}
    finally:
        library.FcConfigDestroy(config)


def covering(letters: frozenset[str]) -> list[Face]:
    """Upright regular faces that have between them what the machine has of ``letters``."""
    found: list[Face] = []
    faces = _plain() if letters else []
    for face in sorted(faces, key=lambda it: (it.family not in SYMBOLS, it.path)):
        if letters and (has := having(face, letters)):
            found.append(face)
            letters -= has
    return found


def _plain() -> list[Face]:
    """The upright regular faces of all outline fonts."""
    library = fontconfig()
    config = library.FcInitLoadConfigAndFonts()
    try:
        faces = list(_faces(library, config, None))
        return [it for it in faces if not (it.bold or it.slanted) and it.path.endswith(_OUTLINE)]
    finally:
        library.FcConfigDestroy(config)


def given(path: str, family: str) -> Face:
    """The face of a font file that the user names."""
    table = _open(path, 0).reference_table("OS/2").data or bytes(64)
    weight, selection = int.from_bytes(table[4:6], "big"), table[63]
    return Face(family, path, 0, weight >= 600, bool(selection & 1))


def having(face: Face, letters: Iterable[str]) -> frozenset[str]:
    """Those of ``letters`` that the face has."""
    whole = _open(face.path, face.index)
    known = () if whole.has_color_png else whole.unicodes
    return frozenset(letter for letter in letters if ord(letter) in known)


def cut(face: Face, letters: Iterable[str]) -> bytes:
    """The face with ``letters`` only, its glyphs numbered as before."""
    whole, wanted = _open(face.path, face.index), hb.SubsetInput()
    wanted.unicode_set.update(map(ord, letters))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(map(_tag, _FEATURES))
    wanted.name_id_set.clear()
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
    if whole.has_var_data:
        _fix(whole, wanted, face)
    data: bytes = wanted.subset(whole).blob.data
    return data


def mark(content: bytes) -> bytes:
    """What stands for a cut font until the pages are joined."""
    from hashlib import sha256

    return sha256(content).hexdigest()[:24].encode()


def trim(content: bytes, glyphs: Iterable[int]) -> bytes:
    """A cut font with ``glyphs`` only, for a PDF that calls them by these numbers: bare CFF
    where its glyphs have names of their own, which are then those numbers."""
    kept = frozenset(glyphs)
    compact = _subset(content, kept, 0)
    if content[:4] != b"OTTO" or not _named(compact, kept):
        return _subset(content, kept, hb.SubsetFlags.RETAIN_GIDS)
    data: bytes = hb.Face(compact).reference_table("CFF ").data
    return data


def glyphs(content: bytes, letters: str) -> dict[str, tuple[int, float]]:
    """Letter -> glyph and width in thousandths, for the letters that a font has."""
    face = hb.Face(content)
    font = hb.Font(face)
    found = {letter: font.get_nominal_glyph(ord(letter)) for letter in letters}
    return {
        letter: (glyph, font.get_glyph_h_advance(glyph) * 1000 / face.upem)
        for letter, glyph in found.items()
        if glyph
    }


def _subset(content: bytes, glyphs: Iterable[int], flags: int) -> bytes:
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    wanted.drop_table_tag_set.update(map(_tag, _UNUSED))
    wanted.flags = flags | hb.SubsetFlags.NO_HINTING
    data: bytes = wanted.subset(hb.Face(content)).blob.data
    return data


def _named(content: bytes, glyphs: frozenset[int]) -> bool:
    """Whether the charset still calls the glyphs by the numbers they had."""
    import io

    from fontTools.ttLib import TTFont

    table = TTFont(io.BytesIO(content))["CFF "].cff[0]
    names = {f"cid{glyph:05d}" for glyph in glyphs if glyph}
    return hasattr(table, "ROS") and names <= {*table.charset}


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


@lru_cache(maxsize=32)
def _open(path: str, index: int) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(path), index)


def _fix(whole: hb.Face, wanted: hb.SubsetInput, face: Face) -> None:
    """One instance of a variable font."""
    wanted.pin_all_axes_to_default(whole)
    if any(axis.tag == "wght" for axis in whole.axis_infos):
        wanted.pin_axis_location(whole, "wght", 700 if face.bold else 400)


def _faces(library: ctypes.CDLL, config: int, wanted: frozenset[str] | None) -> Iterator[Face]:
    fonts = library.FcConfigGetFonts(config, 0)
    for number in range(fonts.contents.nfont if fonts else 0):
        pattern = fonts.contents.fonts[number]
        family = _text(library, pattern, b"family")
        if wanted is not None and family not in wanted:
            continue
        weight = _number(library, pattern, b"weight", REGULAR)
        width = _number(library, pattern, b"width", 100)
        if weight in (REGULAR, BOLD) and width == 100:
            index = _number(library, pattern, b"index", 0) & 0xFFFF
            slanted = _number(library, pattern, b"slant", 0) > 0
            path = _text(library, pattern, b"file")
            yield Face(family, path, index, weight == BOLD, slanted)


def _text(library: ctypes.CDLL, pattern: int, key: bytes) -> str:
    value = ctypes.c_char_p()
    library.FcPatternGetString(pattern, key, 0, ctypes.byref(value))
    return (value.value or b"").decode("utf-8", "surrogateescape")


def _number(library: ctypes.CDLL, pattern: int, key: bytes, default: int) -> int:
    value = ctypes.c_int(default)
    library.FcPatternGetInteger(pattern, key, 0, ctypes.byref(value))
    return value.value
