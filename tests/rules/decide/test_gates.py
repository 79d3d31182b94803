"""Each gate on its own: the one thing changed that turns an automatic hide into an offer, and what it says."""

from dataclasses import replace
from typing import Any

import pytest

from rules.decide import decide
from rules.decide.verbs import ALL
from rules.model.account import AccountMark
from rules.model.circumstances import Circumstances
from rules.model.decision import Course, Decision, Gate, Met, TaskKind
from rules.model.finding import Behaviour, Finding, Ground, NeedKind, Severity, Urgency
from rules.model.history import History, PastMeasure
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import Abilities, Can, Capability, MeasureKind, Undo, Verb
from rules.policy.schema import Pack
from tests.rules.decide.givens import EVERYTHING, NOW, found, given, needed
from tests.rules.packs import pack

HOUSE = pack("house-rules")
INSULT = found(Behaviour.ABUSE)


def can(**verbs: Capability | None) -> Abilities:
    changed = {Verb(name): capability for name, capability in verbs.items()}
    return {verb: changed.get(verb, plain) or plain for verb, plain in EVERYTHING.items() if changed.get(verb, plain)}


def hide(decision: Decision) -> Any:
    return next(m for m in decision.measures if m.kind is MeasureKind.HIDE)


def closed(decision: Decision) -> list[Gate]:
    return [gate for gate in hide(decision).gates if gate.met is not Met.YES]


def test_with_nothing_in_the_way_a_plain_insult_is_hidden_by_itself() -> None:
    assert closed(decide(HOUSE, given(INSULT))) == []
    assert hide(decide(HOUSE, given(INSULT))).automatic


@pytest.mark.parametrize(
    ("gate", "met", "change"),
    [
        ("recalled", Met.UNKNOWN, {"history": History(complete=False)}),
        ("calm", Met.NO, {"circumstances": Circumstances(sensitive=True)}),
        ("unmarked", Met.NO, {"marks": frozenset({AccountMark.COUNCILLOR})}),
        ("able", Met.NO, {"abilities": can(hide=Capability(Can.MANUAL, why="only in the app"))}),
        ("able", Met.UNKNOWN, {"abilities": can(hide=Capability(Can.AUTO_IF))}),
        ("undoable", Met.NO, {"abilities": can(hide=Capability(Can.AUTO, Undo.ONE_WAY))}),
        ("undoable", Met.NO, {"abilities": can(hide=Capability(Can.AUTO, Undo.UNDO_MANUAL))}),
        ("told", Met.NO, {"abilities": {Verb.HIDE: Capability(Can.AUTO)}}),
        ("told", Met.UNKNOWN, {"abilities": {Verb.HIDE: Capability(Can.AUTO), Verb.MESSAGE: Capability(Can.AUTO_IF)}}),
    ],
)
def test_one_closed_gate_turns_the_hide_into_an_offer_and_a_person_looks(
    gate: str, met: Met, change: dict[str, Any]
) -> None:
    decision = decide(HOUSE, given(INSULT, **change))
    assert [(g.name, g.met) for g in closed(decision)] == [(gate, met)]
    assert not hide(decision).automatic
    assert decision.course is Course.HIDE
    assert TaskKind.LOOK in {task.kind for task in decision.tasks}


def test_a_platform_that_could_not_be_asked_is_unknown_unless_the_settings_assume_everything() -> None:
    unasked = decide(HOUSE, given(INSULT, abilities=None))
    assert {g.name for g in closed(unasked)} == {"able", "undoable", "told"}
    assumed = decide(HOUSE, given(INSULT, abilities=None, settings={"assume_abilities": "all"}))
    assert assumed == decide(HOUSE, given(INSULT, abilities=ALL, settings={}))


def test_what_the_platform_cannot_do_is_not_offered_and_the_reason_is_kept() -> None:
    decision = decide(
        HOUSE, given(INSULT, abilities=can(hide=Capability(Can.IMPOSSIBLE, Undo.ONE_WAY, "no hiding here")))
    )
    assert MeasureKind.HIDE not in {m.kind for m in decision.measures}
    assert next(a.why_not for a in decision.alternatives if a.kind is MeasureKind.HIDE) == "no hiding here"


@pytest.mark.parametrize("detector", ["abuse", "needs", "length", "something new"])
def test_a_silent_detector_means_a_person_and_every_clause_in_doubt(detector: str) -> None:
    decision = decide(HOUSE, given(degraded=(detector,)))
    assert decision.course is Course.REVIEW
    assert {c.result.value for c in decision.considered} == {"degraded"}
    assert detector in decision.tasks[0].why


def test_a_missing_second_opinion_changes_nothing() -> None:
    assert decide(HOUSE, given(degraded=("classifier",))).course is Course.LEAVE
    assert hide(decide(HOUSE, given(INSULT, degraded=("classifier",)))).automatic


