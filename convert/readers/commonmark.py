"""Plain CommonMark, with GitHub's tables, footnotes and tasks, and front matter."""

from __future__ import annotations

from typing import Annotated

from convert.formats import Source
from convert.model import Document
from convert.readers import front_matter
from convert.value import Value

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".txt")


class CommonMark(Value):
    """Reads Markdown as CommonMark 0.31 says it, and any text that nobody else claims."""

    site: Annotated[str, "a site profile, a TOML file"] = ""

    document: Annotated[int, "which one of a collection of ours, counted from 1"] = 0

    name = "commonmark"

    def accepts(self, source: Source) -> int:
        """1 by the suffix or by front matter; ``.txt`` and no suffix as the last resort."""
        named = source.name.lower().endswith(SUFFIXES) or "." not in source.name
        return int(named or front_matter.begins(source.text))

    def read(self, source: Source) -> Document:
        """Raises ``SourceError`` for front matter that cannot be read."""
        from convert.readers.assemble import Head, assemble, clean
        from convert.readers.dialect import parse
        from convert.sites import site_for

        front = front_matter.split(source.text, source.name)
        if front.is_ours():
            from convert.readers import own_markdown

            return own_markdown.read(source, front, gitbook=False, document=self.document)
        head = front.head() if front.fields else Head(diagnostics=front.diagnostics)
        site = site_for(head.url, front.body, self.site) if self.site else None
        cleaned = clean(source, front.body, site)
        blocks, lost = parse(cleaned.text, source.name)
        return assemble(source, head, blocks, site=site, cleaned=cleaned, diagnostics=lost)
