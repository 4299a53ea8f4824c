"""Fetching from servers that are slow, that lie, that lead astray."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest
from server import Server, photo, running

from convert.fetch.client import Client, checked
from convert.fetch.crowd import OFFLINE, Crowd
from convert.fetch.errors import FetchError, Unsafe
from convert.fetch.manners import Manners
from convert.fetch.names import is_public
from convert.images.sniff import media_type
from convert.value import replace

QUICK = Manners(connect=1, read=1, total=2, wait=0.01, longest=2, size=1 << 20)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running() as server:
        yield server


def fetch(*urls: str, referer: str = "", manners: Manners = QUICK) -> dict[str, bytes | FetchError]:
    def keep(url: str, data: bytes) -> bytes:
        if not media_type(data):
            raise FetchError("not a picture", refused=True)
        return data

    client = Client(manners, private=True)
    try:
        return Crowd(client, manners, dict.fromkeys(urls, referer), keep).run()
    finally:
        client.close()


def fetched(url: str, **options: str) -> bytes:
    found = fetch(url, **options)[url]
    assert isinstance(found, bytes), found
    return found


def reason(url: str) -> str:
    found = fetch(url)[url]
    assert isinstance(found, FetchError)
    return str(found)


@pytest.mark.parametrize("path", ["photo/7.jpg", "moved/7.jpg", "photo/7?as=jpg#top", "busy/7"])
def test_a_picture_comes(path, server):
    assert fetched(server.url(path)) == photo(7)


def test_busy_servers_are_asked_again_but_not_for_ever(server):
    fetched(server.url("busy/8"))
    assert server.asked["/busy/8"] == 3
    assert reason(server.url("nothing")) == "HTTP 404"
    assert server.asked["/nothing"] == 1, "what is gone is gone"


def test_retry_after_is_heeded(server):
    from time import monotonic

    start = monotonic()
    fetched(server.url("later/1"))
    assert monotonic() - start >= 1, "the server said: in one second"
    assert reason(server.url("much-later")) == "HTTP 429"
    assert server.asked["/much-later"] == 1, "an hour is too long to wait"


@pytest.mark.parametrize("path", ["guarded/1.jpg", "welcome/1.jpg"])
def test_a_referer_is_sent_only_where_it_is_wanted(path, server):
    assert fetched(server.url(path), referer="https://site.example/a/7") == photo(1)
    assert server.asked[f"/{path}"] == 2
    fetched(server.url("photo/9"), referer="https://site.example/a/7")
    assert "Referer" not in server.headers["/photo/9"]


def test_we_say_who_we_are_and_nothing_of_the_user(server):
    fetched(server.url("moved/3"))
    sent = server.headers["/photo/3"]
    assert sent["User-Agent"].startswith("pubconvert/")
    assert set(sent) == {"Host", "User-Agent", "Accept", "Accept-Encoding"}


@pytest.mark.parametrize(
    "path, why",
    [
        ("cut", "the connection was cut"),
        ("empty", "is empty"),
        ("page", "not a picture"),
        ("endless", "larger than 1 MB"),
        ("huge", "larger than 1 MB"),
        ("bomb", "larger than 1 MB"),
        ("drip", "too slow"),
        ("slow-header", "too slow"),
        ("silent", "too slow"),
        ("circle/1", "is redirected in circles"),
        ("far/1", "moves too often"),
    ],
)
def test_bad_servers_are_left_alone(path, why, server):
    assert reason(server.url(path)) == why


def test_lies_about_length_and_type_do_not_matter(server):
    assert media_type(fetched(server.url("other-type"))) == "image/png"
    assert fetched(server.url("packed")) == photo(4)
    assert fetched(server.url("short")) == photo()[:100], "a part: decoding will tell"


def test_one_bad_picture_does_not_stop_the_others(server):
    urls = [server.url(path) for path in ("photo/1", "nothing", "circle/1", "photo/2")]
    found = fetch(*urls)
    assert [isinstance(found[url], bytes) for url in urls] == [True, False, False, True]


def test_several_at_a_time_but_few_from_one_host():
    with running() as server:
        server.delay = 0.05
        found = fetch(*(server.url(f"photo/{n}") for n in range(24)))
        assert all(isinstance(data, bytes) for data in found.values())
        assert 1 < server.busiest <= QUICK.per_host


def test_a_host_that_does_not_answer_is_not_asked_a_hundred_times(server):
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf:
        dead = [f"http://127.0.0.1:{deaf.getsockname()[1]}/{n}" for n in range(100)]
        found = fetch(server.url("photo/1"), *dead)
    assert isinstance(found[server.url("photo/1")], bytes)
    assert "127.0.0.1" in str(found[dead[-1]])
    assert str(found[dead[-1]]).endswith("does not answer")


def test_hosts_take_turns(server):
    """The many pictures of one host do not keep those of another waiting."""
    kept: list[str] = []
    with running() as other:
        urls = [*(server.url(f"photo/{n}") for n in (1, 2, 3)), other.url("photo/4")]
        manners = replace(QUICK, connections=1)
        client = Client(manners, private=True)
        Crowd(client, manners, dict.fromkeys(urls, ""), lambda url, data: kept.append(url)).run()
        client.close()
    assert kept == [urls[0], urls[3], urls[1], urls[2]]


def test_no_network_is_noticed_at_once():
    def unknown(host: str, port: int) -> list[str]:
        asked.append(host)
        raise FetchError(f"{host} is not known", down=True, offline=True)

    asked: list[str] = []
    urls = [f"https://host{n % 40}.example/{n}.png" for n in range(100)]
    client = Client(QUICK, resolve=unknown)
    found = Crowd(client, QUICK, dict.fromkeys(urls, ""), lambda url, data: data).run()
    assert len(found) == 100
    assert all(isinstance(error, FetchError) for error in found.values())
    assert len(asked) <= 2 * QUICK.connections
    assert str(found[urls[-1]]) == OFFLINE


def test_a_single_host_that_nobody_knows_is_no_network_either():
    urls = [f"https://images.invalid/{n}.png" for n in range(30)]
    found = fetch(*urls).values()
    assert {str(error) for error in found} == {"images.invalid is not known"}
    assert all(isinstance(error, FetchError) and error.offline for error in found)


# ── safety ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1",
        "::1", "::", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "2002:c0a8:101::1", "2001:db8::1", "not an address",
    ],
)  # fmt: skip
def test_private_addresses(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111"])
def test_public_addresses(address):
    assert is_public(address)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]"])
def test_names_of_this_machine_are_refused(name, server):
    with pytest.raises(Unsafe, match="is not public; see"):
        Client(QUICK).get(f"http://{name}:{server.server_address[1]}/photo/1")


def test_a_redirect_to_a_private_address_is_refused(server):
    """127.0.0.1 plays the public host, 127.0.0.2 the machine behind the wall."""
    with running("127.0.0.2") as inner:
        server.target = inner.url("photo/1")
        client = Client(QUICK, allowed=lambda address: address == "127.0.0.1")
        with pytest.raises(Unsafe, match=r"127\.0\.0\.2"):
            client.get(server.url("to"))
        assert not inner.asked


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://you:secret@127.0.0.1/"]
)
def test_a_redirect_to_another_scheme_is_refused(target, server):
    server.target = target
    with pytest.raises(Unsafe):
        Client(QUICK, private=True).get(server.url("to"))


def test_the_address_that_was_checked_is_the_one_that_is_called(server):
    """A name that resolves anew at every look: public when checked, private when called."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]])
    client = Client(
        QUICK,
        allowed=lambda address: address == "127.0.0.1",
        resolve=lambda host, port: next(answers),
    )
    port = server.server_address[1]
    assert client.get(f"http://rebinding.example:{port}/photo/1") == photo(1)
    with pytest.raises(Unsafe):
        client.get(f"http://other.example:{port}/photo/1")


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://a.example/",
        "http://u:p@a.example/",
        "http://",
        "http://[::1",
    ],
)
def test_only_plain_web_addresses(url):
    with pytest.raises(FetchError):
        checked(url)
