"""A small office to try deployments in: a proxy that knows who comes, and the served app behind it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self
from urllib.parse import quote, unquote

from tests.conftest import ROOT, free_port

HEADER = "X-Forwarded-User"
COOKIE = "office"
SECRET = "the-proxy-and-the-app-know-it"  # noqa: S105 - of an app that lives for one test


class Proxy:
    """The office's own proxy: whoever has its cookie is somebody; the name goes to the app in a header.

    A careful one takes away what the page itself put under that name, a careless one only adds its own.
    """

    def __init__(self, app: int, *, token: str = "", careless: bool = False, tls: ssl.SSLContext | None = None) -> None:
        self.port = free_port()
        self.app = app
        self._token = token
        self._careless = careless
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._ready = threading.Event()

    @property
    def link(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}/"

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait(10)
        return self

    def __exit__(self, *_error: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=self._tls))
        self._ready.set()
        self._loop.run_forever()
        server.close()
        waiting = asyncio.all_tasks(self._loop)
        for task in waiting:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.rstrip().split("\r\n")
            who = self._who(lines)
            if not who:
                writer.write(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                await writer.drain()
            else:
                await self._pass(first, lines, who, (reader, writer))
        writer.close()

    def _who(self, lines: list[str]) -> str:
        for line in lines:
            name, _, value = line.partition(":")
            if name.lower() == "cookie":
                pairs = dict(pair.strip().split("=", 1) for pair in value.split(";") if "=" in pair)
                return unquote(pairs.get(COOKIE, ""))
        return ""

    async def _pass(
        self, first: str, lines: list[str], who: str, page: tuple[asyncio.StreamReader, asyncio.StreamWriter]
    ) -> None:
        upgrade = any(line.lower().startswith("upgrade:") for line in lines)
        own = (
            {"authorization"} | (set() if self._careless else {HEADER.lower()}) | (set() if upgrade else {"connection"})
        )
        kept = [line for line in lines if line.partition(":")[0].lower() not in own]
        kept.append(f"{HEADER}: {who.encode().decode('latin-1')}")
        if self._token:
            kept.append(f"Authorization: token {self._token}")
        if not upgrade:
            kept.append("Connection: close")
        reader, writer = await asyncio.open_connection("127.0.0.1", self.app)
        writer.write("\r\n".join([first, *kept, "", ""]).encode("latin-1"))
        await asyncio.gather(_pump(page[0], writer), _pump(reader, page[1]), return_exceptions=True)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    finally:
        writer.close()


def cookie(name: str, link: str) -> dict[str, str]:
    """Return the cookie with which the proxy knows somebody, as Playwright takes it."""
    return {"name": COOKIE, "value": quote(name), "url": link}


@contextmanager
def app(home: Path, *arguments: str, **environment: str) -> Iterator[int]:
    """Serve the app with these variables and give its port once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "widgets.serve", "--port", str(port), "--no-browser", *arguments]
    variables = {**os.environ, "GONGWEN_HOME": str(home), **environment}
    with subprocess.Popen(
        command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as server:
        assert server.stdout is not None
        try:
            wait(f"http://127.0.0.1:{port}/voila/static/index.css", server)
            yield port
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def wait(url: str, server: subprocess.Popen[bytes], seconds: float = 60) -> None:
    """Wait until somebody answers at an address."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310 - our own address
        except urllib.error.HTTPError:
            return
        except OSError:
            assert server.poll() is None, "the server ended at once"
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer")
