"""Gemtext, the format of the Gemini protocol: every line is of one kind, links on their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Annotated

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.formats import Place
from convert.ledger import Kind
from convert.value import Value
from convert.walk import children, plain_text, walk


class Gemtext(Value):
    """Writes one Gemtext page; what it has no line for becomes the text it is."""

    bullets: Annotated[bool, "mark the items of a list; otherwise they are plain lines"] = True

    name = "gemtext"
    suffix = ".gmi"
    media_type = "text/gemini"
    places = dict.fromkeys(Kind, Place.TEXT)

    def export(self, publication: m.Publication, output: IO[bytes]) -> tuple[Diagnostic, ...]:
        output.write(f"# {one_line(publication.metadata.title)}\n".encode())
        for document in publication.spine:
            output.write(f"\n## {one_line(document.metadata.title)}\n".encode())
            for block in document.blocks:
                output.write(("\n" + "\n".join(self.lines(block)) + "\n").encode())
        return ()

    def lines(self, node: m.Node) -> Iterator[str]:
        """One node as lines; the links and notes in it follow it."""
        match node:
            case m.CodeBlock() | m.MathBlock():
                yield from (f"```{getattr(node, 'title', '')}", plain_text((node,)), "```")
            case m.Heading():
                yield "### " + one_line(plain_text(node.content))
            case m.Paragraph():
                yield from self.text(node.content, "")
            case m.Figure():
                yield f"=> {node.image.url} {one_line(node.image.alt)}".rstrip()
                yield from self.text((*node.caption, *node.credit), "")
            case m.Quote():
                yield from (f"> {line}" for block in node.content for line in self.lines(block))
            case m.Item(content=(m.Paragraph() as first, *rest)):
                yield from self.text(first.content, "* " if self.bullets else "")
                yield from (line for block in rest for line in self.lines(block))
            case m.Credits():
                yield "## " + one_line(node.title)
                yield from (line for block in node.content for line in self.lines(block))
            case _:
                yield from self.text(tuple(filter(is_inline, children(node))), "")
                for child in children(node):
                    yield from () if is_inline(child) else self.lines(child)

    def text(self, nodes: m.Inlines, mark: str) -> Iterator[str]:
        """A line of text, then its links, pictures and notes, each on a line."""
        if text := one_line(plain_text(nodes)):
            yield mark + text if mark or text[0] not in "#=*>`" else f" {text}"
        for node in walk(nodes):
            if isinstance(node, (m.Link, m.Image)) and node.url:
                label = node.alt if isinstance(node, m.Image) else plain_text(node.content)
                yield f"=> {node.url.replace(' ', '%20')} {one_line(label)}"
            elif isinstance(node, m.Note):
                yield from (line for block in node.content for line in self.lines(block))


def is_inline(node: m.Node) -> bool:
    return type(node) in m.Inline.__args__


def one_line(text: str) -> str:
    return " ".join(text.split())
