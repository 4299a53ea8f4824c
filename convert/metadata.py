"""Who made a work, where it comes from, on what terms: the values of the field's standards."""

from __future__ import annotations

from convert.value import Value


class Agent(Value):
    """A person or an organisation, under the name the source uses."""

    name: str
    url: str = ""
    account: str = ""
    file_as: str = ""


class Contribution(Value):
    """One agent in one role, a MARC relator code (id.loc.gov/vocabulary/relators): 'aut', 'trl'."""

    agent: Agent
    role: str


class Rights(Value):
    """A statement verbatim, and our reading of it; '' where the text does not say so.

    ``licence`` is an SPDX id, ``uri`` the URI of a licence or of a rightsstatements.org
    statement, ``terms`` a value such as 'no-reprint-without-permission', ``applies_to``
    is '' for the text, 'cover' or 'image' for a picture.
    """

    statement: str
    licence: str = ""
    uri: str = ""
    terms: str = ""
    holder: str = ""
    year: str = ""
    applies_to: str = ""


class Work(Value):
    """Another work this one comes from: the original of a translation or reprint."""

    title: str = ""
    url: str = ""
    author: str = ""
    language: str = ""


class Provenance(Value):
    """``digest`` is 'sha256:…' over the bytes of the source."""

    url: str = ""
    site: str = ""
    retrieved: str = ""
    digest: str = ""


class Metadata(Value):
    """Dates are ISO 8601, languages BCP 47 ('und' when unknown), ``cover`` a URL or a path."""

    title: str
    subtitle: str = ""
    language: str = "und"
    identifier: str = ""
    contributions: tuple[Contribution, ...] = ()
    publisher: str = ""
    published: str = ""
    updated: str = ""
    description: str = ""
    subjects: tuple[str, ...] = ()
    collection: str = ""
    cover: str = ""
    rights: tuple[Rights, ...] = ()
    provenance: Provenance = Provenance()

    def agents(self, *roles: str) -> tuple[str, ...]:
        """Names of the contributors in one of ``roles`` (all when none is given), in order."""
        wanted = (c for c in self.contributions if not roles or c.role in roles)
        return tuple(dict.fromkeys(c.agent.name for c in wanted))
