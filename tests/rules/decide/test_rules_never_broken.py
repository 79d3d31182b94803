"""Properties over any Given: the rules of the domain that a single judgement can break (numbers are the domain's own)."""

from dataclasses import replace

from hypothesis import given as over
from hypothesis import strategies as st

from rules.decide import decide
from rules.decide.judge import judge
from rules.decide.weigh import CRITICISM
from rules.model.decision import Course, Decision, Given, Met, TaskKind
from rules.model.finding import NEVER_A_BREACH, SHIELDING, Behaviour, Found, Need, Severity, Target
from rules.model.interaction import InteractionKind
from rules.model.measure import COUNTING, Can, MeasureKind, Tier, Undo, Verb, tier_of
from rules.model.plain import from_plain, to_plain
from rules.model.staff import Role
from tests.rules.decide.anything import HIDING, any_given, any_pack, automatic, pack
from tests.rules.decide.givens import givens, needs_found

MAY_BE_AUTOMATIC = frozenset(
    {
        MeasureKind.ACKNOWLEDGE,
        MeasureKind.REMINDER,
        MeasureKind.HIDE,
        MeasureKind.HOLD,
        MeasureKind.DETACH,
        MeasureKind.HIDE_NOTICE,
        MeasureKind.REPLY,
    }
)
STEPS = frozenset({MeasureKind.OPEN_CASE, MeasureKind.WARNING_LETTER})
PIERCING = frozenset({Behaviour.THREAT, Behaviour.PRIVATE_DATA, Behaviour.DISCRIMINATION})


def _speaks_to_support_workers(name: str) -> bool:
    casework = pack(name).casework
    return casework is not None and casework.liaison is not None


@over(any_pack, any_given)
def test_rule_13_same_given_same_decision_and_it_replays_from_the_record(name: str, g: Given) -> None:
    decision = decide(pack(name), g)
    assert decide(pack(name), from_plain(Given, to_plain(g))) == decision
    assert from_plain(Decision, to_plain(decision)) == decision


@over(any_pack, givens.map(lambda g: replace(g, found=Found(degraded=g.found.degraded))))
def test_the_short_cut_for_clean_comments_answers_what_the_long_way_does(name: str, g: Given) -> None:
    assert decide(pack(name), g) == judge(pack(name), g)


@over(any_pack, any_given)
def test_rule_3_every_need_is_in_the_answer_whatever_the_behaviour(name: str, g: Given) -> None:
    decision = decide(pack(name), g)
    kinds = {need.kind for need in g.found.needs}
    assert set(decision.needs) == kinds
    assert sum(task.kind is TaskKind.ANSWER for task in decision.tasks) == len(kinds)


@over(any_pack, any_given, st.lists(needs_found, min_size=1, max_size=3))
def test_a_need_is_never_held_against_anybody(name: str, g: Given, more: list[Need]) -> None:
    needy = replace(g, found=replace(g.found, needs=(*g.found.needs, *more)))
    before, after = decide(pack(name), g), decide(pack(name), needy)
    assert after.severity.rank <= before.severity.rank
    assert after.breach <= before.breach
    assert automatic(after) - automatic(before) <= {MeasureKind.ACKNOWLEDGE}


@over(any_pack, any_given)
def test_rule_5_nothing_beyond_tier_1_is_automatic_and_a_block_has_its_gates(name: str, g: Given) -> None:
    for measure in decide(pack(name), g).measures:
        assert measure.kind in MAY_BE_AUTOMATIC or not measure.automatic
        assert tier_of(measure.kind) is not Tier.FORMAL or measure.kind in (
            MeasureKind.OPEN_CASE,
            MeasureKind.WARNING_LETTER,
        )
        if tier_of(measure.kind) is Tier.ACCESS:
            assert measure.role is Role.APPROVER
            assert {"approver", "reason", "end_or_review"} <= {gate.name for gate in measure.gates if gate.name}


@over(any_pack, any_given)
def test_a_warning_counts_and_so_is_never_automatic(name: str, g: Given) -> None:
    assert not any(m.automatic for m in decide(pack(name), g).measures if m.kind in COUNTING)


def _criticism(g: Given) -> Given:
    kept = [f for f in g.found.findings if f.behaviour in CRITICISM or f.behaviour in NEVER_A_BREACH]
    aimed = tuple(replace(f, target=Target.ORGANISATION) for f in kept if f.behaviour in CRITICISM)
    free = replace(g.circumstances, restrictions=())
    public = InteractionKind.COMMENT if g.item.kind is InteractionKind.DIRECT_MESSAGE else g.item.kind
    return replace(g, item=replace(g.item, marks=frozenset(), kind=public), found=Found(aimed), circumstances=free)


