"""A large town that talked for a year: comments, answers to them, replies of ours, captures, corrections, cases and letters.

Written by what writes the record (`append`, the outbox, the store's tables), without judging each comment. Everybody's words
are their own, so that whatever is left of somebody can be told.
"""

import json
import random
from hashlib import sha256

from sqlalchemy import Connection

from adapters.platform import Subject
from bot.actions.outbox import ActionState, Order, Planned, put_all
from bot.evidence.append import Draft, append
from bot.store.database import Database, insert_many
from bot.store.ids import stamp
from rules.model.evidence import EntryKind
from rules.model.measure import MeasureKind, Verb
from rules.model.staff import Role
from tests.bot.conftest import TestClock

PER_ACCOUNT = 10
FIELDS = 2 * PER_ACCOUNT + 13
"""Private fields about one account: text and source of each comment, words above one, 11 of `_about`, one of `_reply`."""
AT_ONCE = 100
_PAYLOAD = ("n", "channel", "key", "body", "received_at", "state")
_ACCOUNT = ("id", "platform", "ref", "handle", "marks", "first_at")
_INTERACTION = (
    "id", "payload_n", "channel", "platform", "ref", "version", "account_id", "kind", "place", "root", "parent",
    "permalink", "at", "heard_at", "text_seq", "state",
)  # fmt: skip
_CUSTOMER = ("id", "ref", "created_at")
_LINK = (
    "id", "account_id", "customer_id", "assurance", "method", "linked_by", "at", "evidence_seq", "high_impact",
)  # fmt: skip
_CASE = ("id", "state", "opened_at", "opened_for", "high_impact", "look_at")
_IN_CASE = ("case_id", "account_id", "since")
_LETTER = ("id", "case_id", "kind", "about", "says", "addressed", "state", "at", "content_seq")


class Person:
    """One account: its ids, a name and words that nobody else has, and the words and place of what it answers."""

    def __init__(self, number: int, draw: random.Random, answers: "Person | None") -> None:
        self.number, self.answers = number, answers
        self.account, self.customer, self.case = f"u_{number:016x}", f"p_{number:016x}", f"c_{number:016x}"
        self.name = f"name-{draw.randbytes(8).hex()}"
        self.said = [f"said-{draw.randbytes(8).hex()} " * draw.randrange(1, 30) for _ in range(PER_ACCOUNT)]
        self.others = {
            name: f"{name}-{draw.randbytes(8).hex()}" for name in ("told", "note", "seen", "post", "mind", "guess")
        }
        self.picture = draw.randbytes(2_000)

    @property
    def words(self) -> set[bytes]:
        """All that only they have, and a piece of each picture."""
        texts = {self.name, *(one.split()[0] for one in self.said), *self.others.values()}
        return {one.encode() for one in texts} | {self.picture[900:932]}

    def item(self, place: int) -> str:
        return f"i_{self.number * PER_ACCOUNT + place:016x}"

    def ref(self, place: int) -> str:
        return f"at://page/{self.number * PER_ACCOUNT + place:016x}"


def fill(database: Database, clock: TestClock, draw: random.Random, count: int) -> list[Person]:
    """So many people; each but the first answers the one before."""
    people: list[Person] = []
    for number in range(count):
        people.append(Person(number, draw, people[-1] if people else None))
    for start in range(0, count, AT_ONCE):
        with database.write() as tx:
            _some(tx, people[start : start + AT_ONCE], clock)
    return people


def _some(tx: Connection, people: list[Person], clock: TestClock) -> None:
    at = stamp(clock())
    insert_many(tx, "account", _ACCOUNT, [(p.account, "memory", f"did:{p.name}", p.name, "", at) for p in people])
    insert_many(tx, "customer", _CUSTOMER, [(p.customer, f"T-{p.name}", at) for p in people])
    insert_many(tx, "case_file", _CASE, [(p.case, "open", at, "conduct", False, "9999") for p in people])
    insert_many(tx, "case_account", _IN_CASE, [(p.case, p.account, at) for p in people])
    for person in people:
        _say(tx, person, at)
        _about(tx, person, at)
    put_all(tx, [Order(p.item(0), "d_0", "page", [_reply(p)]) for p in people], clock())


