"""The house rules that a machine can check."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import convert

ROOT = Path(convert.__file__).parent
LAYERS = [
    {"value"},
    {"diagnostics", "errors"},
    {"metadata"},
    {"ledger"},
    {"words", "tongues"},
    {"model", "labels"},
    {"walk", "record", "data"},
    {"conservation", "squeezed"},
    {"formats", "schema"},
    {"registry", "options", "sources", "files", "forks", "mhtml", "styles"},
    {"notices", "images", "arguments"},
    {"sites"},
    {"readers", "transforms", "exporters", "witnesses", "comparison"},
    {"heard"},
    {"pipeline"},
    {"fetch", "conformance", "volumes"},
    {"library"},
    {"reporting", "catalogue"},
    {"commands"},
    {"cli"},
    {"__main__", "__init__"},
]
"""Imports go from lower lines to higher ones, or stay within one part of a line."""

LEVEL = {part: number for number, layer in enumerate(LAYERS) for part in layer}
CLOSED = ("exporters", "witnesses")
"""Parts that must not know each other: what writes and what reads back."""

MODULES = sorted(ROOT.rglob("*.py"))


def part(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def own(path: Path) -> set[str]:
    names = {name.split(".")[1] for name in imports(path) if name.startswith("convert.")}
    return {name for name in names if name in LEVEL}


def test_every_module_has_its_place():
    assert {part(path) for path in MODULES} <= set(LEVEL)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_one_way(path):
    here = part(path)
    for name in own(path) - {here}:
        assert LEVEL[name] < LEVEL[here] or here in ("__init__", "__main__"), f"{here} -> {name}"
    if here in CLOSED:
        assert not own(path) & (set(CLOSED) - {here})


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_only_the_command_prints(path):
    calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
    printing = [
        c for c in calls if isinstance(c.func, ast.Name) and c.func.id in ("print", "input")
    ]
    assert not printing or part(path) == "commands"


WORLD = {"time", "random", "socket", "urllib.request", "http.client", "subprocess", "requests"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_below_the_pipeline_looks_at_the_world(path):
    if LEVEL[part(path)] >= LEVEL["pipeline"]:
        return
    text = path.read_text("utf-8")
    assert not imports(path) & WORLD
    assert "os.environ" not in text
    assert ".now(" not in text


def test_the_model_fits_on_one_screen():
    lines = (ROOT / "model.py").read_text("utf-8").splitlines()
    assert len(lines) <= 90


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_reads_like_a_page(path):
    assert len(path.read_text("utf-8").splitlines()) <= 300
