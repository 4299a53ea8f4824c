"""Which machines may be asked: a name is resolved once, and its addresses are checked."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable

from convert.fetch.errors import FetchError, Unsafe

Resolve = Callable[[str, int], list[str]]


class Clock:
    """Lets no request outlive its deadline."""

    def __init__(self) -> None:
        self._own = threading.local()

    def until(self, deadline: float) -> None:
        """The deadline of the calling thread, in seconds of the monotonic clock."""
        self._own.deadline = deadline

    def left(self, timeout: float | None) -> float:
        """What is left of ``timeout`` before the deadline."""
        rest = float(getattr(self._own, "deadline", time.monotonic() + 60)) - time.monotonic()
        if rest <= 0:
            raise FetchError("too slow", down=True)
        return min(rest, timeout if timeout is not None else rest)


class Names:
    """The addresses of names; ``allowed`` says whether one may be called."""

    def __init__(self, allowed: Callable[[str], bool], resolve: Resolve | None = None) -> None:
        self._allowed, self._resolve = allowed, resolve or addresses
        self._known: dict[tuple[str, int], list[str]] = {}

    def find(self, host: str, port: int, timeout: float) -> list[str]:
        """The addresses that may be called; raises ``FetchError`` when there is none."""
        if (host, port) not in self._known:
            found = _in_time(lambda: self._resolve(host, port), timeout, host)
            good = [address for address in found if self._allowed(address)]
            if not good:
                addresses = ", ".join(found) or "no address"
                raise Unsafe(f"{addresses} is not public; see --allow-private-hosts")
            self._known[host, port] = good
        return self._known[host, port]


def anywhere(address: str) -> bool:
    """For those who allow private hosts."""
    return True


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet.

    >>> is_public("93.184.215.14"), is_public("169.254.169.254"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    >>> is_public("100.64.0.1"), is_public("64:ff9b::a00:1"), is_public("2002:7f00:1::")
    (False, False, False)
    """
    from ipaddress import IPv4Address, ip_address, ip_network

    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if found.version == 6:
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if found in ip_network("64:ff9b::/96"):
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner and not is_public(str(inner)):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved


def addresses(host: str, port: int) -> list[str]:
    """The addresses of a name, those of IPv4 first; raises ``FetchError`` when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        offline = getattr(error, "errno", None) == socket.EAI_AGAIN
        raise FetchError(f"{host} is not known", down=True, offline=offline) from None
    found.sort(key=lambda entry: entry[0] != socket.AF_INET)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _in_time(ask: Callable[[], list[str]], timeout: float, host: str) -> list[str]:
    """The answer of the resolver, which itself knows no time limit."""
    answer: list[list[str]] = []
    failure: list[BaseException] = []

    def run() -> None:
        try:
            answer.append(ask())
        except BaseException as error:
            failure.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(timeout)
    if failure:
        raise failure[0]
    if not answer:
        raise FetchError(f"{host} is not known: no answer", down=True, offline=True)
    return answer[0]
