"""The command line's share that works on the store: its trail, backups, whole histories, and what is kept how long."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from gongwen import files
from gongwen.errors import StoreError
from gongwen.files import name_of
from gongwen.home import home
from gongwen.person import told

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping, Sequence

    from gongwen.store import Store
    from gongwen.store.audit import Act
    from gongwen.store.verify import Verdict

SHOWN: Final = ("file", "form", "sha256", "name", "base", "answer", "people", "removed", "document")
"""What of an entry's details is worth a line; digests of parts are for `verify`."""

KEPT_ALL: Final = """留存规则是全部保留，什么也没有删。
要精简，请在 GONGWEN_HOME 里建一个 {name}，写上：
keep = "thinned"
days = 90        # 多少天以前的自动保存才精简
minutes = 30     # 每人每多少分钟留一稿"""

LEAST: Final = 16
"""Digits of a hash that must be given, so that none can be made to fit."""


def audit(options: argparse.Namespace) -> None:
    """Verify the trail, or show it."""
    with opened() as store:
        if options.act == "verify":
            _verify(options, store)
        else:
            _show(options, store)


def _verify(options: argparse.Namespace, store: Store) -> None:
    noted = "".join(options.head).lower()
    if noted and len(noted) < LEAST:
        raise StoreError("校验码写得太短", mend=f"至少写前 {LEAST} 位")
    verdict = store.upkeep.verify(noted)
    if options.format == "json":
        print(_json(_plain(verdict)))
    refuse_broken(verdict)
    if options.format == "json":
        return
    print(f"留痕没有断，存着的都对得上：{_counted(verdict)}。")
    if verdict.noted:
        print(f"写下来的校验码是第 {verdict.noted} 条的；以后又有 {verdict.entries - verdict.noted} 条。")
    print(f"最后一条的校验码：{grouped(verdict.head)}")
    print("请把校验码抄在纸上，或者存到别的地方。下次加上 --head 和它，连整个换掉也查得出来。")


def refuse_broken(verdict: Verdict) -> None:
    """Raise StoreError when something does not hold: the first, and how many more."""
    if verdict.faults:
        more = f"后面还有 {len(verdict.faults) - 1} 处对不上。" if len(verdict.faults) > 1 else ""
        raise StoreError(
            f"留痕断了：{verdict.faults[0].sentence}{more}", mend="请不要再动这个数据库，先备份一份，交给管理员查"
        )


def _plain(verdict: Verdict) -> dict[str, object]:
    faults = [{"entry": fault.seq, "sentence": fault.sentence} for fault in verdict.faults]
    return {
        "entries": verdict.entries, "reports": verdict.reports, "versions": verdict.versions, "head": verdict.head,
        "noted": verdict.noted, "faults": faults,
    }  # fmt: skip


def grouped(head: str) -> str:
    """Return a hash so that it can be copied by hand."""
    return " ".join(head[at : at + 8] for at in range(0, len(head), 8))


def _show(options: argparse.Namespace, store: Store) -> None:
    name = store.upkeep.find(options.report)[0] if options.report else ""
    titles = store.upkeep.titles()
    for act in store.upkeep.acts(name):
        if options.format == "json":
            print(_json(_entry(act, titles)))
        else:
            print(_line(act, titles))


def _entry(act: Act, titles: Mapping[str, str]) -> dict[str, object]:
    return {
        "entry": act.seq, "at": act.at, "actor": act.actor, "verified": act.verified, "action": act.action,
        "report": act.report, "title": titles.get(act.report, ""), "version": act.version, "details": act.details,
    }  # fmt: skip


def _line(act: Act, titles: Mapping[str, str]) -> str:
    from gongwen.store.audit import ACTS  # noqa: PLC0415
    from gongwen.store.verify import spoken_at  # noqa: PLC0415

    who = told(act.actor, verified=act.verified) or "—"
    about = f"{act.report}“{titles.get(act.report, '')}”" if act.report else ""
    version = f"第 {act.version} 稿" if act.version else ""
    details = "　".join(f"{key}={act.details[key]}" for key in SHOWN if key in act.details)
    cells = (str(act.seq), spoken_at(act.at), who, ACTS.get(act.action, act.action), about, version, details)
    return "\t".join(cells).rstrip()


