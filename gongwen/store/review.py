"""Annotations of reports: made, sent, answered, closed; each act in the transaction of its entry in the trail."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Unpack

from sqlalchemy import delete, insert, select, update

from gongwen.errors import NotAllowedError, StoreError
from gongwen.review.anchor import Anchor, Scope, Standing
from gongwen.review.annotation import Annotation, Kind, Outcome, Weight
from gongwen.store import threads
from gongwen.store.access import now, stamp
from gongwen.store.anchors import columns_of, followed, made_anew
from gongwen.store.anchors import write as write_anchors
from gongwen.store.members import RIGHTS, Right, demand, role_of
from gongwen.store.replies import Replies
from gongwen.store.reviewer import REFRESH, Brought, Said, demand_source, following, round_of, send_drafts
from gongwen.store.reviewschema import annotation, closing, read_mark
from gongwen.store.saving import document_at, found, read_known
from gongwen.store.signing import demand_writing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection


class Review(Replies):
    """The annotations of reports, as one person sees and makes them."""

    def all(self, name: str) -> tuple[Annotation, ...]:
        """Return a report's annotations by number; drafts of others are not among them."""
        with self._access.reading() as connection:
            return threads.read_all(connection, name, self._me)

    def add(self, name: str, version: int, anchor: Anchor, text: str, **said: Unpack[Brought]) -> Annotation:
        """Store an annotation on what stood at a version: a draft of this person until it is sent.

        One that a file brought may be another's words (`by`, `at`), and sent at once; only who writes the report does that.
        """
        with self._access.writing() as connection:
            stands = self._allowed(connection, name)
            replacement, came_by = said.get("replacement"), said.get("came_by", "")
            by, at, sent = said.get("by") or self._me, said.get("at"), said.get("sent", False)
            _demand_words(anchor, text, replacement)
            if by != self._me or sent or at is not None:
                demand(connection, name, self._me, Right.WRITE)
                demand_source(came_by)
            moment = now()
            number = following(connection, annotation.c.number, annotation.c.report_id == name)
            row = {
                "id": secrets.token_hex(8), "report_id": name, "number": number, "actor": by, "at": stamp(at) if at else moment, "text": text, "kind": str(said.get("kind", Kind.OTHER)),
                "weight": str(said.get("weight", Weight.SHOULD)), "replacement": replacement,
                "round": round_of(connection, name), "sent_at": moment if sent else None, "came_by": came_by,
                "applied": 0, **columns_of(_here(connection, name, (version, stands), anchor)),
            }  # fmt: skip
            connection.execute(insert(annotation), row)
            if sent:
                self._log(connection, "annotate", name, version, annotation=[str(row["id"])])
            else:
                self._access.tell(connection, name)
            return self._one(connection, name, str(row["id"]))

    def edit(self, name: str, key: str, *, text: str, **said: Unpack[Said]) -> Annotation:
        """Change one's own annotation; what has been answered keeps a mark that it was changed."""
        with self._access.writing() as connection:
            self._allowed(connection, name)
            before = self._own(connection, name, key)
            replacement = said.get("replacement", before.replacement)
            _demand_words(before.anchor, text, replacement)
            values: dict[str, object] = {
                "text": text, "kind": str(said.get("kind", before.kind)),
                "weight": str(said.get("weight", before.weight)), "replacement": replacement,
            }  # fmt: skip
            if _answered(before):
                values["edited_at"] = now()
            connection.execute(update(annotation).where(annotation.c.id == key).values(values))
            self._log_unless_draft(connection, "annotation_edit", name, before)
            return self._one(connection, name, key)

    def remove(self, name: str, key: str) -> None:
        """Take back one's own annotation; where somebody has answered, the thread stays without its words."""
        with self._access.writing() as connection:
            self._allowed(connection, name)
            before = self._own(connection, name, key)
            if before.is_draft:
                connection.execute(delete(annotation).where(annotation.c.id == key))
                self._access.tell(connection, name)
                return
            gone = {"text": "", "replacement": None, "gone_at": now()}
            connection.execute(update(annotation).where(annotation.c.id == key).values(gone))
            self._log(connection, "annotation_remove", name, annotation=[key])

    def close(
        self, name: str, key: str, outcome: Outcome, reason: str = "", *, version: int, anchor: Anchor | None = None,
        applied: int = 0,
    ) -> Annotation:  # fmt: skip
        """Close an annotation that was sent, as one who writes the report; what was not simply accepted needs a reason.

        `anchor` is where a replacement that was put in stands at that version, `applied` the version that has it.
        """
        with self._access.writing() as connection:
            row = found(connection, name, held=True)
            if Right.WRITE not in RIGHTS[role_of(connection, name, self._me)]:
                demand_writing(connection, name, self._me)  # who proofreads what was signed
            about = self._open(connection, name, key)
            if about.is_draft:  # it can still go without a trace, and what is told of it would go with it
                raise StoreError(f"第 {about.number} 条批注还没有发出", mend="请先发出，再办结")
            if outcome is not Outcome.ACCEPTED and not reason.strip():
                raise StoreError("没有写理由", mend="部分采纳和不采纳都要写一句理由")
            place = following(connection, closing.c.place, closing.c.annotation_id == key)
            made = {
                "id": secrets.token_hex(8), "report_id": name, "annotation_id": key, "place": place, "outcome": str(outcome), "reason": reason,
                "actor": self._me, "at": now(), "version": version,
            }  # fmt: skip
            connection.execute(insert(closing), made)
            if applied:
                connection.execute(update(annotation).where(annotation.c.id == key).values(applied=applied))
            if anchor is not None:
                there = _settled(about.anchor, _here(connection, name, (version, row["version"]), anchor))
                write_anchors(connection, {key: there})
            self._log(connection, "close", name, version, closing=[str(made["id"])], annotation=[key])
            return self._one(connection, name, key)

    def reopen(self, name: str, key: str, reason: str) -> Annotation:
        """Open a closed annotation again, as its author or as who closed it; the reason becomes a reply."""
        with self._access.writing() as connection:
            self._allowed(connection, name)
            about = self._one(connection, name, key)
            if about.closing is None:
                raise StoreError("这条批注没有办结，不用重新打开", mend=REFRESH)
            if self._me not in {about.by, about.closing.by}:
                raise NotAllowedError("只有提这条批注的人能重新打开它", mend=f"请找{about.by}")
            if not reason.strip():
                raise StoreError("没有写为什么重新打开", mend="请写一句理由")
            last = closing.c.annotation_id == key, closing.c.reopened_at.is_(None)
            which = connection.execute(select(closing.c.id).where(*last)).scalar_one()
            values = {"reopened_by": self._me, "reopened_at": now()}
            connection.execute(update(closing).where(closing.c.id == which).values(values))
            connection.execute(update(annotation).where(annotation.c.id == key).values(applied=0))
            self._log(connection, "reopen", name, closing=[which], annotation=[key])
            self._put_reply(connection, about, reason, (name, self._me, None), sent=True)
            return self._one(connection, name, key)

    def repoint(self, name: str, key: str, version: int, anchor: Anchor) -> Annotation:
        """Say where the words of an annotation are now, as its author or as who writes the report."""
        with self._access.writing() as connection:
            stands = self._allowed(connection, name)
            about = self._open(connection, name, key)
            if about.by != self._me:
                demand(connection, name, self._me, Right.WRITE)
            place = _here(connection, name, (version, stands), anchor)
            connection.execute(update(annotation).where(annotation.c.id == key).values(columns_of(place)))
            self._log_unless_draft(connection, "repoint", name, about)
            return self._one(connection, name, key)

    def send(self, name: str) -> int:
        """Send this person's drafts without deciding; return how many annotations and replies there were."""
        with self._access.writing() as connection:
            stands = self._allowed(connection, name)
            rows = send_drafts(connection, name, self._me)
            if rows:
                self._log(connection, "review_send", name, stands, **rows)
            return sum(map(len, rows.values()))

    def seen(self, name: str, keys: Iterable[str]) -> None:
        """Remember that this person has read annotations."""
        mine = (read_mark.c.report_id == name, read_mark.c.actor == self._me)
        with self._access.writing() as connection:
            there = select(annotation.c.id).where(annotation.c.report_id == name, annotation.c.id.in_(set(keys)))
            which = list(connection.execute(there).scalars())
            connection.execute(delete(read_mark).where(*mine, read_mark.c.annotation_id.in_(which)))
            rows = [{"report_id": name, "actor": self._me, "annotation_id": each, "at": now()} for each in which]
            if rows:
                connection.execute(insert(read_mark), rows)

    def unread(self, name: str) -> frozenset[str]:
        """Return the annotations of which others said anything since this person read them last."""
        mine = (read_mark.c.report_id == name, read_mark.c.actor == self._me)
        with self._access.reading() as connection:
            marks = {
                row.annotation_id: threads.moment(row.at) for row in connection.execute(select(read_mark).where(*mine))
            }
            there = threads.read_all(connection, name, self._me)
        unread = set()
        for each in there:
            last, mark = _last_of_others(each, self._me), marks.get(each.id)
            if last is not None and (mark is None or last > mark):
                unread.add(each.id)
        return frozenset(unread)


