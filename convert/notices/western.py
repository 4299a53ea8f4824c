# ruff: noqa: E501 (tables of wide letters)
"""Notices in English, and the commonest in German, French and Spanish."""

from __future__ import annotations

import re

from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution, Rights, Work
from convert.notices import rights, scan
from convert.notices.names import names
from convert.notices.words import phrases

PEOPLE = {
    "aut": """by, written by, words by, text by, words, text, story, texte, texte de, author, authors, story by, reported by, von, autor,
        autorin, geschrieben von, par, auteur, écrit par, por, autora, escrito por""",
    "trl": """translated by, translator, translation, translation by, übersetzt von, übersetzung,
        traduit par, traduction, translated, traduit, traducción, traducido por""",
    "edt": "edited by, editor, editors, redaktion, rédaction, edición, editado por",
    "ill": """illustrated by, illustrations by, illustration by, illustration, illustrations,
        illustrator, art by, illustrationen""",
    "pht": "photographs by, photography by, photographs, photography, photographer, photo, photo by, photos, photos by, fotos",
    "res": "research by, research",
    "rpt": "reporting by, additional reporting by",
    "ctb": "contributors, contributor, with contributions from",
    "pfr": "proofread by, proofreading",
    "rev": "reviewed by",
    "com": "compiled by",
    "ivr": "interview by, interviewed by",
    "dsr": "designed by, design by",
    "cov": "cover by, cover design",
    "prd": "produced by",
    "pbl": "published by, publisher",
}
LEADS = {lead: role for role, leads in PEOPLE.items() for lead in phrases(leads)}
BARE = ("by", "von", "par", "por")
"""Leads that take a name without a colon and open many sentences too."""
COVERS = phrases("""
    cover image, cover photo, cover illustration, cover art, cover picture, header image,
    header photo, title image, featured image, lead image, titelbild, image de couverture
""")
ABOUT = phrases("about the author, about the translator, about the editor, über den autor")
LABELS = ("via ", "via：", "source:", "sources:", "via:", "quelle:", "fuente:", "source :")
SOURCES = phrases("""
    originally published, originally appeared, first published, first appeared, republished,
    reprinted, cross-posted, adapted from, excerpted from, translated from, zuerst erschienen,
    publié à l'origine, publicado originalmente
""")
TERMS = phrases("""
    (c) 19, (c) 20, without permission, by permission, without written permission,
    without prior written, do not reproduce, all rights reserved, licensed under, creative commons, cc by, cc-by, cc0, ©, copyright,
    used with permission, public domain, no part of this, mit license, alle rechte vorbehalten,
    tous droits réservés, todos los derechos reservados
""")
RESERVES = phrases("""
    views expressed, opinions expressed, opinions are my own, views are my own, not investment advice, not financial advice,
    does not constitute, names have been changed
""")
GRANTS = (
    "license",
    "licence",
    "permission",
    "reserved",
    "creative commons",
    "no part of",
    "reproduc",
)
"""What a statement of terms says, also where we know no name for the terms."""
_DAY = r"\d{1,2}(?:st|nd|rd|th|\.)?"
_NAMED = r"[^\W\d_]{3,9}\.?"
_WHEN = rf"""(?x)
    (?:^|[\s,–—-]+) (?:(?:on|am|le|el|published|updated|posted)[\s:]+)*
    (?: {_DAY}\ (?:of\ )?{_NAMED}(?:,?\ \d{{4}})? | {_NAMED}\ {_DAY},?\ \d{{4}}
      | \d{{1,4}}([./-])\d{{1,2}}\1\d{{1,4}} | \d{{1,2}}[\ -]min(?:ute)?s?\ read )
    (?: [\s,]+ (?:at\ |um\ |à\ )? \d{{1,2}}[:.]\d\d .{{0,20}} )? $
"""
"""A date, or the time that reading takes, at the end of a line."""

PARTICLES = ("and", "und", "et", "y", "de", "van", "von", "la", "der")
OWN = (
    *phrases(
        "this, ©, copyright, all rights, licensed, cc, (c), text, except where, unless otherwise"
    ),
    *phrases("no part of, do not reproduce, reproduction, reprinted by, reprinted with"),
    *phrases("alle rechte, tous droits, todos los"),
)
"""How a notice opens that speaks of the work it stands in."""


def read(text: str, *, loose: bool) -> Claim | None:
    """The notice in one line of Latin letters; ``loose`` at the head and the foot of a work."""
    if len(text) > 400:
        return None
    low = text.lower()
    found = (
        _cover(text, low)
        or _terms(text, low, loose)
        or _source(text, low, loose)
        or _reserve(text, low, loose)
    )
    return found or (_byline(text) if loose else None)


