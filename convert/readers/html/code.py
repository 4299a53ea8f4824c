"""Code as pages write it: the many ways to state its language, and to mark its lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from lxml import etree

from convert.readers.html.tree import drop, said, words

BESIDE = 60
"""Letters that an element around the code has at most beside it, when its class tells of that."""

_NUMBERS = frozenset(
    {
        "linenos", "lineno", "line-numbers-rows", "gutter", "hljs-ln-numbers", "pre-numbering",
        "rouge-gutter", "lnt", "code-snippet__line-index", "linenumber",
        "react-syntax-highlighter-line-number",
    }
)  # fmt: skip
_STATED = (
    r"(?:^|\s)(?:language|lang|highlight-source|highlight)-([\w+#.-]+)",
    r"(?:^|\s)brush:\s*([\w+#-]+)",
    r"(?:^|\s)(?:hljs|sourceCode)\s+([\w+#-]+)",
)
_NOTHING = frozenset({"default", "none", "notranslate", "plaintext", "text"})
"""What stands for no language."""

_LINES = ("div", "p", "li", "code")
"""Elements that are a line each, when code has several."""


def plain(article: etree._Element) -> None:
    """Code without the numbers of its lines, with its language where one rule looks for it."""
    for element in list(article.iter("*")):
        if words(element, "class") & _NUMBERS:
            drop(element)
    for pre in list(article.iter("pre")):
        if not said(pre):
            drop(pre)
            continue
        if language := next(_languages(pre), ""):
            pre.set("class", f"language-{language} {pre.get('class', '')}")
            for code in pre.iter("code"):
                code.set("class", pre.get("class", ""))
        _end_lines(pre)


def _languages(pre: etree._Element) -> Iterator[str]:
    """What the code, or an element that holds nothing else, states, the surest first."""
    most = len(said(pre)) + BESIDE
    for element in (*pre.iter("code"), pre, *pre.iterancestors()):
        if _is_longer(element, most):
            return
        stated = element.get("data-lang") or element.get("data-language") or ""
        found = (re.search(pattern, element.get("class", "")) for pattern in _STATED)
        names = (stated, *(match[1] for match in found if match))
        yield from [name for name in names if name and name.lower() not in _NOTHING]


def _is_longer(element: etree._Element, most: int) -> bool:
    counts = accumulate(len(str(text).strip()) for text in element.itertext())
    return any(count > most for count in counts)


def _end_lines(pre: etree._Element) -> None:
    """Elements that are a line each end with one, and are no more than that."""
    several = [e for e in pre.iter(*_LINES) if next(e.iterdescendants(*_LINES), None) is None]
    for line in several[:-1]:
        after = line.tail or ""
        if not after.startswith("\n") and not "".join(map(str, line.itertext())).endswith("\n"):
            line.tail = "\n" + after
    for element in list(pre.iterdescendants(*_LINES)) if len(several) > 1 else ():
        element.tag = "span"
