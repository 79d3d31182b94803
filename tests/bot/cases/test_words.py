"""Every order, alarm, letter, fact and restriction has its words."""

from typing import get_args

from bot.cases import telling, words
from rules.model.case.facts import Fact
from rules.model.case.orders import Order
from rules.model.case.words import Alarm, LetterKind, OrderKind, Outcome, RestrictionKind, WarningForm


def test_no_code_without_words() -> None:
    assert set(words.ORDERS) == set(OrderKind)
    assert set(words.ALARMS) == set(Alarm)
    assert set(words.LETTERS) == set(LetterKind)
    assert set(telling.RESTRICTIONS) == set(RestrictionKind)
    assert set(telling.FORMS) == set(WarningForm)
    assert set(telling.OUTCOMES) == set(Outcome)
    assert set(telling._SAYS) == set(get_args(Fact))


def test_every_order_reads_as_a_sentence() -> None:
    for kind in OrderKind:
        label = Alarm.LAPSED if kind is OrderKind.ALARM else "HMS"
        said = words.why(Order(kind, post="Head of Service", label=label, must=True))
        assert said.endswith("Not doing it needs a reason.")
        assert "{" not in said


def test_no_word_of_ours_says_upheld() -> None:
    said = " ".join([*words.ORDERS.values(), *telling.OUTCOMES.values()])
    assert "upheld" not in said
