"""An invented landlord, and the short words that the tests of casework tell their stories with."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from rules.casework import Office, fold, judge
from rules.model.account import Assurance
from rules.model.case import deeds as d
from rules.model.case import facts as f
from rules.model.case.casefile import Casefile
from rules.model.case.orders import Verdict
from rules.model.case.words import Check, OrderKind, Person, RestrictionKind, Says, Unmet, WarningForm
from rules.model.finding import Behaviour, Severity
from rules.policy.parse import parse
from rules.policy.schema import Pack

PACK = parse({"northbrook.yaml": (Path(__file__).parent / "northbrook.yaml").read_text(encoding="utf-8")})
START = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANN, BOB = "account-ann", "account-bob"

CLERK, PORTER = Person("cleo", "Clerk"), Person("pip", "Porter")
OFFICER, OTHER_OFFICER = Person("olga", "Officer"), Person("omar", "Officer")
CHIEF, DEPUTY = Person("chris", "Chief Lead"), Person("dev", "Deputy Chief")
LEADS = tuple(Person(name, "Lead") for name in ("lena", "luke", "lois"))
DIRECTOR, BOARD = Person("dora", "Director"), Person("bea", "Board member")

SAID = frozenset({Says.BEHAVIOUR, Says.CHANCE_TO_MODIFY, Says.REASON})
BOTH = frozenset(Check)


def changed(pack: Pack = PACK, casework: dict[str, Any] | None = None, **fields: Any) -> Pack:
    """The pack with some fields of its own, or of its casework, put differently."""
    plain = pack.model_dump(mode="json", by_alias=True)
    return Pack.model_validate(plain | fields | {"casework": plain["casework"] | (casework or {})})


def without_casework() -> Pack:
    """The same landlord with no formal action."""
    return Pack.model_validate(PACK.model_dump(mode="json", by_alias=True) | {"casework": None})


def day(number: int) -> datetime:
    """So many days after the start."""
    return START + timedelta(days=number)


def incident(ref: str, number: int, *behaviours: tuple[Behaviour, Severity], **more: Any) -> f.Incident:
    """Something Ann's account did on a day; serious abuse unless said otherwise."""
    found = behaviours or ((Behaviour.ABUSE, Severity.SERIOUS),)
    return f.Incident(ref, more.pop("account", ANN), day(number), PACK.id, found, **more)


def linked(*accounts: str, sure: Assurance = Assurance.VERIFIED) -> f.Linked:
    """Accounts confirmed as this person's."""
    return f.Linked(START, accounts or (ANN,), sure, CLERK)


def warned(identity: str, number: int, *about: str, form: WarningForm = WarningForm.LETTER) -> f.Warned:
    """A warning given on a day."""
    return f.Warned(identity, day(number), OFFICER, form, about, SAID, PACK.id)


READY: tuple[f.Fact, ...] = (
    linked(),
    incident("one", 1),
    incident("two", 2),
    f.Recorded(day(3), OFFICER, "Ledger", ("one", "two")),
    warned("letter", 3, "one", "two"),
    incident("three", 5),
)
"""Ann is known, was warned by letter about two incidents, and went on."""


def proposal(**changes: Any) -> d.Propose:
    """A proposal that stands in READY on day 6, with changes."""
    plain: dict[str, Any] = {
        "id": "p1",
        "by": OFFICER,
        "restriction": RestrictionKind.SPOC,
        "about": ("one", "three"),
        "checked": BOTH,
    }
    return d.Propose(**(plain | changes))


class Story:
    """A case as it goes on: each deed is judged against what stands, and what was accepted is added."""

    def __init__(self, facts: Iterable[f.Fact] = READY, office: Office | None = None) -> None:
        self.office = office or Office((PACK,))
        self.file: Casefile = fold(facts)

    def does(self, deed: d.Deed, number: int = 6) -> Verdict:
        """The answer to a deed on a day."""
        verdict = judge(self.office, self.file, deed, day(number))
        self.file = fold(verdict.facts, self.file)
        return verdict

    def knows(self, *facts: f.Fact) -> "Story":
        """More happened."""
        self.file = fold(facts, self.file)
        return self


def why(verdict: Verdict) -> set[Unmet]:
    """The codes of a refusal; a refused deed leaves nothing behind."""
    assert verdict.accepted or not (verdict.facts or verdict.orders)
    return {one.unmet for one in verdict.refusals}


def clauses(verdict: Verdict) -> dict[Unmet, str | None]:
    """Each unmet condition with its clause."""
    return {one.unmet: one.clause for one in verdict.refusals}


def ordered(verdict: Verdict) -> list[OrderKind]:
    """What kinds of orders follow."""
    return [order.kind for order in verdict.orders]
