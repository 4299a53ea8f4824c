"""The dialect of Python-Markdown, as MkDocs speaks it; its element tree goes straight into
the model."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

from convert.errors import SourceError, UsageError
from convert.formats import Source
from convert.model import Document
from convert.readers import front_matter
from convert.value import Value

if TYPE_CHECKING:
    from markdown import Markdown

EXTENSIONS = (
    "abbr",
    "admonition",
    "attr_list",
    "def_list",
    "fenced_code",
    "footnotes",
    "md_in_html",
    "sane_lists",
    "tables",
    "toc",
)
"""What MkDocs sites use; ``===`` tabs, ``???`` details and fences inside lists come with
``admonition`` and ``fenced_code``."""

_SIGNS = (
    ("!!!", r"^ *!!! ?[\w-]"),
    ("???", r"^ *\?\?\?\+? ?[\w\"-]"),
    ('=== "', r'^ *=== ".*"\s*$'),
    ("[TOC]", r"^\[TOC\]\s*$"),
    ("*[", r"^\*\[[^\]\n]+\]: *\S"),
    ("{:", r"\{: ?[.#][\w-]"),
)


class PythonMarkdown(Value):
    """Reads what the ``markdown`` package reads; text that would keep it busy is refused."""

    extensions: Annotated[
        tuple[str, ...], "extensions of Python-Markdown, by name, parted by commas"
    ] = EXTENSIONS
    site: Annotated[str, "a site profile, a TOML file"] = ""

    name = "python_markdown"

    def accepts(self, source: Source) -> int:
        """2 for a Markdown file with signs of this dialect; any other only when asked."""
        if not source.name.lower().endswith((".md", ".markdown")):
            return 0
        text = source.text
        return 2 * any(sign in text and bool(re.search(line, text, re.M)) for sign, line in _SIGNS)

    def read(self, source: Source) -> Document:
        """Raises ``SourceError`` for text that takes Python-Markdown too long or too deep, and
        for broken front matter; ``UsageError`` for an extension that cannot be loaded."""
        from convert.readers.assemble import Head, assemble, clean
        from convert.readers.dialect import without_controls
        from convert.readers.python_markdown.limits import check
        from convert.readers.python_markdown.tree import blocks
        from convert.sites import site_for

        front = front_matter.split(source.text, source.name)
        head = front.head() if front.fields else Head(diagnostics=front.diagnostics)
        site = site_for(head.url, front.body, self.site) if self.site else None
        cleaned = clean(source, front.body, site)
        # two control characters are the place holders of Python-Markdown
        body, controls = without_controls(cleaned.text, source.name)
        check(body, source.name, fenced="fenced_code" in self.extensions)
        markdown = _markdown(self.extensions)
        try:
            found, losses = blocks(_tree(markdown, body), markdown, body, source.name)
        except RecursionError:
            raise too_much(source.name, 1, "blocks nested too deeply") from None
        lost = (*controls, *losses)
        return assemble(source, head, found, site=site, cleaned=cleaned, diagnostics=lost)


def too_much(file: str, line: int, what: str) -> SourceError:
    return SourceError(
        f"{file}:{line}: {what} would keep Python-Markdown busy for too long; "
        "--from commonmark reads it"
    )


def _markdown(extensions: tuple[str, ...]) -> Markdown:
    import markdown
    from markdown.extensions.toc import slugify_unicode

    from convert.readers.python_markdown.mkdocs import MkDocs

    settings: dict[str, Any] = {"toc": {"slugify": slugify_unicode}} if "toc" in extensions else {}
    try:
        made = markdown.Markdown(
            extensions=[*extensions, MkDocs(extensions)], extension_configs=settings
        )
    except (ImportError, AttributeError, TypeError, KeyError) as error:
        raise UsageError(f"an extension of Python-Markdown cannot be loaded: {error}") from None
    made.treeprocessors.deregister("prettify")
    return made


def _tree(markdown: Markdown, text: str) -> Any:
    """The element tree, before it would be written as HTML; steps as in ``Markdown.convert``."""
    lines = text.split("\n")
    for preprocessor in markdown.preprocessors:
        lines = preprocessor.run(lines)
    root: Any = markdown.parser.parseDocument(lines).getroot()
    for processor in markdown.treeprocessors:
        changed = processor.run(root)
        root = root if changed is None else changed
    return root