def model(score: int = 900, **others: Any) -> Finding:
    return found(Behaviour.ABUSE, score=score, ground=Ground.MODEL, **others)


@pytest.mark.parametrize(
    ("findings", "course", "automatic"),
    [
        ((model(),), Course.REVIEW, False),
        ((model(), replace(model(), rule="another model")), Course.REVIEW, False),
        ((model(), found(Behaviour.ABUSE, score=500)), Course.HIDE, True),
        ((model(), found(Behaviour.ABUSE, score=400, ground=Ground.COUNT)), Course.HIDE, True),
        ((model(), found(Behaviour.ABUSE, score=200)), Course.HIDE, True),
        ((model(), found(Behaviour.ABUSE, score=199)), Course.REVIEW, False),
        ((model(), found(Behaviour.SWEARING_AT_NOBODY, Severity.NONE, score=600)), Course.HIDE, True),
        (
            (model(), found(Behaviour.SWEARING_AT_NOBODY, Severity.NONE, score=300, guards=("quoting",))),
            Course.REVIEW,
            False,
        ),
        ((model(), found(Behaviour.ABUSE, score=200, ground=Ground.WORDS)), Course.HIDE, True),
        ((model(score=549), found(Behaviour.ABUSE, score=650)), Course.REVIEW, False),
        ((model(score=550), found(Behaviour.ABUSE, score=650)), Course.HIDE, True),
        ((model(score=550), found(Behaviour.ABUSE, score=299)), Course.REVIEW, False),
        ((model(score=699), found(Behaviour.SWEARING_AT_NOBODY, Severity.NONE, score=600)), Course.REVIEW, False),
        ((model(score=550), found(Behaviour.ABUSE, score=300, guards=("quoting",))), Course.REVIEW, False),
        ((model(score=699), found(Behaviour.ABUSE, score=200, ground=Ground.WORDS)), Course.REVIEW, False),
        ((found(Behaviour.ABUSE, score=200, ground=Ground.WORDS),), Course.LEAVE, False),
        ((found(Behaviour.ABUSE, score=200),), Course.LEAVE, False),
        ((model(score=699), found(Behaviour.ABUSE, score=200)), Course.REVIEW, False),
        ((model(), found(Behaviour.THREAT, score=500)), Course.REVIEW, False),
        ((found(Behaviour.ABUSE, score=700),), Course.HIDE, True),
    ],
)
def test_a_models_score_alone_never_hides_two_kinds_of_signal_may(
    findings: tuple[Finding, ...], course: Course, automatic: bool
) -> None:
    decision = decide(HOUSE, given(*findings))
    assert decision.course is course
    assert any(m.automatic for m in decision.measures if m.kind is MeasureKind.HIDE) is automatic
    assert decision.breach is automatic


def test_what_is_nearly_sure_follows_the_packs_own_threshold() -> None:
    written = HOUSE.model_dump(by_alias=True)
    written["behaviours"] = [rule | {"act_at": 900} for rule in written["behaviours"]]
    careful = Pack.model_validate(written)
    agreeing = found(Behaviour.ABUSE, score=650)
    courses = [decide(careful, given(model(score=score), agreeing)).course for score in (749, 750)]
    assert courses == [Course.REVIEW, Course.HIDE]


@pytest.mark.parametrize("guard", ["quoting", "negation", "the model's reading"])
def test_a_model_does_not_undo_what_a_guard_lowered(guard: str) -> None:
    quoted = found(Behaviour.THREAT, Severity.EXTREME, score=300, guards=(guard,))
    sure = found(Behaviour.THREAT, Severity.EXTREME, ground=Ground.MODEL)
    decision = decide(HOUSE, given(quoted, sure))
    assert (decision.course, decision.measures, decision.breach) == (Course.REVIEW, (), False)


def test_a_model_alone_may_call_a_person_about_a_threat_but_hides_nothing() -> None:
    decision = decide(HOUSE, given(found(Behaviour.THREAT, Severity.EXTREME, ground=Ground.MODEL)))
    assert decision.course is Course.URGENT
    assert not any(m.automatic for m in decision.measures)
    assert not decision.breach


@pytest.mark.parametrize(
    ("score", "course"), [(299, Course.LEAVE), (300, Course.REVIEW), (699, Course.REVIEW), (700, Course.HIDE)]
)
def test_thresholds_are_the_packs(score: int, course: Course) -> None:
    assert decide(HOUSE, given(found(Behaviour.ABUSE, score=score))).course is course


def test_a_finding_in_doubt_offers_no_measure_only_a_look() -> None:
    decision = decide(HOUSE, given(found(Behaviour.ABUSE, score=500)))
    assert decision.measures == ()
    assert [task.kind for task in decision.tasks] == [TaskKind.LOOK]


