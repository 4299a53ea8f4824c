"""Files a person likes to read, kept as they should be: the seed and three others.

``PUBCONVERT_GOLDEN=write pytest tests/test_golden.py`` writes them anew; read the difference.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest

from convert import read
from convert.formats import Source
from convert.options import with_options
from convert.pipeline import publish
from convert.registry import load

ROOT = Path(__file__).parent.parent
GOLDEN = ROOT / "tests" / "golden"
SEEDS = {
    "borrowing-card": "seeds/flat/borrowing-card.txt",
    "essay": "seeds/essay.md",
    "japanese": "seeds/japanese.md",
    "arabic": "seeds/arabic.md",
}
FORMATS = {".txt": ("text", {}), ".md": ("markdown", {"flavour": "gfm"})}


def written(source: object, format: str, options: dict[str, str]) -> str:
    output = io.BytesIO()
    exporter = with_options(load("exporters", format), options)
    exporter.export(publish([read(source)]), output)
    return output.getvalue().decode()


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", SEEDS)
def test_the_file_is_as_it_should_be(name, suffix):
    text = written(ROOT / SEEDS[name], *FORMATS[suffix])
    golden = GOLDEN / (name + suffix)
    if os.environ.get("PUBCONVERT_GOLDEN") == "write":
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_the_comparison_in_the_docs_shows_what_we_write():
    page = (ROOT / "docs" / "text.md").read_text("utf-8")
    source = re.search(r"^````markdown\n(.*?)^````$", page, re.M | re.S)
    ours = re.search(r"^## pubconvert\n\n```text\n(.*?)^```$", page, re.M | re.S)
    assert written(Source("ferry.md", source[1]), "text", {"width": "40"}) == ours[1]
