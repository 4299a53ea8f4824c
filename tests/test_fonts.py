"""Letters without a glyph are named before a page is laid out."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from convert.exporters.pdf import fonts

DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
NOTO = Path("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc")
EXPORT = """
import io, sample
from convert.errors import ConvertError
from convert.exporters.pdf import Pdf
try:
    Pdf({options}).export(sample.publication(sample.simple("灯塔", "雾")), io.BytesIO())
except ConvertError as error:
    print(error.exit_code, error)
"""


def export_with(folder: Path, tmp_path: Path, options: str = "") -> str:
    """What a process says that finds fonts in ``folder`` only."""
    config = tmp_path / "fonts.conf"
    cache = f"<cachedir>{tmp_path}/cache</cachedir>"
    config.write_text(f"<fontconfig><dir>{folder}</dir>{cache}</fontconfig>")
    environment = {"FONTCONFIG_FILE": str(config), "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", EXPORT.format(options=options)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_common_letter_has_a_glyph_and_blanks_need_none():
    assert fonts.missing("lamp\u00a0\u200d\ufe0f\n") == ""


def test_a_letter_of_no_script_is_missing():
    assert fonts.missing("a\U0003fff0") == "\U0003fff0"


def test_the_advice_names_letters_scripts_and_packages():
    assert fonts.advice("灯塔한🎉") == (
        "no font has a glyph for 灯 U+706F, 塔 U+5854, 한 U+D55C, 🎉 U+1F389 "
        "(CJK, Hangul, Symbols); install one (apt-get install fonts-noto-cjk fonts-symbola), "
        "put a font file into ~/.local/share/fonts, name one (--font /path/to/font.otf), "
        "or print empty boxes (--missing-glyphs warn)"
    )


def test_the_advice_shows_ten_letters_at_most():
    assert "丑 U+4E11 and 2 more (CJK)" in fonts.advice("一丁七万丈三上下不丑丐与")


def test_chinese_is_set_in_its_own_font_and_english_is_not():
    assert fonts.families("zh-Hans").startswith('"Noto Serif CJK SC"')
    assert fonts.families("zh-TW").startswith('"Noto Serif CJK TC"')
    assert fonts.families("en").startswith('"Source Serif 4"')
    assert fonts.families("ja", '"Given"').startswith('"Given", "Noto Serif CJK JP"')


@pytest.mark.skipif(not DEJAVU.exists(), reason="fonts-dejavu is not installed")
def test_without_a_chinese_font_the_export_stops_and_says_what_to_install(tmp_path):
    said = export_with(DEJAVU.parent, tmp_path)
    assert said.startswith("6 no font has a glyph for 塔 U+5854, 灯 U+706F, 雾 U+96FE (CJK)")
    assert "fonts-noto-cjk" in said


@pytest.mark.skipif(not DEJAVU.exists(), reason="fonts-dejavu is not installed")
def test_a_missing_glyph_may_be_ignored(tmp_path):
    assert export_with(DEJAVU.parent, tmp_path, "missing_glyphs='ignore'") == ""


def test_without_any_font_the_export_stops_even_so(tmp_path):
    (tmp_path / "none").mkdir()
    said = export_with(tmp_path / "none", tmp_path, "missing_glyphs='ignore'")
    assert said.startswith("6 no font is installed; apt-get install")


@pytest.mark.skipif(not NOTO.exists(), reason="fonts-noto-cjk is not installed")
@pytest.mark.skipif(not DEJAVU.exists(), reason="fonts-dejavu is not installed")
def test_a_font_file_of_the_users_sets_chinese_where_none_is_installed(tmp_path):
    assert export_with(DEJAVU.parent, tmp_path, f"font={str(NOTO)!r}") == ""


def test_a_font_file_that_is_none_is_a_usage_error(tmp_path):
    said = export_with(DEJAVU.parent, tmp_path, f"font={__file__!r}")
    assert said.startswith("2 ")
    assert said.endswith("is not a font file")
