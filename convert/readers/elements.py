"""What each HTML element becomes in the model: one small function for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from convert import model as m
from convert.diagnostics import Origin
from convert.readers import tables
from convert.readers.flow import Child, Children, Part, blocks, inlines, letters, line, paragraph
from convert.readers.vocabulary import PRIVATE, TRANSPARENT, VOID
from convert.walk import plain_text, walk

_DIGITS = re.compile(r"-?\d{1,9}$")


class Element:
    """An element on the builder's stack. A transparent one adds to its parent's children."""

    __slots__ = ("attrs", "children", "origin", "tag", "transparent")

    def __init__(
        self,
        tag: str,
        attrs: Mapping[str, str],
        origin: Origin | None,
        into: list[Child] | None = None,
    ) -> None:
        self.tag, self.attrs, self.origin = tag, attrs, origin
        self.transparent = into is not None
        self.children: list[Child] = [] if into is None else into


Finish: TypeAlias = Callable[[Element], Iterable[Child]]


def void(tag: str, attrs: Mapping[str, str], origin: Origin | None) -> Iterable[Child]:
    """An element without content: a line break, a rule, an image, the box of a task."""
    match tag:
        case "br":
            return (m.LineBreak(),)
        case "hr":
            return (m.Rule(origin),)
        case "img" if attrs.get("src"):
            return (m.Image(attrs["src"], attrs.get("alt", ""), attrs.get("title", "")),)
        case "img":
            return (attrs.get("alt", ""),)
        case "input" if attrs.get("type") == "checkbox":
            return (Part("task", (), attrs),)
        case _:
            return ()


def _paragraph(e: Element) -> Iterable[Child]:
    """The box of a task belongs to the item whose first paragraph this is."""
    if len(e.children) == 1 and type(e.children[0]) is str:
        return paragraph(e.children, e.origin)
    if e.children and isinstance(box := e.children[0], Part) and box.tag == "task":
        return (box, *blocks(e.children[1:], e.origin))
    return blocks(e.children, e.origin)


def _heading(e: Element) -> Iterable[Child]:
    content = line(e.children)
    return (m.Heading(int(e.tag[1]), content, e.attrs.get("id", ""), e.origin),) if content else ()


def _quote(e: Element) -> Iterable[Child]:
    content = blocks(e.children, e.origin)
    return (m.Quote(content, e.origin),) if content else ()


def _pre(e: Element) -> Iterable[Child]:
    lines = ["\n" if isinstance(child, m.LineBreak) else child for child in e.children]
    text, language = letters(lines).removesuffix("\n"), _language(e.attrs)
    if language == "math":
        return (m.MathBlock(text, e.origin),)
    return (m.CodeBlock(text, language, e.attrs.get("title", ""), e.origin),)


def _language(attrs: Mapping[str, str]) -> str:
    names = attrs.get("class", "").split()
    return next((n.split("-", 1)[1] for n in names if n.startswith(("language-", "lang-"))), "")


def _list(e: Element) -> Iterable[Child]:
    items: list[m.Item] = []
    for child in e.children:
        if isinstance(child, Part) and child.tag == "li":
            items.append(_item(child))
        elif content := blocks((child,), e.origin):
            items.append(m.Item(content))
    return (m.ListBlock(tuple(items), _start(e), e.origin),) if items else ()


def _start(e: Element) -> int | None:
    if e.tag == "ul":
        return None
    start = e.attrs.get("start", "")
    return int(start) if _DIGITS.match(start) else 1


def _item(part: Part) -> m.Item:
    boxes, rest = _split(part.content, "task")
    if not boxes:
        return m.Item(blocks(rest, part.origin))
    done = any("checked" in box.attrs for box in boxes if isinstance(box, Part))
    return m.Item(blocks(rest, part.origin), done)


def _definitions(e: Element) -> Iterable[Child]:
    """Terms and what they mean; anything else belongs to the term before it."""
    found: list[m.Definition] = []
    for child in e.children:
        if isinstance(child, Part) and child.tag == "dt":
            found.append(m.Definition(line(child.content), ()))
        elif content := blocks((child,), e.origin):
            last = found.pop() if found else m.Definition((), ())
            found.append(m.Definition(last.term, last.content + content))
    return (m.DefinitionList(tuple(found), e.origin),) if found else ()


def _figure(e: Element) -> Iterable[Child]:
    """An image, its caption and its credit; anything else in a figure stays what it is."""
    captions, rest = _split(e.children, "figcaption")
    credits = [part for part in captions if _is_credit(part)]
    caption = line([part for part in captions if not _is_credit(part)])
    match blocks(rest, e.origin):
        case (m.Figure(image=image, caption=()),):
            return (m.Figure(image, caption, line(credits), e.origin),)
        case (m.Table(rows, align, ()),):
            return (m.Table(rows, align, caption + line(credits), e.origin),)
        case others:
            return (*others, *paragraph(caption, e.origin), *paragraph(credits, e.origin))


def _is_credit(child: Child) -> bool:
    return isinstance(child, Part) and child.attrs.get("class") == "credit"


def _callout(e: Element) -> Iterable[Child]:
    titles, rest = _split(e.children, "summary")
    title = line(titles or [e.attrs.get("title", "")])
    content = blocks(rest, e.origin)
    kind = e.attrs.get("kind", "details")
    return (m.Callout(kind, content, title, e.origin),) if content or title else ()


def _split(children: Children, tag: str) -> tuple[list[Child], list[Child]]:
    """The parts of one name, and the other children."""
    parts: list[Child] = []
    rest: list[Child] = []
    for child in children:
        (parts if isinstance(child, Part) and child.tag == tag else rest).append(child)
    return parts, rest


def _titled_code(e: Element) -> Iterable[Child]:
    title = e.attrs.get("title", "")
    for block in blocks(e.children, e.origin):
        match block:
            case m.CodeBlock(text, language, "", origin) if title:
                yield m.CodeBlock(text, language, title, origin)
                title = ""
            case _:
                yield block


def _reference(e: Element) -> Iterable[Child]:
    """A link on a line of its own; what stands inside is its text, unless it links itself."""
    url, content = e.attrs.get("href", ""), blocks(e.children, e.origin)
    links = {node.url for node in walk(content) if isinstance(node, m.Link)}
    if not url or url in links:
        return content
    text = () if links else inlines(content)
    link = m.Paragraph((m.Link(text or (m.Text(url),), url),), e.origin)
    return (link, *content) if links else (link,)


def _ruby(e: Element) -> Iterable[Child]:
    base: list[Child] = []
    for child in e.children:
        if isinstance(child, Part) and child.tag == "rt":
            yield m.Ruby(letters(base).strip(), letters(child.content).strip())
            base = []
        elif not (isinstance(child, Part) and child.tag == "rp"):
            base.append(child)
    yield from inlines(base)


def _part(e: Element) -> Iterable[Child]:
    return (Part(e.tag, e.children, e.attrs, e.origin),)


def _link(e: Element) -> Iterable[Child]:
    """A link without a text shows its address; an anchor without an address is its text."""
    url, content = e.attrs.get("href", ""), inlines(e.children)
    if not url:
        return content
    return (m.Link(content or (m.Text(url),), url, e.attrs.get("title", "")),)


def _image(e: Element) -> Iterable[Child]:
    """An image whose text stands between its tags, as Markdown's does."""
    return void("img", {**e.attrs, "alt": letters(e.children)}, e.origin)


