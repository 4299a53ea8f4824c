"""The XHTML files of a book: its chapters and the title page of a collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from convert.exporters.xhtml import escape, language_tag, quote
from convert.exporters.xhtml.text import absolute, drop_illegal, one_line
from convert.labels import direction, role, word
from convert.metadata import Metadata

RECORD = "record"
"""The id of the JSON-LD in the head of a document."""

PEOPLE, TERMS = 60, 24
"""More of either than these are left to the documents; a page has no room for them."""


def chapter(html: str, title: str, language: str, record: str) -> str:
    """One file of a document, whose ``html`` and ``title`` are fit for XML; ``record`` is its
    JSON-LD, which readers of the book do not see and the package links to."""
    data = record.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    head = f'<script id="{RECORD}" type="application/ld+json">\n{data}</script>\n' if data else ""
    name = f'aria-label="{quote(title)}"'
    body = f'<section epub:type="chapter" role="doc-chapter" {name}>\n{html}</section>\n'
    return _frame(title, language, body, drop_illegal(head)[0])


def title_page(metadata: Metadata) -> str:
    """What a collection is and who made it; a long list is left to the documents."""
    language = language_tag(metadata.language)
    title = one_line(metadata.title) or word("untitled", language)
    parts = [
        f'<section epub:type="titlepage" class="title-page">\n<h1 id="top">{escape(title)}</h1>'
    ]
    if metadata.subtitle.strip():
        parts.append(f'<p class="subtitle" role="doc-subtitle">{escape(metadata.subtitle)}</p>')
    facts = list(_people(metadata, language)) if len(metadata.contributions) <= PEOPLE else []
    facts.append((word("publisher", language), escape(metadata.publisher)))
    facts.append((word("published", language), escape(metadata.published)))
    facts.append((word("summary", language), escape(metadata.description)))
    parts += _lines(facts, language)
    return frame(title, language, "\n".join(parts) + "\n</section>\n")


def copyright_page(metadata: Metadata) -> str:
    """Source and terms of a collection, '' when it states none; a long list is left to the
    documents, each of which has its own."""
    language = language_tag(metadata.language)
    url, title = metadata.provenance.url, word("rights", language)
    href = absolute(url)
    source = f'<a href="{quote(href)}">{escape(url)}</a>' if href else escape(url)
    lines = _lines([(word("source", language), source)], language)
    lines += [f"<p>{escape(statement)}</p>" for statement in _statements(metadata)]
    if not lines:
        return ""
    kind = 'epub:type="copyright-page" class="copyright-page"'
    body = f"<section {kind}>\n<h1>{escape(title)}</h1>\n{chr(10).join(lines)}\n</section>\n"
    return frame(title, language, body)


def _statements(metadata: Metadata) -> Iterable[str]:
    """What is said of the texts, once; pictures have their credits where they are shown."""
    said = {
        "".join(right.statement.split()).rstrip("。."): right.statement
        for right in reversed(metadata.rights)
        if right.statement.strip() and right.applies_to not in ("cover", "image")
    }
    return reversed(said.values()) if len(said) <= TERMS else ()


def frame(title: str, language: str, body: str) -> str:
    """A whole XHTML file."""
    return drop_illegal(_frame(title, language, body))[0]


def _frame(title: str, language: str, body: str, head: str = "") -> str:
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{language}" xml:lang="{language}" dir="{direction(language)}">
<head>
<meta charset="utf-8"/>
<title>{escape(title)}</title>
<link rel="stylesheet" type="text/css" href="book.css"/>
{head}</head>
<body>
{body}</body>
</html>
"""


def _lines(facts: list[tuple[str, str]], language: str) -> list[str]:
    colon = word("colon", language)
    return [f"<p>{escape(label)}{colon}{value}</p>" for label, value in facts if value.strip()]


def _people(metadata: Metadata, language: str) -> Iterator[tuple[str, str]]:
    for code in dict.fromkeys(c.role for c in metadata.contributions):
        yield role(code, language), escape(word("comma", language).join(metadata.agents(code)))
