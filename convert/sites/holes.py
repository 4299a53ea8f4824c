"""Patterns anybody can write: the words of a page, with holes where they change.

``"{number} readers · {date}"`` becomes a regular expression that takes linear time on any
text: a hole ends at the first place where the words behind it stand, and never tries again.
"""

from __future__ import annotations

import re

from convert.errors import UsageError

TYPED = {
    "number": r"[\d.,]+(?:[ \t]?(?:万|[kKwWmM]\b))?\+?",
    "date": r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?",
    "url": r"https?://[^\s)\]>]+",
    "image": r"!\[[^\]\n]*\]\([^)\n]*\)",
    "link": r"(?<!!)\[[^\]\n]{0,300}\]\([^)\n]*\)",
}
"""Holes that know what they hold; two of them may stand side by side."""

REACH = {"line": r"[^\n]{0,300}", "text": r".{0,2000}", "rest": r"[^\n]*"}
"""Holes that reach to the words behind them: on one line, or over several."""

_HOLE = re.compile(r"\{(\w+)\}")


def pattern(text: str, named: tuple[str, ...] = ()) -> str:
    """The regular expression for ``text``: a blank in it stands for one or more blanks or line
    ends, a line end for any number, also none.

    Holes are those of ``TYPED`` and ``REACH``; one of ``named`` is a group of that name.
    Raises ``UsageError`` for an unknown hole and for two with nothing between them.

    >>> re.fullmatch(pattern("By {aut} in {line}.", ("aut",)), "By Ann Levin in Oslo.")["aut"]
    'Ann Levin'
    """
    parts = _HOLE.split(text.strip())
    words, holes = parts[::2], [*parts[1::2], ""]
    found = [_words(words[0])]
    for hole, behind, following in zip(holes, words[1:], holes[1:], strict=False):
        literal = _words(behind)
        ahead = literal if behind.strip() else literal + _ahead(text, hole, following)
        found += [_hole(text, hole, ahead, named), literal]
    return "".join(found)


def opening(text: str) -> str:
    """The words ``text`` opens with, up to the first hole or line end."""
    return re.split(r"\{\w+\}|\n", text.lstrip())[0].strip()


def longest(text: str) -> str:
    """The longest words of ``text`` with no hole and no white space among them."""
    return max(re.split(r"\{\w+\}|\s+", text), key=len)


def check(regex: str, place: str) -> str:
    """``regex`` itself. Raises ``UsageError`` when it is wrong, or repeats what repeats
    already: ``(a+)+`` can take for ever; ``(?>a+)+`` and ``(a+)++`` cannot."""
    try:
        re.compile(regex, re.S)
    except (re.error, OverflowError, RecursionError) as error:
        raise UsageError(f"{place}: not a regular expression: {error}") from None
    if _nested(regex):
        raise UsageError(
            f"{place}: a repetition inside a repetition can take for ever; "
            "write the inner one (?>…), the outer one *+ or ++, or use text with holes"
        )
    return regex


def _words(text: str) -> str:
    """Literal words and the white space between them."""
    words = re.split(r"(\s+)", text)
    for at, blank in enumerate(words):
        words[at] = re.escape(blank) if at % 2 == 0 else r"\s*" if "\n" in blank else r"\s+"
    return "".join(words)


def _ahead(text: str, hole: str, following: str) -> str:
    if hole in TYPED:
        return ""
    if not following:
        return r"\Z" if hole == "text" else r"(?:\n|\Z)"
    if following not in TYPED:
        raise UsageError(f"{text!r}: put a word between {{{hole}}} and {{{following}}}")
    return TYPED[following]


def _hole(text: str, hole: str, behind: str, named: tuple[str, ...]) -> str:
    if hole in TYPED:
        return f"(?>{TYPED[hole]})"
    if hole in REACH:
        return f"(?>{REACH[hole]}?(?={behind}))"
    if hole in named:
        return f"(?>(?P<{hole}>[^\\n]{{1,200}}?)(?={behind}))"
    from difflib import get_close_matches

    known = [*TYPED, *REACH, *named]
    close = get_close_matches(hole, known, 1)
    hint = f"did you mean {{{close[0]}}}?" if close else f"there are {', '.join(known)}"
    raise UsageError(f"{text!r}: no hole is called {{{hole}}}; {hint}")


def _nested(regex: str) -> bool:
    """Whether a group that repeats without end holds something that does.

    Atomic groups and possessive repetitions are left out, since they never go back.
    """
    plain = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "x", regex, flags=re.S)
    stack: list[list[bool]] = [[False, False]]
    for at, letter in enumerate(plain):
        if letter == "(":
            stack.append([False, plain.startswith("(?>", at)])
        elif letter == ")" and len(stack) > 1:
            repeats, atomic = stack.pop()
            again = _unbounded(plain, at + 1)
            if repeats and again and not atomic:
                return True
            stack[-1][0] |= (repeats or again) and not atomic
        elif _unbounded(plain, at):
            stack[-1][0] = True
    return False


def _unbounded(plain: str, at: int) -> bool:
    found = re.compile(r"(?:[*+]|\{\d*,\})(\+?)").match(plain, at)
    return bool(found) and not found[1] if found else False
