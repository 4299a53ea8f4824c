"""The names of HTML's elements, sorted by what they mean to a builder."""

from __future__ import annotations

from collections.abc import Mapping


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("br hr img input wbr")
"""Elements without content, and so without an end tag."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

PRIVATE = _names("callout image reference task titled-code")
"""Elements of ours that are none in HTML."""

TRANSPARENT = _names(
    """abbr acronym bdi bdo big data font ins label legend mark picture q rb rtc small span tbody
    tfoot thead time u"""
)
"""Elements that leave no mark of their own in the model; only their content counts."""

UNHELD = _names(
    """applet area audio base button canvas col colgroup datalist dialog embed frame frameset head
    iframe link map math meta meter noembed noframes noscript object optgroup option output param
    progress select slot source svg textarea title track video"""
)
"""Elements the model cannot hold."""

FORBIDDEN = _names("script style template")
"""Elements whose content is no text for a reader."""

UNSEEN = _names("base link meta param track")
"""Elements that tell machines something, wherever they stand."""

OPTIONAL_END = _names("p li dt dd tr td th thead tbody tfoot caption rt rp")
"""Elements whose end tag may be left out."""

_BLOCKS = _names(
    """address article aside blockquote center details div dl fieldset figure footer form h1 h2 h3
    h4 h5 h6 header hr main nav ol p pre section table ul"""
)
_ROW = _names("p td th tr caption")

CLOSES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(_BLOCKS, _names("p")),
    "li": _names("p li"),
    **dict.fromkeys(("dt", "dd"), _names("p dt dd")),
    **dict.fromkeys(("td", "th"), _names("p td th caption")),
    "tr": _ROW,
    **dict.fromkeys(("thead", "tbody", "tfoot"), _ROW | _names("thead tbody tfoot")),
    **dict.fromkeys(("rt", "rp", "rb"), _names("rt rp rb")),
}
"""The open elements that end when one of these begins."""
