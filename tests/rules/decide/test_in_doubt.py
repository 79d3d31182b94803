"""Properties over any Given: what is in doubt only ever means less, and a person."""

from dataclasses import replace

from hypothesis import given as over
from hypothesis import strategies as st

from rules.decide import decide
from rules.model.account import AccountMark
from rules.model.circumstances import Circumstances
from rules.model.decision import Course, Given, TaskKind
from rules.model.interaction import Where
from rules.model.measure import MeasureKind, Undo, Verb
from tests.rules.decide.anything import HIDING, any_given, any_pack, automatic, pack

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
