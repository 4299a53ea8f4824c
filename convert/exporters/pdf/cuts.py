"""Fonts cut to the letters of a publication before anything is laid out.

A font for Chinese has 65,000 glyphs, a book needs some thousand of them. Cut once, the
fonts need not be cut for each piece of the book, and become one set again afterwards. What
a cut font lacks is taken from the one it was cut from. Letters that no font has come from a
font of empty boxes: WeasyPrint would number them anew in each piece.

All faces of a family are cut to the same letters: WeasyPrint 70 takes two faces that it
was given for one style, such as a regular one for a letter the bold one lacks, for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import reduce

from convert.exporters.pdf.boxes import FAMILY, boxes
from convert.exporters.pdf.faces import Face, covering, cut, given, having, installed, mark
from convert.exporters.pdf.fonts import families, needs_glyph, paths
from convert.value import Value

ADDRESS = "book:font/"
GENERIC = ("serif", "monospace")
MARKS = ("Liberation Serif", "DejaVu Serif", "serif")
"""The families for the marks of lists: those of Chinese fonts are as wide as a letter."""

MARKED = frozenset(" \u2022\u25e6\u25aa")
MONO = ("DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono CJK SC", "monospace")
GIVEN = "Given"

_CODE = re.compile("<(pre|code)[ >].*?</\\1>", re.DOTALL)

Family = list[Face]


class Cuts(Value):
    """``rules`` are the ``@font-face`` rules, ``contents`` the fonts by their marks, and
    ``stacks`` the CSS ``font-family`` of each language, of 'code' and of 'marks'."""

    rules: str
    contents: Mapping[str, bytes]
    stacks: Mapping[str, str]


def cut_fonts(markup: Iterable[str], languages: Iterable[str], font: str = "") -> Cuts:
    """The installed fonts for text in ``languages``, cut to the letters of ``markup``;
    ``font`` are files set first."""
    letters, code = _letters(markup)
    stacks = {it: [name.strip('"') for name in families(it).split(", ")] for it in languages}
    known = installed({name for stack in (*stacks.values(), MONO, MARKS) for name in stack})
    known[GIVEN] = [given(path, GIVEN) for path in paths(font)]
    wanted: dict[Face, set[str]] = {}
    left = [_share((GIVEN, *stack), known, letters, wanted) for stack in stacks.values()]
    left.append(_share(MONO, known, code, wanted))
    _share(MARKS, known, MARKED, wanted)
    lost = frozenset(filter(needs_glyph, frozenset().union(*left)))
    blanks = frozenset(letter for letter in letters if not needs_glyph(letter))
    shares = {face: having(face, lost | blanks) for face in covering(lost)}
    others = [face for face in shares if face.family not in known]
    wanted.update((face, set(shares[face])) for face in others)
    contents = {face: cut(face, share) for face, share in wanted.items() if share}
    if boxed := lost.difference(*shares.values()):
        others.append(Face(FAMILY, ""))
        contents[others[-1]] = boxes("".join(sorted(boxed)))
    last = [face.family for face in others]
    return Cuts(
        "\n".join(_rule(face, content) for face, content in contents.items()),
        {mark(content).decode(): content for content in contents.values()},
        {
            key: _stack((*stack[:-1], *last, stack[-1]), contents)
            for key, stack in {**stacks, "code": MONO, "marks": MARKS}.items()
        },
    )


def _letters(markup: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The letters of well-formed markup, and those of its code."""
    letters: set[str] = set()
    code: set[str] = set()
    for text in markup:
        letters.update(text)
        for found in _CODE.finditer(text):
            code.update(found[0])
    return frozenset(letters), frozenset(code)


def _share(
    stack: Iterable[str],
    known: Mapping[str, Family],
    letters: frozenset[str],
    wanted: dict[Face, set[str]],
) -> frozenset[str]:
    """Each letter goes to the first family that has it in all its faces, a blank to every one:
    it is set in the font of the letter before it. Gives back those that none has."""
    for family in stack:
        faces = known.get(family, ())
        if faces and letters:
            shared = reduce(frozenset.intersection, (having(face, letters) for face in faces))
            for face in faces:
                wanted.setdefault(face, set()).update(shared)
            letters -= frozenset(letter for letter in shared if needs_glyph(letter))
    return letters


def _rule(face: Face, content: bytes) -> str:
    weight, style = 700 if face.bold else 400, "italic" if face.slanted else "normal"
    return (
        f'@font-face {{ font-family: "{face.name}"; src: url({ADDRESS}{mark(content).decode()}); '
        f"font-weight: {weight}; font-style: {style} }}"
    )


def _stack(families: Iterable[str], cut: Mapping[Face, bytes]) -> str:
    """The CSS ``font-family``: each cut family stands before the one it was cut from."""
    known = {face.family: face.name for face in cut}
    names = (name for family in (GIVEN, *families) for name in (known.get(family), family))
    quoted = (it if it in GENERIC else f'"{it}"' for it in names if it and it != GIVEN)
    return ", ".join(quoted)
