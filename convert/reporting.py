"""What ``inspect`` and ``audit`` say, for people and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from convert import labels
from convert.ledger import Claim, image_credits, notices
from convert.metadata import Contribution, Rights
from convert.model import Document
from convert.pipeline import Audit
from convert.value import fields

# ── inspect ─────────────────────────────────────────────────────────────────────────────


def document(document: Document) -> str:
    """A page about one document: its metadata, its claims with their lines."""
    m = document.metadata
    rows = [
        ("title", m.title),
        ("language", m.language),
        ("published", m.published),
        ("source", m.provenance.url),
        ("site", m.provenance.site),
        ("subjects", ", ".join(m.subjects)),
        ("cover", m.cover),
        *((labels.role(c.role, "en").lower(), _who(c)) for c in m.contributions),
        *(("rights", _terms(r)) for r in m.rights),
    ]
    lines = _table(rows)
    lines += _claims("notices", notices(document.ledger))
    lines += _claims("image credits", image_credits(document.ledger))
    if document.removed:
        lines += [
            "",
            f"{many(len(document.removed), 'passage')} removed as clutter (--removed lists them)",
        ]
    return "\n".join(lines)


def removed(document: Document) -> str:
    """Every passage cut as clutter: its line, the reason, the text."""
    if not document.removed:
        return "nothing was removed"
    return "\n".join(
        f"{_line(r):>5}  {r.reason}\n" + "\n".join(f"       | {t}" for t in r.text.splitlines())
        for r in document.removed
    )


def document_json(document: Document) -> str:
    """The same as JSON; roles are MARC relator codes, lines count from 1."""
    m = document.metadata
    return _json(
        {
            "title": m.title,
            "language": m.language,
            "published": m.published,
            "source_url": m.provenance.url,
            "site": m.provenance.site,
            "tags": list(m.subjects),
            "summary": m.description,
            "contributions": [_agent(c) for c in m.contributions],
            "notices": [_claim(c) for c in notices(document.ledger)],
            "image_credits": [_claim(c) for c in image_credits(document.ledger)],
            "rights": [_rights(r) for r in m.rights],
            "cover": m.cover,
            "removed": [
                {"reason": r.reason, "line": _line(r), "text": r.text} for r in document.removed
            ],
            "diagnostics": [str(d) for d in document.diagnostics],
        }
    )


def many(count: int, what: str) -> str:
    """A number of things: '1 claim', '2,151 claims'."""
    return f"{count:,} {what}{'s'[: count != 1]}"


def _table(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Names and, side by side, the values of those that have one."""
    stated = [(name, value) for name, value in rows if value]
    wide = max([14, *(len(name) for name, _ in stated)])
    return [f"{name:<{wide}} {value}" for name, value in stated]


def _who(contribution: Contribution) -> str:
    agent = contribution.agent
    account = f" ({agent.account})" if agent.account else ""
    return f"{agent.name}{account}  {agent.url}".rstrip()


def _terms(rights: Rights) -> str:
    reading = ", ".join(filter(None, (rights.licence, rights.uri, rights.terms)))
    subject = f"{rights.applies_to}: " if rights.applies_to else ""
    return f"{subject}{reading or 'as stated'} — {rights.statement}"


def _claims(title: str, claims: Sequence[Claim]) -> list[str]:
    if not claims:
        return []
    return ["", title, *(f"{_line(c):>5}  {c.kind:<13} {c.text}" for c in claims)]


def _agent(contribution: Contribution) -> dict[str, str]:
    agent = contribution.agent
    full = {
        "name": agent.name,
        "role": contribution.role,
        "url": agent.url,
        "account": agent.account,
    }
    return {key: value for key, value in full.items() if value or key in ("name", "role", "url")}


def _claim(claim: Claim) -> dict[str, Any]:
    full: dict[str, Any] = {
        "kind": str(claim.kind),
        "text": claim.text,
        "line": _line(claim),
        "contributions": [_agent(c) for c in claim.contributions],
        "rights": _rights(claim.rights) if claim.rights else None,
        "guess": claim.guess,
    }
    if claim.work:
        full["work"] = {name: getattr(claim.work, name) for name in fields(claim.work)}
    return {key: value for key, value in full.items() if value or key in ("kind", "text", "line")}


def _rights(rights: Rights) -> dict[str, str]:
    full = {name: getattr(rights, name) for name in fields(rights)}
    return {key: value for key, value in full.items() if value}


def _line(thing: Any) -> int:
    return thing.origin.line if thing.origin else 0


# ── audit ───────────────────────────────────────────────────────────────────────────────


def audits(reports: Iterable[Audit]) -> str:
    """What each file says of itself, then the verdict."""
    return "\n\n".join(_audit(report) for report in reports)


def audits_json(reports: Iterable[Audit]) -> str:
    """The same as JSON."""
    return _json([_audit_values(report) for report in reports])


def _audit(report: Audit) -> str:
    e = report.evidence
    rows = [
        ("title", e.title),
        ("language", e.language),
        *((labels.role(c.role, "en").lower(), c.agent.name) for c in e.contributions),
        *(("publisher", p) for p in e.publishers),
        *(("date", d) for d in e.dates),
        *(("source", s) for s in e.sources),
        *(("statement", s) for s in e.statements),
    ]
    lines = [f"{report.file} ({report.format})"]
    lines += [f"  {row}" for row in _table(rows)]
    return "\n".join([*lines, f"  {_verdict(report)}"])


def _verdict(report: Audit) -> str:
    verdict = report.verdict
    if not verdict.claims:
        return "no source given: nothing to compare with"
    if verdict.survives:
        return f"all {verdict.claims} claims survive"
    lost = "".join(f"\n    lost: {finding}" for finding in verdict.findings)
    return f"{many(len(verdict.findings), 'finding')} over {many(verdict.claims, 'claim')}{lost}"


def _audit_values(report: Audit) -> dict[str, Any]:
    e = report.evidence
    return {
        "file": report.file,
        "format": report.format,
        "title": e.title,
        "language": e.language,
        "contributions": [_agent(c) for c in e.contributions],
        "publishers": list(e.publishers),
        "dates": list(e.dates),
        "sources": list(e.sources),
        "statements": list(e.statements),
        "claims": report.verdict.claims,
        "survives": report.verdict.survives,
        "findings": [
            {name: getattr(f, name) for name in fields(f)} for f in report.verdict.findings
        ],
    }


def _json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, indent=2)
