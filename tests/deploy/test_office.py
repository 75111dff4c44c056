"""One office on one server: the app behind the office's proxy, tried with a real one, real browsers and forged names."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.ioloop import IOLoop
from tornado.websocket import websocket_connect

from gongwen.store import Role, Store
from tests.browser.pages import go
from tests.conftest import ROOT, free_port, missing
from tests.deploy.office import COOKIE, HEADER, SECRET, Proxy, app, cookie
from tests.samples import small
from widgets import machine, serve
from widgets.proxy import Proxy as ProxyNamed
from widgets.proxy import configured

DEPLOY = ROOT / "docs" / "deploy"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("office")


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[int]:
    """The port of an app that takes people from a proxy on this machine, which must know the token too."""
    with app(home, "--token", SECRET, GONGWEN_PROXY_HEADER=HEADER, GONGWEN_PROXY_ADDRESS="127.0.0.1") as port:
        yield port


@pytest.fixture(scope="module")
def proxy(served: int) -> Iterator[Proxy]:
    with Proxy(served, token=SECRET) as running:
        yield running


def ask(port: int, path: str = "/", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    body = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, body


def as_(name: str) -> dict[str, str]:
    return {"Cookie": f"{COOKIE}={quote(name)}"}


def visit(browser: Browser, proxy: Proxy, name: str, **options: object) -> Page:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, ignore_https_errors=True, **options)  # type: ignore[arg-type]
    context.add_cookies([cookie(name, proxy.link)])  # type: ignore[list-item]
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(proxy.link)
    page.wait_for_selector(".gw-start-left")
    return page


def test_only_the_proxy_gets_in_and_only_with_a_name(served: int, proxy: Proxy) -> None:
    key = {"Authorization": f"token {SECRET}"}
    for headers in ({}, key, {HEADER: "张三".encode().decode("latin-1")}, {HEADER: "zhangsan", "Authorization": "token wrong"},
                    {**key, HEADER: "zhangsan, lisi"}):  # fmt: skip
        status, body = ask(served, **headers)
        assert (status, "从单位的入口打开" in body) == (403, True), headers
        assert ask(served, "/api/kernels/00000000-0000-0000-0000-000000000000", **headers)[0] == 403
    assert ask(served, f"/?token={SECRET}")[0] == 403, "the token alone says nothing of who comes"
    assert ask(proxy.port)[0] == 401
    assert ask(proxy.port, **as_("张三"))[0] == 200


def test_a_name_the_page_puts_in_is_taken_away_by_a_careful_proxy_and_refused_behind_a_careless_one(
    served: int,
) -> None:
    with Proxy(served, token=SECRET, careless=True) as careless:
        assert ask(careless.port, **as_("张三"))[0] == 200
        assert ask(careless.port, **as_("张三"), **{HEADER: "juzhang"})[0] == 403
        assert ask(careless.port, **as_("张三"), **{HEADER.lower(): "juzhang"})[0] == 403


def test_another_address_than_the_proxys_gets_in_by_nothing(home: Path) -> None:
    with app(home, GONGWEN_PROXY_HEADER=HEADER, GONGWEN_PROXY_ADDRESS="127.0.0.9") as port:
        assert ask(port, **{HEADER: "zhangsan"})[0] == 403
        with Proxy(port) as proxy:
            assert ask(proxy.port, **as_("张三"))[0] == 403


async def _channels(port: int, kernel: str, headers: dict[str, str]) -> None:
    url = f"ws://127.0.0.1:{port}/api/kernels/{kernel}/channels?session_id=x"
    connection = await websocket_connect(HTTPRequest(url, headers=headers))
    connection.write_message(json.dumps({"channel": "shell", "header": {"msg_type": "kernel_info_request", "msg_id": "1"},
                                         "parent_header": {}, "metadata": {}, "content": {}, "buffers": []}))  # fmt: skip
    while b'"kernel_info_reply"' not in (said := await connection.read_message() or b"").__str__().encode():
        assert said, "closed without an answer"
    connection.close()


def test_a_kernel_answers_nobody_but_the_person_it_was_given_to(proxy: Proxy) -> None:
    kernel = re.search(r'"kernelId": ?"([^"]+)"', ask(proxy.port, **as_("张三"))[1])
    assert kernel is not None
    loop = IOLoop(make_current=False)
    loop.run_sync(lambda: _channels(proxy.port, kernel[1], as_("张三")), timeout=60)
    for headers in (as_("李四"), {**as_("李四"), HEADER: "张三".encode().decode("latin-1")}):
        with pytest.raises(HTTPClientError) as refused:
            loop.run_sync(lambda headers=headers: _channels(proxy.port, kernel[1], headers), timeout=60)
        assert refused.value.code == 403
    loop.close()


def test_two_people_see_each_others_names_and_a_reader_reads(browser: Browser, proxy: Proxy, home: Path) -> None:
    first = visit(browser, proxy, "张三", extra_http_headers={HEADER: "juzhang"})
    expect(first.locator(".gw-me")).to_have_text("张三")
    first.evaluate("localStorage.setItem('gongwen:name', '局长')")
    first.reload()
    first.wait_for_selector(".gw-start-left")
    expect(first.locator(".gw-me")).to_have_text("张三")
    expect(first.locator(".gw-who")).to_be_hidden()
    first.get_by_role("button", name="先看示例报告").click()
    first.wait_for_selector(".gw-ln")
    second = visit(browser, proxy, "李四")
    second.goto(first.url)
    second.wait_for_selector(".gw-ln")
    expect(first.locator(".gw-person")).to_have_text(["李四"])
    expect(second.locator(".gw-person")).to_have_text(["张三"])
    first.locator(".gw-me").click()
    first.get_by_role("button", name="就这样定").click()
    expect(second.locator(".gw-only")).to_contain_text("请找拟稿的张三")
    expect(second.locator(".gw-saved")).to_have_text("只读")
    area = go(second, "存在的不足")
    before = area.input_value()
    area.click()
    second.keyboard.type("不该写上的字")
    second.keyboard.press("Backspace")
    expect(area).to_have_value(before)
    (report,) = Store.open(home).list()
    assert (report.saved_by, Store.open(home).members.of(report.id)) == ("张三", {"张三": Role.DRAFTER})
    assert {(act.actor, act.verified) for act in Store.open(home).history.trail(report.id)} == {("张三", True)}


def certify(folder: Path) -> None:
    """Make a certificate for this machine and its key."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "key.pem", "-out",
                    folder / "certificate.pem", "-days", "2", "-subj", "/CN=127.0.0.1"], check=True, capture_output=True)  # fmt: skip


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
def test_the_proxy_may_speak_tls(browser: Browser, served: int, tmp_path: Path) -> None:
    certify(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    with Proxy(served, token=SECRET, tls=context) as secure:
        page = visit(browser, secure, "王五")
        assert page.url.startswith("https:")
        expect(page.locator(".gw-me")).to_have_text("王五")
        page.context.close()


def test_half_a_proxy_is_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("GONGWEN_PROXY_HEADER", HEADER)
    assert serve.main(["--no-browser"]) == 1
    assert capsys.readouterr().err.startswith("GONGWEN_PROXY_HEADER 和 GONGWEN_PROXY_ADDRESS 要一起写")


def test_the_unit_in_the_docs_is_one_that_systemd_takes(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        missing("no systemd-analyze here: apt-get install systemd")
    text = (DEPLOY / "gongwen.service").read_text("utf-8").replace("/opt/gongwen/.venv/bin/python", sys.executable)
    unit = tmp_path / "gongwen.service"
    unit.write_text(
        text.replace("User=gongwen", "User=root").replace("After=network.target postgresql.service\n", ""), "utf-8"
    )
    said = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert not [line for line in (said.stdout + said.stderr).splitlines() if "gongwen.service" in line]
    start = re.search(r"^ExecStart=\S+ (.+)$", text, re.MULTILINE)
    assert start is not None
    assert machine.options(start[1].split()[2:], module="widgets.serve", words="", hosts=True).port == serve.PORT


def test_the_settings_in_the_docs_are_the_programs() -> None:
    text = (DEPLOY / "gongwen.env").read_text("utf-8")
    given = dict(re.findall(r"^#?(GONGWEN_\w+)=(.*)$", text, re.MULTILINE))
    assert configured(given) == ProxyNamed("X-Forwarded-User", "127.0.0.1")
    assert set(given) == {
        "GONGWEN_HOME",
        "GONGWEN_PROXY_HEADER",
        "GONGWEN_PROXY_ADDRESS",
        "GONGWEN_TOKEN",
        "GONGWEN_DATABASE",
    }
    assert "proxy_set_header   X-Forwarded-User $remote_user;" in (DEPLOY / "nginx.conf").read_text("utf-8")


CRON = re.compile(r"^[\d* ]+ gongwen  (.+)$", re.MULTILINE)


def test_the_backup_of_the_docs_is_one_that_can_be_restored(tmp_path: Path) -> None:
    (line,) = CRON.findall((ROOT / "docs" / "deploy.md").read_text("utf-8"))
    assert "%" not in line, "cron would end the command there"
    saved = Store.open(tmp_path / "home").create(small())
    (tmp_path / "kept").mkdir()
    (tmp_path / "gongwen.env").write_text(
        (DEPLOY / "gongwen.env").read_text("utf-8").replace("/var/lib/gongwen", f"{tmp_path}/home")
    )
    for before, after in (("/etc/gongwen.env", f"{tmp_path}/gongwen.env"), ("/opt/gongwen", str(ROOT)),
                          ("/var/backups/gongwen", f"{tmp_path}/kept"), (".venv/bin/python", sys.executable)):  # fmt: skip
        line = line.replace(before, after)
    subprocess.run(["sh", "-c", line], env={"PATH": os.environ["PATH"]}, check=True, capture_output=True)
    (backup,) = (tmp_path / "kept").iterdir()
    given = {**os.environ, "GONGWEN_HOME": str(tmp_path / "again")}
    subprocess.run(
        [sys.executable, "-m", "gongwen", "restore", backup], cwd=ROOT, env=given, check=True, capture_output=True
    )
    assert Store.open(tmp_path / "again").load(saved.id).document == small()


@pytest.fixture
def nginx(served: int, tmp_path: Path) -> Iterator[str]:
    """The address of a real nginx that runs the configuration of the docs."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program or shutil.which("openssl") is None:
        missing("no nginx here: apt-get install nginx-light openssl")
    port = free_port()
    certify(tmp_path)
    passwords = []
    for person in ("zhangsan", "张三"):
        done = subprocess.run(["openssl", "passwd", "-apr1", "word"], capture_output=True, text=True, check=True)
        passwords.append(f"{person}:{done.stdout}")
    (tmp_path / "people").write_text("".join(passwords), "utf-8")
    text = (DEPLOY / "nginx.conf").read_text("utf-8")
    for before, after in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"), ("/etc/nginx/gongwen.crt", f"{tmp_path}/certificate.pem"),
        ("/etc/nginx/gongwen.key", f"{tmp_path}/key.pem"), ("/etc/nginx/gongwen.htpasswd", f"{tmp_path}/people"),
        ("127.0.0.1:8866", f"127.0.0.1:{served}"), ("CHANGE-ME", SECRET),
    ):  # fmt: skip
        assert before in text
        text = text.replace(before, after)
    folders = "".join(
        f"{name}_temp_path {tmp_path}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off;\nuser root;\npid {tmp_path}/pid;\nerror_log {tmp_path}/errors;\nevents {{}}\nhttp {{\naccess_log off;\n{folders}{text}}}\n"
    if os.geteuid() != 0:
        whole = whole.replace("user root;\n", "")
    (tmp_path / "nginx.conf").write_text(whole, "utf-8")
    with subprocess.Popen(
        [program, "-p", tmp_path, "-e", tmp_path / "errors", "-c", tmp_path / "nginx.conf"]
    ) as server:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            assert server.poll() is None, (tmp_path / "errors").read_text("utf-8")
            time.sleep(0.1)
        yield f"https://127.0.0.1:{port}/"
        server.terminate()
        server.wait(10)


def test_the_nginx_configuration_of_the_docs(browser: Browser, nginx: str) -> None:
    for person in ("zhangsan", "张三"):
        context = browser.new_context(
            ignore_https_errors=True, http_credentials={"username": person, "password": "word"},
            extra_http_headers={HEADER: "juzhang"},
        )  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto(nginx)
        page.wait_for_selector(".gw-start-left")
        expect(page.locator(".gw-me")).to_have_text(person)
        page.get_by_role("button", name="先看示例报告").click()
        page.wait_for_selector(".gw-ln")
        context.close()
    stranger = browser.new_context(ignore_https_errors=True).new_page()
    answer = stranger.request.get(nginx, headers={HEADER: "juzhang"})
    assert answer.status == 401
    stranger.context.close()
