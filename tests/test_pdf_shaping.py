"""A cut font gives letters that make one shape together the shape that the whole font gives."""

from __future__ import annotations

import io

import pytest
from fontTools.ttLib import TTFont

from convert.exporters.pdf import faces
from convert.exporters.pdf.typst import fonts

FAMILY = "Noto Serif CJK KR"
OLD = "\u1100\u119e\u1105 \u1112\u119e\u11ab"
"""Syllables of old Korean, which have no letter of their own: their parts are fitted together."""

FITTED = {"ljmo", "vjmo", "tjmo"}
"""What the font does for them, as it does it with other tags for the scripts of India."""


@pytest.fixture(scope="module")
def face() -> faces.Face:
    return faces.installed([FAMILY])[FAMILY][0]


def done(content: bytes | None) -> set[str]:
    """What a font does with letters."""
    assert content
    table = TTFont(io.BytesIO(content))["GSUB"].table
    return {record.FeatureTag for record in table.FeatureList.FeatureRecord}


def test_a_font_cut_for_weasyprint_fits_letters_together(face):
    assert done(faces.cut(face, OLD)) >= FITTED


def test_a_font_cut_for_typst_fits_letters_together(face):
    assert done(fonts.cut(fonts.Face(face.path, face.index, FAMILY, 80, 0), OLD)) >= FITTED
