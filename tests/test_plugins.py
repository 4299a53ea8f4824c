"""Plug-ins of strangers: built, installed and held to the conformance suite; and faulty ones,
which are named and take no other down."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from convert import convert, read, registry
from convert.cli import run
from convert.errors import ClaimLost, ConvertError, UsageError
from convert.formats import Source

ROOT = Path(__file__).parent.parent
EXAMPLES = [ROOT / "examples" / name for name in ("new_format", "new_reader", "new_site")]
SEED = ROOT / "seeds" / "flat" / "borrowing-card.txt"


# ── the examples, as a stranger would use them ──────────────────────────────────────────


@pytest.fixture(scope="module")
def stranger(tmp_path_factory):
    """Runs Python in a fresh virtual environment with the three examples installed. It borrows
    the packages of this one, so that nothing is fetched."""
    pytest.importorskip("hatchling", reason="hatchling builds the examples: pip install hatchling")
    folder = tmp_path_factory.mktemp("stranger")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    site = next(folder.glob("lib/python*/site-packages"))
    borrowed = sysconfig.get_path("purelib")
    (site / "borrowed.pth").write_text(f"import site; site.addsitedir({borrowed!r})\n", "utf-8")

    def execute(*arguments: object, cwd: Path = folder) -> str:
        done = subprocess.run(
            [python, *map(str, arguments)], capture_output=True, text=True, cwd=cwd, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    execute(
        "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation",
        "--disable-pip-version-check", *EXAMPLES,
    )  # fmt: skip
    return execute


def test_a_format_converts_the_seed_and_is_audited(stranger, tmp_path):
    said = stranger("-m", "convert", SEED, "-o", tmp_path / "card.gmi", "--images", "link")
    assert "claims proven" in said
    text = (tmp_path / "card.gmi").read_text("utf-8")
    assert text.startswith("# 一张借书卡，为什么能用六十年？\n")
    stranger("-m", "convert", "audit", tmp_path / "card.gmi", "--source", SEED)


def test_its_options_are_those_of_any_format(stranger, tmp_path):
    shown = json.loads(stranger("-m", "convert", "formats", "--json"))
    assert shown["exporters"]["gemtext"]["options"]["bullets"]["type"] == "yes/no"
    stranger("-m", "convert", SEED, "-o", tmp_path / "a.gmi", "--no-bullets", "--images=link")
    assert "\n* " not in (tmp_path / "a.gmi").read_text("utf-8")


def test_a_reader_reads_a_letter(stranger, tmp_path):
    letter = EXAMPLES[1] / "letter.eml"
    stranger("-m", "convert", letter, "-o", tmp_path / "letter.txt")
    text = (tmp_path / "letter.txt").read_text("utf-8")
    assert "What the kettle knows" in text
    assert "Author: Mei Lin" in text


def test_a_site_cuts_its_frame_and_reads_its_byline(stranger):
    shown = json.loads(stranger("-m", "convert", "inspect", EXAMPLES[2] / "article.md", "--json"))
    assert [removal["reason"] for removal in shown["removed"]] == ["buttons", "title repeated"]
    assert shown["contributions"] == [{"name": "Mei Lin", "role": "aut", "url": ""}]


def test_the_conformance_suite_holds_for_them(stranger):
    said = stranger(
        "-m", "pytest", "--pyargs", "convert.conformance", "-q", "-p", "no:cacheprovider",
        "-k", "gemtext or mail or teahouse",
    )  # fmt: skip
    assert " passed" in said or "[100%]" in said


def test_the_cases_of_the_format_hold(stranger):
    stranger("-m", "pytest", "-q", "-p", "no:cacheprovider", EXAMPLES[0] / "tests")


def test_a_format_with_its_witness_and_cases_is_short():
    files = [*EXAMPLES[0].rglob("*.py")]
    assert sum(len(path.read_text("utf-8").splitlines()) for path in files) < 120


# ── faulty ones ─────────────────────────────────────────────────────────────────────────

GOOD = """---
title: The ferry ledger
author: Anna Lindgren
source: https://example.org/ferry
---

Every fare was written *down*.
"""
RUNES = """
class Runes:
    __match_args__ = ()
    name, suffix, media_type = "runes", ".runes", "text/plain"
    places = __import__("convert.exporters.text").exporters.text.PlainText.places
    def export(self, publication, output):
        {body}
        return ()
def witness(file):
    from convert.witnesses.text import witness
    return witness(file)
"""
ENTRIES = "[convert.exporters]\nrunes = {0}:Runes\n[convert.witnesses]\nrunes = {0}:witness\n"


@pytest.fixture
def plug(tmp_path, monkeypatch):
    """Lays a stranger's package down on ``sys.path``."""
    made = []

    def lay(name: str, entries: str, module: str) -> None:
        info = tmp_path / "packages" / f"{name}-1.0.dist-info"
        info.mkdir(parents=True)
        (info / "entry_points.txt").write_text(entries, "utf-8")
        (info.parent / f"{name}.py").write_text(module, "utf-8")
        made.append(name)
        registry._everything.cache_clear()

    monkeypatch.syspath_prepend(tmp_path / "packages")
    yield lay
    for name in made:
        sys.modules.pop(name, None)
    registry._everything.cache_clear()


