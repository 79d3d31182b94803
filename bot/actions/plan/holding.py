"""Why a measure waits for a person. The design's own ceiling stands here, whatever a pack or a decision says."""

from datetime import datetime

from bot.actions.modes import Mode
from bot.actions.plan.ground import Ground
from rules.calendar import BeyondHorizon, add_working_days, calendar_of, end_of_day, london_date
from rules.model.decision import Measure, Met
from rules.model.finding import Behaviour
from rules.model.measure import Can, Capability, MeasureKind, Undo

HIDING = frozenset({MeasureKind.HIDE, MeasureKind.HOLD, MeasureKind.DETACH})
FIXED_TEXTS = frozenset({MeasureKind.REMINDER, MeasureKind.ACKNOWLEDGE})
UNASKED = Capability(Can.AUTO_IF, why="what the platform can do here could not be asked")
"""Of every verb while a channel has never signed in: nothing is ruled out, and only trying tells."""
LASTING = frozenset(
    {
        Behaviour.THREAT,
        Behaviour.PRIVATE_DATA,
        Behaviour.OWN_PRIVATE_DATA,
        Behaviour.DISCRIMINATION,
        Behaviour.SCAM,
    }
)
"""A hide for one of these stays although no person has confirmed it (design, 'Three tiers')."""


def held_by_policy(ground: Ground, measure: Measure, capability: Capability) -> str:
    """Why this measure waits for a person before any brake is asked; empty when it may be automatic."""
    if measure.kind not in HIDING | FIXED_TEXTS:
        return "a named person decides this"
    if ground.given.abilities is None:
        return f"{UNASKED.why}: a person decides"
    if not measure.automatic:
        return _first_unmet(measure)
    if measure.kind in HIDING and capability.undo is not Undo.REVERSIBLE:
        return "it cannot be undone by us alone, so a person decides"
    if ground.given.item.marks:
        return "the account is marked: a person decides"
    if ground.mode is Mode.ASSIST:
        return "this channel is in assist mode: a person presses the key"
    return ""


def keep_by(ground: Ground, measure: Measure) -> datetime | None:
    """By when a person must have confirmed an automatic hide, or it is undone; None where it stays. Raises BeyondHorizon.

    The end of the next working day. A protective hide stays: undoing it unseen would expose somebody.
    """
    if measure.kind not in HIDING or measure.protective:
        return None
    if any(finding.behaviour in LASTING for finding in ground.given.found.findings):
        return None
    return end_of_day(add_working_days(london_date(ground.now), 1, calendar_of(ground.given.settings)))


def countable(ground: Ground, measure: Measure) -> str:
    """Empty when the working day after can be computed; else why the hide is left to a person."""
    try:
        keep_by(ground, measure)
    except BeyondHorizon as error:
        return f"by when it must be confirmed cannot be computed ({error})"
    return ""


def _first_unmet(measure: Measure) -> str:
    return next((gate.why for gate in measure.gates if gate.met is not Met.YES), "a person decides this")
