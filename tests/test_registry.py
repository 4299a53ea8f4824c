"""Plug-ins: found without importing them, by the same rules as importlib.metadata."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import pytest

from convert import registry
from convert.errors import ConvertError, UsageError


@pytest.mark.parametrize("group", registry.GROUPS)
def test_the_registry_finds_what_importlib_metadata_finds(group):
    expected = {e.name: e.value for e in entry_points(group=f"convert.{group}")}
    assert registry.entries(group) == expected
    assert expected


def test_listing_imports_no_plug_in():
    code = (
        "import sys; from convert import registry; [registry.names(g) for g in registry.GROUPS];"
        "print([m for m in sys.modules if m.startswith(('convert.readers', 'convert.exporters'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_typo_gets_a_suggestion():
    with pytest.raises(UsageError, match="did you mean 'epub'"):
        registry.load("exporters", "epbu")


@pytest.fixture
def plugged(tmp_path, monkeypatch):
    """A folder on sys.path where a stranger's package can be laid down."""

    def plug(entry: str, module: str) -> None:
        info = tmp_path / "stranger-1.0.dist-info"
        info.mkdir()
        (info / "entry_points.txt").write_text(f"[convert.exporters]\n{entry}\n", "utf-8")
        (tmp_path / "stranger.py").write_text(module, "utf-8")

    monkeypatch.syspath_prepend(tmp_path)
    registry._everything.cache_clear()
    yield plug
    registry._everything.cache_clear()
    sys.modules.pop("stranger", None)


def test_a_stranger_comes_through_the_same_door(plugged):
    plugged("runes = stranger:Runes", "class Runes:\n    name = 'runes'\n")
    assert registry.load("exporters", "runes").name == "runes"
    assert "epub" in registry.names("exporters")


def test_a_broken_plug_in_is_named_and_takes_no_other_down(plugged):
    plugged("runes = stranger:Runes", "import no_such_module\n")
    with pytest.raises(ConvertError, match=r"'runes' \(stranger:Runes\) is broken"):
        registry.load("exporters", "runes")
    assert registry.load("exporters", "text").name == "text"
