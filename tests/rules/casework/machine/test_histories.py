"""Random histories and actors, for every landlord there is and one that there is not: no path breaks a rule."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from rules.calendar import london_date
from rules.casework import Heard, Office, due, fold, hear, judge
from rules.model.account import Assurance
from rules.model.case import facts as f
from rules.model.case.casefile import Casefile
from rules.model.case.deeds import Approve, Deed, TakeMeasure
from rules.model.case.orders import Verdict
from rules.model.case.standing import State
from rules.model.case.words import Person
from rules.model.decision import Decision
from rules.model.finding import Behaviour, Finding, NeedKind
from rules.model.interaction import InteractionKind, Where
from rules.model.measure import MeasureKind
from tests.rules.casework.machine import draws, fifteen
from tests.rules.casework.machine.landlords import offices
from tests.rules.casework.machine.proper import next_deed
from tests.rules.casework.machine.step import Step
from tests.rules.casework.scene import HERS, Scene, at, found

STARTS = ("2024-02-20 10:00", "2024-11-28 23:30", "2026-03-28 23:59", "2026-10-24 22:30", "2028-01-31 09:00")
"""Before Derby's policy changed, before Christmas, before each change of the clocks, and near the end of the calendar."""

DAYS = (0, 1, 3, 10, 29, 31, 62, 92, 200, 366)


def holds(named: Callable[[Step], fifteen.Broken]) -> Callable[["History"], None]:
    """The invariant of one rule, called as the rule is."""

    def check(self: "History") -> None:
        broken = list(named(self.step)) if self.step is not None else []
        assert not broken, (named.__name__, broken, self.step and (self.step.deed or self.step.heard), self.case.facts)

    check.__name__ = named.__name__
    return invariant()(check)


