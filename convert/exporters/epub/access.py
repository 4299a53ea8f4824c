"""Accessibility metadata (EPUB Accessibility 1.1), computed from what the pages hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

CONFORMS = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"

SUMMARY = {
    "en": {
        "text": "All of it is text, in reading order, with headings and a table of contents.",
        "described": "Pictures have descriptions.",
        "undescribed": "Some pictures have no description.",
    },
    "zh": {
        "text": "全部内容为文字，按阅读顺序排列，有标题层级与目录。",
        "described": "图片均有文字说明。",
        "undescribed": "部分图片没有文字说明。",
    },
}


def accessibility(
    features: Iterable[str], media_types: Iterable[str], language: str
) -> Iterator[tuple[str, str]]:
    """schema.org properties and values; ``features`` are those of ``xhtml.Page``."""
    found, kinds = set(features), set(media_types)
    pictured = bool(kinds)
    undescribed = "image without alt" in found
    yield "schema:accessMode", "textual"
    if pictured:
        yield "schema:accessMode", "visual"
    yield "schema:accessModeSufficient", "textual,visual" if undescribed else "textual"
    if pictured and not undescribed:
        yield "schema:accessibilityFeature", "alternativeText"
    for feature in ("displayTransformability", "readingOrder", "structuralNavigation"):
        yield "schema:accessibilityFeature", feature
    yield "schema:accessibilityFeature", "tableOfContents"
    if "math" in found:
        yield "schema:accessibilityFeature", "latex"
    if "ruby" in found:
        yield "schema:accessibilityFeature", "rubyAnnotations"
    moving = kinds & {"image/gif", "image/webp"}
    yield "schema:accessibilityHazard", "unknown" if moving else "none"
    yield "schema:accessibilitySummary", _summary(pictured, undescribed, language)


def _summary(pictured: bool, undescribed: bool, language: str) -> str:
    chinese = language.lower().startswith("zh")
    words = SUMMARY["zh" if chinese else "en"]
    pictures = words["undescribed" if undescribed else "described"] if pictured else ""
    return f"{words['text']}{'' if chinese else ' '}{pictures}".strip()
