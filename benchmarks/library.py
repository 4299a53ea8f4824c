# ruff: noqa: SIM905 (words read better than lists)
"""A library to measure with: GitBook Markdown in the shape of a real one, the same every time.

    python benchmarks/library.py FOLDER COUNT [SAMPLE]

The words mean nothing. The shape is measured: articles of 15 KB in the middle and 150 KB at
the most, ten pictures, a dozen bold phrases, lists, a hint with the head, notices at the end,
a ``SUMMARY.md`` with parts by year and month. With a sample its articles are taken instead,
again and again, each with a number of its own in its title.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

WORDS = """
    我们 他们 这个 那个 时候 产品 用户 市场 内容 方法 问题 城市 河流 灯塔 书店 茶馆 故事
    经验 数据 设计 需要 可以 发现 认为 已经 开始 继续 因为 所以 但是 如果 其实 非常 一些
    很多 一个 没有 不是 就是 通过 进行 成为 影响 增长 变化 选择 价值 价格 渠道 团队 公司
    平台 服务 体验 功能 流程 策略 目标 结果 原因 逻辑 阶段 时间 空间 朋友 老师 学生 孩子
    冬天 夏天 早晨 夜里 天气 道路 说 看 做 想 走 写 读 买 卖 等 问 给 在 和 与 对 从 到 把
    被 让 更 最 也 都 还 又 很 再 只 才 新 旧 大 小 多 少 长 短 高 低 APP AI 2024 3.5 KPI
""".split()
NAMES = "林晚舟 周木鱼 何青 陈一苇 苏晴川 马小川 白露 江北辰 Anna Wei 顾南".split()
TOPICS = "阅读 运营 设计 数据 城市 茶 市场 写作".split()


def write(folder: Path, count: int, seed: int = 1, sample: Path | None = None) -> None:
    """``count`` articles and their ``SUMMARY.md``; the same seed gives the same bytes."""
    known = sorted(sample.rglob("[0-9]*.md")) if sample else []
    parts: dict[str, list[str]] = {}
    for number in range(count):
        year, month = 2019 + number % 6, 1 + number // 6 % 12
        path = f"articles/{year}/{month:02}/{100000 + number}.md"
        rng = random.Random(f"{seed} {number}")
        text = _again(known, number) if known else article(rng, number, f"{year}-{month:02}-15")
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
        title = text.partition("\n")[0].removeprefix("# ")
        parts.setdefault(f"{year}-{month:02}", []).append(f"  * [{title}]({path})")
    lines = (line for part in sorted(parts) for line in (f"* [{part}]()", *parts[part]))
    (folder / "SUMMARY.md").write_text("\n".join(["# Summary", "", *lines, ""]), "utf-8")


def _again(known: list[Path], number: int) -> str:
    title, _, rest = known[number % len(known)].read_text("utf-8").partition("\n")
    return f"{title} {number // len(known) + 1}\n{rest}"


def article(rng: random.Random, number: int, date: str) -> str:
    """One article with its head and its notices."""
    title = f"{_phrase(rng, 5)}：{_phrase(rng, 4)}"
    name, url = rng.choice(NAMES), f"https://articles.example/{number}"
    tags = " ".join(f"`{topic}`" for topic in rng.sample(TOPICS, 3))
    size = min(max(rng.lognormvariate(8.5, 0.45), 600), 50_000)
    return (
        f'# {title}\n\n{{% hint style="info" %}}\n**Category:** {rng.choice(TOPICS)}\n'
        f"**Author:** [{name}](https://articles.example/u/{number % 97})\n"
        f"**Published:** {date}\n**Tags:** {tags}\n"
        f"**Original:** [View]({url})\n{{% endhint %}}\n\n> {_sentence(rng)}\n\n"
        f"{_body(rng, int(size))}\n\n作者：{name}\n\n"
        f"本文由 @{name} 原创发布，未经许可，禁止转载。\n\n题图来自 Unsplash，基于CC0协议。\n"
    )


def _body(rng: random.Random, letters: int) -> str:
    """Paragraphs, headings, lists and pictures, of about so many letters."""
    parts: list[str] = []
    while (done := sum(map(len, parts))) < letters:
        kind = rng.random()
        if kind < 0.07:
            parts.append(f"## {_phrase(rng, 4)}")
        elif kind < 0.16:
            parts.append(f"![](https://pictures.example/{letters}-{done}.jpg)")
        elif kind < 0.22:
            parts.append("\n".join(f"*   {_sentence(rng)}" for _ in range(rng.randint(2, 5))))
        elif kind < 0.32:
            parts.append(f"**{_phrase(rng, 5)}：**{_sentence(rng)}")
        else:
            parts.append("".join(_sentence(rng) for _ in range(rng.randint(1, 4))))
    return "\n\n".join(parts)


def _sentence(rng: random.Random) -> str:
    return "，".join(_phrase(rng, rng.randint(3, 8)) for _ in range(rng.randint(1, 3))) + "。"


def _phrase(rng: random.Random, words: int) -> str:
    return "".join(rng.choices(WORDS, k=words))


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), sample=Path(sys.argv[3]) if sys.argv[3:] else None)