class History(RuleBasedStateMachine):
    """One case of one landlord, from its first comment, through whatever anybody does."""

    office: Office

    @initialize(start=st.sampled_from(STARTS), sure=st.sampled_from(Assurance), worker=st.sampled_from([None, True]))
    def begin(self, start: str, sure: Assurance, worker: bool | None) -> None:
        self.now = at(start)
        links: list[f.Fact] = [f.Linked(self.now, (HERS,), sure), f.Known(self.now, worker, worker)]
        self.case = Scene(self.office, links)
        self.number = 0
        self.step: Step | None = None

    @rule(days=st.sampled_from(DAYS), minutes=st.integers(0, 1439))
    def time_passes(self, days: int, minutes: int) -> None:
        self.now += timedelta(days=days, minutes=minutes)
        file = self.case.file
        orders = due(self.office, file, self.now)
        self.step = replace(self._step(file, Verdict()), due=orders)

    @rule(
        findings=draws.findings,
        needs=draws.needs,
        account=st.sampled_from(draws.ACCOUNTS),
        kind=draws.kinds,
        where=draws.places,
        captured=st.sampled_from([True, True, True, False]),
        heard_late=st.sampled_from([0, 0, 0, 50]),
    )
    def somebody_says(
        self,
        findings: tuple[Finding, ...],
        needs: tuple[NeedKind, ...],
        account: str,
        kind: InteractionKind,
        where: Where,
        captured: bool,
        heard_late: int,
    ) -> None:
        self._tick()
        ref, said_at = f"c{self.number}", self.now
        heard = self.case.heard(ref, said_at, findings, needs, account, kind, where, captured)
        unknown = replace(self.case, facts=[fact for fact in self.case.facts if not isinstance(fact, f.Known)])
        blind = unknown.heard(ref, said_at, findings, needs, account, kind, where, captured)
        self.now += timedelta(hours=heard_late)
        self._hear(heard, blind.decision)

    @rule(account=st.sampled_from(draws.ACCOUNTS))
    def somebody_appeals(self, account: str) -> None:
        self._tick()
        message, page = InteractionKind.DIRECT_MESSAGE, Where.OUR_PAGE
        needs = (NeedKind.APPEAL,)
        heard = self.case.heard(f"c{self.number}", self.now, (), needs, account, message, page, captured=True)
        self._hear(heard, heard.decision)

    @rule()
    def somebody_is_rude_again(self) -> None:
        self._tick()
        words = (found(Behaviour.ABUSE),)
        comment, page = InteractionKind.COMMENT, Where.OUR_PAGE
        heard = self.case.heard(f"c{self.number}", self.now, words, (), HERS, comment, page, captured=True)
        self._hear(heard, heard.decision)

    @rule(data=st.data())
    def anybody_does_anything(self, data: st.DataObject) -> None:
        self._tick()
        pack = self.office.on(london_date(self.now))
        self._do(data.draw(draws.deed(pack, self.case.file, self.number, self._actors())))

    @rule(data=st.data())
    def anybody_decides(self, data: st.DataObject) -> None:
        self._tick()
        pack = self.office.on(london_date(self.now))
        self._do(data.draw(draws.deciding(pack, self.case.file, self._actors())))

    @precondition(lambda self: self.case.file.pending is not None)
    @rule(data=st.data())
    def anybody_agrees(self, data: st.DataObject) -> None:
        """Whoever proposed it too, and whoever agreed already, in another post."""
        self._tick()
        pack = self.office.on(london_date(self.now))
        self._do(Approve(data.draw(draws.people(pack, self._actors()))))

    @rule(times=st.integers(1, 8), leave_it=st.booleans())
    def the_landlord_does_what_is_right(self, times: int, leave_it: bool) -> None:
        """So that histories reach a restriction, and what comes after it, before the random deeds go on.

        `leave_it`: a proposal is left for others to agree to.
        """
        for _ in range(times):
            if leave_it and self.case.file.pending is not None:
                return
            self._tick()
            deed = next_deed(self.case, self.now, self.number)
            if deed is not None:
                self._do(deed)
            elif not self._next_review_comes():
                self.somebody_is_rude_again()
            assert self.step is not None
            broken = [(name, list(named(self.step))) for name, named in fifteen.RULES.items()]
            assert not any(said for _, said in broken), (broken, deed, self.case.facts)

    @rule(data=st.data())
    def somebody_hides(self, data: st.DataObject) -> None:
        self._tick()
        pack, file = self.office.on(london_date(self.now)), self.case.file
        by = data.draw(draws.people(pack, self._actors()))
        said = data.draw(st.sampled_from([None, *file.incidents]))
        ref, account = (said.ref, said.account) if said else (None, HERS)
        kind = data.draw(st.sampled_from([MeasureKind.HIDE, MeasureKind.BLOCK]))
        self._do(TakeMeasure(f"m{self.number}", by, kind, account, ref, 3))

    @rule(data=st.data(), seldom=st.integers(0, 3))
    def evidence_is_lost_or_taken_away(self, data: st.DataObject, seldom: int) -> None:
        refs = [one.ref for one in self.case.file.incidents]
        if refs and not seldom:
            ref = data.draw(st.sampled_from(refs))
            lost: list[f.Fact] = [f.CaptureFailed(self.now, (ref,)), f.RemovedByAuthor(self.now, (ref,))]
            self.case.facts.append(data.draw(st.sampled_from(lost)))

    def _next_review_comes(self) -> bool:
        """Time passes to the next review, if there is one to wait for."""
        waiting = [one for one in self.case.standing(self.now).restrictions if one.state is State.IN_FORCE]
        if not waiting:
            return False
        day = min(one.review_task_due for one in waiting)
        self.now = max(self.now, at(f"{day} 09:00"))
        file = self.case.file
        self.step = replace(self._step(file, Verdict()), due=due(self.office, file, self.now))
        return True

    def _actors(self) -> list[str]:
        """Whoever acted lately."""
        acted = [by.id for fact in self.case.facts if isinstance(by := getattr(fact, "by", None), Person)]
        return sorted(set(acted[-6:]))

    def _tick(self) -> None:
        self.now += timedelta(minutes=7)
        self.number += 1

    def _hear(self, heard: Heard, unknown: Decision) -> None:
        before = self.case.file
        verdict = hear(self.office, before, heard, self.now)
        self.step = replace(self._step(before, verdict), heard=heard, unknown=unknown)

    def _do(self, deed: Deed) -> None:
        before = self.case.file
        verdict = judge(self.office, before, deed, self.now)
        self.step = replace(self._step(before, verdict), deed=deed)

    def _step(self, before: Casefile, verdict: Verdict) -> Step:
        """What was answered stands from now on."""
        self.case.facts += verdict.facts
        after = fold(verdict.facts, before)
        return Step(self.office, self.now, before, after, tuple(self.case.facts), verdict)

    rule_01 = holds(fifteen.rule_01_nothing_formal_below_a_verified_identity)
    rule_02 = holds(fifteen.rule_02_no_measure_before_evidence)
    rule_03 = holds(fifteen.rule_03_no_need_is_swallowed)
    rule_04 = holds(fifteen.rule_04_clocks_start_when_it_was_said)
    rule_05 = holds(fifteen.rule_05_named_people_each_once_and_apart)
    rule_06 = holds(fifteen.rule_06_no_precondition_is_skipped)
    rule_07 = holds(fifteen.rule_07_criticism_is_never_held_against_anybody)
    rule_08 = holds(fifteen.rule_08_everything_has_an_end_and_is_looked_at)
    rule_09 = holds(fifteen.rule_09_a_way_to_reach_us_stays_open)
    rule_10 = holds(fifteen.rule_10_adjustments_and_vulnerability_come_first)
    rule_11 = holds(fifteen.rule_11_what_was_done_and_why_is_said)
    rule_12 = holds(fifteen.rule_12_no_appeal_is_turned_away_and_overturned_is_undone)
    rule_13 = holds(fifteen.rule_13_the_same_facts_give_the_same_case)
    rule_14 = holds(fifteen.rule_14_nothing_is_done_without_a_person_but_what_can_be_undone)
    rule_15 = holds(fifteen.rule_15_no_more_is_kept_than_a_case_needs)


def _run(landlord: str, examples: int, steps: int) -> None:
    machine = type("History", (History,), {"office": offices()[landlord]})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    )


def test_every_landlord_with_formal_action_is_here_and_one_that_there_is_not() -> None:
    packs = {pack.id for office in offices().values() for pack in office.packs}
    assert packs == {"derby-2020", "derby-2024", "wolverhampton", "watford", "karbon", "marram"}


@pytest.mark.parametrize("landlord", offices())
def test_no_path_breaks_any_of_the_fifteen_rules(landlord: str) -> None:
    _run(landlord, examples=4, steps=20)


@pytest.mark.exam
@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("landlord", offices())
def test_no_long_path_breaks_any_of_the_fifteen_rules(landlord: str, exam_count: Callable[[int, int], int]) -> None:
    _run(landlord, examples=exam_count(10, 200), steps=60)
