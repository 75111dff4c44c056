"""One person on one machine, and a few who share the link in a room: the link, the name typed once, other machines."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.deploy.office import app
from widgets import machine, serve


def test_a_name_is_asked_once_and_kept_in_the_browser(browser: Browser, tmp_path: Path) -> None:
    with app(tmp_path, "--token", "word") as port:
        link = f"http://127.0.0.1:{port}/?token=word"
        context = browser.new_context()
        page = context.new_page()
        page.goto(link)
        page.wait_for_selector(".gw-start-left")
        expect(page.locator(".gw-me")).to_contain_text("（未核实）")
        page.get_by_label("您是谁？").fill("王小明")
        page.get_by_role("button", name="就用这个名字").click()
        expect(page.locator(".gw-me")).to_have_text("王小明（未核实）")
        expect(page.locator(".gw-who")).to_be_hidden()
        page.goto(link)
        page.wait_for_selector(".gw-start-left")
        expect(page.locator(".gw-me")).to_have_text("王小明（未核实）")
        expect(page.locator(".gw-who")).to_be_hidden()
        page.locator(".gw-me").click()
        page.get_by_label("您是谁？").fill("王大明")
        page.keyboard.press("Enter")
        expect(page.locator(".gw-me")).to_have_text("王大明（未核实）")
        other = browser.new_context().new_page()
        other.goto(link)
        other.wait_for_selector(".gw-start-left")
        other.get_by_role("button", name="先不填").click()
        other.reload()
        other.wait_for_selector(".gw-start-left")
        expect(other.locator(".gw-who")).to_be_hidden()
        other.context.close()
        context.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux answers at all of 127.0.0.0/8")
def test_other_machines_get_in_only_when_asked_for_and_only_with_the_link(browser: Browser, tmp_path: Path) -> None:
    with app(tmp_path / "closed", "--token", "word") as port, pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", port), 5).close()
    with app(tmp_path / "open", "--token", "word", "--host", "0.0.0.0") as port:  # noqa: S104 - that is what is tried
        page = browser.new_context().new_page()
        page.goto(f"http://127.0.0.2:{port}/")
        expect(page.locator("h1")).to_have_text("需要完整的链接")
        page.goto(f"http://127.0.0.2:{port}/?token=word")
        page.wait_for_selector(".gw-start-left")
        page.get_by_role("button", name="先看示例报告").click()
        page.wait_for_selector(".gw-ln")
        page.context.close()


def test_the_terminal_says_what_an_open_address_means(capsys: pytest.CaptureFixture[str]) -> None:
    said = serve.Door("0.0.0.0", 8866, "word").words  # noqa: S104
    assert f"http://{socket.gethostname()}:8866/?token=word" in said
    assert "http://127.0.0.1:8866/?token=word" in said
    assert "没有加密" in said
    assert "http://10.1.2.3:8866/?token=word" in serve.Door("10.1.2.3", 8866, "word").words
    assert "没有加密" not in serve.Door(machine.HOST, 8866, "word").words
    assert serve.Door("::", 8866, "word").local == "http://[::1]:8866/"
    with pytest.raises(SystemExit):
        serve.main(["--host", "office"])
    assert "IP 地址" in capsys.readouterr().err
