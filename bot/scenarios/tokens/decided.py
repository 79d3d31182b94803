"""Tokens of a decision: measures offered, what a person is asked to do, and whether the formal route is open."""

from collections.abc import Iterable, Iterator, Mapping

from bot.scenarios.answer import Answer
from bot.scenarios.tokens.systems import marker, recorded, referred, told
from rules.model.decision import Decision, PersonTask, TaskKind
from rules.model.measure import MeasureKind

MEASURES: Mapping[MeasureKind, str | None] = {
    MeasureKind.ACKNOWLEDGE: None,
    MeasureKind.REPLY: None,  # with a hide it is the hide's public notice; a plain answer is told by `reply`
    MeasureKind.REMINDER: None,  # never counts against anybody
    MeasureKind.HIDE_NOTICE: None,
    MeasureKind.WARNING_PUBLIC: "warning_any",
    MeasureKind.WARNING_PRIVATE: "warning_any",
    MeasureKind.HIDE: "hide",
    MeasureKind.HOLD: "hide",
    MeasureKind.DETACH: None,
    MeasureKind.REPORT: "report_to_platform",
    MeasureKind.DELETE: "delete",
    MeasureKind.MUTE: "block_needs_human",
    MeasureKind.BLOCK_MESSAGES: "block_needs_human",
    MeasureKind.TIME_OUT: "block_needs_human",
    MeasureKind.BLOCK: "block_needs_human",
    MeasureKind.RESTRICT_REPLIES: None,  # closes a thread, not an account
    MeasureKind.OPEN_CASE: "open_case",
    MeasureKind.WARNING_LETTER: "written_warning",
    MeasureKind.RESTRICTION: "propose_restriction",
}
"""A measure offered by name; None where the vocabulary has no word for it."""

TASKS: Mapping[TaskKind, str | None] = {
    TaskKind.LOOK: None,
    TaskKind.CALL: "escalate_now",
    TaskKind.WARN: None,  # the measure says it
    TaskKind.ANSWER: None,  # routing says it
    TaskKind.TEST_EVIDENCE: "human_evidence_test",
    TaskKind.APPROVE: None,
    TaskKind.CHECK_CIRCUMSTANCES: "check_adjustments",
    TaskKind.TELL_WORKER: None,
    TaskKind.BY_HAND: None,
    TaskKind.UNTRANSLATED: None,
    TaskKind.UNDECIDED: None,
    TaskKind.UNKNOWN_OUTCOME: None,
    TaskKind.CONFIRM_HIDE: None,
    TaskKind.DRIFT: None,
    TaskKind.ASK_IDENTITY: "ask_identity",
    TaskKind.SPEAK_DIRECTLY: "speak_directly",
    TaskKind.REFER: None,  # see `_labelled`
    TaskKind.LINE_MANAGER_REPLIES: "line_manager_replies",
    TaskKind.LIAISE: "liaise_support_worker",
    TaskKind.CONSIDER_POLICE: "consider_police",
    TaskKind.REPORT_TO_POLICE: "must_report_police",
    TaskKind.CONSIDER_MARKER: None,  # see `_labelled`
    TaskKind.RECORD: None,  # see `_labelled`
    TaskKind.TELL: None,  # see `_labelled`
    TaskKind.PASS_ON_ALLEGATION: "route:staff_allegation",
    TaskKind.CASEWORK: None,
}
"""A task by name; None where the vocabulary has no word for it, or the word depends on the task's label or post."""

HIDING = frozenset({MeasureKind.HIDE, MeasureKind.HOLD, MeasureKind.DETACH})
_SAID_ANYWAY = frozenset({MeasureKind.ACKNOWLEDGE, MeasureKind.REPLY})
_ACTS = frozenset(kind for kind, word in MEASURES.items() if word is not None)
"""Measures that do something about the words or their author, so that evidence must come first."""


def decided(answer: Answer) -> Iterator[str]:
    """Everything a decision says, in the scenario's words."""
    decision = answer.decision
    if decision is None:
        return
    yield f"pack:{decision.pack}"
    yield from (word for measure in decision.measures if (word := MEASURES[measure.kind]))
    yield from (word for task in decision.tasks for word in _task(task))
    yield from _formal(decision)
    yield from _gentle(answer, decision)
    yield from _explained(answer, decision)
    if decision.ask_identity:
        yield "ask_identity"
    if decision.in_breach_of:
        yield "record_breach"


def _task(task: PersonTask) -> Iterator[str]:
    if word := TASKS[task.kind]:
        yield word
    yield from _labelled(task)


def _labelled(task: PersonTask) -> Iterable[str]:
    """Tasks whose word names a system, a marker or a post."""
    if task.kind is TaskKind.RECORD:
        return recorded(task.label)
    if task.kind is TaskKind.TELL:
        return told(task.post)
    if task.kind is TaskKind.REFER:
        return referred(task.label)
    if task.kind is TaskKind.CONSIDER_MARKER:
        return marker(task.label)
    return ()


def _formal(decision: Decision) -> Iterator[str]:
    if decision.formal.open:
        yield "propose_restriction"
        if decision.formal.needs_approval:
            yield f"needs_approval:{decision.formal.needs_approval}"
    if any(gate.name == "identity_verified" for gate in decision.formal.unmet):
        yield "no_formal_action:unverified"


def _gentle(answer: Answer, decision: Decision) -> Iterator[str]:
    """Nothing is held against anybody: left, and answered where something is needed."""
    acts = any(measure.kind not in _SAID_ANYWAY for measure in decision.measures)
    if acts or decision.breach or decision.in_breach_of or any(getattr(f, "counts", False) for f in answer.facts):
        return
    yield "leave"
    if decision.needs:
        yield "reply"


def _explained(answer: Answer, decision: Decision) -> Iterator[str]:
    """What goes with a measure: the message that says why, under which rules, whether it can be done here at all."""
    acts = [measure for measure in decision.measures if measure.kind in _ACTS]
    if (acts or decision.breach) and answer.items and _captured(answer):
        yield "evidence_before_action"
    if any(measure.says_why for measure in acts):
        yield "say_what_and_why"
    if any(measure.house_rule for measure in acts):
        yield "house_rule_measure"
    if any(other.unsupported and other.kind in HIDING for other in decision.alternatives):
        yield "unsupported_here"
        yield "still_visible"


def _captured(answer: Answer) -> bool:
    """The evidence of everything spoken of stands committed."""
    missing = frozenset(ref for case in answer.cases for ref in case.file.uncaptured)
    return not any(item.ref in missing for item in answer.items)
