"""Notices behind other text with no line break: 最后一句。本文由…

Only the notice is the claim; the line, with the author's sentence, stays where it is.
"""

from __future__ import annotations

from collections.abc import Callable

from convert.ledger import Claim
from convert.notices import byline
from convert.notices.scan import holds, places
from convert.notices.words import listed

ENDS = tuple("。！？…!?”」』）)*~～】")
"""Letters that a sentence, or the bracket behind it, ends in."""
REACH = 320
"""Letters in the longest notice looked for behind a text."""
MOST = 40
"""Ends of sentences that are tried in one line."""

_OPENS = listed("""
    本文由 本文系 本文为 本文原 本文不 本文仅 本文来 本文首 本文转 本文版 本文已 本文经 本文部分
    本栏目 本篇 该文 文章为 文章仅 文章不 文章来 文章版 题图 封面图 头图 未经 转载 版权 著作权
    作者 文| 文｜ 文丨 文/ 撰文 编辑 责编 责任编辑 原文 译者 以上内容 图片来 图源 （图 （本文
    (本文 （文中 注：本文 * ©
""")
_FRONTS = "（(【[*＊"


def behind(text: str, read: Callable[[str], Claim | None]) -> Claim | None:
    """The claim of the first part behind an end of sentence that ``read`` takes for a notice."""
    start = max(len(text) - REACH, 1)
    tries = 0
    for end in places(text, ENDS):
        at = end + 1
        if at < start or not text[at:].lstrip().startswith(_OPENS):
            continue
        tries += 1
        part = text[at:].strip()
        if tries > MOST:
            return None
        if claim := read(part):
            return claim
    return None


def whole(text: str, at: int) -> bool:
    """Whether all of ``text`` is the notice that begins at ``at``: nothing, or another notice,
    stands in front of it."""
    front = text[:at].strip().lstrip(_FRONTS)
    if not front:
        return True
    sentence = front[-1] in ENDS or len(front) > 40 or holds(front, "。！？")
    return (
        bool(byline.strong(front)) if sentence else holds(front, "@：:|｜丨#《") or len(front) < 6
    )
