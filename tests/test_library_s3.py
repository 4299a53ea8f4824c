"""A library in a store of objects: read from, and written to, a server that speaks S3."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from convert.cli import run

pytest.importorskip("s3fs", reason="s3fs is not installed")
server = pytest.importorskip("moto.server", reason="moto is not installed")

COUNT = 26
"""Pages enough for several processes."""

PAGE = "---\ntitle: Tide {n}\nauthor: Petra Lund\n---\n\nThe water comes in. ![](tide.png)\n"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    running = server.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    running.start()
    yield "http://{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def bucket(endpoint: str, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A bucket with a library; the credentials of who may do everything are in place."""
    import boto3
    import s3fs

    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "HTTP_PROXY", "http_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "petra")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "fog")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    s3fs.S3FileSystem.clear_instance_cache()
    client = boto3.client("s3")
    client.create_bucket(Bucket="tides")
    for n in range(COUNT):
        client.put_object(Bucket="tides", Key=f"in/{n}.md", Body=PAGE.format(n=n).encode())
    yield client
    post(f"{endpoint}/moto-api/reset")


def post(url: str, told: bytes = b"") -> None:
    """Tell the server about itself."""
    kind = {"Content-Type": "text/plain"}
    urllib.request.urlopen(urllib.request.Request(url, told, kind, method="POST")).close()


def keys(bucket: Any) -> list[str]:
    return [it["Key"] for it in bucket.list_objects_v2(Bucket="tides")["Contents"]]


def read(bucket: Any, key: str) -> bytes:
    content: bytes = bucket.get_object(Bucket="tides", Key=key)["Body"].read()
    return content


def unchanged(capsys: pytest.CaptureFixture[str]) -> int:
    """How many files the last run did not make again."""
    told = "\n".join(capsys.readouterr())
    found = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    return int(next(it["unchanged"] for it in reversed(found) if "unchanged" in it))


def test_a_library_becomes_files_and_only_what_changed_is_made_again(bucket, capsys):
    command = ["s3://tides/in", "-o", "s3://tides/out/", "-t", "epub,text", "--json"]
    assert run(command) == 0
    assert len([it for it in keys(bucket) if it.startswith("out/")]) == 2 * COUNT + 1
    assert read(bucket, "out/7.txt").startswith(b"======\nTide 7\n")
    pages = json.loads(read(bucket, "out/index.json"))["pages"]
    assert {it["source"] for it in pages} == {f"{n}.md" for n in range(COUNT)}
    assert unchanged(capsys) == 0
    assert run(command) == 0
    assert unchanged(capsys) == 2 * COUNT
    bucket.put_object(Bucket="tides", Key="in/7.md", Body=PAGE.format(n="seven").encode())
    bucket.delete_object(Bucket="tides", Key="out/8.txt")
    assert run(command) == 0
    assert unchanged(capsys) == 2 * COUNT - 3
    assert b"Tide seven" in read(bucket, "out/7.txt")


@pytest.mark.parametrize("name", ["all.epub", "all.pdf"])
def test_a_library_becomes_a_book(bucket, name):
    assert run(["s3://tides/in", "-o", f"s3://tides/books/{name}", "-j", "1"]) == 0
    assert read(bucket, f"books/{name}")[:2] in (b"PK", b"%P")


NONE = "The specified bucket does not exist"
FIRST = "cannot be written: there is no bucket none; make it first"


@pytest.mark.parametrize(
    "source, target, code, fault",
    [
        ("s3://none/in", "book.epub", 3, f"s3://none/in: cannot be read: {NONE}"),
        ("s3://tides/none", "book.epub", 3, "s3://tides/none: has no files"),
        ("s3://tides/in", "s3://none/a.epub", 4, f"s3://none/a.epub: {FIRST}"),
        ("s3://tides/in", "s3://none/out/", 4, f"s3://none/out/: {FIRST}"),
    ],
)
def test_a_bucket_that_is_not_there_is_named_and_none_is_made(
    bucket, capsys, source, target, code, fault
):
    assert run([source, "-o", target, "-t", "epub", "-j", "1"]) == code
    assert re.search(fault, capsys.readouterr().err)
    assert [it["Name"] for it in bucket.list_buckets()["Buckets"]] == ["tides"]


def test_a_target_that_is_not_there_is_told_before_any_page_is_read(bucket, capsys):
    for target in ("s3://none/a.epub", "s3://none/out/"):
        assert run(["s3://tides/in", "-o", target, "-t", "epub", "--json", "-j", "1"]) == 4
        assert '"event"' not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
def test_without_credentials_the_error_says_so(bucket, capsys, monkeypatch, name):
    monkeypatch.delenv(name)
    assert run(["s3://tides/in", "-o", "book.epub"]) == 3
    assert "pubconvert: s3://tides/in: cannot be read: " in (told := capsys.readouterr().err)
    assert "redentials" in told


@pytest.fixture
def guarded(bucket: Any, endpoint: str) -> Iterator[None]:
    """From now on the server asks whose key it is."""
    post(f"{endpoint}/moto-api/reset-auth", b"0")
    yield
    post(f"{endpoint}/moto-api/reset-auth", b"inf")


def test_who_may_not_read_is_told(guarded, capsys):
    assert run(["s3://tides/in", "-o", "book.epub"]) == 3
    assert "s3://tides/in: cannot be read: The AWS Access Key Id" in capsys.readouterr().err


def test_who_may_not_write_is_told(guarded, capsys, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.md").write_text(PAGE.format(n=1))
    assert run(["in", "-o", "s3://tides/a.epub"]) == 4
    assert "s3://tides/a.epub: cannot be written: The AWS Access" in capsys.readouterr().err
