"""A case told step by step through `decide`, `hear` and `judge`: for tests that read like the policy."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from rules.calendar import london_date
from rules.casework import Heard, Office, due, fold, hear, judge, standing
from rules.casework.before import circumstances, history
from rules.decide import decide
from rules.model.account import Assurance, Identity
from rules.model.case import deeds as d
from rules.model.case.casefile import Casefile
from rules.model.case.facts import Fact, Known, Linked
from rules.model.case.orders import Order, Verdict
from rules.model.case.standing import RestrictionStanding, Standing
from rules.model.case.words import (
    Check,
    LetterKind,
    OrderKind,
    Outcome,
    Person,
    RestrictionKind,
    Says,
    Unmet,
    WarningForm,
)
from rules.model.decision import Decision, Given, Item, TaskKind
from rules.model.finding import Behaviour, Finding, Found, Ground, Need, NeedKind, Severity, Target, Urgency
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import Can, Capability, MeasureKind, Verb
from tests.rules.packs import pack

LONDON = ZoneInfo("Europe/London")
BOTH = frozenset(Check)
MILD, SERIOUS, EXTREME = Severity.MILD, Severity.SERIOUS, Severity.EXTREME
EVERYTHING = {verb: Capability(Can.AUTO) for verb in Verb}


def at(day: str, hour: int = 10) -> datetime:
    """A London day and hour, as UTC."""
    return datetime.combine(date.fromisoformat(day), time(hour), LONDON).astimezone(UTC)


class Story:
    """One customer of one landlord. `order` looks up what followed from the latest step."""

    def __init__(self, *packs: str, start: str, settings: dict[str, str] | None = None, verified: bool = True) -> None:
        self.office = Office(tuple(pack(name) for name in packs), settings or {})
        self.now = at(start, 8)
        self.file = Casefile()
        self.orders: tuple[Order, ...] = ()
        self.ids = self.said = 0
        self.decision: Decision | None = None
        if verified:
            self.take([Linked(self.now, ("@her",), Assurance.VERIFIED)])

    def take(self, facts: Iterable[Fact]) -> None:
        self.file = fold(facts, self.file)

    def known(self, *, vulnerable: bool = False, support_worker: bool = False) -> None:
        self.take([Known(self.now, vulnerable, support_worker)])

    def day(self, day: str, hour: int = 10) -> "Story":
        """Time passes."""
        self.now = at(day, hour)
        self.orders = due(self.office, self.file, self.now)
        return self

    def says(
        self,
        *findings: tuple[Behaviour, Severity],
        needs: Iterable[NeedKind] = (),
        account: str = "@her",
        kind: InteractionKind = InteractionKind.COMMENT,
        where: Where = Where.OUR_PAGE,
        target: Target = Target.STAFF,
        abilities: Any = EVERYTHING,
        ground: Ground = Ground.RECORD,
    ) -> Decision:
        """Something is said, found in it what a detector or a person's record says; decided on, and the case hears of it."""
        self.said += 1
        self.now += timedelta(minutes=1)
        found = Found(
            tuple(Finding(b, s, target, 1000, "test", ground) for b, s in findings),
            tuple(Need(need, Urgency.SOON, 1000, "test") for need in needs),
        )
        assurance = self.file.links.get(account, Assurance.NONE)
        given = Given(
            Item("page", "somewhere", kind, where, self.now, self.now),
            found,
            self.now,
            history(self.file),
            Identity(assurance, "c1" if assurance is Assurance.VERIFIED else None),
            circumstances(self.office, self.file, self.now),
            abilities,
            dict(self.office.settings),
        )
        decision = decide(self.office.on(london_date(self.now)), given)
        private = kind is InteractionKind.DIRECT_MESSAGE
        heard = Heard(self.last, account, self.now, kind, private, where, decision, found.findings, decision.needs)
        self._answered(hear(self.office, self.file, heard, self.now))
        self.decision = decision
        return decision

    def asked(self, kind: TaskKind) -> list[str]:
        """The post or label of each task of that kind that followed from what was said last."""
        assert self.decision is not None
        return [task.post or task.label for task in self.decision.tasks if task.kind is kind]

    @property
    def last(self) -> str:
        """The ref of what was said last."""
        return f"e{self.said}"

    def does(self, deed: d.Deed) -> Verdict:
        """A deed of staff: taken if accepted."""
        self.now += timedelta(minutes=1)
        verdict = judge(self.office, self.file, deed, self.now)
        self._answered(verdict)
        return verdict

    def refused(self, deed: d.Deed) -> set[Unmet]:
        """Everything that stood against a deed."""
        return {refusal.unmet for refusal in self.does(deed).refusals}

    def _answered(self, verdict: Verdict) -> None:
        self.take(verdict.facts if verdict.accepted else ())
        self.orders = verdict.orders

    def warn(self, post: str, about: tuple[str, ...], says: Iterable[Says] = (), form: str = "private") -> Verdict:
        said = frozenset(says) or frozenset({Says.BEHAVIOUR, Says.CHANCE_TO_MODIFY})
        return self.does(d.Warn(self._id("w"), Person("warner", post), WarningForm(form), about, said))

    def propose(self, post: str, kind: RestrictionKind, about: tuple[str, ...], **rest: Any) -> Verdict:
        terms: dict[str, Any] = {"months": 12, "checked": BOTH} | rest
        return self.does(d.Propose(self._id("p"), Person("proposer", post), kind, about, **terms))

    def approve(self, post: str, person: str = "head") -> Verdict:
        return self.does(d.Approve(Person(person, post)))

    def _id(self, letter: str) -> str:
        self.ids += 1
        return f"{letter}{self.ids}"

    def order(self, kind: OrderKind) -> list[str]:
        """The post or label of each order of that kind that followed from the latest step."""
        return [order.post or order.label for order in self.orders if order.kind is kind]

    def letter(self, kind: LetterKind) -> frozenset[Says]:
        """What the letter of that kind, drafted in the latest step, has to say; empty if there is none."""
        found = [o.letter.says for o in self.orders if o.letter is not None and o.letter.kind is kind]
        return frozenset().union(*found)

    @property
    def stands(self) -> Standing:
        return standing(self.office, self.file, self.now)

    @property
    def restriction(self) -> RestrictionStanding:
        return self.stands.restrictions[-1]

    def appeal_until(self) -> str:
        """The last day to appeal, or "None"."""
        return str(self.restriction.appeal_until)


def kinds(decision: Decision) -> set[MeasureKind]:
    """The measures a decision offers."""
    return {measure.kind for measure in decision.measures}


EXTEND, CEASE, STANDS, OVERTURNED = Outcome.EXTEND, Outcome.CEASE, Outcome.STANDS, Outcome.OVERTURNED
