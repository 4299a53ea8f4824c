"""The XHTML files of a book: its chapters and the title page of a collection."""

from __future__ import annotations

from collections.abc import Iterator

from convert.exporters.xhtml import Page, escape, language_tag, quote
from convert.exporters.xhtml.text import absolute, drop_illegal, one_line
from convert.labels import direction, role, word
from convert.metadata import Metadata

MANY = 24
"""More people, or more terms, than a title page has room for."""


def chapter(page: Page, record: str) -> str:
    """One document; ``record`` is its JSON-LD, which readers of the book do not see."""
    data = record.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    head = f'<script type="application/ld+json">\n{data}</script>\n'
    body = (
        '<section epub:type="chapter" role="doc-chapter" aria-labelledby="top">\n'
        f"{page.html}</section>\n"
    )
    return frame(page.title, page.language, body, head)


def title_page(metadata: Metadata) -> str:
    """What a collection says of itself; long lists are left to the documents, which have all."""
    language = language_tag(metadata.language)
    title = one_line(metadata.title) or word("untitled", language)
    parts = [
        f'<section epub:type="titlepage" class="title-page">\n<h1 id="top">{escape(title)}</h1>'
    ]
    if metadata.subtitle.strip():
        parts.append(f'<p class="subtitle" role="doc-subtitle">{escape(metadata.subtitle)}</p>')
    parts += [f"<p>{line}</p>" for line in _facts(metadata, language)]
    if len(metadata.rights) <= MANY:
        parts += [f"<p>{escape(rights.statement)}</p>" for rights in metadata.rights]
    return frame(title, language, "\n".join(parts) + "\n</section>\n")


def frame(title: str, language: str, body: str, head: str = "") -> str:
    """A whole XHTML file."""
    markup = f"""<?xml version="1.0" encoding="utf-8"?>
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
    return drop_illegal(markup)[0]


def _facts(metadata: Metadata, language: str) -> list[str]:
    url = metadata.provenance.url
    href = absolute(url)
    source = f'<a href="{quote(href)}">{escape(url)}</a>' if href else escape(url)
    facts = list(_people(metadata, language)) if len(metadata.contributions) <= MANY else []
    facts.append((word("publisher", language), escape(metadata.publisher)))
    facts.append((word("published", language), escape(metadata.published)))
    facts.append((word("source", language), source))
    facts.append((word("summary", language), escape(metadata.description)))
    colon = word("colon", language)
    return [f"{escape(label)}{colon}{value}" for label, value in facts if value.strip()]


def _people(metadata: Metadata, language: str) -> Iterator[tuple[str, str]]:
    for code in dict.fromkeys(c.role for c in metadata.contributions):
        yield role(code, language), escape(word("comma", language).join(metadata.agents(code)))