@pytest.fixture
def good(tmp_path):
    (tmp_path / "good.md").write_text(GOOD, "utf-8")
    return tmp_path / "good.md"


BROKEN = {
    "a module that is not there": "import no_such_module",
    "a syntax error": "class Runes(:",
    "an error at import": "1 / 0",
    "a class that is not there": "",
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_one_is_named_and_takes_no_other_down(fault, plug, good, tmp_path, capsys):
    groups = "".join(f"[convert.{group}]\nrunes = runic:Runes\n" for group in registry.GROUPS)
    plug("runic", groups, BROKEN[fault])
    with pytest.raises(ConvertError, match=r"exporter 'runes' \(runic:Runes\) is broken: \w+Error"):
        convert(good, tmp_path / "a.runes", format="runes")
    assert convert(good, tmp_path / "a.txt").verdict.survives
    with pytest.raises(UsageError, match=r"'runes'.*is broken"):
        convert(good, tmp_path / "a.runes")
    assert run(["formats"]) == 0
    assert "runes" in (shown := capsys.readouterr().out)
    assert "broken" in shown
    assert run(["formats", "--json"]) == 0
    assert "broken" in json.loads(capsys.readouterr().out)["sites"]["runes"]


def test_two_packages_with_one_name_are_both_named(plug, good, tmp_path):
    module = RUNES.format(body="output.write(b'x')")
    plug("elder", ENTRIES.format("elder"), module)
    plug("younger", ENTRIES.format("younger"), module)
    with pytest.raises(ConvertError) as clash:
        convert(good, tmp_path / "a.runes", format="runes")
    assert "elder (elder:Runes) and younger (younger:Runes)" in str(clash.value)
    assert convert(good, tmp_path / "a.txt").verdict.survives


def test_one_that_takes_a_name_of_ours_is_named_and_only_that_name_is_gone(plug, good, tmp_path):
    plug("usurper", "[convert.exporters]\nepub = usurper:Runes\n", RUNES.format(body=""))
    with pytest.raises(ConvertError, match=r"'epub' comes from .*usurper \(usurper:Runes\)"):
        convert(good, tmp_path / "a.epub", format="epub")
    assert convert(good, tmp_path / "a.html").verdict.survives


def test_one_that_drops_a_claim_is_named_with_the_claim(plug, good, tmp_path):
    body = "output.write('The ferry ledger\\n\\nEvery fare was written down.'.encode())"
    plug("runic", ENTRIES.format("runic"), RUNES.format(body=body))
    with pytest.raises(ClaimLost, match=r"runes: author of .* is missing in the text: Anna"):
        convert(good, tmp_path / "a.runes")
    assert not (tmp_path / "a.runes").exists()


def test_one_without_a_witness_is_written_when_asked_for(plug, good, tmp_path, capsys):
    body = "output.write('The ferry ledger'.encode())"
    plug("runic", "[convert.exporters]\nrunes = runic:Runes\n", RUNES.format(body=body))
    assert run([str(good), "-o", str(tmp_path / "a.runes")]) == 2
    assert "nothing proves a file of 'runes'" in capsys.readouterr().err
    assert not (tmp_path / "a.runes").exists()
    assert run([str(good), "-o", str(tmp_path / "a.runes"), "--unproven"]) == 0
    assert f"{tmp_path / 'a.runes'}: runes, unproven" in capsys.readouterr().err
    assert not convert(good, tmp_path / "b.runes", unproven=True).proven
    assert run([str(tmp_path), "-o", f"{tmp_path}/out/", "-t", "runes", "--unproven"]) == 0
    assert (tmp_path / "out" / "good.runes").exists()
    assert run(["audit", str(tmp_path / "a.runes"), "--source", str(good)]) == 2
    assert "unknown witness 'runes'" in capsys.readouterr().err


def test_asking_for_no_proof_weakens_no_proof(plug, good, tmp_path):
    body = "output.write('The ferry ledger'.encode())"
    plug("runic", ENTRIES.format("runic"), RUNES.format(body=body))
    with pytest.raises(ClaimLost):
        convert(good, tmp_path / "a.runes", unproven=True)


def test_one_that_fails_is_named_and_leaves_no_file(plug, good, tmp_path):
    plug("runic", ENTRIES.format("runic"), RUNES.format(body="raise KeyError('rune')"))
    message = r"exporter 'runes' \(runic:Runes\) failed: KeyError: 'rune'"
    with pytest.raises(ConvertError, match=message):
        convert(good, tmp_path / "a.runes")
    assert {path.name for path in tmp_path.iterdir()} == {"good.md", "packages"}


READER = """
class Oracle:
    name = "oracle"
    def accepts(self, source): {accepts}
    def read(self, source): raise RuntimeError("the oracle sleeps")
"""


def test_a_reader_that_fails_is_named_when_asked_for_and_else_not_chosen(plug):
    entries = "[convert.readers]\noracle = delphi:Oracle\n"
    plug("delphi", entries, READER.format(accepts="raise RuntimeError('no')"))
    assert read(Source("a.md", GOOD)).metadata.title == "The ferry ledger"
    with pytest.raises(ConvertError, match=r"reader 'oracle' \(delphi:Oracle\) failed"):
        read(Source("a.md", GOOD), reader="oracle")
