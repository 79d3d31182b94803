"""What a member of staff says should have been found in a comment: a labelled example in the words of the policy."""

from dataclasses import dataclass

from rules.model.decision import Course
from rules.model.finding import NEVER_A_BREACH, SHIELDING, Behaviour, NeedKind, Target

_RUDE = frozenset({Behaviour.ABUSE, Behaviour.THIRD_PARTY_ABUSE, Behaviour.SWEARING_AT_PERSON})


@dataclass(frozen=True, slots=True)
class Correction:
    """`outcome`: the most that these findings could support at a first time. No words of the comment stand in it."""

    behaviours: tuple[Behaviour, ...]
    needs: tuple[NeedKind, ...]
    target: Target
    outcome: Course

    @property
    def breaches(self) -> frozenset[Behaviour]:
        """The behaviours that may ever be held against somebody."""
        return frozenset(self.behaviours) - NEVER_A_BREACH


def unfit(said: Correction) -> str:
    """Why the labels cannot all be true, in one sentence; empty where they can. As `training/README.md` has it."""
    urgent = NeedKind.EMERGENCY in said.needs or Behaviour.PRIVATE_DATA in said.behaviours
    shielded = bool(said.breaches) and said.breaches <= _RUDE and bool(SHIELDING & frozenset(said.needs))
    broken = (
        (urgent and said.outcome is not Course.URGENT, "An emergency and somebody's private details are urgent."),
        (said.outcome is Course.HIDE and not said.breaches, "Nothing is hidden without a breach: say which it is."),
        (
            said.outcome is Course.LEAVE and bool(said.breaches),
            "A breach is at least looked at: choose another outcome.",
        ),
        (
            said.outcome is Course.HIDE and shielded,
            "Somebody who needs this is not hidden for rude words alone: a person looks at it.",
        ),
    )
    return next((why for wrong, why in broken if wrong), "")
