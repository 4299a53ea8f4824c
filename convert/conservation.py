"""Letters are conserved: what a step takes in it gives out, or says that it took it away.

Reading an article is three steps that could eat text: the site profile cuts the frame, the
parser turns events into blocks, the notices at the end move into the ledger. Each is
checked in every conversion, white space aside; a step that eats fails with the place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any

from convert.errors import TextLost
from convert.model import (
    Block,
    Blocks,
    Code,
    CodeBlock,
    Image,
    Math,
    MathBlock,
    Node,
    Removal,
    Ruby,
    Text,
)
from convert.walk import walk


def cutting(file: str, source: str, kept: str, removed: Iterable[Removal]) -> None:
    """The source is what was kept and what was recorded as removed, to the letter."""
    cut = "".join(removal.text for removal in removed)
    if (source == kept and not cut) or size(source) == size(kept) + size(cut):
        return
    for number, (line, left) in enumerate(_pairs(source, kept), 1):
        if _squeeze(line) != _squeeze(left) and line.strip() not in cut:
            raise TextLost(f"{file}:{number}: the site profile lost {line.strip()[:60]!r}")
    raise TextLost(f"{file}: the site profile recorded more than it removed")


def parsing(file: str, told: Iterable[str], blocks: Blocks) -> None:
    """Every letter the parser told of is in the blocks."""
    texts, kept = list(told), everything(blocks)
    if (said := "".join(texts)) == kept or size(said) <= size(kept):
        return
    found = _squeeze(kept)
    lost = next((text for text in texts if _squeeze(text) not in found), said)
    raise TextLost(f"{file}: parsing lost {lost.strip()[:60]!r}")


def moving(file: str, before: Blocks, after: Blocks, said: Iterable[str]) -> None:
    """A block that is gone was taken over, letter for letter, by what is ``said``: the claims
    of the ledger, the removals, or the blocks that came in its place."""
    gone, come = _without(before, after), _without(after, before)
    takers = sorted({_squeeze(text) for text in (everything(come), *said)} - {""}, key=len)
    for block in gone:
        rest = _squeeze(everything((block,)))
        for text in reversed(takers):
            rest = rest.replace(text, "")
        if rest and not any(rest in text for text in takers):
            raise TextLost(f"{block.origin or file}: moving notices lost {rest[:60]!r}")


def size(text: str) -> int:
    """Letters and marks; white space does not count."""
    return len("".join(text.split()))


def everything(blocks: Iterable[Node]) -> str:
    """All letters of the blocks, those of footnotes, of pictures and of titles too."""
    return "".join([own(n) for n in walk(blocks) if (own := _LETTERS.get(type(n)))])


def running_text(blocks: Iterable[Node]) -> str:
    """The same without the words that stand for a picture and the readings above letters."""
    return "".join([own(n) for n in walk(blocks) if (own := _RUNNING.get(type(n)))])


_RUNNING: Mapping[type[Any], Callable[[Any], str]] = {
    **dict.fromkeys((Text, Code), attrgetter("text")),
    **dict.fromkeys((Math, MathBlock), attrgetter("tex")),
    CodeBlock: lambda node: node.title + node.text,
}
_LETTERS: Mapping[type[Any], Callable[[Any], str]] = {
    **_RUNNING,
    Image: attrgetter("alt"),
    Ruby: lambda node: node.base + node.reading,
}
"""The letters of a node's own, which are not inside another node."""


def _pairs(source: str, kept: str) -> Iterator[tuple[str, str]]:
    return zip(source.split("\n"), kept.split("\n"), strict=False)


def _without(blocks: Blocks, others: Blocks) -> list[Block]:
    known = set(map(id, others))
    return [block for block in blocks if id(block) not in known]


def _squeeze(text: str) -> str:
    return "".join(text.split())
