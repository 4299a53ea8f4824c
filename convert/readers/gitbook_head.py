"""The head of an exported GitBook article: a title, a hint full of fields, a summary, a rule.

All of it is plain text, not Markdown: names such as ``har***i`` and titles with ``|`` are
taken as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from convert.diagnostics import Origin
from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution
from convert.model import Removal
from convert.readers import front_matter
from convert.readers.assemble import Head
from convert.value import Value, replace

NOTHING = frozenset({"", "N/A", "None", "Unknown date"})
"""What the exporter writes where it knows nothing."""

NO_SUMMARY = frozenset({"No brief available.", "No summary available."})

LIMIT = 100
"""Lines in which a head must end."""

_FIELD = re.compile(r"\*\*([^*:：]{1,40})[:：]\*\*[ \t]*(.*)")
_LINK = re.compile(r"\[(.*?)\]\(([^()\s]*)\)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_BODY = ("## ", "![", "[![", "{%")


class Top(Value):
    """A head and the number of lines it takes up; 0 when the text has none of this kind."""

    head: Head
    lines: int = 0
    removed: tuple[Removal, ...] = ()


def read(text: str, file: str) -> Top:
    """The head of ``text``; a hint without author, date or origin is an ordinary one."""
    lines = [line.strip() for line in text.split("\n", LIMIT)[:LIMIT]]
    at = _skip(lines, 0)
    title = lines[at][2:].strip() if at < len(lines) and lines[at].startswith("# ") else ""
    start = _skip(lines, at + 1 if title else at)
    fields = _fields(lines, start)
    if not {"author", "published", "original"} & {field.key.lower() for field in fields}:
        return Top(Head())
    start = lines.index("{% endhint %}", start) + 1
    summary, end = _summary(lines, start)
    head = Head(title=title, description=summary, summary_line=_skip(lines, start) + 1)
    return _with_fields(Top(head, end), fields, file)


def _skip(lines: Sequence[str], at: int) -> int:
    """The next line that is not empty."""
    while at < len(lines) and not lines[at].strip("\ufeff"):
        at += 1
    return at


def _fields(lines: Sequence[str], at: int) -> list[front_matter.Field]:
    """The fields of the hint that begins at a line; none when it holds anything else."""
    if not (at < len(lines) and lines[at].startswith("{% hint") and "{% endhint %}" in lines[at:]):
        return []
    inside = lines[at + 1 : lines.index("{% endhint %}", at)]
    found = [(_FIELD.fullmatch(line), number) for number, line in enumerate(inside, at + 2) if line]
    if not all(field for field, _ in found):
        return []
    return [front_matter.Field(f[1].strip(), f[2].strip(), number) for f, number in found if f]


def _summary(lines: Sequence[str], start: int) -> tuple[str, int]:
    """The summary and the line behind the rule that ends the head.

    Only its first line is sure to be quoted, so it reaches to the rule; without a rule it is
    the lines that are quoted.
    """
    at = _skip(lines, start)
    if at < len(lines) and lines[at] == "---":
        return "", at + 1
    if at == len(lines) or not lines[at].startswith(">"):
        return "", start
    rule = lines.index("---", at) if "---" in lines[at:] else len(lines)
    if rule < len(lines) and not any(line.startswith(_BODY) for line in lines[at:rule]):
        end, behind = rule, rule + 1
    else:
        end = next((n for n in range(at, len(lines)) if not lines[n].startswith(">")), len(lines))
        behind = end
    said = "\n".join(line.removeprefix(">").strip() for line in lines[at:end]).strip()
    return "" if said in NO_SUMMARY else said, behind


def _with_fields(top: Top, fields: Sequence[front_matter.Field], file: str) -> Top:
    """The fields of the exporter read here, any other as front matter would be."""
    values: dict[str, str] = {}
    claims: list[Claim] = []
    subjects: list[str] = []
    removed, others = list(top.removed), []
    for field in fields:
        origin = Origin(file, field.line)
        value = str(field.value)
        match field.key.lower():
            case _ if value in NOTHING:
                pass
            case "author":
                claims += _authors(value, origin)
            case "published" if _DATE.fullmatch(value):
                values["published"] = value
                claims.append(Claim(Kind.DATE, value, origin=origin))
            case "original" if url := _url(value):
                values["url"] = url
                claims.append(Claim(Kind.SOURCE, url, origin=origin))
            case "tags":
                subjects = [*_tags(value), *subjects]
            case "category":
                subjects.append(value)
            case "stats":
                removed.append(Removal("view counts", value, origin))
            case _:
                others.append(field)
    head = replace(top.head, claims=tuple(claims), subjects=tuple(subjects), **values)
    if others:
        head = merge(head, front_matter.FrontMatter(tuple(others), "", file).head())
    return replace(top, head=head, removed=tuple(removed))


def merge(first: Head, second: Head) -> Head:
    """What both heads state: of one value the first, of several all."""
    changes = {}
    for name in Head._names:
        one, other = getattr(first, name), getattr(second, name)
        changes[name] = (*one, *other) if isinstance(one, tuple) else one or other
    return replace(first, **changes)


def _authors(value: str, origin: Origin) -> list[Claim]:
    """One claim for every linked name, or one for the whole when nothing is linked."""
    links = _LINK.findall(value)
    if not links or _LINK.sub("", value).strip(" ,，、&"):
        links = [(value, "")]
    return [
        Claim(
            Kind.AUTHOR,
            name.strip(),
            (Contribution(Agent(name.strip(), "" if url == "#" else url), "aut"),),
            origin=origin,
        )
        for name, url in links
        if name.strip() not in NOTHING
    ]


def _url(value: str) -> str:
    """The address of a link or one that stands alone; '#' is none."""
    found = _LINK.fullmatch(value)
    url = found[2] if found else value
    return url if url.startswith(("http://", "https://")) else ""


def _tags(value: str) -> list[str]:
    """Tags in backticks, or parted by commas; a full-width comma is part of a tag."""
    found = re.findall(r"`([^`]*)`", value) if value.startswith("`") else value.split(",")
    return [tag.strip() for tag in found if tag.strip() not in NOTHING]
