"""A picture's caption and credit belong to it, not to the text that goes on below."""

from __future__ import annotations

from convert import model as m
from convert.ledger import Ledger, image_credits
from convert.notices import lines
from convert.value import replace

LIMIT = 80
"""Letters in the longest caption taken for one."""

_COUNTED = ("图", "圖", "表", "figure", "fig.", "fig", "abb.", "abbildung")
_UPWARDS = ("▲", "△", "▴", "↑")


def tie(blocks: m.Blocks, ledger: Ledger) -> m.Blocks:
    """``blocks`` with '图3：…' as the caption and a whole line of credit as the credit of the
    picture right above it; words and order stay."""
    credits = {claim.text for claim in image_credits(ledger)}
    found: list[m.Block] = []
    for block in blocks:
        above = found[-1] if found else None
        if tied := _tied(above, block, credits) if type(above) is m.Figure else None:
            found[-1] = tied
        else:
            found.append(block)
    return tuple(found)


def _tied(figure: m.Figure, below: m.Block, credits: set[str]) -> m.Figure | None:
    """The figure with the one or two lines below it, when each of them speaks of it."""
    if not isinstance(below, m.Paragraph):
        return None
    told = _lines(below.content)
    if len(told) > 2 or any(isinstance(n, m.Image) for n in below.content):
        return None
    tied: m.Figure | None = figure
    for words in told:
        tied = tied and _with(tied, words, credits)
    return tied


def _lines(words: m.Inlines) -> list[m.Inlines]:
    """The words between the line breaks."""
    found: list[list[m.Inline]] = [[]]
    for node in words:
        if isinstance(node, m.LineBreak):
            found.append([])
        else:
            found[-1].append(node)
    return [tuple(line) for line in found if line]


def _with(figure: m.Figure, words: m.Inlines, credits: set[str]) -> m.Figure | None:
    told = lines.read((m.Paragraph(words),))
    if figure.credit or len(told) != 1:
        return None
    if told[0].text in credits:
        return replace(figure, credit=words)
    if not figure.caption and is_caption(told[0].text):
        return replace(figure, caption=words)
    return None


def is_caption(text: str) -> bool:
    """Whether a line opens like '图3：…', 'Figure 3. …' or '▲…'.

    >>> is_caption("图3：摊位"), is_caption("图1显示，摊位少了。"), is_caption("Fig. 2 – Stalls")
    (True, False, True)
    >>> is_caption("▲ 雨中的摊位"), is_caption("图书馆")
    (True, False)
    """
    if len(text) > LIMIT or text.rstrip()[-1:] in "。！？":
        return False
    if text.startswith(_UPWARDS):
        return text.strip("".join(_UPWARDS)).strip() != ""
    low = text.lower()
    word = next((word for word in _COUNTED if low.startswith(word)), "")
    rest = low[len(word) :].lstrip()
    behind = rest.lstrip("0123456789.-–一二三四五六七八九十")
    counted = len(behind) < len(rest) and (not behind or behind[0] in " ：:、｜|丨—–-.")
    return bool(word) and counted
