"""Answers in the threads of annotations: made, changed, taken back."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Unpack

from sqlalchemy import delete, insert, select, update

from gongwen.errors import NotAllowedError, StoreError
from gongwen.store import threads
from gongwen.store.access import now, stamp
from gongwen.store.members import RIGHTS, Right, demand, role_of
from gongwen.store.reviewer import Brought, Reviewer, demand_source, following
from gongwen.store.reviewschema import reply

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping

    from gongwen.review.annotation import Annotation, Reply


class Replies(Reviewer):
    """The answers of one person."""

    def reply(self, name: str, key: str, text: str, *, send: bool = False, **brought: Unpack[Brought]) -> Reply:
        """Answer in a thread: at once by who writes the report or with `send`, else as a draft until this person sends.

        One that a file brought may be another's words, as in `add`.
        """
        with self._access.writing() as connection:
            self._allowed(connection, name)
            about = self._one(connection, name, key)
            if not text.strip():
                raise StoreError("回复是空的", mend="请写上要说的话")
            by, at = brought.get("by") or self._me, brought.get("at")
            writes = Right.WRITE in RIGHTS[role_of(connection, name, self._me)]
            if by != self._me or at is not None:
                demand(connection, name, self._me, Right.WRITE)
                demand_source(brought.get("came_by", ""))
            return self._put_reply(connection, about, text, (name, by, at), sent=send or writes)

    def _put_reply(
        self, connection: Connection, about: Annotation, text: str, whose: tuple[str, str, datetime | None], *, sent: bool
    ) -> Reply:  # fmt: skip
        (name, by, at), moment = whose, now()
        sent = sent and not about.is_draft
        row = {
            "id": secrets.token_hex(8), "report_id": name, "annotation_id": about.id,
            "place": following(connection, reply.c.place, reply.c.annotation_id == about.id), "actor": by,
            "at": stamp(at) if at else moment, "text": text, "sent_at": moment if sent else None,
        }  # fmt: skip
        connection.execute(insert(reply), row)
        if sent:
            self._log(connection, "reply", name, reply=[str(row["id"])])
        else:
            self._access.tell(connection, name)
        return self._one(connection, name, about.id).replies[-1]

    def edit_reply(self, name: str, key: str, text: str) -> None:
        """Change one's own reply; one after which others spoke keeps a mark that it was changed."""
        with self._access.writing() as connection:
            self._allowed(connection, name)
            row, answered = self._own_reply(connection, name, key)
            if not text.strip():
                raise StoreError("回复是空的", mend="不要这条回复了，请删去它")
            values = {"text": text, "edited_at": now()} if answered else {"text": text}
            connection.execute(update(reply).where(reply.c.id == key).values(values))
            if row["sent_at"]:
                self._log(connection, "reply_edit", name, reply=[key])
            else:
                self._access.tell(connection, name)

    def remove_reply(self, name: str, key: str) -> None:
        """Take back one's own reply; one after which others spoke stays without its words."""
        with self._access.writing() as connection:
            self._allowed(connection, name)
            row, answered = self._own_reply(connection, name, key)
            if answered:
                gone = {"text": "", "gone_at": now()}
                connection.execute(update(reply).where(reply.c.id == key).values(gone))
            else:
                connection.execute(delete(reply).where(reply.c.id == key))
            if row["sent_at"]:
                self._log(connection, "reply_remove", name, reply=[key])
            else:
                self._access.tell(connection, name)

    def _own_reply(self, connection: Connection, name: str, key: str) -> tuple[RowMapping, bool]:
        row = connection.execute(select(reply).where(reply.c.report_id == name, reply.c.id == key)).mappings().first()
        if row is None or row["gone_at"] or (row["actor"] != self._me and row["sent_at"] is None):
            raise StoreError("没有找到这条回复", mend="它可能已经删去了")
        if row["actor"] != self._me:
            raise NotAllowedError("这是别人的回复，只有写的人能改", mend="请另写一条回复")
        about = self._one(connection, name, row["annotation_id"])
        sent_at = threads.moment(row["sent_at"])
        later = [each for each in about.replies if sent_at and each.sent_at and each.sent_at > sent_at]
        answered = any(each.by != self._me for each in later) or about.closing is not None
        return row, sent_at is not None and answered
