"""Credits whose labels nobody has listed, and credits written without a separator.

A word stands for a role because of its company: in 测评/甲 摄影/乙 the second label is known,
so the first is one too.
"""

from __future__ import annotations

from convert.notices.labels import known
from convert.notices.names import is_name, names
from convert.notices.pairs import OPENERS, SEPARATORS, Pair
from convert.notices.scan import holds, split

UNKNOWN = "ctb"
"""The role of a label that is not in the table: somebody contributed, more is not said."""
LABEL, NAME = 6, 16
"""Letters in the longest unknown label, and in the longest name behind one."""

_DASHES = "-—–－·>＞=＿▕@"
_FRAMES = ("【】", "[]", "「」", "〔〕", "『』")
_DEEDS = (
    "编译",
    "翻译",
    "整理",
    "撰文",
    "采写",
    "编辑",
    "文",
    "摄影",
    "报道",
    "撰稿",
    "译",
    "著",
    "校对",
    "审校",
)


def run(text: str) -> tuple[Pair, ...]:
    """'测评/甲 摄影/乙 校对/丙': a whole line of labels and names, one of the labels known."""
    if len(text) > 120 or holds(text, "。！？!?《“；;"):
        return ()
    mark = next((letter for letter in text if letter in SEPARATORS), "")
    return (_run(text, mark) or _run(text, SEPARATORS)) if mark else ()


def _run(text: str, marks: str) -> tuple[Pair, ...]:
    parts = split(text.strip(f"{OPENERS}）)】]"), marks)
    if len(parts) < 3:
        return ()
    labels, values = [parts[0].strip()], []
    for part in parts[1:-1]:
        value, label = _last_word(part)
        values.append(value)
        labels.append(label)
    values.append(parts[-1].strip())
    found = tuple(
        Pair(label, known(label) or UNKNOWN, value)
        for label, value in zip(labels, values, strict=True)
    )
    sure = [pair for pair in found if known(pair.label)]
    whole = sure and len(sure) < len(found) and all(map(_is_pair, found))
    return found if whole and any(not pair.states.startswith("@") for pair in sure) else ()


def single(text: str) -> tuple[Pair, ...]:
    """'作者-甲', '【作者】甲'."""
    return _framed(text) or _dashed(text) if len(text) <= LABEL + NAME + 3 else ()


def alike(text: str, other: str) -> bool:
    """Whether two lines part a label from a name in the same way; a colon is too common.

    >>> alike("测评｜甲", "编辑 | 乙"), alike("结论：甲", "编辑：乙")
    (True, False)
    """
    one, two = (_kind_of_mark(line) for line in (text, other))
    return one == two and one not in ("", ":")


def _kind_of_mark(text: str) -> str:
    """The first separator, all bars and both widths being one."""
    mark = next((letter for letter in text if letter in SEPARATORS), "")
    if mark in "：:∶︰﹕；;":
        return mark and ":"
    return "/" if mark in "/／" else "|"


def _last_word(part: str) -> tuple[str, str]:
    """The name and the next label in '何 晚 摄影'."""
    words = split(part.strip(), " \u3000\xa0；;，,、")
    label = words[-1]
    return part.strip()[: len(part.strip()) - len(label)].rstrip(" \u3000\xa0；;，,、"), label


def _is_pair(pair: Pair) -> bool:
    return _is_label(pair.label) and 0 < len(pair.value) <= NAME and bool(names(pair.value))


def _is_label(word: str) -> bool:
    """A word of wide letters, of the length of a label."""
    if known(word):
        return True
    return 2 <= len(word) <= LABEL and all("\u4e00" <= letter <= "\u9fff" for letter in word)


def _framed(text: str) -> tuple[Pair, ...]:
    """'【作者】甲', '作者「甲」'."""
    for frame in _FRAMES:
        opening, closing = frame[0], frame[1]
        front, opened, rest = text.partition(opening)
        inner, closed, behind = rest.partition(closing)
        label, value = (front, inner) if front else (inner, behind)
        if opened and closed and not (front and behind.strip()):
            return _known(label.strip(), value.strip(" ：:"))
    return ()


def _dashed(text: str) -> tuple[Pair, ...]:
    mark = next((letter for letter in text[:LABEL] if letter in _DASHES), "")
    label, _, value = text.partition(mark) if mark else ("", "", "")
    return _known(label.strip(), value.strip(f"{_DASHES} "))


def _known(label: str, value: str) -> tuple[Pair, ...]:
    states = known(label)
    role = states and (not states.startswith("@") or label.endswith("公众号"))
    who = names(value) if role else ()
    return (Pair(label, states, value),) if who and all(map(is_name, who)) else ()


def deed(text: str) -> tuple[Pair, ...]:
    """'甲 乙 编译': names, then what they did."""
    words = text.split() if len(text) <= NAME else []
    done, who = words[-1] if len(words) > 1 else "", " ".join(words[:-1])
    named = done in _DEEDS and names(who) and all(map(is_name, words[:-1]))
    return (Pair(done, known(done) or "aut", who),) if named else ()


def unknown(text: str) -> tuple[Pair, ...]:
    """'测评｜甲', which counts only beside other credits."""
    mark = next((letter for letter in text if letter in SEPARATORS), "")
    label, _, value = text.strip(OPENERS).partition(mark) if mark else ("", "", "")
    pair = Pair(label.strip(), UNKNOWN, value.strip())
    if known(pair.label) or not _is_pair(pair) or mark in "；;":
        return ()
    return (pair,) if all(map(is_name, split(pair.value, "、 ，,"))) else ()
