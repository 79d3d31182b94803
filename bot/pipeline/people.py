"""What a comment is judged with besides its words: who it is, what went before, what stands in the case, what is open.

From memory (the window), from the case of the account, and from open needs. What cannot be read is not known: then nothing
is automatic, and nothing is about a person.
"""

from bisect import insort
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from operator import itemgetter
from typing import NamedTuple

from msgspec import MsgspecError
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from bot.cases.known import NOTHING_KNOWN, CaseKnown, known
from bot.store.ids import stamp
from rules.casework import before
from rules.casework.office import Office
from rules.model.account import AccountMark, Assurance, Identity
from rules.model.case.casefile import Casefile
from rules.model.case.facts import Warned
from rules.model.circumstances import Circumstances
from rules.model.finding import NeedKind
from rules.model.history import History, PastItem, PastMeasure

_UNREADABLE = (SQLAlchemyError, MsgspecError, ValueError, LookupError, TypeError)

STILL_THE_SAME = timedelta(days=90)
"""A need older than that is opened anew when it is spoken of again: whoever had it may have forgotten it."""
OpenNeeds = dict[NeedKind, tuple[str, str]]
"""What earlier versions of one comment opened and somebody is seeing to: kind to need id and reference."""


class SeenTo(NamedTuple):
    """A need of an account that somebody is seeing to, and when its clock started (`stamp`)."""

    starts_at: str
    id: str
    reference: str


@dataclass(slots=True)
class KnownAccount:
    """An account with a row, or about to have one. `case` is None when what stands about it could not be read.

    `needs` are those that somebody is seeing to, of each kind the longest open first (danger is always opened anew, so
    there may be several); they grow as a batch is judged. `kept_waiting`: one is overdue.
    """

    id: str
    handle: str
    marks: frozenset[AccountMark] = frozenset()
    case: CaseKnown | None = NOTHING_KNOWN
    needs: dict[NeedKind, list[SeenTo]] = field(default_factory=dict)
    kept_waiting: bool = False

    def opened(self, kind: NeedKind, need: SeenTo, due_at: str, now: datetime) -> None:
        """Somebody sees to one more. It takes its place by its clock; among equals the one judged first stands first."""
        self.kept_waiting |= due_at < stamp(now)
        if need.starts_at > stamp(now - STILL_THE_SAME):
            insort(self.needs.setdefault(kind, []), need, key=itemgetter(0))

    @property
    def identity(self) -> Identity:
        """No surer than the link and the case both say."""
        if self.case is None:
            return Identity()
        linked, file = self.case.identity, self.case.file
        sure = linked.assurance is Assurance.VERIFIED
        doubted = file.links.get(self.id, Assurance.VERIFIED) is not Assurance.VERIFIED
        return replace(linked, assurance=Assurance.CLAIMED) if sure and doubted else linked

    @property
    def verified(self) -> bool:
        """Who holds the account has been confirmed."""
        return self.identity.assurance is Assurance.VERIFIED

    def history(self, window: History) -> History:
        """What went before: this account's window and, of somebody confirmed, what their other confirmed accounts did.

        In a case its own record of warnings holds (letters are only there), and what an appeal struck counts no more.
        """
        if self.case is None:
            return replace(window, complete=False)
        file = self.case.file
        if not (file.incidents or file.warnings):
            return window
        told, mine = before.history(file), self._accounts(file)
        return replace(
            window, items=self._items(window, file, told, mine), measures=_measures(window, file, told, mine)
        )

    def _items(self, window: History, file: Casefile, told: History, mine: set[str]) -> tuple[PastItem, ...]:
        """This account's own window, less what was struck, and what the person's other accounts did, oldest first."""
        struck = {i.at for i in file.incidents if i.ref in file.struck and i.account == self.id}
        own = [replace(item, breach=False) if item.at in struck else item for item in window.items]
        others = [
            item
            for item, i in zip(told.items, file.incidents, strict=True)
            if i.account in mine and i.account != self.id
        ]
        return tuple(sorted([*own, *others], key=lambda item: item.at)) if others else tuple(own)

    def circumstances(self, office: Office, now: datetime, own: Collection[str], *, sensitive: bool) -> Circumstances:
        """What stands about a confirmed person; of others only what is open. `own`: needs opened by the same comment."""
        needs = tuple(kind for kind in sorted(self.needs) if any(need.id not in own for need in self.needs[kind]))
        late = self.kept_waiting or None
        if self.case is not None and self.verified:
            known = before.circumstances(office, self.case.file, now, needs)
            return replace(known, sensitive=sensitive, overdue_matter=late)
        if not (needs or sensitive or late):
            return _NOTHING
        return Circumstances(open_needs=needs, sensitive=sensitive, overdue_matter=late)

    def _accounts(self, file: Casefile) -> set[str]:
        sure = {account for account, held in file.links.items() if held is Assurance.VERIFIED}
        return {self.id} | (sure if self.verified else set())


_NOTHING = Circumstances()


def _measures(window: History, file: Casefile, told: History, mine: set[str]) -> tuple[PastMeasure, ...]:
    """Where the case has warnings its record of them holds: letters are only there, and a struck one nowhere."""
    if not file.warnings:
        return window.measures
    counted = [m for m, w in zip(told.measures, file.standing_warnings, strict=True) if _is_about(file, w, mine)]
    left = [measure for measure in window.measures if not measure.counts]
    return tuple(sorted([*left, *counted], key=lambda measure: measure.at))


def _is_about(file: Casefile, warned: Warned, mine: set[str]) -> bool:
    """A warning about what one of these accounts did; one about nothing on record is about the case's person."""
    accounts = {incident.account for incident in file.incidents if incident.ref in warned.about}
    return not accounts or bool(accounts & mine)


def cases_of(tx: Connection, account_ids: Collection[str], now: datetime) -> Mapping[str, CaseKnown | None]:
    """What stands about these accounts; None for one whose case cannot be read, which harms no other.

    Raises OperationalError where the database refuses altogether: then it is tried again.
    """
    try:
        return _read(tx, account_ids, now)
    except OperationalError:
        raise
    except _UNREADABLE:
        return {
            account: one for account in account_ids for one in [_alone(tx, account, now)] if one is not NOTHING_KNOWN
        }


def _alone(tx: Connection, account: str, now: datetime) -> CaseKnown | None:
    try:
        return _read(tx, [account], now).get(account, NOTHING_KNOWN)
    except _UNREADABLE:
        return None


def _read(tx: Connection, account_ids: Collection[str], now: datetime) -> dict[str, CaseKnown]:
    with tx.begin_nested():
        return known(tx, account_ids, now)
