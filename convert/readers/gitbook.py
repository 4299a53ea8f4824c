"""GitBook's Markdown: pages with its blocks, and articles exported into such a page."""

from __future__ import annotations

import re
from typing import Annotated

from convert.formats import Source
from convert.model import Document
from convert.value import Value, replace

_BLOCK = re.compile(
    r"^[ \t]*\{%[- ]*(?:hint|tabs|code|content-ref|embed|file|stepper|columns)\b", re.M
)
_SUMMARY = r"(?i)\s*# (?:Table of contents|Summary)[ \t]*\n\s*(?:#|[*-] \[)"


class GitBook(Value):
    """Reads one GitBook page; an article's head becomes claims, its site's frame is cut."""

    site: Annotated[str, "a site profile, a TOML file"] = ""

    document: Annotated[int, "which one of a collection of ours, counted from 1"] = 0

    name = "gitbook"

    def accepts(self, source: Source) -> int:
        """2 by GitBook's blocks or a table of contents, 3 when the suffix fits too."""
        text = source.text
        known = ("{%" in text and _BLOCK.search(text)) or re.match(_SUMMARY, text)
        return 2 + source.name.lower().endswith((".md", ".markdown")) if known else 0

    def read(self, source: Source) -> Document:
        """Raises ``SourceError`` for front matter that cannot be read."""
        from convert.readers import gitbook_head
        from convert.readers.assemble import assemble, clean
        from convert.readers.dialect import parse
        from convert.readers.front_matter import split
        from convert.sites import site_for

        front = split(source.text, source.name)
        if front.is_ours():
            from convert.readers import own_markdown

            return own_markdown.read(source, front, gitbook=True, document=self.document)
        top = gitbook_head.read(front.body, source.name)
        head = gitbook_head.merge(top.head, front.head()) if front.fields else top.head
        known = head.url or top.lines or self.site
        site = site_for(head.url, front.body, self.site) if known else None
        cleaned = clean(source, front.body, site)
        cleaned = replace(cleaned, removed=(*top.removed, *cleaned.removed))
        body = _without_lines(cleaned.text, top.lines)
        blocks, losses = parse(body, source.name, gitbook=True)
        losses = (*(() if front.fields else front.diagnostics), *losses)
        return assemble(source, head, blocks, site=site, cleaned=cleaned, diagnostics=losses)


def _without_lines(text: str, count: int) -> str:
    """``text`` with its first lines empty, so that the others keep their number."""
    return "\n" * count + text.split("\n", count)[-1] if count else text
