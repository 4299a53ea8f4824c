"""Fonts cut to the letters of a publication before anything is laid out.

A font for Chinese has 65,000 glyphs, a book needs some thousand of them. Cut once, the
fonts need not be cut for each piece of the book, and become one set again afterwards. What
a cut font lacks is taken from the one it was cut from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from convert.exporters.pdf.faces import Face, covering, cut, given, having, installed, mark
from convert.exporters.pdf.fonts import families, needs_glyph, paths
from convert.value import Value

MARKS = ("Liberation Serif", "DejaVu Serif", "serif")
"""The families for the marks of lists: those of Chinese fonts are as wide as a letter."""

NONE: frozenset[str] = frozenset()
MARKED = frozenset(" \u2022\u25e6\u25aa")
MONO = ("DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono CJK SC", "monospace")
ADDRESS = "book:font/"
GENERIC = ("serif", "monospace")

_CODE = re.compile("<(pre|code)[ >].*?</\\1>", re.DOTALL)
_BOLD = re.compile(
    "<(h[1-6]|strong|dt|th)[ >].*?</\\1>"
    '|<p class="(?:credits-title|callout-title|book-title|contents-title).*?</p>'
    '|<li class="level-1">.*?</li>',
    re.DOTALL,
)
_SLANTED = re.compile("<em>.*?</em>", re.DOTALL)


class Needed(Value):
    """The letters of a publication, by the kind of face that sets them."""

    regular: frozenset[str]
    bold: frozenset[str]
    slanted: frozenset[str]
    code: frozenset[str]

    def by(self, face: Face) -> frozenset[str]:
        """Those that ``face`` may have to set."""
        bold = self.bold if face.bold else self.regular
        return bold & self.slanted if face.slanted else bold


class Cuts(Value):
    """``rules`` are the ``@font-face`` rules, ``contents`` the fonts by their marks, and
    ``stacks`` the CSS ``font-family`` of each language, of 'code' and of 'marks'."""

    rules: str
    contents: Mapping[str, bytes]
    stacks: Mapping[str, str]


def needed(markup: Iterable[str]) -> Needed:
    """The letters of well-formed markup."""
    found: tuple[set[str], ...] = (set(), set(), set(), set())
    for text in markup:
        found[0].update(text)
        for letters, pattern in zip(found[1:], (_BOLD, _SLANTED, _CODE), strict=True):
            for match in pattern.finditer(text):
                letters.update(match[0])
    return Needed(*map(frozenset, found))


def cut_fonts(letters: Needed, languages: Iterable[str], font: str = "") -> Cuts:
    """The installed fonts for text in ``languages``, cut; ``font`` are files set first."""
    stacks = {it: [name.strip('"') for name in families(it).split(", ")] for it in languages}
    known = installed({name for stack in (*stacks.values(), MONO, MARKS) for name in stack})
    known["Given"] = [given(path, "Given") for path in paths(font)]
    wanted: dict[Face, set[str]] = {}
    left = [_share(("Given", *stack), known, letters, wanted) for stack in stacks.values()]
    left.append(_share(MONO, known, _code(letters), wanted))
    _share(MARKS, known, Needed(MARKED, MARKED, NONE, NONE), wanted)
    others = covering(frozenset().union(*left))
    for face in others:
        wanted.setdefault(face, set()).update(*left)
    contents = {face: cut(face, share) for face, share in wanted.items() if share}
    last = [face.family for face in others]
    return Cuts(
        "\n".join(_rule(face, content) for face, content in contents.items()),
        {mark(content).decode(): content for content in contents.values()},
        {
            key: _stack((*stack[:-1], *last, stack[-1]), contents)
            for key, stack in {**stacks, "code": MONO, "marks": MARKS}.items()
        },
    )


def _code(letters: Needed) -> Needed:
    return Needed(letters.code, letters.code & letters.bold, NONE, letters.code)


def _share(
    stack: Iterable[str],
    known: Mapping[str, list[Face]],
    letters: Needed,
    wanted: dict[Face, set[str]],
) -> frozenset[str]:
    """Each letter goes to the first face of its kind that has it; gives back the regular
    ones that none has."""
    taken: dict[tuple[bool, bool], frozenset[str]] = {}
    for family in stack:
        for face in known.get(family, ()):
            kind = face.bold, face.slanted
            left = letters.by(face) - taken.get(kind, frozenset())
            has = having(face, left) if left else frozenset()
            wanted.setdefault(face, set()).update(has)
            taken[kind] = taken.get(kind, frozenset()) | has
    drawn = frozenset(filter(needs_glyph, letters.regular))
    return drawn - taken.get((False, False), frozenset())


def _rule(face: Face, content: bytes) -> str:
    weight, style = 700 if face.bold else 400, "italic" if face.slanted else "normal"
    return (
        f'@font-face {{ font-family: "{face.name}"; src: url({ADDRESS}{mark(content).decode()}); '
        f"font-weight: {weight}; font-style: {style} }}"
    )


def _stack(families: Iterable[str], cut: Mapping[Face, bytes]) -> str:
    """The CSS ``font-family``: each cut family stands before the one it was cut from."""
    known = {face.family: face.name for face in cut}
    names = (name for family in ("Given", *families) for name in (known.get(family), family))
    quoted = (it if it in GENERIC else f'"{it}"' for it in names if it and it != "Given")
    return ", ".join(quoted)
