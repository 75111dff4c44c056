"""Who sits before the page: the hub's word, the proxy's, a name typed, the account's; and that no page can say otherwise."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tornado.httputil import HTTPHeaders

from gongwen.person import KnownBy
from gongwen.store import Store
from tests.samples import small
from tests.widgets.screen import tell
from widgets import Workbook, proxy, who
from widgets.claim import NOTE, PROXIED, claim, claimed

TRUSTED = proxy.Proxy("X-Forwarded-User", "127.0.0.1")


def headers(*values: str, name: str = "X-Forwarded-User") -> HTTPHeaders:
    found = HTTPHeaders()
    for value in values:
        found.add(name, value)
    return found


@pytest.mark.parametrize(
    ("sent", "peer", "expected"),
    [
        (headers("zhangsan"), "127.0.0.1", "zhangsan"),
        (headers("zhangsan"), "::ffff:127.0.0.1", "zhangsan"),
        (headers("张三".encode().decode("latin-1")), "127.0.0.1", "张三"),
        (headers("%E5%BC%A0%E4%B8%89"), "127.0.0.1", "张三"),
        (headers("zhangsan"), "10.0.0.9", ""),
        (headers("zhangsan"), "not an address", ""),
        (headers("zhangsan", "lisi"), "127.0.0.1", ""),
        (headers("zhangsan, lisi"), "127.0.0.1", ""),
        (headers("zhangsan", name="X-Other"), "127.0.0.1", ""),
        (headers("%20"), "127.0.0.1", ""),
        (headers("a" * 41), "127.0.0.1", ""),
    ],
)
def test_a_name_is_the_proxys_alone(sent: HTTPHeaders, peer: str, expected: str) -> None:
    person = TRUSTED.person(sent, peer)
    assert (person.name if person else "") == expected
    assert person is None or person.verified


def test_a_proxy_is_named_wholly_or_not_at_all() -> None:
    assert proxy.configured({}) is None
    assert proxy.configured({proxy.HEADER: "X-User", proxy.ADDRESS: "10.1.2.3"}) == proxy.Proxy("X-User", "10.1.2.3")
    for half in (
        {proxy.HEADER: "X-User"},
        {proxy.ADDRESS: "10.1.2.3"},
        {proxy.HEADER: "X-User", proxy.ADDRESS: "门口"},
    ):
        with pytest.raises(proxy.ProxyError, match=proxy.ADDRESS):
            proxy.configured(half)


def test_a_kernel_is_the_persons_who_came_first(tmp_path: Path) -> None:
    first, second = str(tmp_path / "kernel-a.json"), str(tmp_path / "kernel-b.json")
    Path(first).touch()
    assert claimed(first) is None
    assert claim(first, "张三")
    assert claim(first, "张三")
    assert not claim(first, "李四")
    person = claimed(first)
    assert person is not None
    assert (person.name, person.known_by) == ("张三", KnownBy.PROXY)
    note = Path(first).with_suffix(NOTE)
    assert note.stat().st_mode & 0o777 == 0o600
    Path(first).unlink()
    Path(second).touch()
    assert claim(second, "李四")
    assert not note.exists(), "the note of a kernel that has ended goes"


def test_the_hub_gives_the_name_and_a_typed_one_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JUPYTERHUB_USER", "zhangsan")
    assert Workbook().desk.seat.who.person.known_by is not KnownBy.HUB, "a name without the hub's key is none"
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "key")
    book = Workbook()
    tell(book.frame, "hello", report="", name="别人")
    tell(book.desk.seat.who, "named", name="别人")
    assert (book.desk.seat.who.person.name, book.desk.seat.who.person.known_by) == ("zhangsan", KnownBy.HUB)
    assert book.frame.state["me"][0] == "zhangsan"
    assert not book.desk.seat.who.face["asks"]


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """The connection file of this kernel, that of an app behind the proxy."""
    monkeypatch.setenv(PROXIED, "1")
    file = str(tmp_path / "kernel-own.json")
    Path(file).touch()
    monkeypatch.setattr(who, "_connection_file", lambda: file)
    yield file
    assert PROXIED in os.environ


def test_a_kernel_made_ready_beforehand_learns_whose_it_is_before_anything_is_written(proxied: str) -> None:
    book = Workbook()
    assert book.frame.state["me"][0] == "", "nobody has come yet"
    claim(proxied, "张三")
    book.desk.take(small())  # before the page has said a word
    report = book.frame.state["report"]
    (act,) = Store.open().history.trail(report)
    assert (act.actor, act.verified) == ("张三", True)
    tell(book.frame, "hello", report=report, name="李四")
    assert book.frame.state["me"][0] == "张三"
    tell(book.desk.seat.who, "named", name="李四")
    book.desk.session.type("s4", "写了一句。")
    assert {act.actor for act in Store.open().history.trail(report)} == {"张三"}


def test_a_typed_name_goes_with_what_is_written_from_then_on_and_counts_as_unproven() -> None:
    book = Workbook(document=small())
    report = book.frame.state["report"]
    assert book.frame.state["me"][0].endswith("（未核实）")
    account = book.desk.seat.who.person.name
    tell(book.desk.seat.who, "named", name="  王\u0007五\n")
    book.desk.session.type("s4", "写了一句。")
    tell(book.desk.seat.who, "named", name="王五")
    history = Store.open().history
    assert [(act.actor, act.verified) for act in history.trail(report)] == [(account, False), ("王五", False)]
    assert [version.actor for version in history.versions(report)] == [account, "王五"]
    assert book.frame.state["me"][0] == "王五（未核实）"
    assert [here.actor for here in Store.open().presence.others(report)] in ([], ["王五"])


def test_the_others_see_the_name_that_was_typed_while_the_report_was_open() -> None:
    book = Workbook(document=small())
    report = book.frame.state["report"]
    book.desk._open._company.look()
    before = [here.actor for here in Store.open().presence.others(report)]
    tell(book.desk.seat.who, "named", name="王五")
    book.desk._open._company.look()
    after = [here.actor for here in Store.open().presence.others(report)]
    assert (len(before), after) == (1, ["王五"])
    assert before != after


def test_one_is_asked_on_the_start_page_only_and_not_again() -> None:
    book = Workbook()
    assert book.desk.seat.who.face["asks"]
    tell(book.frame, "hello", report="", name="王五")
    assert not book.desk.seat.who.face["asks"]
    assert Workbook(document=small()).desk.seat.who.face["asks"] is False
