"""Which font files Typst is given: the few that the letters need, found by fontconfig.

Left to itself Typst reads every font of the machine, which takes longer than setting an
article; and of a font for Chinese it reads 25 MB, so such a font is cut to the letters first.
Whether each letter has a glyph is for Typst to say; where this choice was too
small, all fonts are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from convert.errors import MissingDependency
from convert.exporters.pdf.fonts import CJK, SHAPING, cjk_tag, fontconfig, needs_glyph
from convert.value import Value

if TYPE_CHECKING:
    import ctypes

SERIF, MONO = "Libertinus Serif", "DejaVu Sans Mono"
"""The families that Typst carries: they are there on every machine."""

_CARRIED = re.compile("[\x00-\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u2027\u2030-\u203a\u20ac]")
_IDEOGRAPHIC = re.compile(
    "[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
LARGE = 1_000_000
"""Bytes of a font file from which on it is cut."""

_FEATURES = (
    *("ccmp", "liga", "clig", "calt", "rlig", "kern", "mark", "mkmk"),
    *("init", "medi", "fina", "isol"),
    *SHAPING,
)
"""What Typst asks of a font by itself; ``locl`` is not needed, each language has its own."""

_FAMILY_NAMES = (16, 17)

_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
_WEIGHTS = (80, 200)
"""Regular and bold, as fontconfig counts."""

_FACE = 0xFFFF
"""The bits of fontconfig's index that count faces; those above count instances of one."""


class Face(Value):
    """One face of one font file, and fontconfig's set of its letters."""

    file: str
    index: int
    family: str
    weight: int
    letters: int


class Choice(Value):
    """``faces`` to give to Typst, ``every``: all that it finds itself. ``left`` are the
    letters that no font of the machine is known to have; those of Typst may."""

    faces: tuple[Face, ...]
    left: str
    every: bool = False


def choose(letters: set[str], languages: Iterable[str]) -> Choice:
    """The fonts that have ``letters``, the families for ``languages`` first; all of them
    where there is no fontconfig to ask."""
    drawn = {letter for letter in letters if needs_glyph(letter) and not _CARRIED.match(letter)}
    try:
        library = fontconfig()
    except MissingDependency:
        return Choice((), "".join(sorted(drawn)), every=True)
    config = library.FcInitLoadConfigAndFonts()
    try:
        faces = [face for face in _faces(library, config) if face.file.endswith(_SUFFIXES)]
        chosen = _by_language(faces, letters, languages)
        families, left = _by_letters(library, faces, chosen, drawn)
        return Choice(tuple(_usual(faces, families)), left)
    finally:
        library.FcConfigDestroy(config)


def cut(face: Face, letters: Iterable[str]) -> bytes | None:
    """A large font with ``letters`` only; None for one that is not worth it."""
    from os.path import getsize

    import uharfbuzz as hb

    if getsize(face.file) < LARGE:
        return None
    whole = hb.Face(hb.Blob.from_file_path(face.file), face.index)
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(map(ord, letters))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(it.encode(), "big") for it in _FEATURES)
    wanted.name_id_set.update(_FAMILY_NAMES)
    wanted.flags = hb.SubsetFlags.NO_HINTING
    try:
        data: bytes = wanted.subset(whole).blob.data
    except RuntimeError:
        return None
    return data


def stack(language: str, *first: str) -> list[str]:
    """The families for text in ``language``; see ``convert.exporters.pdf.fonts.families``."""
    tag = cjk_tag(language)
    own = [name.strip('"') for name in CJK.get(tag, CJK["zh"])]
    return [*first, *own, SERIF] if tag else [*first, SERIF, *own]


def _by_language(faces: list[Face], letters: set[str], languages: Iterable[str]) -> list[str]:
    """The East Asian families: only where there are such letters."""
    if not _IDEOGRAPHIC.search("".join(letters)):
        return []
    known = {face.family for face in faces}
    stacks = (stack(language) for language in dict.fromkeys(map(cjk_tag, languages)))
    found = (next((name for name in names if name in known), "") for names in stacks)
    return [name for name in dict.fromkeys(found) if name]


def _by_letters(
    library: ctypes.CDLL, faces: list[Face], chosen: list[str], letters: set[str]
) -> tuple[list[str], str]:
    """One family after the other that has most of the letters still without a glyph, and
    those that none has."""
    left = library.FcCharSetCreate()
    for letter in letters:
        library.FcCharSetAddChar(left, ord(letter))
    known = [next(face for face in faces if face.family == name) for name in chosen]
    usual = sorted((f for f in faces if f.weight in _WEIGHTS), key=lambda f: (f.family, f.file))
    found: list[str] = []
    while face := known.pop(0) if known else _best(library, usual, left):
        found.append(face.family)
        left, before = library.FcCharSetSubtract(left, face.letters), left
        library.FcCharSetDestroy(before)
    lost = (letter for letter in sorted(letters) if library.FcCharSetHasChar(left, ord(letter)))
    told = "".join(lost)
    library.FcCharSetDestroy(left)
    return found, told


def _best(library: ctypes.CDLL, faces: list[Face], letters: int) -> Face | None:
    """The face that has most of the letters; None when no face has any."""
    counts = [library.FcCharSetIntersectCount(letters, face.letters) for face in faces]
    most = max(counts, default=0)
    return faces[counts.index(most)] if most else None


def _usual(faces: list[Face], families: list[str]) -> Iterator[Face]:
    """The regular and bold faces of each family, all of them where it has others only."""
    for name in families:
        own = [face for face in faces if face.family == name]
        usual = [face for face in own if face.weight in _WEIGHTS]
        yield from sorted(usual or own, key=lambda face: (face.file, face.index))


def _faces(library: ctypes.CDLL, config: int) -> Iterator[Face]:
    import ctypes

    fonts = library.FcConfigGetFonts(config, 0)
    for number in range(fonts.contents.nfont if fonts else 0):
        pattern = fonts.contents.fonts[number]
        letters, weight, index = ctypes.c_void_p(), ctypes.c_int(), ctypes.c_int()
        file, family = ctypes.c_char_p(), ctypes.c_char_p()
        missing = (
            library.FcPatternGetCharSet(pattern, b"charset", 0, ctypes.byref(letters)),
            library.FcPatternGetString(pattern, b"file", 0, ctypes.byref(file)),
            library.FcPatternGetString(pattern, b"family", 0, ctypes.byref(family)),
        )
        library.FcPatternGetInteger(pattern, b"weight", 0, ctypes.byref(weight))
        library.FcPatternGetInteger(pattern, b"index", 0, ctypes.byref(index))
        if not any(missing) and file.value and family.value:
            path, name = file.value.decode("utf-8", "replace"), family.value.decode()
            place = index.value & _FACE
            yield Face(path, place, name, weight.value, letters.value or 0)
