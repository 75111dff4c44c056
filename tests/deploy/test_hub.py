"""Several offices: JupyterHub with one server each, one PostgreSQL; with a real jupyterhub-singleuser."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from gongwen import edits
from gongwen.home import DATABASE
from gongwen.person import Person
from gongwen.store import Store
from tests.conftest import ROOT
from tests.deploy.hub import environment, hub, server_of
from tests.deploy.office import app
from tests.samples import small
from tests.servers import Server
from widgets import hub as own


def visit(browser: Browser, link: str, person: str, at: str) -> tuple[Page, list[str]]:
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.add_cookies([{"name": "person", "value": person, "url": at}])
    page = context.new_page()
    page.set_default_timeout(40_000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(link)
    page.wait_for_selector(".gw-start-left")
    return page, asked


def test_two_peoples_servers_share_one_database_and_each_knows_its_own(
    browser: Browser, tmp_path: Path, postgres: Server
) -> None:
    url = postgres.fresh()
    with (
        hub() as at,
        server_of("zhangsan", at, tmp_path, GONGWEN_DATABASE=url) as first_link,
        server_of("lisi", at, tmp_path, GONGWEN_DATABASE=url) as second_link,
    ):
        first, asked = visit(browser, first_link, "zhangsan", at)
        assert own.PAGE in first.url, "the page without code comes first"
        assert {link.split("/")[2].split(":")[0] for link in asked if link.startswith("http")} == {"127.0.0.1"}
        expect(first.locator(".gw-me")).to_have_text("zhangsan")
        first.get_by_role("button", name="先看示例报告").click()
        first.wait_for_selector(".gw-ln")
        report = first.url.partition("?report=")[2]
        second, _ = visit(browser, second_link, "lisi", at)
        second.goto(f"{second.url.partition('?')[0]}?report={report}")
        second.wait_for_selector(".gw-ln")
        expect(second.locator(".gw-person")).to_have_text(["zhangsan"])
        expect(first.locator(".gw-person")).to_have_text(["lisi"])
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(f"{first_link}api/kernels").close()  # noqa: S310 - our own address
        first.context.close()
        second.context.close()
    (act, *_rest) = Store.open(url).history.trail(report)
    assert (act.actor, act.verified) == ("zhangsan", True)
    postgres.drop(url)


PREPARE = re.compile(r'^GONGWEN_DATABASE=.+ -c "(.+)"$', re.MULTILINE)
GRANT = re.compile(r"^GRANT .+ TO gongwen_writer;$", re.MULTILINE)


def test_the_writers_account_of_the_docs_can_write_and_cannot_touch_the_trail(postgres: Server) -> None:
    url = postgres.fresh()
    text = (ROOT / "docs" / "deploy.md").read_text("utf-8")
    grants, program = GRANT.findall(text), PREPARE.findall(text)
    assert (len(grants), len(program)) == (2, 1)
    subprocess.run([sys.executable, "-c", program[0]], cwd=ROOT, env={**os.environ, DATABASE: url}, check=True)
    owner = Store.open(url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS gongwen_writer")
        connection.execute("CREATE ROLE gongwen_writer LOGIN")
        for grant in grants:
            connection.execute(grant)
    writers = url.replace("//gongwen@", "//gongwen_writer@")
    store = Store.open(writers, Person("zhangsan"))
    saved = store.create(small())
    changed = edits.set_paragraphs(small(), "s4", ("换了一句。",))
    assert store.save(saved.id, changed, saved.version).version == saved.version + 1
    assert [found.id for found in store.search.find("换了一句").reports] == [saved.id]
    store.delete(saved.id)
    with psycopg.connect(writers, autocommit=True) as connection:
        for attempt in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit", "TRUNCATE audit", "DROP TABLE audit",
                        "ALTER TABLE audit DISABLE TRIGGER ALL", "SET session_replication_role = replica"):  # fmt: skip
            with pytest.raises(psycopg.Error):
                connection.execute(attempt)
    assert len(owner.history.trail(saved.id)) == 3
    for each in (store, owner):
        each.close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP OWNED BY gongwen_writer")
        connection.execute("DROP ROLE gongwen_writer")
    postgres.drop(url)


def test_the_configuration_of_the_docs_starts_the_programs_own_module() -> None:
    given = SimpleNamespace(Spawner=SimpleNamespace())
    source = (ROOT / "docs" / "deploy" / "jupyterhub_config.py").read_text("utf-8")
    exec(compile(source, "jupyterhub_config.py", "exec"), {"get_config": lambda: given})  # noqa: S102 - it is our own
    assert given.Spawner.cmd[1:] == ["-m", own.__name__]
    assert set(given.Spawner.environment) == {"PYTHONPATH", DATABASE}


def test_the_hubs_environment_alone_gives_the_name_and_the_page_cannot_change_it(
    browser: Browser, tmp_path: Path
) -> None:
    given = environment("zhangsan")
    with app(tmp_path, "--token", "word", **given) as port:
        context = browser.new_context()
        page = context.new_page()
        page.add_init_script("localStorage.setItem('gongwen:name', '局长')")
        page.goto(f"http://127.0.0.1:{port}/?token=word")
        page.wait_for_selector(".gw-start-left")
        expect(page.locator(".gw-me")).to_have_text("zhangsan")
        expect(page.locator(".gw-who")).to_be_hidden()
        context.close()


def test_without_jupyterhub_there_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "jupyterhub.singleuser", None)
    assert own.main([]) == 1
    assert capsys.readouterr().err.startswith("这里没有装 JupyterHub")
