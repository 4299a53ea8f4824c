"""Node.js and Chromium, in which pages and books are opened."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def node_with(packages: Path) -> str:
    """The command ``node``, with the npm packages of a folder; or the test is skipped and says
    what is missing."""
    node = shutil.which("node")
    if not (node and CHROMIUM):
        pytest.skip(f"{'Chromium' if node else 'Node.js'} is not installed: nobody looks at it")
    if not (packages / "node_modules").exists():
        pytest.skip(f"npm packages are missing: npm ci --prefix tests/{packages.name}")
    return node
