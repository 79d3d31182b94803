"""Writes down what was captured, and what could not be: entries and the queue's row in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, text, update
from sqlmodel import col

from adapters.platform import Fetched, NotFetched
from bot.evidence.append import Draft, append
from bot.evidence.capture.gather import ABOUT, MEDIUM, Gathered, written
from bot.evidence.capture.kind import kind_of
from bot.evidence.capture.queue import NEVER, CaptureState, forget
from bot.store.capture_tables import CaptureRow
from bot.store.ids import moment, stamp
from rules.model.evidence import EntryKind

AGAIN_SECONDS = (5, 30, 120, 600, 1800)
"""Until the next try; after the last the capture has failed."""
CHECKS = (timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=30))
"""After a comment was captured it is looked for again at these times, counted from when the capture was asked for."""

_NOW = text(
    "SELECT c.state, c.tries, c.seq, c.asked_at, i.state AS said FROM capture c JOIN interaction i"
    " ON i.id = c.interaction_id WHERE c.interaction_id = :item"
)


@dataclass(slots=True)
class Fetching:
    """What came of the media, by number."""

    got: dict[int, Fetched] = field(default_factory=dict)
    lost: dict[int, NotFetched] = field(default_factory=dict)


def keep(tx: Connection, item: str, found: Gathered, media: Fetching, now: datetime) -> None:
    """One *captured* entry with all there is; what comes late has another, with the media alone. What cannot be had, or not
    after many tries, is a *capture_failed* entry.
    """
    row = tx.execute(_NOW, {"item": item}).one()
    if row.said == "erased":
        forget(tx, item)
    if row.said == "erased" or row.state != CaptureState.WAITING:
        return
    again = any(each.again for each in media.lost.values()) and row.tries < len(AGAIN_SECONDS)
    drafts = [_captured(item, found, media, late=row.seq is not None)] if media.got or row.seq is None else []
    if media.lost and not again:
        drafts.append(_failed(item, media.lost))
    seq = append(tx, drafts, stamp(now))[-1].seq if drafts else row.seq
    changes: dict[str, Any] = {"seq": seq, "tries": row.tries + 1, "why": _codes(media.lost)}
    if again:
        later = now + timedelta(seconds=AGAIN_SECONDS[row.tries])
        changes |= {"next_at": stamp(later)}
    else:
        state = CaptureState.FAILED if media.lost else CaptureState.DONE
        changes |= {"state": state.value, "next_at": NEVER, "check_at": stamp(moment(row.asked_at) + CHECKS[0])}
    tx.execute(update(CaptureRow).where(col(CaptureRow.interaction_id) == item).values(**changes))


def _captured(item: str, found: Gathered, media: Fetching, *, late: bool) -> Draft:
    private = {} if late else dict(found.private)
    for number, one in media.got.items():
        private[f"{MEDIUM}{number}"] = one.body
        private[f"{MEDIUM}{number}{ABOUT}"] = written(_about(found, number, one))
    data = {
        "payload": found.payload,
        "media": sorted(media.got),
        "missing": sorted(media.lost),
        "before": found.before,
        "versions": found.versions,
        "late": late,
    }
    return Draft(EntryKind.CAPTURED, item, data, private)


def _about(found: Gathered, number: int, one: Fetched) -> dict[str, Any]:
    """What the sender called it, what the server called it, and what it is: bytes of some kind, with a digest."""
    media = found.media[number]
    return {
        "url": media.url,
        "alt": media.alt,
        "called": media.mime,
        "type": one.mime,
        "kind": kind_of(one.body),
        "size": len(one.body),
        "sha256": sha256(one.body).hexdigest(),
    }


def _failed(item: str, lost: Mapping[int, NotFetched]) -> Draft:
    data = {"media": sorted(lost), "codes": sorted({one.code for one in lost.values()})}
    why = "; ".join(f"{number}: {one}" for number, one in sorted(lost.items()))
    return Draft(EntryKind.CAPTURE_FAILED, item, data, {"why": why.encode("utf-8", "surrogatepass")})


def _codes(lost: Mapping[int, NotFetched]) -> str:
    return ", ".join(sorted({one.code for one in lost.values()}))
