"""Planning is pure: ground in, deeds out. Here what a platform cannot do, and texts that do not fit."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.actions.modes import Mode, mode_of
from bot.actions.outbox import ActionState
from bot.actions.plan import Ground, Plan, plan
from bot.actions.plan.plan import key_of
from bot.compose import pack
from bot.judging import EVERYTHING, item_of
from rules.decide import decide
from rules.model.account import Account
from rules.model.decision import Decision, Given, Measure, TaskKind
from rules.model.finding import Behaviour, Finding, Found, Severity, Target
from rules.model.interaction import Interaction, InteractionKind
from rules.model.measure import Abilities, Can, Capability, MeasureKind, Undo, Verb

NOW = datetime(2026, 11, 20, 17, tzinfo=UTC)  # a Friday afternoon
SAID = Interaction(
    "page",
    "memory",
    InteractionKind.COMMENT,
    "post-1",
    "1",
    Account("memory", "ann", "ann"),
    "words",
    NOW,
    NOW,
    root="post-0",
)
INSULT = Found((Finding(Behaviour.ABUSE, Severity.SERIOUS, Target.STAFF, 900, "abuse.rule"),))
FILL = {"rules_link": "https://homes.test/rules", "how_to_challenge": "https://homes.test/again"}


def _ground(
    abilities: Abilities | None = EVERYTHING, found: Found = INSULT, mode: Mode = Mode.AUTO, now: datetime = NOW
) -> Ground:
    policy = pack("derby-2024")
    given = Given(item_of(SAID), found, now, abilities=abilities, settings={"approver_post": "Head of Service"})
    return Ground(SAID, given, decide(policy, given), mode, policy, FILL, now)


def _plan(ground: Ground) -> Plan:
    return plan(ground, lambda _: "")


def _states(made: Plan) -> dict[MeasureKind, ActionState]:
    return {deed.measure: deed.state for deed in made.planned}


def test_planning_is_deterministic() -> None:
    assert _plan(_ground()) == _plan(_ground())


def test_a_hide_said_on_friday_is_kept_until_monday_night() -> None:
    (hide,) = [deed for deed in _plan(_ground()).planned if deed.measure is MeasureKind.HIDE]
    assert hide.keep_by == datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC)


def test_a_hide_of_a_scottish_landlord_waits_out_a_scottish_holiday() -> None:
    ground = _ground(now=datetime(2026, 11, 27, 17, tzinfo=UTC))
    settings = {**ground.given.settings, "division": "scotland"}
    scottish = replace(ground, given=replace(ground.given, settings=settings))
    (hide,) = [deed for deed in _plan(scottish).planned if deed.measure is MeasureKind.HIDE]
    assert hide.keep_by == datetime(2026, 12, 1, 23, 59, 59, tzinfo=UTC)


def test_past_the_published_bank_holidays_a_person_hides() -> None:
    (hide,) = [
        d for d in _plan(_ground(now=datetime(2028, 12, 31, 12, tzinfo=UTC))).planned if d.measure is MeasureKind.HIDE
    ]
    assert hide.state is ActionState.PROPOSED
    assert "cannot be computed" in hide.held


def test_what_a_person_must_do_by_hand_becomes_a_task_with_the_reason() -> None:
    made = _plan(_ground({**EVERYTHING, Verb.HIDE: Capability(Can.MANUAL, why="hide it in the app")}))
    assert MeasureKind.HIDE not in _states(made)
    assert MeasureKind.HIDE_NOTICE not in _states(made)
    (task,) = made.tasks
    assert (task.kind, task.why) == (TaskKind.BY_HAND, "By hand on the platform: hide. hide it in the app")
    assert [(each.measure, each.why) for each in made.unplanned] == [(MeasureKind.HIDE, "hide it in the app")]


def test_where_the_platform_could_not_be_asked_a_person_is_offered_what_policy_supports() -> None:
    ground = _ground(None)
    pushed = _with(ground, *(replace(measure, automatic=True) for measure in ground.decision.measures))
    for made in (_plan(ground), _plan(pushed)):
        assert MeasureKind.HIDE in _states(made)
        assert set(_states(made).values()) == {ActionState.PROPOSED}
        assert all(deed.held for deed in made.planned)
        assert not made.unplanned
    assert "could not be asked: a person decides" in next(d.held for d in made.planned if d.measure is MeasureKind.HIDE)


def test_a_deed_that_cannot_be_undone_is_never_automatic() -> None:
    one_way = Capability(Can.AUTO, Undo.ONE_WAY)
    ground = _ground({**EVERYTHING, Verb.HIDE: one_way})
    assert _states(_plan(ground))[MeasureKind.HIDE] is ActionState.PROPOSED
    pushed = _with(ground, *(replace(measure, automatic=True) for measure in ground.decision.measures))
    assert _states(_plan(pushed))[MeasureKind.HIDE] is ActionState.PROPOSED


@pytest.mark.parametrize("kind", sorted(set(MeasureKind) - {MeasureKind.HIDE, MeasureKind.HOLD, MeasureKind.DETACH}))
def test_whatever_a_decision_says_nothing_else_is_automatic(kind: MeasureKind) -> None:
    ground = _ground()
    measure = Measure(kind, "because", (), automatic=True, notice="warning_public")
    made = _plan(_with(ground, measure))
    automatic = {deed.measure for deed in made.planned if deed.automatic}
    assert automatic <= {MeasureKind.ACKNOWLEDGE, MeasureKind.REMINDER}


def test_a_notice_the_platform_cannot_carry_leaves_the_hide_to_a_person() -> None:
    mute = {Verb.MESSAGE: Capability(Can.IMPOSSIBLE), Verb.REPLY: Capability(Can.IMPOSSIBLE)}
    ground = _ground({**EVERYTHING, **mute})
    assert _states(_plan(ground))[MeasureKind.HIDE] is ActionState.PROPOSED
    hide = replace(ground.decision.measures[1], kind=MeasureKind.HIDE, automatic=True)
    notice = Measure(MeasureKind.HIDE_NOTICE, "tell", (), automatic=True, notice="hide_notice")
    made = _plan(_with(ground, hide, notice))
    assert _states(made) == {MeasureKind.HIDE: ActionState.PROPOSED}
    assert "cannot be told" in made.planned[0].held
    assert [each.measure for each in made.unplanned] == [MeasureKind.HIDE_NOTICE]


def test_a_notice_too_long_for_the_platform_leaves_the_hide_to_a_person() -> None:
    short = {Verb.MESSAGE: Capability(Can.AUTO, limit=40), Verb.REPLY: Capability(Can.IMPOSSIBLE)}
    made = _plan(_ground({**EVERYTHING, **short}))
    (hide,) = [deed for deed in made.planned if deed.measure is MeasureKind.HIDE]
    assert hide.state is ActionState.PROPOSED
    assert "and the platform takes 40" in hide.held


def test_words_that_cannot_be_said_are_a_task_not_an_empty_message() -> None:
    made = _plan(replace(_ground(), fill={}))
    assert MeasureKind.WARNING_PRIVATE not in _states(made)
    assert any(each.measure is MeasureKind.WARNING_PRIVATE and "rules_link" in each.why for each in made.unplanned)
    assert any(task.kind is TaskKind.BY_HAND and "warning private" in task.why for task in made.tasks)


def test_a_brake_turns_hide_and_notice_into_proposals() -> None:
    made = plan(_ground(), lambda kind: "braked" if kind is MeasureKind.HIDE else "")
    held = {deed.measure: deed.held for deed in made.planned}
    assert held[MeasureKind.HIDE] == "braked"
    assert held[MeasureKind.HIDE_NOTICE] == "goes out with the hide, which waits: braked"


def test_the_key_names_the_version_and_the_measure() -> None:
    assert key_of(SAID, MeasureKind.HIDE) == key_of(replace(SAID, text="other"), MeasureKind.HIDE)
    others = (replace(SAID, version="2"), replace(SAID, ref="post-2"), replace(SAID, channel="other"))
    assert len({key_of(said, MeasureKind.HIDE) for said in (SAID, *others)} | {key_of(SAID, MeasureKind.HOLD)}) == 5


def test_a_mode_we_do_not_know_is_the_one_that_does_least() -> None:
    assert [mode_of(word) for word in ("auto", "assist", "observe", "AUTO", "", None)] == [
        Mode.AUTO,
        Mode.ASSIST,
        *[Mode.OBSERVE] * 4,
    ]


def _with(ground: Ground, *measures: Measure) -> Ground:
    decision: Decision = replace(ground.decision, measures=measures)
    return replace(ground, decision=decision)
