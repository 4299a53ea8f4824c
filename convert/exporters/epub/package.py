"""The package document: EbookLib's book written as OPF 3."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ebooklib import epub

from convert import labels
from convert.exporters.epub.pages import RECORD
from convert.exporters.xhtml.text import drop_illegal, escape, quote

_TDM = "tdm: http://www.w3.org/ns/tdmrep#"
_DC, _OPF = epub.NAMESPACES["DC"], epub.NAMESPACES["OPF"]


def package(book: epub.EpubBook, described: Iterable[str]) -> str:
    """Metadata in the order it was added (dc first), manifest, spine; ``described`` are the
    files that carry the record of their document."""
    direction = f' page-progression-direction="{book.direction}"' if book.direction else ""
    metadata = "".join(_metadata(book))
    prefix = f' prefix="{_TDM}"' if 'property="tdm:' in metadata else ""
    markup = f"""<?xml version="1.0" encoding="utf-8"?>
<package xmlns="{_OPF}" version="3.0" unique-identifier="{book.IDENTIFIER_ID}" \
xml:lang="{book.language}" dir="{labels.direction(book.language)}"{prefix}>
<metadata xmlns:dc="{_DC}">
{metadata}{"".join(map(_record, described))}</metadata>
<manifest>
{"".join(_item(item) for item in book.items)}</manifest>
<spine toc="ncx"{direction}>
{"".join(map(_itemref, book.spine))}</spine>
</package>
"""
    return drop_illegal(markup)[0]


def _metadata(book: epub.EpubBook) -> Iterator[str]:
    for name, values in book.metadata.get(_DC, {}).items():
        for text, attributes in values:
            yield _element(f"dc:{name}", attributes, text)
    for name, values in book.metadata.get(_OPF, {}).items():
        for text, attributes in values:
            yield _element(name, attributes, text)


def _element(tag: str, attributes: dict[str, str] | None, text: str) -> str:
    given = "".join(f' {name}="{quote(value)}"' for name, value in (attributes or {}).items())
    return f"<{tag}{given}>{escape(text)}</{tag}>\n" if text else f"<{tag}{given}/>\n"


def _record(file: str) -> str:
    """A link to the record of one document; EPUB keeps ``rel="record"`` for that of the whole."""
    what = f'rel="schema:subjectOf" refines="#{file.partition(".")[0]}"'
    return f'<link {what} href="{file}#{RECORD}" media-type="application/xhtml+xml"/>\n'


def _item(item: epub.EpubItem) -> str:
    properties = " ".join(getattr(item, "properties", ()))
    extra = f' properties="{properties}"' if properties else ""
    where = f'id="{item.id}" href="{quote(item.file_name)}"'
    return f'<item {where} media-type="{item.media_type}"{extra}/>\n'


def _itemref(entry: str | tuple[str, str]) -> str:
    """An entry of the spine; one outside the reading order comes with 'no'."""
    key, linear = (entry, "") if isinstance(entry, str) else entry
    extra = f' linear="{linear}"' if linear else ""
    return f'<itemref idref="{key}"{extra}/>\n'
