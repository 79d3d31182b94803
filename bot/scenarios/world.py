"""The world of one scenario: the landlord, the cases of everybody in it, and what was seen of each interaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from bot.scenarios.schema import AccountWritten, InteractionEvent, Scenario
from bot.scenarios.tables import ASSURANCE
from rules.casework.fold import fold
from rules.casework.office import Office
from rules.model.account import Assurance
from rules.model.case.casefile import Casefile
from rules.model.case.facts import Fact
from rules.model.decision import Decision
from rules.model.finding import NeedKind
from rules.policy.schema import Pack
from rules.routing import Routed

APPROVER = "approver_post"
"""The setting in which a landlord names who approves, where its policy names nobody."""


class Sight(StrEnum):
    """What became of an interaction on its platform, as far as anybody has read back."""

    SHOWN = "shown"
    HIDE_SENT = "hide_sent"
    REPORT_SENT = "report_sent"
    HIDE_FAILED = "hide_failed"
    REPORT_DECLINED = "report_declined"
    HIDE_CONFIRMED = "hide_confirmed"
    REMOVED_BY_AUTHOR = "removed_by_author"


@dataclass(slots=True)
class Seen:
    """An interaction that happened: what was decided about it and how it stands on its platform. `ref` is its id."""

    number: int
    event: InteractionEvent
    ref: str
    decision: Decision
    sight: Sight = Sight.SHOWN


@dataclass(slots=True)
class Case:
    """One person's case, or one unlinked account's: its facts, what they add up to, and the needs open in it."""

    id: str
    facts: tuple[Fact, ...] = ()
    file: Casefile = field(default_factory=Casefile)
    needs: dict[NeedKind, Routed] = field(default_factory=dict)

    def take(self, facts: Iterable[Fact]) -> None:
        """Something more happened."""
        new = tuple(facts)
        self.facts += new
        self.file = fold(new, self.file)

    def join(self, other: "Case") -> None:
        """What happened in another case is this person's too: the facts of both, in the order they happened."""
        self.facts = tuple(sorted((*self.facts, *other.facts), key=lambda fact: fact.at))
        self.file = fold(self.facts)
        self.needs = {**other.needs, **self.needs}


@dataclass(slots=True)
class World:
    """Everything that stands at a moment of a scenario. `policy` is the pack it names, `known` everybody's accounts."""

    scenario: Scenario
    policy: Pack
    office: Office
    known: Mapping[str, AccountWritten]
    cases: dict[str, Case] = field(default_factory=dict)
    of_account: dict[str, str] = field(default_factory=dict)
    seen: dict[int, Seen] = field(default_factory=dict)
    latest: str = ""

    @property
    def customer(self) -> str:
        """The case that the scenario's customer has, or would have."""
        wanted = ASSURANCE[self.scenario.customer.linked]
        fits = [each.person for each in self.known.values() if ASSURANCE[each.linked] is wanted]
        return person_case((fits or [each.person for each in self.known.values()] or [CUSTOMER])[0])

    def assurance(self, account: str) -> Assurance:
        """How sure the landlord is at the start who holds an account."""
        known = self.known.get(account)
        return ASSURANCE[known.linked if known else self.scenario.customer.linked]

    def case_of(self, account: str) -> Case:
        """The case of an account: its holder's where that is confirmed, else its own. Opened when first asked for."""
        if account not in self.of_account:
            known = self.known.get(account)
            person = known.person if known else CUSTOMER
            verified = self.assurance(account) is Assurance.VERIFIED
            self.of_account[account] = person_case(person) if verified else f"account:{account}"
        return self.case(self.of_account[account])

    def case(self, name: str) -> Case:
        """A case by its id, opened when first asked for."""
        return self.cases.setdefault(name, Case(name))

    def join(self, accounts: Sequence[str]) -> Case:
        """The person who holds the first of these accounts holds them all: their cases become one, which is hers."""
        named = list(dict.fromkeys(self.case_of(account).id for account in accounts))
        known = self.known.get(accounts[0])
        home = self.case(person_case(known.person if known else CUSTOMER))
        for name in named:
            if name != home.id:
                home.join(self.cases.pop(name))
        for account, name in self.of_account.items():
            self.of_account[account] = home.id if name in named else name
        return home


CUSTOMER = "customer"


def person_case(person: str) -> str:
    """The id of a confirmed person's case."""
    return f"person:{person}"


def office_of(policy: Pack, packs: Iterable[Pack], approver: str | None) -> Office:
    """The landlord whose policy it is, with every dated version, and the setting of the scenario."""
    dated = tuple(pack for pack in packs if pack.landlord == policy.landlord)
    return Office(dated, {APPROVER: approver} if approver else {})


def utc(at: datetime) -> datetime:
    """A moment as everything in the rules keeps it."""
    return at.astimezone(UTC)
