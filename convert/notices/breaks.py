"""Line ends inside a paragraph: two notices on two lines are two, though Markdown joins them."""

from __future__ import annotations

from convert.ledger import Claim
from convert.notices import byline, statements
from convert.notices.lines import squeeze
from convert.notices.scan import holds

LIMIT = 200
"""Letters in the longest line looked at."""

_MARKS = ":：|｜丨/／@©("
_WORDS = ("本文", "该文", "题图", "未经", "转载", "发自", " by ", "By ")
_FIRM = ("本文由", "本栏目由", "该文观点", "题图")


def parted(before: str, behind: str) -> bool:
    """Whether the end of line between the two is the author's.

    >>> parted("作者：林一", "编辑：木鱼"), parted("她说：", "灯亮了。")
    (True, False)
    """
    lines = [line.strip(" \t>*_\\") for line in (before, behind)]
    if any(len(line) > LIMIT for line in lines) or not any(map(_hinted, lines)):
        return False
    told = [_notice(line) for line in lines]
    wide = any(claim and line[:1] >= "\u2e80" for claim, line in zip(told, lines, strict=True))
    return all(told) or wide or lines[1].startswith(_FIRM)


def _hinted(line: str) -> bool:
    return holds(line, _MARKS) or holds(line, _WORDS)


def _notice(line: str) -> Claim | None:
    """The claim of a line that is surely a notice."""
    if not line:
        return None
    if line[0] < "\u2e80":
        from convert.notices import western

        return western.read(line, loose=True)
    claim = byline.strong(line) or statements.likely(line, squeeze(line))
    return None if claim is None or claim.guess else claim
