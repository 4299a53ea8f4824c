"""Reads pandoc's JSON: whatever pandoc reads (DOCX, ODT, LaTeX, HTML …) is one pipe away.

pandoc -t json thesis.docx | pubconvert - -f pandoc -o thesis.epub
"""

from __future__ import annotations

from typing import Annotated, Any

from convert.errors import SourceError
from convert.formats import Source
from convert.model import Document
from convert.value import Value


class Pandoc(Value):
    """Reads the JSON that ``pandoc -t json`` writes."""

    document: Annotated[int, "which one of a collection of ours, counted from 1"] = 0

    name = "pandoc"

    def accepts(self, source: Source) -> int:
        """3 for a JSON object that names pandoc's API near its beginning or its end."""
        text = source.text
        if not text.startswith("{"):
            return 0
        return 3 if '"pandoc-api-version"' in text[:500] + text[-500:] else 0

    def read(self, source: Source) -> Document:
        """Raises ``SourceError`` for what is no such JSON; markup we do not hold is a loss."""
        import json

        from convert.readers.pandoc_tree import Tree, Unknown

        try:
            data = json.loads(source.text)
            tree = Tree(source.name, data["pandoc-api-version"])
            return _document(source, data, tree, self.document)
        except (ValueError, KeyError, IndexError, TypeError, RecursionError, Unknown) as error:
            raise SourceError(f"{source.name}: is not pandoc's JSON: {error!r}") from None


def _document(source: Source, data: Any, tree: Any, wanted: int) -> Document:
    from convert.data import decode
    from convert.readers.assemble import assemble
    from convert.readers.front_matter import FrontMatter
    from convert.readers.json import choose
    from convert.readers.own_markdown import Part
    from convert.readers.pandoc_meta import fields, own

    parts = own(data["meta"])
    if parts is None:
        blocks = tree.blocks(data["blocks"])
        front = FrontMatter(fields(data["meta"], tree), "", source.name)
        return assemble(source, front.head(), blocks, diagnostics=tuple(tree.losses))
    number = choose(range(1, len(parts) + 1), wanted, source.name)
    content = data["blocks"] if len(parts) == 1 else data["blocks"][number - 1]["c"][1][1:]
    part = decode(Part, parts[number - 1])
    blocks = tree.blocks(content)
    return Document(part.metadata, blocks, part.ledger, diagnostics=tuple(tree.losses))
