"""Makes a bundle: reads the case, writes down that it is exported, has that signed, proves all of it, and checks the result.

The *exported* entry holds the SHA-256 of the list of everything else, so whoever has its proof has a proof of the whole.
What nobody could check is not handed out: the finished bytes go through the stand-alone verifier first.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from bot.cases import view
from bot.clock import Clock
from bot.console.show.words import ROLES
from bot.desk.sitting import sit
from bot.evidence import keys
from bot.evidence.append import head
from bot.evidence.bundle import originals as o
from bot.evidence.bundle import seal, verify_bundle
from bot.evidence.bundle.clauses import Policy, policies
from bot.evidence.bundle.container import container
from bot.evidence.bundle.first_page import Front, first_page
from bot.evidence.bundle.index import Index
from bot.evidence.bundle.pages import pages
from bot.evidence.bundle.people import UNNAMED, People
from bot.evidence.bundle.scope import Scope, moved_on, scope
from bot.evidence.bundle.story import Story
from bot.evidence.canonical import encode
from bot.evidence.checkpoints import Checkpoint
from bot.evidence.witness import grouped
from bot.staff.rights import Right, Staff
from bot.store.database import Database
from bot.store.ids import stamp
from rules.casework import Office
from rules.model.evidence import EntryKind

VERIFIER = "3-verify_bundle.py"
TRIES = 3


class For(StrEnum):
    """Whom a bundle is made for."""

    OMBUDSMAN = "ombudsman"
    POLICE = "police"
    COURT = "court"
    OTHER = "other"


FOR_WORDS = {
    For.OMBUDSMAN: "the Housing Ombudsman",
    For.POLICE: "the police",
    For.COURT: "a court",
    For.OTHER: "",
}


class Moving(Exception):
    """The case went on while it was read, again and again."""


@dataclass(frozen=True, slots=True)
class Asked:
    """By whom, for whom and why. `reason` is kept as a private field of the entry. `kept`: checkpoints held outside that
    the bundle must be comparable with.
    """

    case: str
    staff: Staff
    for_: For = For.OTHER
    reason: str = ""
    kept: tuple[Checkpoint, ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """What a bundle is made from. `sign` signs and keeps a checkpoint of the record as it stands. `pdf`: make PDFs too."""

    database: Database
    office: Office
    landlord: str
    clock: Clock
    sign: Callable[[], object]
    pdf: bool


@dataclass(frozen=True, slots=True)
class Bundle:
    """`says`: the verifier's own lines. `longest`: hashes in the longest inclusion proof; `proof_bytes`: all proofs."""

    raw: bytes
    seq: int
    entries: int
    files: int
    size: int
    longest: int
    proof_bytes: int
    says: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Draft:
    scope: Scope
    points: tuple[Checkpoint, ...]
    files: dict[str, bytes]
    listed: bytes


def make(house: House, asked: Asked) -> Bundle:
    """The bundle of a case, checked. Raises what `drawn_up` does, and `verify_bundle.Wrong` where the record was altered."""
    made = drawn_up(house, asked)
    return replace(made, says=tuple(verify_bundle.check(made.raw)))


def drawn_up(house: House, asked: Asked) -> Bundle:
    """The same, not yet checked. Raises Refused, NoCase, NoKey, Broken, NotSigned, NotOfThisRecord, TooLarge, Moving."""
    draft, seq = _exported(house, asked)
    house.sign()
    seqs = [one.seq for one in draft.scope.entries]
    with house.database.read() as tx:
        made = seal.seal(tx, seqs, seq, draft.points)
    raw = container({**draft.files, verify_bundle.LIST: draft.listed, verify_bundle.SEAL: made.file})
    return Bundle(raw, seq, len(seqs), len(draft.files) + 2, made.size, made.longest, made.proof_bytes)


