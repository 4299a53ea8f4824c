"""Front matter: the gate, the fields, and what each field claims."""

from __future__ import annotations

import pytest
from cases import Case, cases, label
from hypothesis import given
from hypothesis import strategies as st

from convert.errors import SourceError
from convert.ledger import Claim
from convert.readers.assemble import Head
from convert.readers.front_matter import begins, split

_SHOWN = "title subtitle url language identifier publisher published updated description"


@pytest.mark.parametrize("case", cases("front_matter"), ids=label)
def test_case(case: Case) -> None:
    front = split(case.given, "a.md")
    assert "\n".join(_lines(front.head())) == case.expected


def _lines(head: Head) -> list[str]:
    values = {name: getattr(head, name) for name in _SHOWN.split()}
    values |= {"subjects": ", ".join(head.subjects), "collection": head.collection}
    stated = [f"{name}: {value}" for name, value in values.items() if value]
    cover = [f"cover: {head.cover}"] if head.cover else []
    lost = [f"! {d.code} {d.detail}" for d in head.diagnostics]
    return [*stated, *cover, *map(claim_line, head.claims), *lost]


def claim_line(claim: Claim) -> str:
    people = "".join(
        f" ({' '.join(filter(None, (c.role, c.agent.url, c.agent.account)))})"
        for c in claim.contributions
    )
    rights = claim.rights
    read = rights and (rights.licence or rights.uri or f"{rights.year} {rights.holder}".strip())
    shown = f" [{read}]" if rights and read and "InC" not in rights.uri else ""
    if rights and rights.holder:
        shown = f" [{rights.year} {rights.holder}]".replace("[ ", "[")
    return f"{claim.kind}: {claim.text}{people}{shown}{'?' if claim.guess else ''}"


def test_every_claim_knows_its_line() -> None:
    text = "---\ntitle: On tea\nauthor:\n  - Ada Example\n  - name: Ben Sample\nlicense: MIT\n---\n"
    places = {claim.text: str(claim.origin) for claim in split(text, "a.md").head().claims}
    assert places == {"Ada Example": "a.md:3", "Ben Sample": "a.md:5", "MIT": "a.md:6"}


def test_lines_of_the_body_keep_their_number() -> None:
    text = "---\ntitle: On tea\n...\n\n# Tea\n"
    front = split(text, "a.md")
    assert front.body.split("\n").index("# Tea") == text.split("\n").index("# Tea")


BROKEN = {
    "---\ntitle: Tea: a history\n---\n": "a.md:2",
    "---\ntitle: Tea\nauthor: @ada\n---\n": "a.md:3",
    '---\ntitle: "Tea\n---\n': "a.md:3",
    "---\ntitle: Tea\nsee: *nothing\n---\n": "a.md:3",
    "---\ntitle: !!python/name:os.system\n---\n": "a.md:2",
    "+++\ntitle = Tea\n+++\n": "a.md:2",
    '+++\ntitle = "Tea"\ntitle = "Tea"\n+++\n': "a.md:3",
}


@pytest.mark.parametrize("text", BROKEN)
def test_broken_front_matter_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(SourceError, match="correct it") as caught:
        split(text, "a.md")
    assert str(caught.value).startswith(f"{BROKEN[text]}: ")
    assert "\n" not in str(caught.value)


TEXTS = [
    "---\nSteep.\n\n---\nDrink.",
    "---\nNote: this is prose.\n---\n",
    "---\nA line with a colon: here\n\n---\n",
    "----\ntitle: Tea\n---\n",
    " ---\ntitle: Tea\n---\n",
    "text\n---\ntitle: Tea\n---\n",
    "---\n# Heading: one\n---\n",
    "---",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    assert not begins(text)
    assert split(text, "a.md").body == text


BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
)
HOSTILE = {
    "aliases": f"---\ntitle: x\n{BOMB}\n---\n",
    "brackets": f"---\na: {'[' * 60_000}\n---\n",
    "braces": f"---\na: {'{' * 60_000}\n---\n",
    "pairs": f"---\na: {'[a,' * 20_000}\n---\n",
    "items": f"---\na:\n  {'- ' * 30_000}\n---\n",
    "long": f"---\na: {'x' * 70_000}\n---\n",
    "many": "---\n" + "a: b\n" * 12_000 + "---\n",
    "toml dots": f"+++\n{'a.' * 30_000}a = 1\n+++\n",
    "toml brackets": f"+++\na = {'[' * 60_000}\n+++\n",
    "toml digits": f"+++\na = {'1' * 5_000}\n+++\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_front_matter_is_refused(name: str) -> None:
    with pytest.raises(SourceError):
        split(HOSTILE[name], "a.md")


@given(st.text(st.sampled_from("-+.:# \nab[]{}*&!'\"\\|>%@,"), max_size=60))
def test_text_is_either_front_matter_or_untouched(text: str) -> None:
    for fence in ("", "---\n", "+++\n"):
        whole = fence + text
        try:
            front = split(whole, "a.md")
        except SourceError:
            assert begins(whole)
            continue
        assert front.body == whole or begins(whole)
        assert front.body.count("\n") == whole.count("\n")


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip().lower() not in SKIPPED))
def test_no_letter_of_an_author_is_lost(name: str) -> None:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    try:
        front = split(f'---\nauthor: "{quoted}"\n---\n', "a.md")
    except SourceError:
        return
    said = "".join(claim.text for claim in front.head().claims)
    assert {c for c in name if c.isalnum()} <= set(said)


SKIPPED = {"", "none", "n/a", "null", "~", "-", "tbd", "todo", "无", "true", "false"}
