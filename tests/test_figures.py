"""What stands right below a picture is its caption, its credit, or the text going on."""

from __future__ import annotations

import pytest

from convert import model as m
from convert import read
from convert.formats import Source
from convert.walk import plain_text

# below the picture, its caption, its credit: '' and '' when the text simply goes on
BELOW = [
    ("图3：雨中的摊位", "图3：雨中的摊位", ""),
    ("（图源：林晚舟）", "", "（图源：林晚舟）"),
    ("图3：雨中的摊位\n\n（图源：林晚舟）", "图3：雨中的摊位", "（图源：林晚舟）"),
    ("图3：雨中的摊位  \n图源：林晚舟", "图3：雨中的摊位", "图源：林晚舟"),
    ("▲ 雨中的摊位", "▲ 雨中的摊位", ""),
    ("▲ 图片来自林晚舟", "", "▲ 图片来自林晚舟"),
    ("图｜林晚舟", "", "图｜林晚舟"),
    ("Figure 3. Stalls in the rain", "Figure 3. Stalls in the rain", ""),
    ("Photo: Anna Lindgren", "", "Photo: Anna Lindgren"),
    ("图3显示，摊位少了一半。", "", ""),
    ("图书馆门前的摊位最多", "", ""),
    ("▲ 摊位少了一半。", "", ""),
    ("▲", "", ""),
    ("图3：雨中的摊位  \n这一天只来了两个人", "", ""),
    ("图3：" + "雨" * 80, "", ""),
    ("## 图3：雨中的摊位", "", ""),
]


@pytest.mark.parametrize("below, caption, credit", BELOW)
def test_what_stands_below_a_picture(below, caption, credit):
    document = read(Source("a.md", f"# 集市\n\n![摊位](a.png)\n\n{below}\n\n后来雨停了。\n"))
    figure = next(block for block in document.blocks if isinstance(block, m.Figure))
    assert (plain_text(figure.caption), plain_text(figure.credit)) == (caption, credit)
    assert plain_text(document.blocks[-1].content) == "后来雨停了。"


def test_no_word_of_two_lines_is_taken_when_one_of_them_is_text():
    text = "# 集市\n\n![摊位](a.png)\n\n图3：摊位  \n雨停了，人又来了。\n\n后来雨停了。\n"
    document = read(Source("a.md", text))
    assert plain_text(document.blocks[-2].content) == "图3：摊位 雨停了，人又来了。"
