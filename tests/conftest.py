"""Settings of all tests: no network for pictures unless a test says so, fixed examples in CI."""

from __future__ import annotations

import os

import pytest
from ferry import GOOD
from hypothesis import settings

os.environ.setdefault("PUBCONVERT_IMAGES", "link")

settings.register_profile("home", deadline=None)
settings.register_profile("ci", derandomize=True, deadline=None)
settings.load_profile("home")
if os.environ.get("CI"):
    settings.load_profile("ci")  # the same examples in every run; at home Hypothesis roams


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The folder a command is run in, with a good source in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.md").write_text(GOOD, "utf-8")
    return tmp_path
