"""The served app keeps strangers out, serves nothing of the checkout, and ends with a sentence."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.conftest import ROOT, TOKEN, free_port
from widgets import machine, serve


def ask(link: str, path: str, *, method: str = "GET", **headers: str) -> tuple[int, http.client.HTTPMessage, str]:
    connection = http.client.HTTPConnection(urlsplit(link).netloc, timeout=30)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, answer.headers, body


@pytest.fixture(scope="module")
def page(voila_server: str) -> tuple[str, str]:
    """The page's HTML and the cookie that came with it."""
    status, headers, body = ask(voila_server, f"/?token={TOKEN}")
    assert status == 200
    return body, headers["Set-Cookie"].split(";")[0]


def test_without_the_token_there_is_only_a_chinese_login_page(voila_server: str) -> None:
    for path in ("/", "/?token=wrong", "/?report=abc"):
        status, headers, _ = ask(voila_server, path)
        assert (status, headers["Location"].split("?")[0]) == (302, "/login")
    status, _, body = ask(voila_server, "/login")
    assert status == 200
    assert "需要完整的链接" in body
    assert "Jupyter" not in body
    assert "src=" not in body


def test_a_kernel_is_closed_to_who_has_no_cookie(voila_server: str, page: tuple[str, str]) -> None:
    kernel = re.search(r'"kernelId": ?"([^"]+)"', page[0])
    assert kernel is not None
    assert ask(voila_server, f"/api/kernels/{kernel[1]}")[0] == 403
    assert ask(voila_server, f"/voila/api/shutdown/{kernel[1]}", method="POST")[0] == 403
    foreign = {
        "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
        "Origin": "http://elsewhere.example", "Cookie": page[1],
    }  # fmt: skip
    assert ask(voila_server, f"/api/kernels/{kernel[1]}/channels", **foreign)[0] == 403


@pytest.mark.parametrize(
    "path",
    [
        "workbook.ipynb", "../pyproject.toml", "..%2fpyproject.toml", "%2e%2e/README.md", "picture.png", "county.ipynb",
        "../widgets/serve.py",
    ],
)  # fmt: skip
def test_no_file_of_the_checkout_is_served(voila_server: str, page: tuple[str, str], path: str) -> None:
    assert ask(voila_server, f"/voila/files/{path}", Cookie=page[1])[0] == 403


@pytest.mark.parametrize(
    "path", ["/api/kernels", "/api/contents", "/api/sessions", "/api/terminals", "/metrics", "/tree"]
)
def test_nothing_else_of_a_server_is_there(voila_server: str, page: tuple[str, str], path: str) -> None:
    status, headers, _ = ask(voila_server, path, Cookie=page[1])
    assert (status, headers["Location"]) == (302, f"/voila/files{path}")
    assert ask(voila_server, headers["Location"], Cookie=page[1])[0] == 403


def test_no_query_changes_the_page_and_all_it_names_is_here(voila_server: str, page: tuple[str, str]) -> None:
    for query in ("template=lab", "theme=dark", "voila-template=lab"):
        body = ask(voila_server, f"/?{query}", Cookie=page[1])[2]
        assert "<title>公文工作簿</title>" in body
        assert 'data-jp-theme-light="true"' in body
    assert not re.findall(r"(?:src|href)=[\"']?(?:https?:)?//", page[0])
    policy = ask(voila_server, f"/?token={TOKEN}")[1]["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert not re.findall(r"https?:|\*", policy)


def test_it_listens_on_this_machine_only_and_its_kernels_on_no_port(tmp_path: Path) -> None:
    options = serve.settings(serve.Door(machine.HOST, 9999, "secret"), tmp_path)
    assert "--Voila.ip=127.0.0.1" in options
    assert "--token=secret" in options
    assert machine.kernel_sockets(Path("/tmp/gongwen-x")) == ["--KernelManager.transport=ipc"]  # noqa: S108 - a name, not a file
    assert machine.kernel_sockets(Path("/" + "x" * 90)) == []


def test_a_taken_port_is_a_sentence_or_another_port(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind((machine.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.main(["--port", str(port), "--no-browser"]) == 1
        said = capsys.readouterr().err
        assert f"端口 {port}" in said
        assert f"PORT={port + 1}" in said
        assert said.count("\n") == 1
        other = machine.choose_port(0, port)
        assert port < other < port + machine.NEARBY
        assert f"改用 {other}" in capsys.readouterr().out


def test_a_closed_home_is_said_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    monkeypatch.setenv("GONGWEN_HOME", str(tmp_path / "file" / "home"))
    machine.say_if_closed()
    assert "GONGWEN_HOME" in capsys.readouterr().err


@pytest.mark.parametrize("module", ["widgets.serve", "widgets.lab"])
def test_it_starts_with_one_link_and_ends_with_a_sentence_in_any_locale(module: str, tmp_path: Path) -> None:
    port = free_port()
    environment = {
        **os.environ, "GONGWEN_HOME": str(tmp_path / "家 home"), "LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "latin-1",
        "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "TMPDIR": str(tmp_path), "HOME": "/dev/null/closed",
    }  # fmt: skip
    command = [sys.executable, "-m", module, "--port", str(port), "--no-browser"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as server:
        assert server.stdout is not None
        stuck = threading.Timer(120, os.killpg, (server.pid, signal.SIGKILL))
        stuck.start()
        said = b""
        deadline = time.monotonic() + 60
        while b"token=" not in said and time.monotonic() < deadline:
            said += server.stdout.readline()
        os.killpg(server.pid, signal.SIGINT)
        said += server.stdout.read()
        stuck.cancel()
        assert server.wait(30) == 0
    text = said.decode("utf-8")
    assert len(re.findall(rf"http://127\.0\.0\.1:{port}/\S*token=\S+", text)) == 1
    assert text.rstrip().endswith("公文工作簿已停止。")
    assert "Traceback" not in text
    assert "Warning" not in text
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", text), "a kernel's id is a secret"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith("gongwen-")]
