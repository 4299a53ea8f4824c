"""Pandoc's own JSON (pandoc-types 1.23): every format pandoc writes is one pipe away.

    pubconvert article.md -t pandoc -o - | pandoc -f json -o article.docx

Attribution is pandoc's metadata (title, author, date, lang, rights …), the imprint and the
colophon are content, and the ledger as ``convert.data`` has it travels under ``pubconvert``.
"""

from __future__ import annotations

from typing import IO, Any

from convert import model as m
from convert.data import VERSION, encode
from convert.diagnostics import Diagnostic
from convert.exporters.pandoc_tree import attr, blocks, text
from convert.formats import Place
from convert.ledger import Kind
from convert.metadata import Metadata
from convert.value import Value

API = [1, 23]


class Pandoc(Value):
    """Writes the JSON that ``pandoc -f json`` reads."""

    name = "pandoc"
    suffix = ".pandoc"
    media_type = "application/json"
    places = dict.fromkeys(Kind, Place.BOTH)

    def export(self, publication: m.Publication, output: IO[bytes]) -> tuple[Diagnostic, ...]:
        """Write the publication; in a collection every document is a ``Div`` of its own."""
        import json

        documents = list(publication.spine)
        tree = {
            "pandoc-api-version": API,
            "meta": _meta(publication.metadata, documents),
            "blocks": blocks(documents[0].blocks) if len(documents) == 1 else _parts(documents),
        }
        output.write(json.dumps(tree, ensure_ascii=False).encode("utf-8") + b"\n")
        return ()


def _parts(documents: list[m.Document]) -> list[Any]:
    """Each document below its title as a chapter."""
    found = []
    for document in documents:
        title = m.Heading(1, (m.Text(document.metadata.title),))
        content = blocks((title, *document.blocks))
        found.append({"t": "Div", "c": [attr(classes=["document"]), content]})
    return found


def _meta(metadata: Metadata, documents: list[m.Document]) -> dict[str, Any]:
    """Pandoc's names, as its manual has them; empty ones left out."""
    others = [c for c in metadata.contributions if c.role != "aut"]
    one = documents[0] if len(documents) == 1 else None
    full = {
        "title": text(metadata.title),
        "subtitle": text(metadata.subtitle),
        "author": _list(text(name) for name in metadata.agents("aut")),
        "contributor": _list(
            _map({"role": _string(c.role), "text": text(c.agent.name)}) for c in others
        ),
        "date": text(metadata.published),
        "lang": _string("" if metadata.language == "und" else metadata.language),
        "abstract": text(metadata.description),
        "keywords": _list(text(subject) for subject in metadata.subjects),
        "publisher": text(metadata.publisher),
        "rights": text("\n".join(dict.fromkeys(r.statement for r in metadata.rights))),
        "source": text(metadata.provenance.url),
        "identifier": text(metadata.identifier),
        "pubconvert": _string(_own(metadata, documents, one)),
    }
    return {key: value for key, value in full.items() if value["c"]}


def _own(metadata: Metadata, documents: list[m.Document], one: m.Document | None) -> str:
    """The ledgers as JSON: pandoc keeps a string as it is."""
    import json

    parts = [{"metadata": encode(d.metadata), "ledger": encode(d.ledger)} for d in documents]
    return json.dumps({"version": VERSION, "documents": parts}, ensure_ascii=False)


def _string(value: str) -> dict[str, Any]:
    return {"t": "MetaString", "c": value}


def _list(values: Any) -> dict[str, Any]:
    return {"t": "MetaList", "c": list(values)}


def _map(values: dict[str, Any]) -> dict[str, Any]:
    return {"t": "MetaMap", "c": values}