def _say(tx: Connection, person: Person, at: str) -> None:
    drafts: list[Draft] = []
    for place, text in enumerate(person.said):
        source = json.dumps({"author": f"did:{person.name}", "handle": person.name})
        private = {"text": text.encode(), "source": source.encode()}
        if place == 1 and person.answers:
            private["parent_text"] = person.answers.said[0].encode()
        drafts.append(Draft(EntryKind.HEARD, person.item(place), {"account": person.account}, private))
        drafts.append(Draft(EntryKind.DECIDED, person.item(place), {}))
    seqs = [one.seq for one in append(tx, drafts, at)][::2]
    payloads, rows = [], []
    for place, (text, seq) in enumerate(zip(person.said, seqs, strict=True)):
        n = person.number * PER_ACCOUNT + place + 1
        answered = person.answers if place == 1 else None
        above = answered.said[0] if answered else ""
        body = json.dumps({"by": person.name, "text": text, "above": above}).encode()
        payloads.append((n, "page", f"key-{person.name}-{n}", body, at, "judged"))
        rows.append(
            (person.item(place), n, "page", "memory", person.ref(place), "1", person.account, "comment", "our_page", None,
             answered.ref(0) if answered else None, f"https://x.test/{person.name}/{n}", at, at, seq, "live")
        )  # fmt: skip
    insert_many(tx, "payload", _PAYLOAD, payloads)
    insert_many(tx, "interaction", _INTERACTION, rows)


def _about(tx: Connection, person: Person, at: str) -> None:
    """What staff and the machine made of it: a capture, a correction, a link, a case with a note and a letter."""
    words = {name: value.encode() for name, value in person.others.items()}
    captured = {
        "media.0": person.picture,
        "media.0.about": words["seen"],
        "author": person.name.encode(),
        "times": b"{}",
    }
    guess = {
        "answer": b'{"content": "' + words["guess"] + b'"}',
        "because": words["guess"],
        "request": sha256(words["guess"]).hexdigest().encode(),
    }
    letter = {"letter.html": b"<p>Dear " + words["post"] + b"</p>"}
    drafts = [
        Draft(EntryKind.CAPTURED, person.item(0), {"payload": 1}, captured),
        Draft(EntryKind.OPINION, person.item(3), {"state": "given"}, guess),
        Draft(EntryKind.CORRECTED, person.item(2), {"what": "labels"}, {"why": words["mind"]}),
        Draft(EntryKind.IDENTITY, person.account, {"what": "linked"}, {"evidence": b"bill of " + person.name.encode()}),
        Draft(EntryKind.CASE_OPENED, person.case, {"account": person.account}),
        Draft(EntryKind.CASE_FACT, person.case, {"fact": "note"}, {"note": words["note"]}),
        Draft(EntryKind.LETTER, person.case, {"letter": f"l_{person.number}"}, letter),
    ]
    seqs = [one.seq for one in append(tx, drafts, at)]
    link = (f"k_{person.number}", person.account, person.customer, "claimed", "bill", "s_ann", at, seqs[3], False)
    insert_many(tx, "identity_link", _LINK, [link])
    row = (f"l_{person.number}", person.case, "warning", person.case, "[]", "account", "draft", at, seqs[6])
    insert_many(tx, "letter", _LETTER, [row])


def _reply(person: Person) -> Planned:
    """Ours, long done: what it says is kept once, in the record."""
    where = Subject(person.ref(0), "1", None, f"did:{person.name}")
    done, text = ActionState.CONFIRMED, f"Dear {person.others['told']}"
    return Planned(MeasureKind.REPLY, Verb.REPLY, where, f"r_{person.name}", done, Role.MODERATOR, False, text=text)
