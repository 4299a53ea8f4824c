"""Every seed becomes every book, with every claim."""

from __future__ import annotations

from pathlib import Path

import pytest
from epub_check import complaints

from convert import model as m
from convert.pipeline import audit, export, publish, read
from convert.walk import plain_text, walk

SEEDS = Path(__file__).parent.parent / "seeds"
PAGES = sorted(
    path
    for path in SEEDS.rglob("*")
    if path.suffix in (".md", ".txt") and path.name not in ("SUMMARY.md", "README.md")
)
IN_PRINT = ["arabic.md", "essay.md", "japanese.md", "page.md", "borrowing-card.txt"]
"""A page for each script and shape; rendering takes a second each."""


def name(path: Path) -> str:
    return str(path.relative_to(SEEDS))


@pytest.mark.parametrize("suffix", [".epub", ".txt"])
@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_book_on_screen(page, suffix, tmp_path):
    book = tmp_path / f"book{suffix}"
    assert export(publish([read(page)]), book).verdict.survives
    if suffix == ".epub":
        assert complaints(book) == []


@pytest.mark.parametrize("page", [p for p in PAGES if p.name in IN_PRINT], ids=name)
def test_a_book_in_print(page, tmp_path):
    options = {"missing_glyphs": "warn"}
    assert export(publish([read(page)]), tmp_path / "b.pdf", options=options).verdict.survives


def test_all_of_them_in_one_book(tmp_path):
    book = tmp_path / "book.epub"
    publication = publish([read(page) for page in PAGES], {"title": "Seeds"})
    assert export(publication, book).verdict.survives
    assert complaints(book) == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_an_epub_says_what_the_text_file_says_in_the_same_order(page, tmp_path):
    """Both read back by their witnesses; words alone, since marks of links differ."""
    document = read(page)
    said = []
    for target, options in (("b.epub", {}), ("b.txt", {"links": "none"})):
        export(publish([document]), tmp_path / target, options=options)
        said.append(words(audit(tmp_path / target).evidence.text))
    for block in filter(is_plain, document.blocks):
        passage = words(plain_text((block,)))
        said = [text[text.index(passage) + len(passage) :] for text in said]


def is_plain(block: m.Block) -> bool:
    """A paragraph or heading without what the formats place or word each in its own way."""
    apart = (m.Note, m.Image, m.Ruby, m.Math)
    inside = any(isinstance(node, apart) for node in walk((block,)))
    return isinstance(block, (m.Paragraph, m.Heading, m.CodeBlock)) and not inside


def words(text: str) -> str:
    return "".join(filter(str.isalpha, text))
