"""What all tests share: a home of their own, the corpus where it is, the real browser and the real Word processor."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.servers import HOW, Server, programs

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "test-token"  # noqa: S105 - of servers that live for one test


@pytest.fixture(autouse=True)
def gongwen_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of the test's own."""
    monkeypatch.setenv("GONGWEN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the checkout; tests of it are skipped elsewhere."""
    folder = ROOT.parent / "shared"
    if not (folder / "corpus").is_dir():
        pytest.skip("the corpus is not beside this checkout")
    return folder


def missing(sentence: str) -> NoReturn:
    """Skip a test for want of a program, or fail it where all must be there."""
    if os.environ.get("GONGWEN_REQUIRE_ALL") == "1":
        pytest.fail(sentence)
    pytest.skip(sentence)


def _program(names: tuple[str, ...], package: str) -> str:
    for name in names:
        if found := shutil.which(name):
            return found
    missing(f"{names[0]} is not installed: apt-get install {package}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A real PostgreSQL server for the session; a test asks it for a fresh database."""
    if programs() is None:
        missing(HOW)
    server = Server()
    yield server
    server.remove()


@pytest.fixture(params=["file", "server"])
def where(request: pytest.FixtureRequest, gongwen_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path | str]:
    """Where reports are stored, once a folder and once a server's database; the program finds it there by itself too."""
    if request.param == "file":
        yield gongwen_home
        return
    server: Server = request.getfixturevalue("postgres")
    url = server.fresh()
    monkeypatch.setenv("GONGWEN_DATABASE", url)
    yield url
    server.drop(url)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a real Chromium."""
    return _program(("chromium", "chromium-browser", "google-chrome"), "chromium")


@pytest.fixture(scope="session")
def soffice() -> str:
    """The path of LibreOffice; pdftotext must be there too."""
    _program(("pdftotext",), "poppler-utils")
    return _program(("soffice", "libreoffice"), "libreoffice-writer-nogui")


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _serve(module: str, home: Path, path: str) -> Iterator[str]:
    port = free_port()
    environment = {**os.environ, "GONGWEN_HOME": str(home)}
    command = [sys.executable, "-m", module, "--port", str(port), "--token", TOKEN, "--no-browser"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/login", server)
            yield f"http://127.0.0.1:{port}/{path}?token={TOKEN}"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
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
    pytest.fail("the server did not answer")


@pytest.fixture(scope="session")
def voila_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the real app that is served for the session."""
    return tmp_path_factory.mktemp("voila-home")


@pytest.fixture(scope="session")
def voila_server(voila_home: Path) -> Iterator[str]:
    """The link of the real app, served for the session with a home of its own."""
    yield from _serve("widgets.serve", voila_home, "")


@pytest.fixture(scope="session")
def lab_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The link of the notebook in a real JupyterLab, served for the session with a home of its own."""
    yield from _serve("widgets.lab", tmp_path_factory.mktemp("lab-home"), "lab/tree/workbook.ipynb")
