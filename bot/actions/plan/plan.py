"""`plan`: each measure of a decision becomes a deed that is queued or proposed, a task by hand, or nothing with its reason.

In `observe` the plan is that of `auto`, and its deeds are simulated; in `assist` everything is proposed.
"""

from collections.abc import Sequence
from hashlib import sha256

from adapters.platform import Subject
from bot.actions.modes import Mode
from bot.actions.outbox import ActionState, Planned
from bot.actions.plan.ground import Brake, Ground, Plan, Unplanned
from bot.actions.plan.holding import HIDING, UNASKED, countable, held_by_policy, keep_by
from bot.actions.plan.reported import params_of
from bot.actions.plan.texts import Unfit, said
from rules.model.decision import Measure, PersonTask, TaskKind
from rules.model.finding import Urgency
from rules.model.interaction import Interaction
from rules.model.measure import IMPOSSIBLE, Can, Capability, MeasureKind, Verb, verb_of

AFTER = "after"
"""In `params`: the key of the hide a notice goes with. It waits until that is done, and falls with it."""

_SPEAKING = frozenset({Verb.REPLY, Verb.MESSAGE})
_FOLLOWS = frozenset({MeasureKind.HIDE_NOTICE, MeasureKind.REPLY})


def plan(ground: Ground, brake: Brake) -> Plan:
    """The plan for one decision. `brake` is asked once for each measure that could be automatic, in order."""
    made = _Making(ground, brake)
    measures = ground.decision.measures
    place = 0
    while place < len(measures):
        notice = _notice_of(measures, place)
        made.take(measures[place], notice)
        place += 2 if notice else 1
    return Plan(tuple(made.planned), tuple(made.tasks), tuple(made.unplanned))


def key_of(said_: Interaction, kind: MeasureKind) -> str:
    """The idempotency key: the same version of the same thing said gets the same measure once, for ever."""
    return sha256("\x1f".join((*said_.key, kind.value)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def subject_of(said_: Interaction) -> Subject:
    """What a deed about this interaction is about."""
    return Subject(said_.ref, said_.version, said_.root, said_.author.ref, said_.permalink)


def verb_here(kind: MeasureKind, said_: Interaction) -> Verb | None:
    """The verb for a measure: an answer to a private message is a message."""
    verb = verb_of(kind)
    return Verb.MESSAGE if verb is Verb.REPLY and said_.private else verb


def _notice_of(measures: Sequence[Measure], place: int) -> Measure | None:
    """The notice that stands right behind a hide."""
    after = measures[place + 1] if place + 1 < len(measures) else None
    hides = measures[place].kind in HIDING
    return after if hides and after is not None and after.kind in _FOLLOWS and after.notice else None


class _Making:
    """A plan in the making."""

    def __init__(self, ground: Ground, brake: Brake) -> None:
        self.ground, self.brake = ground, brake
        self.subject = subject_of(ground.said)
        self.planned: list[Planned] = []
        self.tasks: list[PersonTask] = []
        self.unplanned: list[Unplanned] = []

    def take(self, measure: Measure, notice: Measure | None) -> None:
        """One measure, with the notice that goes with it."""
        verb = verb_here(measure.kind, self.ground.said)
        capability = self._capability(verb)
        if verb is None or capability.can in (Can.IMPOSSIBLE, Can.MANUAL):
            self._not_by_us(measure, verb, capability)
            return
        text, unfit = self._text(measure, capability)
        if verb in _SPEAKING and not text:
            self._by_hand(measure, unfit or "a person finds the words")
            return
        held = held_by_policy(self.ground, measure, capability) or countable(self.ground, measure)
        telling, unheard = self._telling(notice, measure)
        held = held or unheard or self.brake(measure.kind)
        deed = self._deed(measure, verb, held, text)
        self.planned.append(deed)
        if notice is not None and telling is not None:
            self._tell(notice, telling, deed)

    def _deed(self, measure: Measure, verb: Verb, held: str, text: str) -> Planned:
        return Planned(
            measure=measure.kind,
            verb=verb,
            subject=self.subject,
            key=key_of(self.ground.said, measure.kind),
            state=ActionState.PROPOSED if held else ActionState.QUEUED,
            role=measure.role,
            automatic=not held,
            simulate=self.ground.mode is Mode.OBSERVE,
            held=held,
            text=text,
            params=params_of(measure.kind, self.ground.lead),
            rule=self.ground.lead.rule if self.ground.lead and measure.kind in HIDING else "",
            not_before=self.ground.now,
            keep_by=keep_by(self.ground, measure) if not held else None,
        )

    def _tell(self, notice: Measure, telling: tuple[Verb, str], deed: Planned) -> None:
        """The notice shares the fate of its hide, and is sent only after it."""
        verb, text = telling
        self.planned.append(
            Planned(
                measure=notice.kind,
                verb=verb,
                subject=self.subject,
                key=key_of(self.ground.said, notice.kind),
                state=deed.state,
                role=notice.role,
                automatic=deed.automatic,
                simulate=deed.simulate,
                held=f"goes out with the hide, which waits: {deed.held}" if deed.held else "",
                text=text,
                params={AFTER: deed.key},
                not_before=self.ground.now,
            )
        )

    def _telling(self, notice: Measure | None, hide: Measure) -> tuple[tuple[Verb, str] | None, str]:
        """How the author is told (verb and words); and why the hide must wait if the policy demands that and it fails."""
        demanded = self.ground.pack.automatic.needs_notice and hide.kind in HIDING
        if notice is None:
            return None, "the policy demands that the author is told, and there is no notice for it" if demanded else ""
        verb = verb_here(notice.kind, self.ground.said)
        capability = self._capability(verb)
        text, why = self._text(notice, capability)
        if verb is None or capability.can in (Can.IMPOSSIBLE, Can.MANUAL):
            why = f"the author cannot be told here ({capability.why or 'the platform has no way'})"
        if not why and verb is not None:
            return (verb, text), ""
        self.unplanned.append(Unplanned(notice.kind, why))
        return None, f"the policy demands that the author is told: {why}" if demanded else ""

    def _text(self, measure: Measure, capability: Capability) -> tuple[str, str]:
        """What is said, or why the fixed words cannot be said here (a person writes them)."""
        if measure.notice is None:
            return "", ""
        try:
            return said(self.ground.pack.notices, measure.notice, self.ground.fill, capability.limit), ""
        except Unfit as error:
            return "", str(error)

    def _capability(self, verb: Verb | None) -> Capability:
        abilities = self.ground.given.abilities
        if verb is None:
            return IMPOSSIBLE
        return UNASKED if abilities is None else abilities.get(verb, IMPOSSIBLE)

    def _not_by_us(self, measure: Measure, verb: Verb | None, capability: Capability) -> None:
        """A person does it on the platform itself, or nobody can, and the reason is kept."""
        why = capability.why or ("no platform does this" if verb is None else "this platform cannot do it here")
        if capability.can is Can.MANUAL:
            self._by_hand(measure, why)
        else:
            self.unplanned.append(Unplanned(measure.kind, why))

    def _by_hand(self, measure: Measure, why: str) -> None:
        self.unplanned.append(Unplanned(measure.kind, why))
        words = f"By hand on the platform: {measure.kind.value.replace('_', ' ')}. {why}"
        self.tasks.append(PersonTask(TaskKind.BY_HAND, measure.role, Urgency.SOON, words, measure.citations))
