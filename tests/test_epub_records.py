"""The credits of an EPUB as data: one record of the whole, one of each document, all linked."""

from __future__ import annotations

import io
import json
import zipfile

from lxml import etree
from sample import STATEMENT, publication, simple, torture
from test_epub import OPF, epub, package
from test_epub_source import reread

from convert import model as m
from convert.ledger import Claim, Kind
from convert.metadata import Metadata, Rights
from convert.pipeline import publish
from convert.witnesses.epub import witness

FREE = Rights(
    "CC0: take it.",
    licence="CC0-1.0",
    uri="https://creativecommons.org/publicdomain/zero/1.0/",
)


def links(content: bytes) -> dict[str, tuple[str, str]]:
    """What a link refines, '' for the whole book -> where it leads, and how."""
    found = package(content).iterfind("opf:metadata/opf:link", OPF)
    return {e.get("refines", ""): (e.get("href", ""), e.get("rel", "")) for e in found}


def record(content: bytes, href: str) -> dict[str, object]:
    """The record a link leads to: a file, or a script inside one."""
    name, _, key = href.partition("#")
    data = zipfile.ZipFile(io.BytesIO(content)).read(f"EPUB/{name}")
    if key:
        (script,) = etree.fromstring(data).xpath(f"//*[@id='{key}']")
        data = script.text
    return json.loads(data)


def without_scripts(content: bytes) -> io.BytesIO:
    """The book after a tool that has no use for scripts."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(output, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(".xhtml"):
                root = etree.fromstring(data)
                for script in root.findall(".//{*}script"):
                    script.getparent().remove(script)
                data = etree.tostring(root)
            new.writestr(name, data)
    return output


def licensed(title: str, *rights: Rights) -> m.Document:
    claims = tuple(Claim(Kind.STATEMENT, right.statement, rights=right) for right in rights)
    return m.Document(Metadata(title, rights=rights), (), claims)


def test_the_package_links_to_every_record():
    content = epub(publication(torture(), simple("Second", "a line")))
    assert len(package(content).findall("opf:metadata/opf:link", OPF)) == 3
    assert links(content) == {
        "": ("record.jsonld", "record"),
        "#c0001": ("c0001.xhtml#record", "schema:subjectOf"),
        "#c0002": ("c0002.xhtml#record", "schema:subjectOf"),
    }
    assert record(content, "record.jsonld")["@type"] == "Collection"
    assert record(content, "c0001.xhtml#record")["translator"] == [{"name": "Ada Brook & Söhne"}]
    assert record(content, "c0002.xhtml#record")["headline"] == "Second"


def test_a_document_in_several_files_has_one_record():
    content = epub(publication(torture(), simple("Second", "a line")), split_level=2)
    assert len(links(content)) == 3


def test_the_record_of_a_book_of_one_document_is_its_own():
    content = epub(publication())
    assert record(content, "record.jsonld") == record(content, "c0001.xhtml#record")


def test_the_linked_record_speaks_when_the_chapter_has_lost_its_own():
    content = epub(publication())
    assert witness(without_scripts(content)).statements == witness(io.BytesIO(content)).statements


def test_the_licence_of_one_document_is_not_that_of_a_collection():
    content = epub(publish([licensed("Free", FREE), licensed("Kept", STATEMENT)]))
    licences = package(content).findall("opf:metadata/opf:meta[@property='dcterms:license']", OPF)
    assert [licence.get("refines") for licence in licences] == ["#rights1"]
    assert "license" not in record(content, "record.jsonld")
    assert record(content, "c0001.xhtml#record")["license"] == [FREE.uri]
    assert "license" not in record(content, "c0002.xhtml#record")


def test_the_terms_of_a_collection_come_back_as_they_were_read():
    book = publish([licensed("Free", FREE), licensed("Kept", STATEMENT)])
    again = reread(epub(book))
    assert [right.applies_to for right in again.metadata.rights] == ["", ""]
    assert [right.terms for right in again.metadata.rights] == ["", STATEMENT.terms]