def _exported(house: House, asked: Asked) -> tuple[_Draft, int]:
    """The case as it stood, and the entry that seals it. What came into it meanwhile is read too."""
    with sit(house.database, house.clock, house.office.by_id, asked.staff) as sitting:
        sitting.must(Right.EXPORT)
    for _ in range(TRIES):
        with house.database.read() as tx:
            draft = _draft(tx, house, asked)
        with sit(house.database, house.clock, house.office.by_id, asked.staff) as sitting:
            sitting.must(Right.EXPORT)
            if not moved_on(sitting.tx, draft.scope):
                sitting.entry(
                    EntryKind.EXPORTED,
                    draft.scope.case.row.id,
                    _data(draft, asked, seal.signed_at(sitting.tx, head(sitting.tx)[0])),
                    {"reason": asked.reason},
                )
                return draft, head(sitting.tx)[0]
    raise Moving("the case goes on while it is read: try again in a minute")


def _data(draft: _Draft, asked: Asked, signed_at: list[int]) -> dict[str, Any]:
    return {
        "case": draft.scope.case.row.id,
        "checkpoints": [one.size for one in draft.points],
        "contents": sha256(draft.listed).hexdigest(),
        "entries": [one.seq for one in draft.scope.entries],
        "files": len(draft.files),
        "for": asked.for_.value,
        "signed_at": seal.digest(signed_at),
        "upto": draft.scope.upto,
        "what": "bundle",
    }


def _draft(tx: Connection, house: House, asked: Asked) -> _Draft:
    found = scope(tx, asked.case)
    made = o.originals(tx, found)
    used = policies(house.office, found.entries)
    letters = [one.seq for one in found.entries if one.kind == EntryKind.LETTER and one.commit]
    points = seal.merged(
        seal.earlier(tx, [one.seq for one in found.entries], letters, found.upto),
        seal.asked_for(tx, asked.kept, found.upto),
    )
    stamped = seal.stamps(tx, points)
    files = {**made.files, **stamped, VERIFIER: Path(verify_bundle.__file__).read_bytes()}
    files |= {f"entries/{one.seq:012}.json": one.body for one in found.entries}
    files |= {policy.file: policy.content() for policy in used}
    at = stamp(house.clock())
    files |= _pages(tx, house, asked, _Read(found, made, used, points, stamped, at))
    return _Draft(found, tuple(points), files, _list(found, made, files, at))


@dataclass(frozen=True, slots=True)
class _Read:
    scope: Scope
    made: o.Originals
    used: tuple[Policy, ...]
    points: list[Checkpoint]
    stamped: dict[str, bytes]
    at: str


def _pages(tx: Connection, house: House, asked: Asked, read: _Read) -> dict[str, bytes]:
    people = People(read.scope.entries, read.made)
    story = Story(read.scope, read.made, people)
    case = read.scope.case.row
    front = Front(
        landlord=house.landlord,
        case=case.id,
        opened_at=case.opened_at,
        made_at=read.at,
        made_by=_by(asked.staff, read.made),
        for_=FOR_WORDS[asked.for_],
        upto=read.scope.upto,
        entries=len(read.scope.entries),
        key=grouped(keys.kept(tx)[-1].fingerprint),
        pdf=house.pdf,
    )
    shown = view.shown(tx, house.office, case.id, house.clock())
    first = first_page(front, shown, story, read.used)
    return pages(first, Index(read.scope, read.made, people, story, read.used), read.points, read.stamped)


def _by(staff: Staff, made: o.Originals) -> str:
    name = UNNAMED if staff.id in made.unnamed.ids else staff.name
    posts = f", {', '.join(staff.posts)}" if staff.posts else ""
    return f"{name}{posts} ({', '.join(sorted(ROLES[role] for role in staff.roles))})"


def _list(found: Scope, made: o.Originals, files: dict[str, bytes], at: str) -> bytes:
    """`bundle.json`: each entry with its private fields and their salts, and the SHA-256 of every other file."""
    entries: list[dict[str, Any]] = []
    for one in found.entries:
        fields = {
            name: {"file": each.file, "salt": each.salt} if each.state == "shown" else each.state
            for name, each in made.fields[one.seq].items()
        }
        payload = made.payloads.get(one.seq)
        entries.append({"fields": fields, "seq": one.seq} | ({} if payload is None else {"payload": payload}))
    digests = {name: sha256(content).hexdigest() for name, content in files.items()}
    told = {"case": found.case.row.id, "entries": entries, "files": digests, "made_at": at, "upto": found.upto}
    return encode({**told, "v": 1, "what": "doorstep.bundle"})
