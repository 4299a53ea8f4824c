"""What a person would find in the sample of articles, the tool finds.

The sample is not part of the project: PUBCONVERT_CORPUS names its folder, or it lies
beside the project in ``shared/corpus``.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("PUBCONVERT_CORPUS", ROOT.parent / "shared" / "corpus"))

pytestmark = pytest.mark.skipif(
    not (CORPUS / "expected.json").exists(),
    reason="no sample: set PUBCONVERT_CORPUS to a folder with expected.json",
)


@pytest.fixture(scope="module")
def result() -> Any:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    from grade import grade

    from convert.readers.gitbook import GitBook

    expected = json.loads((CORPUS / "expected.json").read_text("utf-8"))
    return grade(CORPUS, expected, GitBook().read)


def test_notices_are_found_verbatim(result: Any) -> None:
    families = [f for f in result.wanted if f not in ("body", "image credit") and ":" not in f]
    assert result.recall(*families) >= 0.999, [result.misses[family] for family in families]


def test_picture_credits_are_found_verbatim(result: Any) -> None:
    assert result.recall("image credit") >= 0.999, result.misses["image credit"]


def test_no_line_of_a_body_is_lost(result: Any) -> None:
    assert result.misses["body"] == []


def test_no_clutter_is_left(result: Any) -> None:
    assert result.misses["clutter (not expected)"] == []


def test_people_have_their_roles(result: Any) -> None:
    families = [family for family in result.wanted if family.startswith("role: ")]
    assert result.recall(*families) >= 0.97, [result.misses[family] for family in families]


def test_little_is_claimed_that_is_no_notice(result: Any) -> None:
    assert result.right["notice"] / result.said["notice"] >= 0.98
