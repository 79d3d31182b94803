"""The hit-rate alarm: what is usual is learned, what is sudden trips, and what a person lifted is usual."""

from bot.actions.brakes.limits import Limits
from bot.actions.brakes.rates import ChannelRates, Rates

LIMITS = Limits(recent=100, least=10, times=5, usual_permille=20)


def _count(rates: ChannelRates, hits: str) -> list[bool]:
    return [rates.count("r" if each == "x" else "", LIMITS) is not None for each in hits]


def test_a_few_hits_are_nothing() -> None:
    assert not any(_count(ChannelRates(), "x" * 9 + "." * 91 + "x" * 9))


def test_the_tenth_of_the_last_hundred_trips() -> None:
    assert _count(ChannelRates(), "x" * 10) == [False] * 9 + [True]


def test_what_left_the_last_hundred_no_longer_counts() -> None:
    rates = ChannelRates()
    assert not any(_count(rates, "x" * 9 + "." * 100 + "x" * 9))


def test_a_rule_that_always_hits_often_is_usual() -> None:
    rates = ChannelRates()
    for _ in range(40):
        rates.recent.extend("r....")
        rates.hits.update("r....")
        while len(rates.recent) > 100:
            old = rates.recent.popleft()
            rates.hits[old] -= 1
            rates.usual[old] += 1
            rates.comments += 1
    assert not any(_count(rates, "x.." * 30))  # a third of comments is under five times a fifth


def test_rules_and_channels_are_counted_apart() -> None:
    rates = Rates()
    for _ in range(9):
        assert rates.count("page", "r", LIMITS) is None
        assert rates.count("page", "other", LIMITS) is None
        assert rates.count("elsewhere", "r", LIMITS) is None
    assert rates.count("page", "r", LIMITS) == (10, 10)


def test_what_a_person_lifted_is_usual_from_then_on() -> None:
    rates = Rates()
    for _ in range(10):
        rates.count("page", "r", LIMITS)
    rates.settle("rule:page:r")
    assert all(rates.count("page", "r", LIMITS) is None for _ in range(200))
