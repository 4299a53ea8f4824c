"""Pictures left out as asked; what is said about them stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from convert import model as m
from convert.diagnostics import Diagnostic
from convert.transforms.rewrite import rewrite
from convert.value import replace
from convert.walk import plain_text, walk


def without_images(publication: m.Publication) -> m.Publication:
    """The publication without pictures; their captions and credits stay, as paragraphs."""
    metadata = replace(publication.metadata, cover="")
    return m.Publication(metadata, Bare(publication.spine), publication.resources)


class Bare:
    """A spine whose documents show no pictures."""

    def __init__(self, spine: Iterable[m.Document]) -> None:
        self._spine = spine

    def __iter__(self) -> Iterator[m.Document]:
        for document in self._spine:
            count = sum(type(node) is m.Image for node in walk(document.blocks))
            loss = (Diagnostic("i-008", f"{count} of them"),) if count else ()
            yield replace(
                document,
                blocks=rewrite(document.blocks, _without) if count else document.blocks,
                diagnostics=(*document.diagnostics, *loss),
            )


def _without(node: m.Node) -> Sequence[m.Node] | None:
    match node:
        case m.Figure():
            lines = (node.caption, node.credit)
            return tuple(m.Paragraph(rewrite(li, _without), node.origin) for li in lines if li)
        case m.Image():
            return ()
        case m.Paragraph() | m.Link():
            content = rewrite(node.content, _without)
            if content is node.content:
                return (node,)
            empty = not plain_text(content).strip() and all(map(_is_blank, content))
            return () if empty else (replace(node, content=content),)
        case _:
            return None


def _is_blank(node: m.Inline) -> bool:
    return isinstance(node, (m.Text, m.LineBreak))
