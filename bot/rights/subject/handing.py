"""The deeds of an access request, each in one transaction: list, weigh, hand over."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from bot.clock import Clock
from bot.desk.sitting import Refused, Sitting, sit, worded
from bot.evidence.seen import seen_in_list
from bot.rights.processing import Processing
from bot.rights.subject import export, requests
from bot.rights.subject.above import torn
from bot.rights.subject.cut import sealed
from bot.rights.subject.gather import Held, gather
from bot.rights.subject.nameless import Nameless
from bot.rights.subject.page import page
from bot.rights.subject.requests import Outcome
from bot.rights.subject.shown import Shower, counted
from bot.rights.subject.whose import Subject, subject
from bot.staff.rights import Right, Staff
from bot.store.database import Database
from bot.store.rights_tables import SubjectRequest, Weighing
from rules.model.disclosure import Weighed
from rules.model.evidence import EntryKind
from rules.policy.schema import Pack

PAGE, DATA = "index.html", "data.json"
Save = Callable[[Mapping[str, bytes]], None]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request as it stands. `weighings` in the order of the record; `held` is what they are about."""

    request: SubjectRequest
    weighings: tuple[Weighing, ...]
    held: Held

    @property
    def unweighed(self) -> list[Weighing]:
        return [one for one in self.weighings if one.state == Weighed.WAITING]


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works on requests, where, and by which policies decisions are explained."""

    database: Database
    clock: Clock
    packs: Mapping[str, Pack]

    def open(self, staff: Staff, about: str, received: date | None = None) -> Waiting:
        """Open the request about an account or customer, or take up the one that is open; bring its list up to date."""
        with self._sit(staff) as sitting:
            whose = subject(sitting.tx, about, sitting.now)
            return _shown(sitting, _current(sitting, whose, requests.begin(sitting, whose, received)))

    def listed(self, staff: Staff, about: str) -> Waiting:
        """The open request about them, its list brought up to date. Raises Refused where none is open."""
        with self._sit(staff) as sitting:
            whose = subject(sitting.tx, about, sitting.now)
            if all(row.about != whose.about for row in requests.still_open(sitting.session)):
                raise Refused(f"No request about {about[:60]} is open: doorstep subject open {about[:60]}")
            return _shown(sitting, _current(sitting, whose, requests.begin(sitting, whose)))

    def requests(self, staff: Staff) -> list[tuple[SubjectRequest, int]]:
        """Those that are open, the one due first before the others, each with how many things wait to be weighed."""
        with self._sit(staff) as sitting:
            sitting.must(Right.DISCLOSE)
            rows = requests.still_open(sitting.session)
            lists = [requests.of_request(sitting.session, row.id) for row in rows]
            return [
                (row, sum(one.state == Weighed.WAITING for one in them)) for row, them in zip(rows, lists, strict=True)
            ]

    def look(self, staff: Staff, weighing_id: str) -> tuple[Weighing, str]:
        """One thing to weigh, with its words; that it was looked at is an entry. Raises Refused."""
        with self._sit(staff) as sitting:
            sitting.must(Right.DISCLOSE)
            row = sitting.row(Weighing, weighing_id, f"thing to weigh {weighing_id[:40]}")
            held = _held(sitting, row)
            shown = words_of(row, held)
            about = row.owner or held.whose.accounts[0]  # what is filed under nobody was looked at because of them
            sitting.entry(EntryKind.VIEWED, about, {"what": "weighing", "weighing": row.id})
            return row, shown

    def weigh(self, staff: Staff, weighing_ids: Sequence[str], outcome: Outcome) -> list[Weighing]:
        """Each on its own, all or none. Raises Refused."""
        with self._sit(staff) as sitting:
            held: dict[str, Held] = {}
            done = []
            for one in weighing_ids:
                row = sitting.row(Weighing, one, f"thing to weigh {one[:40]}")
                if row.request_id not in held:
                    held[row.request_id] = _held(sitting, row)
                done.append(requests.weigh(sitting, one, outcome, held[row.request_id]))
            return done

    def close(self, staff: Staff, request_id: str, why: str) -> SubjectRequest:
        """Ended without handing anything over. Raises Refused."""
        with self._sit(staff) as sitting:
            return requests.close(sitting, request_id, why)

    def lengthen(self, staff: Staff, request_id: str, why: str) -> SubjectRequest:
        """Two more months. Raises Refused."""
        with self._sit(staff) as sitting:
            return requests.lengthen(sitting, request_id, why)

    def hand_over(self, staff: Staff, about: str, checked: str, told: Processing, save: Save) -> SubjectRequest:
        """Save the page, the data and every file, and record that it was done. `checked`: how it is known who asks.

        Refused while anything is unweighed; nothing is recorded when it cannot be saved.
        """
        with self._sit(staff) as sitting:
            sitting.must(Right.DISCLOSE)
            if not told.said["data_protection_contact"]:
                raise Refused(
                    "Whoever asks must know whom to reach: policy_settings, data_protection_contact, is empty."
                )
            words = worded(checked, "How you know that it is they who ask (--checked)")
            whose = subject(sitting.tx, about, sitting.now)
            waiting = _current(sitting, whose, requests.begin(sitting, whose))
            if waiting.unweighed:
                raise Refused(f"{_many(waiting.unweighed)} not been weighed: doorstep subject list {about[:60]}")
            if both := torn(waiting.held.entries.values(), waiting.weighings):
                raise Refused(_both(*both))
            files = _files(sitting, waiting, told, self.packs)
            row = waiting.request
            row.state, row.done_by, row.done_at = "exported", sitting.staff.id, sitting.at
            sitting.session.add(row)
            data = {
                "what": "subject_access",
                "request": row.id,
                "sha256": sha256(files[DATA]).hexdigest(),
                "files": len(files),
            }
            sitting.entry(EntryKind.EXPORTED, whose.accounts[0], data, {"checked": words})
            save(files)
            return row

    def _sit(self, staff: Staff) -> Any:
        return sit(self.database, self.clock, self.packs, staff)


def _many(rows: Sequence[Weighing]) -> str:
    return "1 thing has" if len(rows) == 1 else f"{len(rows)} things have"


def _both(words: Weighing, delivery: Weighing) -> str:
    return (
        f"{delivery.field} is to be given, and holds words that are not (entry {words.seq}, {words.field}): doorstep subject"
        f" weigh {delivery.id} --withhold --ground {words.ground}, or give the words whole ({words.id})."
    )


def words_of(row: Weighing, held: Held) -> str:
    """What is to be weighed, for a person to read: a field's words, a whole entry with all in it, or who it is."""
    entry = held.entries.get(row.seq)
    if row.field or entry is None:
        return requests.value(held, row).decode("utf-8", "replace")
    parts = (held.pieces.get((row.seq, name)) for name in entry.fields)
    told = [f"{one.field}: {one.value.decode('utf-8', 'replace')}" for one in parts if one]
    return "\n".join([entry.body.decode(), *told])


