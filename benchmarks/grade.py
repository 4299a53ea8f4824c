"""How much of what a person would find does the tool find?

Grades the reading of a folder of articles against expected records (JSON: path -> record,
with "notices", "image_credits" and "best_effort" names), and prints recall and precision
per family, body letters lost and clutter left::

    python benchmarks/grade.py ../shared/corpus ../shared/corpus/expected.json --misses
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from convert.formats import Source
from convert.ledger import FIELDS, image_credits
from convert.model import Document
from convert.walk import plain_text

Read = Callable[[Source], Document]

ROLES = {
    "handles": ("aut", "trl", "com", "asn"),
    "byline_authors": ("aut",),
    "editors": ("edt",),
    "translators": ("trl",),
    "original_authors": ("aut",),
}
CLUTTER = (
    "分享到微博",
    "微信扫一扫",
    "已收藏",
    "查看详情 >",
    "下载App",
    "qidianla.com",
    "pwmqr.com",
)


class Grade:
    """Counts of what was wanted, found and said too much; ``misses`` names each."""

    def __init__(self) -> None:
        self.wanted: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.said: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.misses: defaultdict[str, list[str]] = defaultdict(list)

    def want(self, family: str, found: bool, name: str) -> None:
        self.wanted[family] += 1
        self.found[family] += found
        if not found:
            self.misses[family].append(name)

    def say(self, family: str, right: bool, name: str) -> None:
        self.said[family] += 1
        self.right[family] += right
        if not right:
            self.misses[f"{family} (not expected)"].append(name)

    def recall(self, *families: str) -> float:
        """Share found of what was wanted, over all families when none is named."""
        names = families or tuple(self.wanted)
        wanted = sum(self.wanted[name] for name in names)
        return sum(self.found[name] for name in names) / wanted if wanted else 1.0


def squeeze(text: str) -> str:
    """Letters alone: white space, invisible characters and Markdown marks do not count."""
    return re.sub(r"[\s\u200b-\u200d\u2060\ufeff\\*_`#>]+", "", text)


def grade(folder: Path, expected: dict[str, Any], read: Read) -> Grade:
    """Reads every article named in ``expected`` and compares."""
    result = Grade()
    for name, record in expected.items():
        text = (folder / name).read_text("utf-8")
        document = read(Source(name, text))
        _notices(result, name, record, document)
        _people(result, name, record, document)
        _body(result, name, text, record, document)
    return result


def _notices(result: Grade, name: str, record: dict[str, Any], document: Document) -> None:
    claims = {squeeze(c.text): c for c in document.ledger if c.kind not in FIELDS}
    for notice in record["notices"]:
        result.want(
            notice["family"], squeeze(notice["text"]) in claims, f"{name}: {notice['text']}"
        )
    for credit in record["image_credits"]:
        result.want("image credit", squeeze(credit) in claims, f"{name}: {credit}")
    known = {squeeze(n["text"]) for n in record["notices"]}
    pictures = {squeeze(credit) for credit in record["image_credits"]} | known
    credits = {squeeze(c.text) for c in image_credits(document.ledger)}
    for text, claim in claims.items():
        family = "image credit" if text in credits else "notice"
        right = text in (pictures if family == "image credit" else known)
        result.say(family, right, f"{name}: [{claim.kind}] {claim.text[:120]}")


def _people(result: Grade, name: str, record: dict[str, Any], document: Document) -> None:
    stated: dict[str, set[str]] = {}
    accounts = ""
    for claim in document.ledger:
        if claim.kind in FIELDS:
            continue
        for c in claim.contributions:
            stated.setdefault(c.role, set()).add(squeeze(c.agent.name))
            accounts += f"|{squeeze(c.agent.name)}|{squeeze(c.agent.account)}"
        if claim.work and claim.work.author:
            stated.setdefault("aut", set()).add(squeeze(claim.work.author))
    best = record["best_effort"]
    for family, roles in ROLES.items():
        for person in best[family]:
            found = any(squeeze(person).lstrip("@") in stated.get(role, ()) for role in roles)
            result.want(f"role: {family}", found, f"{name}: {person}")
    for account, number in best["accounts"]:
        found = squeeze(account) in accounts and (squeeze(number or "") in accounts)
        result.want("role: accounts", found, f"{name}: {account} {number}")


def _body(result: Grade, name: str, text: str, record: dict[str, Any], document: Document) -> None:
    """Every line of the source must be seen, be a claim, or be listed as removed."""
    shown = [*map(_letters, document.blocks), *(squeeze(c.text) for c in document.ledger)]
    everything = "\n".join([*shown, squeeze(document.metadata.description)])
    for removal in document.removed:
        before, _, behind = text.rpartition(removal.text)
        text = f"{before}\n{behind}"
    for line in _source_lines(text):
        result.want("body", line in everything, f"{name}: {line[:120]}")
    for word in CLUTTER:
        kept = "\n".join(plain_text((block,)) for block in document.blocks)
        if word in kept and word not in record["summary"]:
            result.say("clutter", False, f"{name}: {word}")


def _letters(block: Any) -> str:
    return squeeze(plain_text((block,)))


def _source_lines(text: str) -> Iterator[str]:
    """The body's lines with markup removed by simple means of our own."""
    for line in _unmarked(text.partition("\n---\n")[2]).split("\n"):
        line = re.sub(r"^\s*(?:>\s*)*(?:[*+-]\s+|\d+[.)]\s+)*", "", line)
        if letters := squeeze(line):
            yield letters


def _unmarked(text: str) -> str:
    """Without images, and links by their words alone."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    return re.sub(r"(?<!\\)\[((?:\\.|[^\]\\\n])*)\]\([^)\n]*\)", r"\1", text)


def report(result: Grade) -> Iterator[str]:
    """One line per family."""
    for family in sorted(result.wanted):
        found, wanted = result.found[family], result.wanted[family]
        yield f"{family:24} recall    {found:6} of {wanted:6}  {100 * found / wanted:6.2f} %"
    for family in sorted(result.said):
        right, said = result.right[family], result.said[family]
        yield f"{family:24} precision {right:6} of {said:6}  {100 * right / said:6.2f} %"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("expected", type=Path)
    parser.add_argument("--misses", action="store_true", help="name each miss")
    arguments = parser.parse_args()
    from convert.readers.gitbook import GitBook

    expected = json.loads(arguments.expected.read_text("utf-8"))
    result = grade(arguments.folder, expected, GitBook().read)
    print("\n".join(report(result)))
    if arguments.misses:
        for family, names in sorted(result.misses.items()):
            print(f"\n{family}", *names, sep="\n  ")


if __name__ == "__main__":
    main()
