"""Where a line may end: UAX #14 with the Chinese rules (kinsoku), by looking at two letters.

Two letters without a blank between them part only where one of them is wide, such as a
Han letter; all other words part at blanks. So a break can be undone by joining the lines.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import east_asian_width

BLANKS = " \u3000"
FIXED_BLANKS = "\u00a0\u202f\u2007"
"""No-break spaces: a line ends there only at need."""

_CLOSING = frozenset(
    "。，、；：？！）」』》〉】〕〗〙〛］｝｠”’｡､｣〟﹐﹑﹒﹔﹕﹖﹗…⋯—―⸺～〜｜|丨／‼⁇⁈⁉"
    "々〻ゝゞヽヾー・％‰℃℉°′″"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
    ".,;:!?)]}%/»›"
)
"""Never first in a line, not even after a blank."""
_OPENING = frozenset("（「『《〈【〔〖〘〚［｛｟“‘〝｢([{«‹")
"""Never last in a line, not even before a blank."""
_STICKY = frozenset("\"'#-–·‧" + FIXED_BLANKS)
"""No break on either side; a blank beside it is free to break."""
_PREFIXES = frozenset("@＠$＄¥￥€£￡₩№＃")
"""No break after it: the sign of a currency, a handle, a topic."""
_NOT_FIRST = _CLOSING | _STICKY
_NOT_LAST = _OPENING | _STICKY | _PREFIXES
_NOT_FIRST_AFTER_BLANK = _CLOSING | frozenset("-–")
_CHINESE_MARKS = frozenset("“”‘’…—")
"""Marks that Chinese shares with Western scripts; narrow by width."""
_MEASURES = frozenset(
    "年月日号時时点點分秒天周週岁歲元块塊角名位人家次倍件条條张張台部款种種项項只页頁章节節集期"
    "届屆级級层層个個亿億万萬千百十多余餘%％‰℃°"
)


def may_break(text: str, at: int) -> bool:
    """Whether a line may start with ``text[at]``; blanks before it stay on the old line.

    >>> [at for at in range(1, 8) if may_break("他说：「好 ok」。", at)]
    [1, 3, 6]
    """
    if text[at] in BLANKS or text[at] in FIXED_BLANKS:
        return False
    if text[at - 1] in BLANKS:
        return _at_blank(text, at)
    before, after = text[at - 1], text[at]
    return (is_wide(before) or is_wide(after)) and _part(before, after) and not _cites(text, at)


def may_break_at_need(text: str, at: int) -> bool:
    """Whether a line may start here when it has no better place: at a no-break space, and
    between the syllables of scripts without blanks, such as Thai."""
    before, after = text[at - 1], text[at]
    if after in BLANKS or after in FIXED_BLANKS:
        return False
    if before in FIXED_BLANKS:
        return not seamless(text[blank_run(text, at) - 1], after) and _at_blank(text, at)
    return _is_unspaced(before) and _is_unspaced(after) and _starts_syllable(before, after)


def seamless(before: str, after: str) -> bool:
    """Whether a line end between two letters stands for nothing, not for a blank.

    >>> seamless("中", "文"), seamless("中", "a"), seamless("—", "中"), seamless("한", "글")
    (True, False, True, False)
    """
    if is_wide(before):
        return is_wide(after) or after in _CHINESE_MARKS
    if is_wide(after):
        return before in _CHINESE_MARKS
    return _is_unspaced(before) and _is_unspaced(after)


@cache
def is_wide(letter: str) -> bool:
    """Whether lines may end beside the letter: Han, kana, full-width marks, emoji; no Hangul."""
    if letter < "\u2329" or east_asian_width(letter) not in "WFH":
        return False
    return not _is_hangul(letter) and not ("\uff00" < letter < "\uff66" and letter.isalnum())


def unbroken(text: str, names: tuple[str, ...]) -> set[int]:
    """Positions inside the ``names``, and inside URLs that hold wide letters."""
    inside: set[int] = set()
    for name in names:
        at = text.find(name)
        while at >= 0:
            inside.update(range(at + 1, at + len(name)))
            at = text.find(name, at + len(name))
    if any(not rest.partition(" ")[0].isascii() for rest in text.split("://")[1:]):
        for url in _wide_urls().finditer(text):
            inside.update(range(url.start() + 1, url.end()))
    return inside


@cache
def _wide_urls() -> re.Pattern[str]:
    wide_part = r"[\u3040-\u9fff]+[&=/?%._-][!-~]*"
    return re.compile(f"[A-Za-z][A-Za-z0-9+.-]{{1,20}}://[!-~]+(?:{wide_part})+")


def blank_run(text: str, at: int) -> int:
    """Where the blanks before ``at`` begin."""
    while text[at - 1] in BLANKS or text[at - 1] in FIXED_BLANKS:
        at -= 1
    return at


def _at_blank(text: str, at: int) -> bool:
    before, after = text[blank_run(text, at) - 1], text[at]
    if seamless(before, after):
        return _part(before, after)
    if after in _NOT_FIRST_AFTER_BLANK and not _starts_word(text, at):
        return False
    return before not in _OPENING and not (before.isdigit() and _is_unit(text, at))


def _part(before: str, after: str) -> bool:
    if before in _NOT_LAST or after in _NOT_FIRST:
        return False
    if after.isdigit():
        return before not in "第～〜"
    return not (before.isdigit() and after in _MEASURES)


def _cites(text: str, at: int) -> bool:
    return text[at] == "[" and text[at + 1 : at + 2].isdigit()


def _starts_word(text: str, at: int) -> bool:
    """A mark that begins a word: ``.5``, ``/usr``, ``-x``."""
    following = text[at + 1 : at + 2]
    return text[at].isascii() and following.isascii() and following.isalnum()


def _is_unit(text: str, at: int) -> bool:
    return text[at] in _MEASURES or _units().match(text, at) is not None


@cache
def _units() -> re.Pattern[str]:
    """``km``, ``MB``, ``kWh``, ``pm`` and their like, as whole words."""
    units = "[munckd]?[mglsv]|[kmgtp]?b|[kmgt]?hz|[kmg]?wh?|mah?|min|px|pt|dpi|fps|usd|eur|cny"
    return re.compile(f"(?:{units}|rmb|[htkcf]|am|pm)(?![A-Za-z])", re.IGNORECASE)


def _is_hangul(letter: str) -> bool:
    return (
        "\u1100" <= letter <= "\u11ff"
        or "\u3130" <= letter <= "\u318f"
        or "\ua960" <= letter <= "\ua97f"
        or "\uac00" <= letter <= "\ud7ff"
        or "\uffa0" <= letter <= "\uffdc"
    )


def _is_unspaced(letter: str) -> bool:
    """Thai, Lao, Burmese, Khmer."""
    return (
        "\u0e00" <= letter <= "\u0eff"
        or "\u1000" <= letter <= "\u109f"
        or "\u1780" <= letter <= "\u17ff"
    )


def _starts_syllable(before: str, after: str) -> bool:
    vowel_first = "\u0e40" <= before <= "\u0e44" or "\u0ec0" <= before <= "\u0ec4"
    stacks = before in "\u17d2\u1039\u103a"
    return after.isalpha() and not vowel_first and not stacks and after not in _THAI_TAILS


_THAI_TAILS = frozenset("ะาำๅๆฯະາຳໆ")
