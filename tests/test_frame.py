"""A site's frame that is cut off, changed, doubled or shuffled never takes the text with it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from convert.formats import Cleaned
from convert.sites.woshipm import Woshipm

SEEDS = Path(__file__).parent.parent / "seeds"
ARTICLES = sorted(
    [*SEEDS.glob("library/articles/**/0*.md"), *SEEDS.glob("marketing/articles/*.md")]
)
ARTICLES += sorted(SEEDS.glob("flat/*.txt"))

Segment = tuple[bool, str]
"""Whether the site wrote it, and the letters."""


def segments(text: str) -> list[Segment]:
    """An article as the author's parts and the pieces of the frame between them."""
    found: list[Segment] = []
    at = 0
    for removal in Woshipm().clean(text, "a.md").removed:
        start = text.index(removal.text, at)
        found += [(False, text[at:start]), (True, removal.text)]
        at = start + len(removal.text)
    return [*found, (False, text[at:])]


def mutate(pieces: list[Segment], chance: random.Random) -> list[Segment]:
    """Some pieces of the frame lost, cut short, doubled, reworded, or a link added."""
    changes: list[Callable[[str], str]] = [
        lambda piece: "",
        lambda piece: piece[: chance.randrange(len(piece))],
        lambda piece: piece[chance.randrange(len(piece)) :],
        lambda piece: piece + piece,
        lambda piece: piece + "\n\n" + piece,
        lambda piece: piece[::-1],
        lambda piece: piece.replace("关注", "已关注").replace("收藏", "喜欢"),
        lambda piece: piece.replace("[", "").replace("]", ""),
        lambda piece: "\n".join(chance.sample(lines := piece.split("\n"), len(lines))),
        lambda piece: f"[新](https://www.woshipm.com/new){piece}",
        lambda piece: piece.replace("0", "1.2万").replace("-", "/"),
        lambda piece: piece,
    ]
    return [(site, chance.choice(changes)(piece) if site else piece) for site, piece in pieces]


def lost(pieces: list[Segment], cleaned: Cleaned) -> Iterator[str]:
    """Lines of the author that are no longer in the text, in their order."""
    kept, at = letters(cleaned.text), 0
    for site, piece in pieces:
        for line in piece.split("\n") if not site else ():
            found = kept.find(letters(line), at)
            if found < 0:
                yield line
            else:
                at = found + len(letters(line))


def letters(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_whatever_happens_to_the_frame_no_line_of_the_author_goes(path: Path) -> None:
    pieces = segments(path.read_text("utf-8"))
    chance = random.Random(path.stem)
    for _ in range(60):
        changed = mutate(pieces, chance)
        text = "".join(piece for _, piece in changed)
        cleaned = Woshipm().clean(text, "a.md")
        assert list(lost(changed, cleaned)) == []
        removed = sum(len(letters(removal.text)) for removal in cleaned.removed)
        assert len(letters(text)) == len(letters(cleaned.text)) + removed


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_what_is_left_of_a_changed_frame_is_reported(path: Path) -> None:
    text = path.read_text("utf-8").replace("微信二维码", "二维码").replace("已收藏", "已喜欢")
    changed = "二维码" in text or "已喜欢" in text
    codes = {diagnostic.code for diagnostic in Woshipm().clean(text, "a.md").diagnostics}
    assert bool(codes & {"s-001", "s-002", "s-003"}) or not changed