def _cover(text: str, low: str) -> Claim | None:
    """'Cover image: …', 'Header photo by …'."""
    lead = scan.take(low, COVERS)
    rest = text[len(lead) :].strip()
    if (
        not lead
        or len(text) > 140
        or not scan.take(rest.lower(), (":", "：", "by ", "via ", "©", "from "))
    ):
        return None
    said = rights.read(text, "cover") or Rights(text, applies_to="cover")
    return Claim(Kind.COVER_CREDIT, text, (), said)


def _terms(text: str, low: str, loose: bool) -> Claim | None:
    own = _speaks_of_itself(low)
    if not scan.holds(low, TERMS) or not (loose or (own and len(text) <= 160)):
        return None
    statement = rights.read(text)
    said = statement or (own and scan.holds(low.replace("licensed", ""), GRANTS))
    return Claim(Kind.STATEMENT, text, (), statement) if said else None


def _speaks_of_itself(low: str) -> bool:
    return low.lstrip("*_ (").startswith(OWN)


def _reserve(text: str, low: str, loose: bool) -> Claim | None:
    told = scan.holds(low, RESERVES)
    own = loose or _speaks_of_itself(low) or low.startswith("the ")
    return Claim(Kind.DISCLAIMER, text) if told and own else None


def _source(text: str, low: str, loose: bool) -> Claim | None:
    """'Source: …', 'This article was originally published on …'."""
    url = scan.url(text).rstrip(".")
    if loose and low.startswith(LABELS) and len(text) <= 160:
        return Claim(Kind.ORIGINAL, text, (), None, Work(url=url) if url else None)
    if not scan.holds(low, SOURCES) or not (loose or _speaks_of_itself(low)):
        return None
    kind = Kind.TRANSLATION if "translat" in low else Kind.ORIGINAL
    where = re.search(
        r"(?:published|appeared|posted|from) (?:on |at |in |by |from )?([^.,;]+?)(?= and |[.,;]|$)",
        text,
    )
    if not url and not (
        where and (where[1].lstrip("\"“‘'")[:1].isupper() or _speaks_of_itself(low))
    ):
        return None
    work = Work(where[1].strip(' "“”') if where and not url else "", url)
    return Claim(kind, text, (), rights.read(text), work if work != Work() else None)


def _byline(text: str) -> Claim | None:
    """'Written by …', 'Editor: …'; several parted by a bar or a semicolon."""
    people: list[Contribution] = []
    if text.lower().startswith(ABOUT):
        return Claim(Kind.COLUMNIST, text)
    if len(text) > 160:
        return None
    for part in filter(None, map(_without_date, _parts(text.strip("*_ ")))):
        lead, rest = _split(part)
        if not lead or not _is_person(rest):
            return None
        people += [Contribution(Agent(name), LEADS[lead]) for name in _people(rest)]
    kind = Kind.TRANSLATION if {c.role for c in people} == {"trl"} else Kind.BYLINE
    return Claim(kind, text, tuple(people)) if people else None


def _parts(text: str) -> list[str]:
    """Credits parted by a bar, a dot or a semicolon, or by a comma in front of another lead."""
    found: list[str] = []
    for part in scan.split(text.replace(" · ", "|").replace(" • ", "|"), "|;"):
        first, *others = part.split(", ")
        found.append(first.strip())
        for piece in others:
            if _split(piece.strip())[0]:
                found.append(piece.strip())
            else:
                found[-1] += f", {piece}"
    return found


def _without_date(part: str) -> str:
    """A part of a byline without the day, the hour and the minutes it takes to read.

    >>> _without_date("By Ada Example on March 2, 2024"), _without_date("3 min read")
    ('By Ada Example', '')
    """
    return re.sub(_WHEN, "", part.strip()[:200], flags=re.I)


def _people(text: str) -> tuple[str, ...]:
    for joint in (", and ", " and ", " & "):
        text = text.replace(joint, ", ")
    return tuple(name for part in text.split(", ") for name in names(part))


def _split(part: str) -> tuple[str, str]:
    """The lead and the names behind it; a lead that is a noun wants a colon."""
    low = part.lower()
    if found := re.match(r"(?:translated from|traduit de) .{1,24}? (?:by|par) ", low):
        return "translated", part[found.end() :].rstrip(".")
    for size in (3, 2, 1):
        lead = " ".join(low.split()[:size]).rstrip(":：")
        if lead in LEADS:
            rest = part.split(None, size)[size:]
            opened = lead.split()[-1] in BARE or ":" in part
            return (lead, rest[0].lstrip(":： ").rstrip(".")) if rest and opened else ("", "")
    return "", ""


def _is_person(text: str) -> bool:
    """Names are few words with a capital each; sentences are not."""
    plain = [word for word in scan.split(text, " ,&") if word and word not in PARTICLES]
    return 0 < len(plain) <= 10 and not any(word[0].islower() for word in plain)
