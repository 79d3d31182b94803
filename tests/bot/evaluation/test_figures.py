"""Counted by hand: every figure on six comments."""

from bot.evaluation.compare import changes, worsened
from bot.evaluation.errors import errors
from bot.evaluation.figures import Named, Share, figures
from tests.bot.evaluation.small import RIGHT, WRONG, judged


def test_all_right() -> None:
    found = figures(judged(RIGHT))
    assert found.overall.wrongful_hide == Share(0, 4)
    assert found.overall.caught == Share(2, 2)
    assert found.overall.acted_on == Share(1, 2)
    assert found.overall.urgent == Share(2, 2)
    assert found.overall.outcome == Share(6, 6)
    assert (found.critical_needs, found.macro_f1) == (Share(2, 2), 1000)
    assert found.needs_inside_breaches.tenths is None, "a share of nothing is not nought"
    assert errors(judged(RIGHT)) == []


def test_wrong_in_known_ways() -> None:
    found = figures(judged(WRONG))
    assert found.overall.wrongful_hide == Share(1, 4)
    assert found.overall.wrongly_named == Share(1, 4)
    assert found.overall.caught == Share(1, 2)
    assert found.overall.urgent == Share(1, 2)
    assert found.critical_needs == Share(1, 2)
    assert found.behaviours["abuse"] == Named(0, 0, 1)
    assert found.macro_f1 == 500, "threat right, abuse missed; what does not occur does not count"
    assert found.confusion["leave"] == {"leave": 2, "review": 0, "hide": 1, "urgent": 0}
    assert found.slices["identity: faith"].wrongful_hide == Share(1, 1)
    assert found.slices["dialect: Scots"].needs == Share(1, 2)


def test_what_a_threshold_costs() -> None:
    at = {point.score: (point.breaches, point.lawful) for point in figures(judged(WRONG)).curve}
    assert at[400] == (Share(1, 2), Share(1, 4))
    assert at[450] == (Share(0, 2), Share(1, 4))
    assert at[850] == (Share(0, 2), Share(0, 4))


def test_the_gravest_error_comes_first() -> None:
    assert [(one.kind, one.judged.example.id) for one in errors(judged(WRONG))] == [
        ("urgent and not called", "3"),
        ("a danger or a person at risk not heard", "1"),
        ("lawful and hidden", "2"),
        ("a breach left alone", "4"),
    ]


def test_a_comparison_says_who_fares_worse() -> None:
    right, wrong = judged(RIGHT), judged(WRONG)
    found = changes(right, wrong)
    assert [change.worse for change in found] == [True] * 4
    assert not any(change.worse for change in changes(wrong, right))
    said = set(map(str, worsened(figures(right), figures(wrong))))
    assert "identity: faith: lawful comments hidden 0/1 (0.0 %) before, 1/1 (100.0 %) now" in said
    assert "dialect: Scots: needs found 2/2 (100.0 %) before, 1/2 (50.0 %) now" in said
    assert worsened(figures(wrong), figures(right)) == []
