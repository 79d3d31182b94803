"""Properties over any Given: the rules of the domain that a single judgement can break (numbers are the domain's own)."""

from dataclasses import replace

from hypothesis import given as over
from hypothesis import strategies as st

from rules.decide import decide
from rules.decide.judge import judge
from rules.decide.weigh import CRITICISM
from rules.model.account import AccountMark
from rules.model.decision import Circumstances, Course, Decision, Given, Met, TaskKind
from rules.model.finding import NEVER_A_BREACH, SHIELDING, Behaviour, Found, Need, Severity, Target
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import COUNTING, Can, MeasureKind, Tier, Undo, Verb, tier_of
from rules.model.plain import from_plain, to_plain
from rules.model.staff import Role
from rules.policy.schema import Pack
from tests.rules.decide.givens import givens, needs_found, quiet_givens
from tests.rules.decide.harbour import harbour
from tests.rules.packs import NAMES
from tests.rules.packs import pack as in_tree

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
HIDING = frozenset({MeasureKind.HIDE, MeasureKind.HOLD, MeasureKind.DETACH})
STEPS = frozenset({MeasureKind.OPEN_CASE, MeasureKind.WARNING_LETTER})
PIERCING = frozenset({Behaviour.THREAT, Behaviour.PRIVATE_DATA, Behaviour.DISCRIMINATION})
any_given = st.one_of(givens, quiet_givens)
any_pack = st.sampled_from((*NAMES, "harbour"))


def pack(name: str) -> Pack:
    return harbour() if name == "harbour" else in_tree(name)


def _speaks_to_support_workers(name: str) -> bool:
    casework = pack(name).casework
    return casework is not None and casework.liaison is not None


def automatic(decision: Decision) -> set[MeasureKind]:
    """Automatic deeds. A notice belongs to its hide and is looked at apart."""
    notices = (MeasureKind.HIDE_NOTICE, MeasureKind.REPLY)
    return {m.kind for m in decision.measures if m.automatic and m.kind not in notices}


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


LOWERING = {
    "the platform could not be asked": lambda g: replace(g, abilities=None, settings={}),
    "nothing can be done here": lambda g: replace(g, abilities={}),
    "hiding cannot be undone": lambda g: replace(
        g, abilities={v: replace(c, undo=Undo.ONE_WAY) for v, c in (g.abilities or {}).items()}
    ),
    "no telling": lambda g: replace(
        g, abilities={v: c for v, c in (g.abilities or {}).items() if v not in (Verb.MESSAGE, Verb.REPLY)}
    ),
    "history lost": lambda g: replace(g, history=replace(g.history, complete=False)),
    "needs not read": lambda g: replace(g, found=replace(g.found, degraded=(*g.found.degraded, "needs"))),
    "a marked account": lambda g: replace(g, item=replace(g.item, marks=frozenset(AccountMark))),
    "a sensitive incident": lambda g: replace(g, circumstances=replace(g.circumstances, sensitive=True)),
    "elsewhere": lambda g: replace(g, item=replace(g.item, where=Where.STAFF_PERSONAL)),
    "nothing known of the person": lambda g: replace(
        g, circumstances=Circumstances(sensitive=g.circumstances.sensitive)
    ),
    "every word guarded": lambda g: replace(
        g,
        found=replace(
            g.found,
            findings=tuple(replace(f, score=min(f.score, 300), guards=("quoting",)) for f in g.found.findings),
        ),
    ),
}


@over(st.sampled_from(sorted(LOWERING)), any_pack, any_given)
def test_guards_only_ever_lower(what: str, name: str, g: Given) -> None:
    """An acknowledgement is no act on the comment: with a threat in doubt, whoever reports it may be answered."""
    before, after = decide(pack(name), g), decide(pack(name), LOWERING[what](g))
    lowered = automatic(after) - ({MeasureKind.ACKNOWLEDGE} if what == "every word guarded" else set())
    assert lowered <= automatic(before)


@over(st.sampled_from(["needs not read", "a marked account", "a sensitive incident"]), any_pack, any_given)
def test_in_doubt_nothing_at_all_is_automatic_and_a_person_is_called(what: str, name: str, g: Given) -> None:
    decision = decide(pack(name), LOWERING[what](g))
    assert not any(m.automatic for m in decision.measures)
    if what != "a sensitive incident" or decision.course is not Course.LEAVE:
        assert {TaskKind.LOOK, TaskKind.CALL} & {task.kind for task in decision.tasks}


@over(any_pack, any_given)
def test_a_person_is_there_for_everything_that_is_not_left(name: str, g: Given) -> None:
    decision = decide(pack(name), g)
    if decision.course is Course.URGENT:
        assert any(task.kind is TaskKind.CALL for task in decision.tasks)
    settled = automatic(decision) & HIDING and decision.course is Course.HIDE
    assert (
        decision.course is Course.LEAVE or settled or {TaskKind.LOOK, TaskKind.CALL} & {t.kind for t in decision.tasks}
    )


@over(any_pack, any_given)
def test_every_citation_is_a_clause_of_the_pack(name: str, g: Given) -> None:
    decision, clauses = decide(pack(name), g), pack(name).by_clause
    cited = [c.citation for c in decision.considered]
    cited += [c for measure in decision.measures for c in measure.citations]
    cited += [c for task in decision.tasks for c in task.citations]
    assert all((c.pack, c.version) == (pack(name).id, pack(name).version) and c.clause in clauses for c in cited)
    assert len({c.citation for c in decision.considered}) == len(decision.considered)