def _code(e: Element) -> Iterable[Child]:
    text = letters(e.children).replace("\n", " ")
    return (m.Code(text),) if text else ()


def _wrap(node: type[Styled]) -> Finish:
    """Emphasis of one kind; around no letters, or inside its own kind, it adds nothing."""

    def finish(e: Element) -> Iterable[Child]:
        found = inlines(e.children)
        if not plain_text(found).strip():
            return found
        if any(isinstance(child, node) for child in found):
            found = inlines(
                [p for c in found for p in (c.content if isinstance(c, node) else (c,))]
            )
        return (node(found),)

    return finish


Styled: TypeAlias = m.Emphasis | m.Strong | m.Strikethrough | m.Superscript | m.Subscript


def _all(tags: str, finish: Finish) -> dict[str, Finish]:
    return dict.fromkeys(tags.split(), finish)


FINISH: Mapping[str, Finish] = {
    **_all("p", _paragraph),
    **_all(
        "address article aside body center div fieldset footer form header hgroup html main nav "
        "search section",
        _paragraph,
    ),
    **_all("h1 h2 h3 h4 h5 h6", _heading),
    **_all("strong b", _wrap(m.Strong)),
    **_all("em i cite dfn var", _wrap(m.Emphasis)),
    **_all("del s strike", _wrap(m.Strikethrough)),
    **_all("sup", _wrap(m.Superscript)),
    **_all("sub", _wrap(m.Subscript)),
    **_all("image", _image),
    **_all("code kbd samp tt", _code),
    **_all("a", _link),
    **_all("pre", _pre),
    **_all("blockquote", _quote),
    **_all("ul ol menu", _list),
    **_all("li dt dd tr td th caption figcaption summary rt rp task", _part),
    **_all("dl", _definitions),
    **_all("table", lambda e: tables.table(e.children, e.origin)),
    **_all("figure", _figure),
    **_all("details callout", _callout),
    **_all("titled-code", _titled_code),
    **_all("reference", _reference),
    **_all("ruby", _ruby),
}

HELD = (frozenset(FINISH) | VOID | TRANSPARENT) - PRIVATE
"""The HTML elements a builder takes."""
