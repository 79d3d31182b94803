"""Answers to what is erased: platforms send the answered words along, so an answer holds a copy of them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row

from bot.store.within import rows_within

COPY = "parent_text"
"""The private field of an answer's *heard* entry that holds the words above it. Its own words stand in `text`."""

_ANSWERS = (
    "SELECT DISTINCT o.id, o.account_id, o.text_seq, o.payload_n FROM interaction i JOIN interaction o"
    " ON o.channel = i.channel AND o.parent = i.ref JOIN content c ON c.seq = o.text_seq AND c.field = :copy"
    " WHERE i.id IN :values ORDER BY o.id"
)


def answers(tx: Connection, comments: Collection[str]) -> list[Row[Any]]:
    """(id, account_id, text_seq, payload_n) of each answer that stays and holds words of these comments.

    The landlord's own posts are no comments: answers to them keep what they answered.
    """
    return [row for row in rows_within(tx, _ANSWERS, comments, copy=COPY) if row.id not in set(comments)]
