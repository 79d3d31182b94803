"""What a deed, a comment or the passing of time calls for, and the answer to a deed."""

from dataclasses import dataclass
from datetime import date

from rules.model.case.facts import Fact
from rules.model.case.words import LetterKind, OrderKind, Says, Unmet


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter or notice to be drafted, previewed, approved and sent by a person: its kind and the parts it must have."""

    kind: LetterKind
    says: frozenset[Says]


@dataclass(frozen=True, slots=True)
class Order:
    """Something to be done by a person or the outbox. `post` is whose it is (a post or a label such as "Service Caution
    Lead+2 Caution Leads"), `label` a marker or system, `about` an id. `must`: not doing it needs a reason.
    """

    kind: OrderKind
    post: str = ""
    label: str = ""
    about: str = ""
    letter: Draft | None = None
    due: date | None = None
    clause: str | None = None
    must: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """One unmet condition: a code, a plain sentence, the clause that makes it one (None: one of the fifteen rules)."""

    unmet: Unmet
    why: str
    clause: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a deed: refused with every unmet condition, or accepted with what happened and what follows."""

    facts: tuple[Fact, ...] = ()
    orders: tuple[Order, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def accepted(self) -> bool:
        """Nothing stood against it."""
        return not self.refusals
