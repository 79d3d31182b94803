"""What the comment path must know of the accounts it hears: who holds them, and what stands in their case."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from bot.cases.load import files
from bot.people.links import identities
from bot.store.within import rows_within
from rules.calendar import london_date
from rules.casework.standing import in_force
from rules.model.account import Identity
from rules.model.case.casefile import Casefile, Restriction
from rules.model.case.facts import Warned
from rules.model.case.words import RestrictionKind

_CASES = "SELECT account_id, case_id FROM case_account WHERE left_at IS NULL AND account_id IN :values"


@dataclass(frozen=True, slots=True)
class CaseKnown:
    """Of one account, and of the person behind it where the link is verified. Empty where there is neither link nor case.

    `restrictions` are those in force; `warnings` all that stand, letters among them, in the order given; `ruled_out` what
    the person's adjustments shut out; `file` is the whole, for whoever needs more.
    """

    identity: Identity = field(default_factory=Identity)
    case_id: str | None = None
    restrictions: tuple[Restriction, ...] = ()
    warnings: tuple[Warned, ...] = ()
    vulnerable: bool | None = None
    support_worker: bool | None = None
    ruled_out: frozenset[RestrictionKind] = frozenset()
    liaised_at: datetime | None = None
    volume_recorded: bool = False
    exhausted: bool = False
    referred: bool = False
    file: Casefile = field(default_factory=Casefile)


NOTHING_KNOWN = CaseKnown()


def known(tx: Connection, account_ids: Collection[str], now: datetime) -> dict[str, CaseKnown]:
    """Accounts without a link and without a case are left out: most of them. Two reads for a batch, more where cases are."""
    who = identities(tx, account_ids, now)
    cases = {row.account_id: row.case_id for row in rows_within(tx, _CASES, list(account_ids))}
    read = files(tx, list(dict.fromkeys(cases.values())))
    return {
        account: _known(who.get(account, Identity()), cases.get(account), read.get(cases.get(account, "")), now)
        for account in who.keys() | cases.keys()
    }


def _known(identity: Identity, case_id: str | None, file: Casefile | None, now: datetime) -> CaseKnown:
    if file is None:
        return CaseKnown(identity, case_id)
    return CaseKnown(
        identity=identity,
        case_id=case_id,
        restrictions=in_force(file, london_date(now)),
        warnings=file.standing_warnings,
        vulnerable=file.vulnerable,
        support_worker=file.support_worker,
        ruled_out=frozenset(kind for one in file.adjustments for kind in one.rules_out),
        liaised_at=file.liaised_at,
        volume_recorded=file.volume_recorded,
        exhausted=file.exhausted,
        referred=bool(file.referrals),
        file=file,
    )
