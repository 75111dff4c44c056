"""One office on one server: the app behind the office's proxy, tried with a real one, real browsers and forged names."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import ssl
import subprocess
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
from tests.deploy.office import COOKIE, HEADER, SECRET, Proxy, app, cookie
from widgets import serve


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


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
def test_the_proxy_may_speak_tls(browser: Browser, served: int, tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate,
                    "-days", "2", "-subj", "/CN=127.0.0.1"], check=True, capture_output=True)  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with Proxy(served, token=SECRET, tls=context) as secure:
        page = visit(browser, secure, "王五")
        assert page.url.startswith("https:")
        expect(page.locator(".gw-me")).to_have_text("王五")
        page.context.close()


def test_half_a_proxy_is_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("GONGWEN_PROXY_HEADER", HEADER)
    assert serve.main(["--no-browser"]) == 1
    assert capsys.readouterr().err.startswith("GONGWEN_PROXY_HEADER 和 GONGWEN_PROXY_ADDRESS 要一起写")
