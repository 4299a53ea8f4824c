"""People in front matter: a name, a list of names, maps of a name with its details.

A text is one name unless it clearly is several: parted by ``;`` or ``、``, or a list that
``and`` closes (or that stands under a plural key) and whose every part has two words. So
``Example, Ada`` and ``Example, Ada, PhD`` stay whole. Whenever a text was taken apart, the
whole text is kept as a byline beside the names.
"""

from __future__ import annotations

import re

from convert.diagnostics import Origin
from convert.ledger import Claim, Kind
from convert.metadata import Agent, Contribution
from convert.readers.front_matter import Field, Tree
from convert.readers.front_matter.keys import role as role_of
from convert.readers.front_matter.keys import simple
from convert.readers.front_matter.values import get, is_url, one_line, parts, texts
from convert.value import Value

NAMES = ("name", "fullname", "displayname", "literal", "text", "title", "nickname", "姓名")
GIVEN = ("given", "givenname", "givennames", "firstname", "first", "forename")
FAMILY = ("family", "familyname", "lastname", "last", "surname")
LINKS = ("url", "link", "website", "homepage", "web", "profile", "href", "uri", "site")
ACCOUNTS = ("account", "twitter", "x", "mastodon", "github", "handle", "username", "email", "mail")
PICTURES = frozenset({"image", "imageurl", "avatar", "avatarurl", "picture", "photo", "thumbnail"})


class Person(Value):
    """Who, in which role, and the whole statement when the name does not say it all."""

    agent: Agent
    role: str
    statement: str = ""


def claims(field: Field, role: str, file: str) -> tuple[Claim, ...]:
    """One claim for each name, and a byline for what was said beyond it; () when no name
    is found in the value."""
    found: list[Claim] = []
    for part in parts(_listed(field.value)):
        people = _people(part, role, plural=simple(field.key).endswith("s"))
        if not people:
            return ()
        origin = Origin(file, _line(part) or field.line)
        found += _claims(people, origin)
    return tuple(found)


def _claims(people: list[Person], origin: Origin) -> list[Claim]:
    several = len(people) > 1
    found = []
    for person in people:
        named = (Contribution(person.agent, person.role),)
        found.append(Claim(Kind.AUTHOR, person.agent.name, named, guess=several, origin=origin))
    for statement in dict.fromkeys(p.statement for p in people if p.statement):
        found.append(Claim(Kind.BYLINE, statement, guess=several, origin=origin))
    return found


def _line(part: Tree) -> int:
    return part[0].line if isinstance(part, tuple) and part else 0


def _listed(value: Tree) -> Tree:
    """A map of several people, each under a key of its own, as a list of them."""
    if not isinstance(value, tuple) or _name(value):
        return value
    if all(isinstance(field.value, tuple) for field in value):
        return [_keyed(field) for field in value]
    return value


def _keyed(field: Field) -> tuple[Field, ...]:
    assert isinstance(field.value, tuple)
    named = _name(field.value)
    return field.value if named else (Field("name", field.key, field.line), *field.value)


def _people(part: Tree, role: str, *, plural: bool) -> list[Person]:
    if isinstance(part, str):
        return _from_text(one_line(part), role, plural=plural)
    if isinstance(part, tuple):
        return _from_map(part, role)
    return []


def _from_text(text: str, role: str, *, plural: bool) -> list[Person]:
    agents = [agent for agent in map(_agent, several(text, plural=plural)) if agent.name]
    said = len(agents) == 1 and (agents[0].name == text or text.startswith("["))
    return [Person(agent, role, "" if said else text) for agent in agents]


def several(text: str, *, plural: bool) -> list[str]:
    """The names in ``text``: itself, unless it clearly is a list.

    >>> several("Ada Example and Ben Sample", plural=False)
    ['Ada Example', 'Ben Sample']
    >>> several("Example, Ada", plural=True), several("Marks and Spencer", plural=False)
    (['Example, Ada'], ['Marks and Spencer'])
    """
    if re.search("[;；、]", text):
        return [name for name in (part.strip() for part in re.split("[;；、]", text)) if name]
    closed = re.search(r" (?:and|&|und|et|y) ", text)
    if not closed and not plural:
        return [text]
    names = [part.strip() for part in re.split(r",? (?:and|&|und|et|y) |, |，", text)]
    return names if all(map(_looks_like_a_name, names)) else [text]


def _looks_like_a_name(text: str) -> bool:
    """Two to four words, each with a capital or in a script that has none."""
    words = re.sub(r"[(<\[].*", "", text).split()
    return 2 <= len(words) <= 4 and all(w[0].isalpha() and not w[0].islower() for w in words)


_SHAPES = (
    r"\[\[(?:[^\]|]*\|)?(?P<name>[^\]]+)\]\]",
    r"\[(?P<name>[^\]]+)\]\((?P<url>[^)\s]+)\)",
    r"(?P<name>[^<>]+?)\s*<(?P<account>[^<>\s]+@[^<>\s]+)>",
    r"(?P<name>[^<>()]+?)\s*[<(](?P<url>https?://[^<>()\s]+)[>)]",
    r"(?:[Bb]y|BY|文[/|｜丨]|作者[：:])\s*(?P<name>[^\s].*)",
)
"""A wiki link, a Markdown link, a name with an address, a name after 'by'."""


def _agent(text: str) -> Agent:
    for shape in _SHAPES:
        if found := re.fullmatch(shape, text[:500]):
            parts = found.groupdict()
            name = parts["name"].strip()
            return Agent(name, url=parts.get("url") or "", account=parts.get("account") or "")
    return Agent(text)


def _from_map(person: tuple[Field, ...], role: str) -> list[Person]:
    name = _name(person)
    if not name:
        return []
    roles = [code for field in person if simple(field.key) in ("role", "roles", "type")
             for code in map(role_of, texts(field.value)) if code]  # fmt: skip
    agent = Agent(name, url=_url(person), account=get(person, *ACCOUNTS))
    whole = _statement(person, name, roles)
    return [Person(agent, code, whole) for code in dict.fromkeys(roles or [role])]


def _name(person: tuple[Field, ...]) -> str:
    whole = get(person, *NAMES)
    given, family = get(person, *GIVEN), get(person, *FAMILY)
    for field in person:
        if simple(field.key) == "name" and isinstance(field.value, tuple):
            return _name(field.value)
    return whole if whole else f"{given} {family}".strip()


def _url(person: tuple[Field, ...]) -> str:
    if url := get(person, *LINKS):
        return url if is_url(url) else ""
    orcid = get(person, "orcid")
    return orcid if is_url(orcid) or not orcid else f"https://orcid.org/{orcid}"


def _statement(person: tuple[Field, ...], name: str, roles: list[str]) -> str:
    """The name with every other detail; '' when there is none but its address."""
    details = []
    for field in person:
        key = simple(field.key)
        if key in PICTURES or key in ("name", *GIVEN, *FAMILY) or (key == "url" and _url(person)):
            continue
        said = [t for t in texts(field.value) if t != name and not (roles and role_of(t))]
        bare = key != "orcid" and said != ["true"]
        details += said if bare else [f"{field.key} {text}" for text in said]
    return ", ".join([name, *dict.fromkeys(details)]) if details else ""
