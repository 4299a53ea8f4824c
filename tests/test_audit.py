"""A faultless file passes; a file with one wound fails, and the finding names the wound."""

from __future__ import annotations

import io

import pytest

from convert import registry
from convert.comparison import compare
from convert.conformance.faultless import ANNA, BO, DOCUMENT, MEI, URL
from convert.conservation import everything
from convert.formats import Evidence, Place
from convert.ledger import Kind
from convert.metadata import Agent, Contribution
from convert.model import Paragraph
from convert.pipeline import publish, witness
from convert.value import replace

PLACES = dict.fromkeys(Kind, Place.BOTH)
PUBLICATION = publish([DOCUMENT])
VISIBLE = "\n".join(
    ["渡口的账本", *(everything((block,)) for block in PUBLICATION.spine[0].blocks)]
)
FAULTLESS = Evidence(
    text=VISIBLE,
    title="渡口的账本",
    language="zh-Hans",
    contributions=DOCUMENT.metadata.contributions,
    sources=(URL,),
    dates=("2024-02-29",),
    statements=tuple(claim.text for claim in DOCUMENT.ledger),
)


def without(text: str) -> Evidence:
    return replace(FAULTLESS, text=VISIBLE.replace(text, ""))


def agents(*contributions: Contribution) -> Evidence:
    return replace(FAULTLESS, contributions=contributions)


JOINED = Contribution(Agent("Anna Lindgren, 薄荷·Bo"), "aut")
WOUNDS = {
    "the title is another": (
        replace(FAULTLESS, title="Untitled"),
        "title is missing in the data: 渡口的账本",
    ),
    "a translator is dropped from the data": (
        agents(ANNA, BO),
        "trl (translation) of '渡口的账本' is missing in the data: 梅译者",
    ),
    "a translator is turned into an author": (
        agents(ANNA, BO, replace(MEI, role="aut")),
        "trl (translation) of '渡口的账本' is missing in the data: 梅译者",
    ),
    "two authors are joined into one": (
        agents(JOINED, MEI),
        "author of '渡口的账本' is missing in the data: Anna Lindgren",
    ),
    "a tool puts itself beside the authors": (
        agents(ANNA, BO, MEI, Contribution(Agent("converter 1.0"), "aut")),
        "aut is stated by no source: converter 1.0",
    ),
    "a tool calls itself the publisher": (
        replace(FAULTLESS, publishers=("converter.example",)),
        "publisher is stated by no source: converter.example",
    ),
    "the source URL is gone": (
        replace(FAULTLESS, sources=()),
        f"source of '渡口的账本' is missing in the data: {URL}",
    ),
    "the date is gone": (
        replace(FAULTLESS, dates=("2026-01-01",)),
        "date of '渡口的账本' is missing in the data: 2024-02-29",
    ),
    "rights are emptied": (
        replace(FAULTLESS, statements=()),
        "copyright of '渡口的账本' is missing in the data: © 2024 Anna Lindgren",
    ),
    "a notice is cut from the page": (
        without("该文观点仅代表作者本人。"),
        "disclaimer of '渡口的账本' is missing in the text: 该文观点仅代表作者本人。",
    ),
    "a notice is shortened": (
        without("，未经许可"),
        "statement of '渡口的账本' is missing in the text: "
        "本文由 @薄荷 原创发布，未经许可，禁止转载。",
    ),
    "the body is cut": (
        without("每一笔账都写着渡客的名字。"),
        "running text is missing in the text: 7 of 191 letters",
    ),
    "a picture's credit is cut": (
        without("（图源：某档案馆）"),
        "image-credit of '渡口的账本' is missing in the text: （图源：某档案馆）",
    ),
}


def test_a_faultless_file_passes():
    verdict = compare(PUBLICATION, FAULTLESS, PLACES)
    assert verdict.findings == ()
    assert verdict.claims == len(DOCUMENT.ledger) + 1


@pytest.mark.parametrize("wound", WOUNDS)
def test_one_wound_is_found_and_named(wound):
    evidence, finding = WOUNDS[wound]
    assert finding in map(str, compare(PUBLICATION, evidence, PLACES).findings)


def test_one_copy_of_a_sentence_cannot_stand_for_two_documents():
    """Each article of a collection keeps its own claims at its own place."""
    pair = publish([DOCUMENT, DOCUMENT])
    once = replace(FAULTLESS, title=pair.metadata.title, text=pair.metadata.title + VISIBLE)
    twice = replace(once, text=pair.metadata.title + VISIBLE + VISIBLE)
    assert compare(pair, twice, PLACES).survives
    assert not compare(pair, once, PLACES).survives


# ── dishonest exporters ─────────────────────────────────────────────────────────────────


def joins_authors(publication):
    others = tuple(c for c in publication.metadata.contributions if c.role != "aut")
    return _metadata(publication, contributions=(JOINED, *others))


def drops_the_translator(publication):
    kept = tuple(c for c in publication.metadata.contributions if c.role != "trl")
    return _metadata(publication, contributions=kept)


def empties_rights(publication):
    emptied = _metadata(publication, rights=())
    return replace(emptied, spine=tuple(replace(d, ledger=()) for d in emptied.spine))


def cuts_the_colophon(publication):
    return replace(
        publication, spine=tuple(replace(d, blocks=d.blocks[:-1]) for d in publication.spine)
    )


def forgets_a_document(publication):
    return replace(publication, spine=tuple(publication.spine)[:-1])


def cuts_a_paragraph(publication):
    """The first paragraph of the second document goes; no claim speaks of it."""
    first, second = publication.spine
    kept = tuple(b for b in second.blocks if not isinstance(b, Paragraph))
    return replace(publication, spine=(first, replace(second, blocks=kept)))


def puts_itself_as_author(publication):
    itself = Contribution(Agent("converter 1.0"), "aut")
    return _metadata(publication, contributions=(itself,))


def _metadata(publication, **changes):
    spine = tuple(replace(d, metadata=replace(d.metadata, **changes)) for d in publication.spine)
    return replace(publication, metadata=replace(publication.metadata, **changes), spine=spine)


LIES = [
    joins_authors, drops_the_translator, empties_rights,
    cuts_the_colophon, cuts_a_paragraph, forgets_a_document, puts_itself_as_author,
]  # fmt: skip


def written(publication, format: str) -> Evidence:
    output = io.BytesIO()
    registry.load("exporters", format)().export(publication, output)
    output.seek(0)
    return witness(format, output)


def test_an_honest_exporter_passes():
    pair = publish([DOCUMENT, DOCUMENT])
    assert compare(pair, written(pair, "epub"), registry.load("exporters", "epub").places).survives


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.__name__)
def test_a_dishonest_exporter_is_caught(lie):
    pair = publish([DOCUMENT, DOCUMENT])
    evidence = written(lie(pair), "epub")
    assert not compare(pair, evidence, registry.load("exporters", "epub").places).survives
