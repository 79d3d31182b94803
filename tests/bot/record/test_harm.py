"""The queue's order: life first, then what threatens people, then what waits; nothing at 0 but what is clean."""

import pytest

from bot.compose import pack
from bot.judging import EVERYTHING
from bot.record.harm import harm
from rules.decide import decide
from rules.model.decision import Course, Decision, Given, Item
from rules.model.finding import Behaviour, Finding, Found, Need, NeedKind, Severity, Target, Urgency
from rules.model.interaction import InteractionKind, Where
from tests.bot.conftest import TestClock

NOW = TestClock().moment
ITEM = Item("page", "memory", InteractionKind.COMMENT, Where.OUR_PAGE, NOW, NOW)


def _found(
    *what: Behaviour | NeedKind, severity: Severity = Severity.SERIOUS, urgency: Urgency = Urgency.SOON
) -> Found:
    findings = [Finding(each, severity, Target.STAFF, 900, each) for each in what if isinstance(each, Behaviour)]
    needs = [Need(each, urgency, 900, each) for each in what if isinstance(each, NeedKind)]
    return Found(tuple(findings), tuple(needs))


def _harm(found: Found) -> int:
    decision = decide(pack("derby-2024"), Given(ITEM, found, NOW, abilities=EVERYTHING))
    return harm(decision, found)


def test_life_before_workers_before_need_before_insult_before_nothing() -> None:
    order = [
        _found(NeedKind.EMERGENCY, urgency=Urgency.NOW),
        _found(Behaviour.THREAT),
        _found(NeedKind.SAFEGUARDING),
        _found(NeedKind.HAZARD),
        _found(Behaviour.ABUSE),
        _found(NeedKind.REPAIR),
        _found(NeedKind.INFORMATION_REQUEST),
        _found(),
    ]
    ranks = [_harm(found) for found in order]
    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == len(ranks)
    assert (ranks[0], ranks[-1]) == (9, 0)


def test_a_need_inside_an_insult_counts() -> None:
    assert _harm(_found(Behaviour.ABUSE, NeedKind.EMERGENCY, urgency=Urgency.NOW)) == 9


@pytest.mark.parametrize("kind", list(NeedKind))
def test_every_need_has_a_rank(kind: NeedKind) -> None:
    assert _harm(_found(kind)) > 0


@pytest.mark.parametrize("behaviour", list(Behaviour))
@pytest.mark.parametrize("course", list(Course))
def test_it_is_from_0_to_9_for_everything(behaviour: Behaviour, course: Course) -> None:
    assert 0 <= harm(Decision("p", "v", course, Severity.SERIOUS), _found(behaviour)) <= 9


def test_what_could_not_be_judged_stands_high() -> None:
    assert harm(None, None) == 6
    assert harm(None, _found(NeedKind.EMERGENCY, urgency=Urgency.NOW)) == 9
