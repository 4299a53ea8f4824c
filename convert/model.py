"""The document model: read the unions and you know what a publication can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from convert.diagnostics import Diagnostic, Origin
from convert.ledger import Ledger
from convert.metadata import Metadata, Rights
from convert.value import Value


# fmt: off
# ── Inline: what a line of text is made of ──────────────────────────────────────────────
class Text(Value):          text: str
class Emphasis(Value):      content: Inlines
class Strong(Value):        content: Inlines
class Strikethrough(Value): content: Inlines
class Superscript(Value):   content: Inlines
class Subscript(Value):     content: Inlines
class Code(Value):          text: str
class Math(Value):          tex: str
class Link(Value):          content: Inlines; url: str; title: str = ""
class Image(Value):         url: str; alt: str = ""; title: str = ""
class Note(Value):          content: Blocks                   # a footnote lives where it is cited
class LineBreak(Value):     pass
class Ruby(Value):          base: str; reading: str

Inline: TypeAlias = (
    Text | Emphasis | Strong | Strikethrough | Superscript | Subscript
    | Code | Math | Link | Image | Note | LineBreak | Ruby
)
Inlines: TypeAlias = tuple[Inline, ...]

# ── Blocks: what a document is made of; every one knows its origin ──────────────────────
class Paragraph(Value):  content: Inlines; origin: Origin | None = None
class Heading(Value):    level: int; content: Inlines; id: str = ""; origin: Origin | None = None
class Quote(Value):      content: Blocks; origin: Origin | None = None
class CodeBlock(Value):  text: str; language: str = ""; title: str = ""; origin: Origin | None = None
class MathBlock(Value):  tex: str; origin: Origin | None = None
class Rule(Value):       origin: Origin | None = None
class Figure(Value):     image: Image; caption: Inlines = (); credit: Inlines = (); origin: Origin | None = None
class Callout(Value):    kind: str; content: Blocks; title: Inlines = (); origin: Origin | None = None
class Credits(Value):    role: str; title: str; content: Blocks; origin: Origin | None = None
class ListBlock(Value):  items: tuple[Item, ...]; start: int | None = None; origin: Origin | None = None
class Item(Value):       content: Blocks; done: bool | None = None
class Table(Value):      rows: tuple[tuple[Cell, ...], ...]; align: tuple[str, ...] = (); caption: Inlines = (); origin: Origin | None = None
class Cell(Value):       content: Inlines; header: bool = False
class DefinitionList(Value): items: tuple[Definition, ...]; origin: Origin | None = None
class Definition(Value):     term: Inlines; content: Blocks

Block: TypeAlias = (
    Paragraph | Heading | Quote | CodeBlock | MathBlock | Rule | Figure
    | Callout | Credits | ListBlock | Table | DefinitionList
)
Blocks: TypeAlias = tuple[Block, ...]
Node: TypeAlias = Inline | Block | Item | Cell | Definition

# Heading.level      1 (a chapter) to 6
# Callout.kind       info, note, tip, success, warning, danger, tab, details
# Credits.role       imprint (at the head) or colophon (at the foot)
# ListBlock.start    the first number, or None for bullets;  Item.done is None unless a task
# Table.align        '', 'left', 'center' or 'right' for each column

# ── What holds them ─────────────────────────────────────────────────────────────────────
class Removal(Value):    reason: str; text: str; origin: Origin | None = None   # cut as clutter

class Document(Value):
    metadata: Metadata
    blocks: Blocks
    ledger: Ledger = ()
    removed: tuple[Removal, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    level: int = 1    # in the contents of a library: 1 at the top, 2 below it, …
    label: str = ""   # its line in the contents, where that is not its title
    path: str = ""    # the file it was read from, as links in the library name it

class Resource(Value):   # a file inside the book; load() gives its bytes when they are needed
    name: str; media_type: str; load: Callable[[], bytes]; credit: str = ""; rights: Rights | None = None
    source: str = ""; size: int = 0   # where it was fetched from; its bytes when known

class Publication(Value):  # the spine may be read again and again, and is let go in between
    metadata: Metadata
    spine: Iterable[Document]
    resources: tuple[Resource, ...] = ()