def test_elsewhere_and_in_private_there_is_nothing_to_hide() -> None:
    for change in ({"where": Where.ELSEWHERE}, {"kind": InteractionKind.DIRECT_MESSAGE}):
        decision = decide(HOUSE, given(INSULT, **change))
        assert MeasureKind.HIDE not in {m.kind for m in decision.measures}
        assert TaskKind.LOOK in {task.kind for task in decision.tasks}
    private = decide(HOUSE, given(INSULT, kind=InteractionKind.DIRECT_MESSAGE))
    assert {m.kind for m in private.measures} == {MeasureKind.WARNING_PRIVATE, MeasureKind.REPORT}


def test_on_a_colleagues_own_account_nobody_answers() -> None:
    decision = decide(HOUSE, given(INSULT, needs=[needed(NeedKind.REPAIR)], where=Where.STAFF_PERSONAL))
    assert MeasureKind.WARNING_PUBLIC not in {m.kind for m in decision.measures}
    assert not any(m.automatic for m in decision.measures)


@pytest.mark.parametrize("where", [Where.OUR_PAGE, Where.ELSEWHERE])
def test_a_quote_is_detached_wherever_it_stands(where: Where) -> None:
    decision = decide(HOUSE, given(INSULT, kind=InteractionKind.QUOTE, where=where))
    assert {m.kind for m in decision.measures if m.automatic} == {MeasureKind.DETACH, MeasureKind.HIDE_NOTICE}


def test_a_notice_is_private_where_it_can_be_else_public_in_words_that_say_nothing() -> None:
    private = decide(HOUSE, given(INSULT)).measures
    assert [m.notice for m in private if m.kind is MeasureKind.HIDE_NOTICE] == ["hide_notice"]
    public = decide(HOUSE, given(INSULT, abilities=can(message=Capability(Can.AUTO_IF)))).measures
    assert [(m.notice, m.automatic) for m in public if m.kind is MeasureKind.REPLY] == [("hide_notice_public", True)]


def test_a_reminder_is_not_said_twice_nor_to_somebody_who_needs_help() -> None:
    rude = found(Behaviour.ABUSE, Severity.MILD)
    reminded = History(measures=(PastMeasure(NOW, MeasureKind.REMINDER, counts=False),))
    for change in (
        {"history": reminded},
        {"needs": [needed(NeedKind.COMPLAINT)]},
        {"history": History(complete=False)},
    ):
        reminder = decide(HOUSE, given(rude, **change)).measures
        assert [m.automatic for m in reminder if m.kind is MeasureKind.REMINDER] == [False]
    beside = decide(HOUSE, given(rude, found(Behaviour.THREAT, score=300, guards=("quoting",)))).measures
    assert [m.automatic for m in beside if m.kind is MeasureKind.REMINDER] == [False]


@pytest.mark.parametrize(
    ("needs", "notice", "automatic"),
    [
        ([needed(NeedKind.REPAIR)], "acknowledge", True),
        ([needed(NeedKind.COMPLAINT), needed(NeedKind.HAZARD)], "acknowledge_hazard", True),
        ([needed(NeedKind.EMERGENCY, Urgency.NOW), needed(NeedKind.REPAIR)], "acknowledge_emergency", True),
        ([needed(NeedKind.SAFEGUARDING)], "acknowledge_private", False),
        ([needed(NeedKind.REPAIR), needed(NeedKind.SAFEGUARDING, Urgency.NOW)], "acknowledge_private", False),
        ([needed(NeedKind.DATA_REQUEST)], "acknowledge", False),
        ([replace(needed(NeedKind.REPAIR), ground=Ground.MODEL)], "acknowledge", False),
        ([needed(NeedKind.REPAIR), replace(needed(NeedKind.REPAIR), ground=Ground.MODEL)], "acknowledge", True),
        ([needed(NeedKind.REPAIR), replace(needed(NeedKind.HAZARD), ground=Ground.MODEL)], "acknowledge_hazard", True),
        ([replace(needed(NeedKind.HAZARD), ground=Ground.MODEL)], "acknowledge_hazard", False),
        (
            [needed(NeedKind.REPAIR), replace(needed(NeedKind.EMERGENCY), ground=Ground.MODEL)],
            "acknowledge_emergency",
            False,
        ),
    ],
)
def test_a_need_is_acknowledged_once_in_the_words_for_the_gravest(
    needs: list[Any], notice: str, automatic: bool
) -> None:
    measures = decide(HOUSE, given(needs=needs)).measures
    assert [(m.kind, m.notice, m.automatic) for m in measures] == [(MeasureKind.ACKNOWLEDGE, notice, automatic)]


def test_whoever_threatens_is_answered_by_a_person() -> None:
    decision = decide(HOUSE, given(found(Behaviour.THREAT, Severity.EXTREME), needs=[needed(NeedKind.REPAIR)]))
    assert [m.automatic for m in decision.measures if m.kind is MeasureKind.ACKNOWLEDGE] == [False]
