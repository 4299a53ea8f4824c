"""A real HTTP server on loopback that behaves as badly as servers do.

Each path names its behaviour: ``/photo/1.jpg``, ``/slow``, ``/cut``, ``/circle`` …
"""

from __future__ import annotations

import gzip
import io
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from PIL import Image


@cache
def photo(seed: int = 1, size: tuple[int, int] = (320, 240), kind: str = "JPEG") -> bytes:
    """A picture with the look of a photograph: soft shapes and some noise."""
    noise = Image.effect_noise((40, 30), 90).resize(size, Image.Resampling.BICUBIC)
    shade = Image.linear_gradient("L").resize(size)
    hue = Image.new("L", size, seed * 47 % 256)
    out = io.BytesIO()
    Image.merge("RGB", (noise, shade, hue)).save(out, kind)
    return out.getvalue()


class Handler(BaseHTTPRequestHandler):
    """One request; the name of its method is the first part of its path."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.begin(self)
        name, _, rest = self.path.lstrip("/").partition("?")[0].partition("/")
        try:
            getattr(self, f"on_{name.replace('-', '_')}", self.on_nothing)(rest)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            self.server.end(self)

    def log_message(self, *_: Any) -> None:
        """Nobody wants to read it."""

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for key, value in {"Content_Length": str(len(body)), **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def times(self) -> int:
        return self.server.asked[self.path]

    # ── good servers ────────────────────────────────────────────────────────────────────

    def on_photo(self, rest: str) -> None:
        time.sleep(self.server.delay)
        number = int("".join(filter(str.isdigit, rest)) or 1)
        self.say(200, photo(number), Content_Type="image/jpeg")

    def on_file(self, rest: str) -> None:
        self.say(200, self.server.files[rest], Content_Type="image/png")

    def on_moved(self, rest: str) -> None:
        self.say(302, Location=f"/photo/{rest}", Set_Cookie="who=you")

    def on_busy(self, rest: str) -> None:
        """500 twice, then the picture."""
        self.say(500) if self.times() < 3 else self.on_photo(rest)

    def on_later(self, rest: str) -> None:
        """429 with a Retry-After that is no guess."""
        self.say(429, Retry_After="1") if self.times() < 2 else self.on_photo(rest)

    def on_much_later(self, rest: str) -> None:
        self.say(429, Retry_After="3600")

    def on_guarded(self, rest: str) -> None:
        """403 for whoever does not come from the article."""
        known = self.headers.get("Referer", "").startswith("https://site.example/")
        self.on_photo(rest) if known else self.say(403)

    def on_welcome(self, rest: str) -> None:
        """A page instead of the picture, for whoever does not come from the article."""
        if self.headers.get("Referer"):
            self.on_photo(rest)
        else:
            self.say(200, b"<!DOCTYPE html><p>Welcome", Content_Type="image/jpeg")

    # ── bad servers ─────────────────────────────────────────────────────────────────────

    def on_nothing(self, rest: str) -> None:
        self.say(404, b"<html>gone</html>")

    def on_empty(self, rest: str) -> None:
        self.say(200)

    def on_page(self, rest: str) -> None:
        self.say(200, b"<html><p>not a picture</p></html>", Content_Type="image/png")

    def on_other_type(self, rest: str) -> None:
        self.say(200, photo(5, kind="PNG"), Content_Type="text/html")

    def on_cut(self, rest: str) -> None:
        """Half of what was promised, always."""
        self.say(200, photo()[:2000], Content_Length=str(len(photo())))
        self.close_connection = True

    def on_half(self, rest: str) -> None:
        """Half a picture, with a length that fits."""
        self.say(200, photo()[: len(photo()) // 2])

    def on_short(self, rest: str) -> None:
        """More bytes than the length says."""
        self.say(200, photo(), Content_Length="100")
        self.close_connection = True

    def on_endless(self, rest: str) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        while True:
            self.wfile.write(b"\xff\xd8\xff" + b"\0" * 65536)

    def on_huge(self, rest: str) -> None:
        self.say(200, Content_Length=str(1 << 40))

    def on_bomb(self, rest: str) -> None:
        """A small gzip of very many bytes that nobody asked to be packed."""
        self.say(200, gzip.compress(bytes(16 << 20)), Content_Encoding="gzip")

    def on_packed(self, rest: str) -> None:
        self.say(200, gzip.compress(photo(4)), Content_Encoding="gzip")

    def on_drip(self, rest: str) -> None:
        """A byte now and then, for ever."""
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        for _ in range(300):
            self.wfile.write(b"\xff")
            time.sleep(0.05)

    def on_slow_header(self, rest: str) -> None:
        for _ in range(300):
            self.wfile.write(b"HTTP/1.1 200 OK\r\n" if _ == 0 else b"X-Slow: 1\r\n")
            time.sleep(0.05)

    def on_silent(self, rest: str) -> None:
        time.sleep(3)
        self.close_connection = True

    def on_circle(self, rest: str) -> None:
        self.say(302, Location="/circle/2" if rest == "1" else "/circle/1")

    def on_far(self, rest: str) -> None:
        """On and on, never twice to the same place."""
        self.say(302, Location=f"/far/{int(rest) + 1}")

    def on_to(self, rest: str) -> None:
        self.say(302, Location=self.server.target)


class Server(ThreadingHTTPServer):
    """Counts what is asked, and how much of it at once."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, host: str = "127.0.0.1") -> None:
        super().__init__((host, 0), Handler)
        self.asked: Counter[str] = Counter()
        self.headers: dict[str, dict[str, str]] = {}
        self.files: dict[str, bytes] = {}
        self.target = "/photo/1.jpg"
        self.delay = 0.0
        self.busy = self.busiest = 0
        self._count = threading.Lock()

    def begin(self, request: Handler) -> None:
        with self._count:
            self.asked[request.path] += 1
            self.headers[request.path] = dict(request.headers.items())
            self.busy += 1
            self.busiest = max(self.busiest, self.busy)

    def end(self, request: Handler) -> None:
        with self._count:
            self.busy -= 1

    def handle_error(self, *_: Any) -> None:
        """A client that goes away is no error here."""

    def url(self, path: str) -> str:
        return f"http://{self.server_address[0]}:{self.server_address[1]}/{path}"


@contextmanager
def running(host: str = "127.0.0.1") -> Iterator[Server]:
    """A server that answers while the block runs."""
    server = Server(host)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