def _held(sitting: Sitting, row: Weighing) -> Held:
    request = sitting.row(SubjectRequest, row.request_id, "request")
    return gather(sitting.tx, subject(sitting.tx, request.about, sitting.now), request.id)


def _current(sitting: Sitting, whose: Subject, request: SubjectRequest) -> Waiting:
    sitting.must(Right.DISCLOSE)
    held = gather(sitting.tx, whose, request.id)
    rows = requests.refresh(sitting, request, held)
    if found := sealed(held, _nameless(sitting, rows)):
        held.pieces |= {one.key: one for one in found}
        rows = requests.refresh(sitting, request, held)
    return Waiting(request, tuple(rows), held)


def _shown(sitting: Sitting, waiting: Waiting) -> Waiting:
    """The list shows how each thing begins: that it did is an entry for whoever each is about."""
    held = waiting.held
    abouts = [row.owner or held.whose.accounts[0] for row in waiting.weighings if (row.seq, row.field) in held.pieces]
    seen_in_list(sitting.tx, sitting.staff.id, abouts, sitting.now, what="weighing_list")
    return waiting


def _nameless(sitting: Sitting, rows: Sequence[Weighing]) -> Nameless:
    return Nameless(export.unnamed(sitting.tx, rows))


def _files(sitting: Sitting, waiting: Waiting, told: Processing, packs: Mapping[str, Pack]) -> dict[str, bytes]:
    rows, held = waiting.weighings, waiting.held
    without = requests.left_out(sitting.session, rows)
    shower = Shower(held, {(one.seq, one.field): one for one in rows}, without, _nameless(sitting, rows))
    row = waiting.request
    plain = {
        "landlord": told.landlord,
        "made_at": sitting.at,
        "request": {"id": row.id, "received": row.received, "due": row.due},
        "left_out": counted(rows),
        **export.exported(sitting.tx, held, rows, shower),
    }
    text = json.dumps(plain, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
    return {PAGE: page(plain, held, packs, told).encode("utf-8", "replace"), DATA: text, **shower.files}