def _here(connection: Connection, name: str, versions: tuple[int, int], anchor: Anchor) -> Anchor:
    """Return where an anchor made on one version stands in another, the one that stands now."""
    made_on, stands = versions
    if not 0 < made_on <= stands:
        raise StoreError("批注写在一个没有存下的稿上", mend="请等文字存好再写批注")
    now_there = read_known(connection, name, stands).document
    began = now_there if made_on == stands else document_at(connection, name, made_on)
    anew = made_anew(anchor, began)
    if anew is None:
        raise StoreError("批注指的地方在那一稿里没有", mend="请重新选要批的文字")
    return anew if made_on == stands else followed(anew, began, now_there)


def _settled(about: Anchor, place: Anchor) -> Anchor:
    """Return the anchor of an annotation whose replacement was put in at a place."""
    if place.lost:
        return replace(about, standing=Standing.ORPHAN)
    standing = Standing.OK if about.quote == place.now else Standing.CHANGED
    return replace(place, quote=about.quote, standing=standing)


def _demand_words(anchor: Anchor, text: str, replacement: str | None) -> None:
    if replacement is None and not text.strip():
        raise StoreError("批注是空的", mend="请写上要说的话，或者写出怎么改")
    if replacement is not None and anchor.scope is not Scope.RANGE:
        raise StoreError("修改建议要指着几个字", mend="请先选中要改的文字")


def _answered(about: Annotation) -> bool:
    """Whether others have said anything to an annotation."""
    return not about.is_draft and any(each.sent_at and each.by != about.by for each in about.replies)


def _last_of_others(about: Annotation, me: str) -> datetime | None:
    """Return when somebody else last said anything in a thread."""
    moments = [about.edited_at or about.sent_at] if about.by != me else []
    moments += [each.edited_at or each.sent_at for each in about.replies if each.by != me]
    if about.closing and about.closing.by != me:
        moments.append(about.closing.at)
    return max((each for each in moments if each is not None), default=None)
