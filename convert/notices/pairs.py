"""Labels and what stands behind them: 作者：甲 编辑｜乙, 甲丨作者 乙丨编辑, 记者 甲 编辑 乙."""

from __future__ import annotations

from convert.notices.labels import ending, known
from convert.notices.scan import pattern, places
from convert.value import Value

SEPARATORS = "：:|｜丨∣│︱︳❘▏┃║∶︰﹕/／；;"
MARKS = tuple(SEPARATORS)
BEFORE = frozenset(' \t\u3000\xa0；;，,。、！!|｜丨∣│）)】]》”"·•*▲●—-–（(【[')
JOINERS = frozenset("&＆+、·・和与/／")
OPENERS = "（(【[*▲△●■◆※#—-– \t\u3000\xa0·•"
CLOSERS = " \t\u3000\xa0；;，,、|｜丨/／·•—"


BEHIND = 12
"""Letters that may stand behind the bracket that closes credits."""


class Pair(Value):
    """A label as written, what it states (see ``labels.table``) and the words behind it."""

    label: str
    states: str
    value: str


def marked(text: str) -> bool:
    """Whether there is a mark that may part a label from a name."""
    return pattern(MARKS).search(text) is not None


def pairs(text: str) -> tuple[str, tuple[Pair, ...]]:
    """What stands in front of the first label, and the pairs from there to the end.

    >>> pairs("作者|小明编辑|小红")[1]
    (Pair(label='作者', states='aut', value='小明'), Pair(label='编辑', states='edt', value='小红'))
    """
    marks = _marks(text)
    if not marks:
        return text, ()
    ends = [start for start, *_ in marks[1:]] + [len(text)]
    found: list[Pair] = []
    carried = ""
    for (start, label_end, value_start, states), end in zip(marks, ends, strict=True):
        value = _trim(text[value_start:end])
        if not value and end < len(text):
            carried = f"{carried} {states}".strip()
            continue
        found.append(Pair(text[start:label_end], f"{carried} {states}".strip(), value))
        carried = ""
    return text[: marks[0][0]].strip(OPENERS), tuple(found)


def turned(text: str) -> tuple[Pair, ...]:
    """Pairs in reverse, '甲丨作者 乙丨编辑'; () unless the whole line is such."""
    found = []
    for mark in "/|｜丨" if " " in text else "":
        text = text.replace(f" {mark} ", mark)
    for word in text.replace("，", " ").replace("；", " ").split():
        cut = next((at for at, letter in enumerate(word) if letter in SEPARATORS), 0)
        states = known(word[cut + 1 :]) if cut else ""
        if not states or states.startswith("@") or known(word[:cut]):
            return ()
        found.append(Pair(word[cut + 1 :], states, word[:cut]))
    return tuple(found)


def spaced(text: str) -> tuple[Pair, ...]:
    """Pairs without a separator, '记者 甲 编辑 乙'; () unless the whole line is such."""
    words = text.split()
    if len(text) > 60 or len(words) < 2 or not _role(words[0]) or _role(words[-1]):
        return ()
    if words[0] in ("图", "图片") and words[1][:1].isdigit():
        return ()
    found: list[Pair] = []
    for word in words:
        if states := _role(word):
            found.append(Pair(word, states, ""))
        elif len(word) > 12 or found[-1].value.count(" ") > 2:
            return ()
        else:
            last = found.pop()
            found.append(Pair(last.label, last.states, f"{last.value} {word}".strip()))
    plain = all(pair.value and not set(pair.value) & set(SEPARATORS) for pair in found)
    return tuple(found) if plain else ()


def _trim(value: str) -> str:
    """Without separators around it, nor a bracket that opened before it, nor what a site may
    write behind that: '甲）返回首页'."""
    value = value.lstrip(SEPARATORS + " ").rstrip(CLOSERS)
    for opening, closing in ("（）", "()", "【】", "[]"):
        inside, closed, behind = value.partition(closing)
        if closed and opening not in inside and len(behind) <= BEHIND:
            value = inside.rstrip(CLOSERS)
    return value


def _role(word: str) -> str:
    states = known(word)
    return "" if states.startswith("@") else states


def _marks(text: str) -> list[tuple[int, int, int, str]]:
    """Start and end of each label, start of its value, what it states."""
    found: list[tuple[int, int, int, str]] = []
    floor, first = 0, ""
    for at in places(text, MARKS):
        letter = text[at]
        end = len(text[floor:at].rstrip()) + floor
        start, states = _label(text, floor, end)
        if start < 0 or not _opens(text, start, floor, letter == first and bool(found)):
            continue
        if letter in "；;" and text[:start].strip(OPENERS):
            continue
        found.append((start, end, at + 1, states))
        floor, first = at + 1, first or letter
    return found


def _label(text: str, floor: int, end: int) -> tuple[int, str]:
    """The label that ends at ``end``, with the labels joined to it: 作者&编辑."""
    start, states = ending(text, start=floor, end=end)
    while start > floor and text[start - 1] in JOINERS:
        left = len(text[floor : start - 1].rstrip()) + floor
        further, more = ending(text, start=floor, end=left)
        if further < 0:
            break
        start, states = further, f"{more} {states}"
    return start, states


def _opens(text: str, start: int, floor: int, glued: bool) -> bool:
    """A label opens a pair at the start, behind a mark, or glued to a short value."""
    if text[start : start + 2] in ("ID", "id") and text[:start].rstrip().endswith(("（", "(")):
        return False
    if start == 0 or text[start - 1] in BEFORE or not text[floor:start].strip():
        return True
    return glued and 0 < start - floor <= 8
