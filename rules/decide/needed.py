"""What somebody needs: who answers it, whether it is already open, and whether it must be asked who they are."""

from rules.decide.matter import Matter
from rules.model.decision import PersonTask, TaskKind
from rules.model.finding import Need, NeedKind, Urgency
from rules.model.in_words import NEEDS
from rules.model.staff import Role
from rules.policy.casework import Ask
from rules.routing import said_again

KNOWING_WHO = frozenset(NeedKind) - {NeedKind.INFORMATION_REQUEST, NeedKind.APPEAL}
"""Needs that cannot be seen to without knowing whose they are. Anybody may ask for information, and appeal unidentified."""

_ORDER = {urgency: place for place, urgency in enumerate(Urgency)}


def attached(matter: Matter) -> tuple[NeedKind, ...]:
    """Needs that are open already and keep their reference."""
    again = said_again(matter.given.found.needs, matter.given.circumstances.open_needs)
    return tuple(kind for kind in matter.needs if kind in again)


def answers(matter: Matter) -> list[PersonTask]:
    """Each need goes to somebody, whatever else was said (domain §7 rule 3)."""
    open_already, who = attached(matter), asked_with_need(matter)
    return [_answer(matter, kind, kind in open_already, who) for kind in matter.needs]


def _answer(matter: Matter, kind: NeedKind, attached_: bool, ask_who: bool) -> PersonTask:
    urgency = min((n.urgency for n in _of(matter, kind)), key=lambda u: _ORDER[u])
    why = f"See to it: {NEEDS[kind]}. It is never held against them."
    if attached_:
        why += " It is open already and keeps its reference; if it is another matter, tell those who have it."
    if ask_who and kind in KNOWING_WHO:
        why += " Ask privately who it is and how to reach them."
    return PersonTask(TaskKind.ANSWER, Role.CASEWORKER, urgency, why, label=kind.value)


def _of(matter: Matter, kind: NeedKind) -> list[Need]:
    return [need for need in matter.given.found.needs if need.kind is kind]


def asked_with_need(matter: Matter) -> bool:
    """Somebody nobody has confirmed needs what cannot be done without knowing who they are."""
    return not matter.verified and any(kind in KNOWING_WHO for kind in matter.needs)


def asked_in_private(matter: Matter) -> bool:
    """Somebody nobody has confirmed writes privately, and something was counted before: now it can be asked."""
    before = matter.given.history.complete and matter.earlier > 0
    return matter.private and not matter.verified and before


def asked_by_policy(matter: Matter) -> bool:
    """The policy wants to know who it is after what was found, or can go no further without."""
    wanted = any(step.ask is Ask.ASK_IDENTITY for step in matter.steps)
    waits = matter.letter_needs_customer and bool(matter.breaches) and matter.earlier > 0
    return not matter.verified and (wanted or waits)


def ask_identity(matter: Matter) -> bool:
    """Whether somebody asks privately who it is, for any of these reasons."""
    return asked_with_need(matter) or asked_in_private(matter) or asked_by_policy(matter)
