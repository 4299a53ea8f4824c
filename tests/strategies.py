"""Any publication the model can express, for Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from convert import model as m
from convert.diagnostics import Origin
from convert.ledger import Claim, Kind, contributions, rights
from convert.metadata import Agent, Contribution, Metadata, Provenance, Rights

LETTERS = (
    "abcXYZ019 é—…-_*[]()<>&\"'“”「」（），。！？·|\\/:;#~`$%的一是不中国書かな한글שלוםسلام"
    "👩\u200d🔬\u3000\u00a0\n\t\x07\u200b"
)
words = st.text(st.sampled_from(LETTERS), min_size=1, max_size=24)
maybe_words = st.just("") | words
names = st.text(
    st.sampled_from("abc XYZ é'-&<·的一是不中国かな한글שלום@【】*~"), min_size=1, max_size=12
).filter(lambda name: name.strip() == name and "  " not in name)
urls = st.sampled_from(
    [
        "https://example.org/a",
        "http://example.org/b?x=1&y=二 三",
        "mailto:a@example.org",
        "#here",
        "other.md",
        "javascript:alert(1)",
        "",
        "https://例え.jp/路",
        "not a url at all|[",
    ]
)
languages = st.sampled_from(["und", "en", "zh-Hans", "zh-Hant", "ja", "ko", "ar", "fr"])
origins = st.builds(Origin, st.just("made-up.md"), st.integers(1, 99))


def _inlines(children):
    content = st.lists(children, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        *(st.builds(cls, content) for cls in (m.Emphasis, m.Strong, m.Strikethrough)),
        *(st.builds(cls, content) for cls in (m.Superscript, m.Subscript)),
        st.builds(m.Link, content, urls, words | st.just("")),
        st.builds(m.Note, st.builds(m.Paragraph, content).map(lambda p: (p,))),
    )


leaves = st.one_of(
    st.builds(m.Text, words),
    st.builds(m.Code, words),
    st.builds(m.Math, words),
    st.builds(m.Image, urls, words | st.just("")),
    st.just(m.LineBreak()),
    st.builds(m.Ruby, words, words),
)
inline = st.recursive(leaves, _inlines, max_leaves=4)
inlines = st.lists(inline, min_size=1, max_size=4).map(tuple)
maybe_inlines = st.just(()) | inlines


@st.composite
def tables(draw) -> m.Table:
    width = draw(st.integers(1, 3))
    cell = st.builds(m.Cell, maybe_inlines, st.booleans())
    row = st.lists(cell, min_size=width, max_size=width).map(tuple)
    align = st.lists(
        st.sampled_from(["", "left", "center", "right"]), min_size=width, max_size=width
    )
    rows = draw(st.lists(row, min_size=1, max_size=3))
    return m.Table(tuple(rows), tuple(draw(align)), draw(maybe_inlines))


flat_blocks = st.one_of(
    st.builds(m.Paragraph, inlines),
    st.builds(m.Heading, st.integers(1, 6), inlines),
    st.builds(m.CodeBlock, words, st.sampled_from(["", "py", "c++"]), st.just("") | words),
    st.builds(m.MathBlock, words),
    st.just(m.Rule()),
    st.builds(m.Figure, st.builds(m.Image, urls, words), maybe_inlines, maybe_inlines),
    tables(),
)


def _blocks(children):
    content = st.lists(children, min_size=1, max_size=3).map(tuple)
    item = st.builds(m.Item, content, st.sampled_from([None, True, False]))
    definition = st.builds(m.Definition, inlines, content)
    kinds = st.sampled_from(
        ["info", "note", "tip", "success", "warning", "danger", "tab", "details"]
    )
    return st.one_of(
        st.builds(m.Quote, content),
        st.builds(m.Callout, kinds, content, maybe_inlines),
        st.builds(
            m.ListBlock,
            st.lists(item, min_size=1, max_size=3).map(tuple),
            st.none() | st.integers(0, 9),
        ),
        st.builds(m.DefinitionList, st.lists(definition, min_size=1, max_size=2).map(tuple)),
    )  # fmt: skip


block = st.recursive(flat_blocks, _blocks, max_leaves=5)
blocks = st.lists(block, max_size=5).map(tuple)

LINES = """
a 是 。 「 」 1 é 😀 * ** *** _ ~~ ` `` [ ] ( ) " ' | ! $ &amp; [a](b) ![x](y.png) [^1] {#id} $`x`$
<https://a.example> <b> </b> <em> </em> <sup> </sup> <br> <ruby> <rt> </rt> </ruby> <p> </p>
<div> </div> <li> </li> <ol> </ol> <!----> <table> <tr> <td> </td> </tr> </table> <dl> <dt> <dd>
</dl> <details> <summary> </summary> </details> <figure> <figcaption> </figcaption> </figure>
"""
BLOCKS = (
    " ", "\n", "\n\n", "\t", "    ", "\\", "- ", "+ ", "1. ", "3) ", "- [x] ", "- [ ] ", "> ", "# ",
    "> [!NOTE]\n", "### ", "```\n", "```py\n", "~~~\n", "***\n", "---\n", "===\n", "\n[^1]: ",
    "| a | b |\n|---|---|\n", "<ol start='-2'>", "<img src='u'>",
    '{% hint style="info" %}\n', "\n{% endhint %}\n", '{% tabs %}\n{% tab title="t" %}\n',
    "\n{% endtab %}\n{% endtabs %}\n",
)  # fmt: skip
fragments = st.sampled_from([*LINES.split(), *BLOCKS])
sources = st.lists(fragments, min_size=1, max_size=30).map("".join)
"""Markdown of any kind, most of it broken."""

contribution = st.builds(
    Contribution, st.builds(Agent, names, st.sampled_from(["", "https://example.org/u/1"])),
    st.sampled_from(["aut", "trl", "edt", "ill", "pht", "ctb"]),
)  # fmt: skip


agents = st.builds(Agent, names, maybe_words, maybe_words, maybe_words)
metadata = st.builds(
    Metadata, words, maybe_words, languages, maybe_words,
    st.lists(st.builds(Contribution, agents, st.sampled_from(["aut", "trl", "ctb"]))).map(tuple),
    maybe_words, maybe_words, maybe_words, maybe_words, st.lists(words).map(tuple),
    maybe_words, maybe_words,
    st.lists(st.builds(Rights, words, maybe_words, maybe_words, maybe_words)).map(tuple),
    st.builds(Provenance, maybe_words, maybe_words, maybe_words, maybe_words),
)  # fmt: skip
"""Whatever a source might be said to be, also what no claim says."""


@st.composite
def claims(draw) -> Claim:
    kind = draw(
        st.sampled_from([k for k in Kind if k not in (Kind.AUTHOR, Kind.DATE, Kind.SOURCE)])
    )
    text = draw(words.filter(lambda text: text.strip("\n\t\x07\u200b\u200d \u3000\u00a0")))
    stated = Rights(text, draw(st.sampled_from(["", "CC-BY-4.0"]))) if draw(st.booleans()) else None
    if kind in (Kind.IMAGE_CREDIT, Kind.DATA_CREDIT):
        return Claim(kind, text, (), stated, origin=draw(origins))
    people = tuple(draw(st.lists(contribution, max_size=2)))
    return Claim(kind, text, people, stated, origin=draw(origins))


@st.composite
def documents(draw) -> m.Document:
    """A document as a reader would return it: its credits of pictures stand in its text."""
    people = draw(st.lists(contribution, max_size=2))
    ledger = (
        *(Claim(Kind.AUTHOR, c.agent.name, (c,)) for c in people),
        Claim(Kind.DATE, "2024-02-29"),
        Claim(Kind.SOURCE, "https://example.org/article"),
        *draw(st.lists(claims(), max_size=4)),
    )
    credits = [c for c in ledger if c.kind in (Kind.IMAGE_CREDIT, Kind.DATA_CREDIT)]
    placed = tuple(m.Paragraph((m.Text(c.text),)) for c in credits)
    metadata = Metadata(
        title=draw(words.filter(lambda text: text.strip("\n\t\x07\u200b\u200d \u3000\u00a0"))),
        language=draw(languages),
        identifier="https://example.org/article",
        contributions=contributions(ledger),
        published="2024-02-29",
        description=draw(st.just("") | words),
        subjects=tuple(draw(st.lists(names, max_size=2))),
        rights=rights(ledger),
        publisher=next((c.text for c in ledger if c.kind is Kind.PUBLISHER), ""),
        provenance=Provenance("https://example.org/article", "example.org", digest="sha256:00"),
    )
    return m.Document(metadata, (*draw(blocks), *placed), ledger)