def backup(options: argparse.Namespace) -> None:
    """Write the whole store into one file, and try it."""
    file = Path(options.file)
    if file.is_dir():
        file /= f"gongwen-{datetime.now():%Y%m%d-%H%M%S}.db.gz"  # noqa: DTZ005 - by this machine's clock, for people
    with opened() as store:
        made, missed = store.upkeep.back_up(file)
    _say(options, {"file": name_of(str(file)), "bytes": made.size, "sha256": made.sha256, **_plain(made.verdict)}, (
        f"备份好了：{name_of(str(file))}，{made.size / 1e6:.1f} MB。",
        f"试着恢复过一遍：{_counted(made.verdict)}，文件的校验码（SHA-256）{made.sha256}。",
        f"最后一条留痕的校验码：{grouped(made.verdict.head)}",
    ), missed)  # fmt: skip
    refuse_broken(made.verdict)


def restore(options: argparse.Namespace) -> None:
    """Fill an empty store from a backup."""
    with opened() as store:
        verdict, missed = store.upkeep.recover(Path(options.file))
    _say(options, _plain(verdict), (f"恢复好了：{_counted(verdict)}。",), missed)
    refuse_broken(verdict)


def pack(options: argparse.Namespace) -> None:
    """Write a report with all it has been into one file."""
    with opened() as store:
        name, title = store.upkeep.find(options.report)
        data, version = store.upkeep.pack(name)
        files.write(options.output, data)
        file = name_of(options.output) if options.output != files.STREAM else ""
        digest = sha256(data).hexdigest()
        missed = ""
        try:
            store.log("export", name, version, file=file, sha256=digest, bytes=len(data), form="全部历史")
        except StoreError as error:
            missed = f"没有记入留痕：{error.sentence}"
    if options.output != files.STREAM:
        line = f"“{title}”连同全部历史写到了 {file}，校验码（SHA-256）{digest}。"
        _say(options, {"file": file, "bytes": len(data), "sha256": digest, "version": version}, (line,), missed)
    elif missed:
        print(missed, file=sys.stderr)


def unpack(options: argparse.Namespace) -> None:
    """Take in a report with all it has been."""
    data = files.read(options.file)
    with opened() as store:
        name, count = store.upkeep.bring(data, name_of(options.file))
        title = store.upkeep.titles()[name]
    line = f"“{title}”导入好了，{count} 稿，和随它带来的留痕对得上。编号 {name}。谁能做什么不带过来，请重新定。"
    _say(options, {"report": name, "title": title, "versions": count}, (line,), "")


def thin(options: argparse.Namespace) -> None:
    """Thin old automatic saves by the store's rule."""
    from gongwen.store.retention import NAME, rule_of  # noqa: PLC0415

    rule = rule_of(home())
    if not rule.days:
        _say(options, {"removed": 0}, (KEPT_ALL.format(name=NAME),), "")
        return
    with opened() as store:
        done = store.upkeep.tidy(rule, dry=options.dry_run)
    removed = sum(map(len, done.removed.values()))
    verb = "会删去" if options.dry_run else "删去了"
    lines = [
        f"规则：{rule.days} 天以前的自动保存，每人每 {rule.minutes} 分钟留一稿。定名、合并、恢复、选定写法、导入导出过的稿和现在的正文都不删。",
        f"{len(done.removed)} 份报告里{verb} {removed} 稿，留下 {done.kept} 稿。",
    ]
    if not options.dry_run:
        lines.append(f"大小：{_mb(done.before)} → {_mb(done.after)}。删去了哪几稿，留痕里都记着。")
    plain = {"removed": removed, "reports": done.removed, "kept": done.kept, "before": done.before, "after": done.after}
    _say(options, plain, lines, "")
    if done.refused:
        raise StoreError(
            f"{len(done.refused)} 份报告和留痕对不上，没有动（{done.refused[0]}）",
            mend="请用 gongwen audit verify 核对，再找管理员",
        )


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _counted(verdict: Verdict) -> str:
    return f"{verdict.reports} 份报告，{verdict.versions} 稿，{verdict.entries} 条留痕"


def _say(options: argparse.Namespace, plain: Mapping[str, object], lines: Sequence[str], missed: str) -> None:
    print(_json(plain) if options.format == "json" else "\n".join(lines))
    if missed:
        print(missed, file=sys.stderr)


@contextmanager
def opened() -> Iterator[Store]:
    """Open the store, and close it."""
    from gongwen.store import Store  # noqa: PLC0415 - each command loads only what it needs

    store = Store.open()
    try:
        yield store
    finally:
        store.close()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
