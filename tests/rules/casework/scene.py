"""A case played by hand: comments, deeds and time, through the same functions that bot calls."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from rules.calendar import LONDON, add_months, london_date
from rules.casework import Heard, Office, due, fold, hear, judge, standing
from rules.casework.before import circumstances, history
from rules.decide import decide
from rules.model.account import Assurance, Identity
from rules.model.case import facts as f
from rules.model.case.casefile import Casefile
from rules.model.case.deeds import Deed
from rules.model.case.orders import Order, Verdict
from rules.model.case.standing import RestrictionStanding, Standing
from rules.model.case.words import Person, RestrictionKind, Unmet
from rules.model.decision import Given, Item
from rules.model.finding import Behaviour, Finding, Found, Need, NeedKind, Severity, Target, Urgency
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import Can, Capability, Verb
from rules.policy.parse import parse
from rules.policy.schema import Pack
from tests.rules.packs import pack

SIXTH = Path(__file__).parent / "sixth"
HERS = "@hers"
HER_LETTERS = Person("owen", "Customer Experience Team")
ABILITIES = {verb: Capability(Can.AUTO) for verb in Verb}


@cache
def sixth() -> Pack:
    """The invented landlord, read as any other."""
    return parse({file.name: file.read_text(encoding="utf-8") for file in SIXTH.glob("*.yaml")})


@cache
def landlord(*names: str) -> tuple[Pack, ...]:
    return tuple(sixth() if name == "marram" else pack(name) for name in names)


def at(text: str) -> datetime:
    """A London time, `2026-11-30` (noon) or `2026-11-30 23:59`, in UTC."""
    said = datetime.fromisoformat(text if " " in text else f"{text} 12:00")
    return said.replace(tzinfo=LONDON).astimezone(UTC)


def found(behaviour: Behaviour, severity: Severity = Severity.SERIOUS, target: Target = Target.STAFF) -> Finding:
    return Finding(behaviour, severity, target, 1000, f"test.{behaviour.value}")


@dataclass
class Scene:
    """One case of one landlord. `facts` is all there is; everything else is worked out from it."""

    office: Office
    facts: list[f.Fact] = field(default_factory=list)
    said: int = 0
    folded: tuple[tuple[f.Fact, ...], Casefile] = ((), Casefile())

    @property
    def file(self) -> Casefile:
        """The fold of the facts; what was folded before is not folded again, for long histories."""
        done, known = self.folded
        same = len(done) <= len(self.facts) and all(old is new for old, new in zip(done, self.facts, strict=False))
        file = fold(self.facts[len(done) :], known) if same else fold(self.facts)
        self.folded = (tuple(self.facts), file)
        return file

    def does(self, deed: Deed, when: str | datetime) -> Verdict:
        verdict = judge(self.office, self.file, deed, _time(when))
        self.facts += verdict.facts
        return verdict

    def must(self, deed: Deed, when: str | datetime) -> Verdict:
        """A deed that the test takes for granted."""
        verdict = self.does(deed, when)
        assert verdict.accepted, (deed, verdict.refusals)
        return verdict

    def says(
        self,
        when: str | datetime,
        *findings: Finding,
        needs: tuple[NeedKind, ...] = (),
        account: str = HERS,
        kind: InteractionKind = InteractionKind.COMMENT,
        where: Where = Where.OUR_PAGE,
        captured: bool = True,
    ) -> Verdict:
        self.said += 1
        now = _time(when)
        heard = self.heard(f"c{self.said}", now, findings, needs, account, kind, where, captured)
        verdict = hear(self.office, self.file, heard, now)
        self.facts += verdict.facts
        return verdict

    def heard(
        self,
        ref: str,
        now: datetime,
        findings: tuple[Finding, ...],
        needs: tuple[NeedKind, ...],
        account: str,
        kind: InteractionKind,
        where: Where,
        captured: bool,
    ) -> Heard:
        file = self.file
        given = Given(
            Item("page", "somewhere", kind, where, now, now),
            Found(findings, tuple(Need(need, Urgency.SOON, 1000, "test.need") for need in needs)),
            now,
            history(file),
            Identity(file.links.get(account, Assurance.NONE)),
            circumstances(self.office, file, now),
            ABILITIES,
            dict(self.office.settings),
        )
        decision = decide(self.office.on(london_date(now)), given)
        private = kind is InteractionKind.DIRECT_MESSAGE
        return Heard(ref, account, now, kind, private, where, decision, findings, needs, captured)

    def due(self, when: str | datetime) -> tuple[Order, ...]:
        return due(self.office, self.file, _time(when))

    def standing(self, when: str | datetime) -> Standing:
        return standing(self.office, self.file, _time(when))

    def one(self, when: str | datetime) -> RestrictionStanding:
        """The only restriction, as it stands then."""
        (one,) = self.standing(when).restrictions
        return one


def _time(when: str | datetime) -> datetime:
    return at(when) if isinstance(when, str) else when


def scene(*names: str, **settings: str) -> Scene:
    """A case of the landlord with these policies, whose person is confirmed."""
    office = Office(landlord(*names), settings)
    start = min(one.in_force.start for one in office.packs)
    return Scene(office, [f.Linked(at(str(start)), (HERS,), Assurance.VERIFIED, Person("lena", "Customer Adviser"))])


def restricted(
    *names: str,
    start: str,
    months: int,
    review_months: int,
    kind: RestrictionKind = RestrictionKind.SPOC,
    told: bool = True,
    marker: str | None = None,
    **settings: str,
) -> Scene:
    """A case in which a restriction began on `start`, proposed by sam and approved by helen."""
    made = scene(*names, **settings)
    pack, began = made.office.packs[0], date.fromisoformat(start)
    made.facts.append(
        f.Began(
            id="r1",
            at=at(start),
            pack=pack.id,
            version=pack.version,
            kind=kind,
            start=began,
            ends=add_months(began, months),
            months=months,
            review_months=review_months,
            proposed_by="sam",
            approved_by=frozenset({"helen"}),
            about=(),
            markers=(marker,) if marker else (),
        )
    )
    if told:
        made.facts.append(f.NoticeSent("r1", at(start), HER_LETTERS))
    if marker:
        made.facts.append(f.MarkerConfirmed("r1", marker, on=True, at=at(start), by=HER_LETTERS))
    return made


def why(verdict: Verdict) -> set[Unmet]:
    """The codes of a refusal."""
    return {one.unmet for one in verdict.refusals}
