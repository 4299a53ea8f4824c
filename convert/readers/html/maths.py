"""Formulas of a page, once: scripts of MathJax and KaTeX put them there in several forms."""

from __future__ import annotations

import re

from lxml import etree

from convert.readers.html.tree import become, drop, words

_DRAWN = re.compile(r"mathjax(?:_\w+)?", re.I)
"""Classes of what MathJax has drawn beside its source."""

_TEX = re.compile(
    r"\s*(?:\\\((?P<inline>.*)\\\)|\\\[(?P<block>.*)\\\]|\$\$(?P<old>.*)\$\$)\s*", re.S
)


def plain(root: etree._Element) -> None:
    """Leave of every formula its TeX, or else its MathML."""
    for script in list(root.iter("script")):
        if script.get("type", "").startswith("math/tex"):
            _undraw(script)
            _write(script, script.text or "", block="display" in script.get("type", ""))
    for element in list(root.iter("*")):
        if _is_double(element):
            drop(element)
    for element in list(root.iter("span", "div", "p")):
        if {"math", "arithmatex"} & words(element, "class"):
            _read(element)


def _undraw(script: etree._Element) -> None:
    for drawn in list(script.itersiblings(preceding=True)):
        shown = any(map(_DRAWN.fullmatch, words(drawn, "class")))
        if not shown or (drawn.tail or "").strip():
            return
        drop(drawn)


def _is_double(element: etree._Element) -> bool:
    """Whether MathML beside it says the same."""
    if "katex-html" in words(element, "class"):
        return _has_math(element.getprevious())
    if element.tag == "img" and "mwe-math" in element.get("class", ""):
        return _has_math(element.getprevious())
    return element.tag in ("svg", "mjx-math") and _has_math(element.getnext(), "mjx-assistive-mml")


def _has_math(element: etree._Element | None, tag: str = "") -> bool:
    if element is None or (tag and element.tag != tag):
        return False
    return next(element.iter("math"), None) is not None


def _read(element: etree._Element) -> None:
    """TeX between the marks that MathJax looks for; its number stays, behind it."""
    for number in list(element.iter("span")):
        if "eqno" in words(number, "class"):
            drop(number)
            number.tail = None
            element.addnext(number)
    if found := _TEX.fullmatch("".join(map(str, element.itertext()))):
        inline = found["inline"]
        _write(element, inline or found["block"] or found["old"] or "", block=inline is None)


def _write(element: etree._Element, tex: str, *, block: bool) -> None:
    become(element, "pre" if block else "code", tex.strip(), **{"class": "math"})