@over(any_pack, any_given.map(_criticism))
def test_rule_7_criticism_of_the_organisation_alone_is_left(name: str, g: Given) -> None:
    decision = decide(pack(name), g)
    assert decision.course is Course.LEAVE
    assert (decision.measures, decision.tasks, decision.breach, decision.severity) == ((), (), False, Severity.NONE)


@over(any_pack, any_given)
def test_rule_7_an_allegation_alone_is_never_hidden_or_warned_about(name: str, g: Given) -> None:
    only = tuple(replace(f, behaviour=Behaviour.ALLEGATION) for f in g.found.findings)
    decision = decide(pack(name), replace(g, found=replace(g.found, findings=only, needs=())))
    assert not decision.measures
    assert decision.course in (Course.LEAVE, Course.REVIEW)
    assert not decision.breach


@over(any_pack, any_given, st.sampled_from([None, True, False]))
def test_rule_10_what_is_known_of_health_or_circumstances_decides_nothing_automatic(
    name: str, g: Given, known: bool | None
) -> None:
    other = replace(g.circumstances, vulnerable=known, adjustments=("braille",), support_worker=known)
    one, two = decide(pack(name), g), decide(pack(name), replace(g, circumstances=other))
    assert (one.course, one.breach) == (two.course, two.breach)
    if not _speaks_to_support_workers(name):
        assert one.measures == two.measures


@over(any_pack.filter(_speaks_to_support_workers), any_given, st.sampled_from([None, True]))
def test_a_support_worker_to_speak_to_first_only_ever_means_less(name: str, g: Given, known: bool | None) -> None:
    some, none = (replace(g, circumstances=replace(g.circumstances, support_worker=who)) for who in (known, False))
    fewer, more = decide(pack(name), some), decide(pack(name), none)
    assert {m.kind for m in fewer.measures} <= {m.kind for m in more.measures}
    assert automatic(fewer) <= automatic(more)


@over(any_pack, any_given)
def test_rule_14_what_is_automatic_can_be_undone_and_can_be_done(name: str, g: Given) -> None:
    assumed = g.abilities is None and g.settings.get("assume_abilities") == "all"
    for measure in decide(pack(name), g).measures:
        if measure.automatic and measure.kind in HIDING and not assumed:
            assert g.abilities is not None
            known = g.abilities[Verb.DETACH if measure.kind is MeasureKind.DETACH else Verb.HIDE]
            assert (known.can, known.undo) == (Can.AUTO, Undo.REVERSIBLE)


@over(any_pack, any_given)
def test_automatic_means_that_every_gate_is_surely_met(name: str, g: Given) -> None:
    for measure in decide(pack(name), g).measures:
        assert measure.gates
        assert measure.automatic == all(gate.met is Met.YES for gate in measure.gates)


@over(any_pack, any_given)
def test_a_notice_goes_out_by_itself_exactly_when_its_hide_does(name: str, g: Given) -> None:
    measures = decide(pack(name), g).measures
    for hide, notice in zip(measures, (*measures[1:], None), strict=False):
        if hide.kind in HIDING:
            assert notice is not None
            assert notice.notice in pack(name).notices
            assert notice.automatic == hide.automatic


@over(any_pack, any_given)
def test_complaint_shield_only_threats_private_data_and_discrimination_are_hidden_beside_a_need(
    name: str, g: Given
) -> None:
    if not any(need.kind in SHIELDING for need in g.found.needs):
        return
    decision = decide(pack(name), g)
    pierced = any(f.behaviour in PIERCING for f in g.found.findings)
    assert pierced or not automatic(decision) & HIDING
    assert pierced or decision.course is not Course.HIDE


@over(any_pack, any_given)
def test_a_direct_message_is_never_hidden(name: str, g: Given) -> None:
    private = replace(g, item=replace(g.item, kind=InteractionKind.DIRECT_MESSAGE))
    decision = decide(pack(name), private)
    assert decision.course is not Course.HIDE
    assert not any(m.kind in HIDING for m in decision.measures)


@over(any_pack, any_given)
def test_what_protects_is_never_automatic_never_a_breach(name: str, g: Given) -> None:
    kinds = (Behaviour.OWN_PRIVATE_DATA, Behaviour.SELF_HARM_METHOD)
    only = tuple(f for f in g.found.findings if f.behaviour in kinds)
    decision = decide(pack(name), replace(g, found=replace(g.found, findings=only)))
    assert not decision.breach
    assert decision.severity is Severity.NONE
    assert not automatic(decision) & HIDING
    assert all(m.protective for m in decision.measures if m.kind in HIDING)
