"""Tables: every word of a scenario has a word of ours and every word of ours that may be answered has been thought of."""

from enum import StrEnum
from typing import Any, get_args

import pytest

from bot.scenarios import tables
from bot.scenarios.abilities import table
from bot.scenarios.deeds import MAKERS
from bot.scenarios.play import SIGHTS
from bot.scenarios.tables import printed
from bot.scenarios.tokens.decided import MEASURES, TASKS
from bot.scenarios.tokens.forbidden import LOOKS
from bot.scenarios.tokens.ordered import ORDERS, PARTS
from bot.scenarios.tokens.refused import REFUSALS
from bot.scenarios.tokens.routed import ROUTES
from bot.scenarios.tokens.vocabulary import DATES, FORBIDDEN, PLAIN, TIMED, normal, unknown
from bot.scenarios.words import (
    BehaviourWord,
    CheckedWord,
    DoesWord,
    ExceptionWord,
    KindWord,
    LinkWord,
    NeedWord,
    PlatformWord,
    RestrictionWord,
    SeverityWord,
    StatesWord,
    SystemWord,
    TargetWord,
    WhereWord,
)
from rules.model.case.deeds import Deed
from rules.model.case.words import OrderKind, Says, Unmet
from rules.model.decision import TaskKind
from rules.model.finding import NeedKind
from rules.model.measure import MeasureKind


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (LinkWord, tables.ASSURANCE),
        (BehaviourWord, tables.BEHAVIOURS),
        (SeverityWord, tables.SEVERITIES),
        (TargetWord, tables.TARGETS),
        (NeedWord, tables.NEEDS),
        (KindWord, tables.KINDS),
        (WhereWord, tables.PLACES),
        (DoesWord, tables.DEEDS),
        (RestrictionWord, tables.RESTRICTIONS),
        (StatesWord, tables.SAYS),
        (CheckedWord, tables.CHECKS),
        (ExceptionWord, tables.EXEMPTIONS),
        (SystemWord, tables.SYSTEM),
        (PlatformWord, table()),
        (MeasureKind, MEASURES),
        (TaskKind, TASKS),
        (OrderKind, ORDERS),
        (Says, PARTS),
        (Unmet, REFUSALS),
        (NeedKind, ROUTES),
    ],
)
def test_every_word_has_its_row(words: type[StrEnum], rows: dict[Any, Any]) -> None:
    assert set(rows) == set(words)


def test_every_deed_is_made_and_is_one_of_the_products() -> None:
    assert set(MAKERS) == set(DoesWord) - {DoesWord.CONFIGURES_APPROVER}
    assert {deed for does, deed in tables.DEEDS.items() if does in MAKERS} <= set(get_args(Deed))


def test_what_a_platform_says_changes_what_can_be_seen_unless_it_is_about_evidence() -> None:
    assert set(SIGHTS) == set(SystemWord) - {SystemWord.CAPTURE_FAILED}


def test_every_answer_is_in_the_vocabulary() -> None:
    tables_of_words = (MEASURES, TASKS, ORDERS, PARTS, REFUSALS, ROUTES)
    answered = {word for rows in tables_of_words for word in rows.values() if word}
    assert answered <= PLAIN
    assert set(LOOKS) == FORBIDDEN


def test_the_vocabulary_has_162_words() -> None:
    assert len(PLAIN) + len(DATES) + len(TIMED) == 162
    assert not unknown("leave")
    assert not unknown("review_due:2026-02-28")
    assert not unknown("hazard_due:2026-03-29T23:00:00+00:00")
    assert unknown("review_due:2026-02-30")
    assert unknown("hazard_due:2026-03-29T23:00:00")
    assert unknown("leave:2026-02-28")


def test_a_moment_is_the_same_whatever_its_offset() -> None:
    assert normal("hazard_due:2026-06-01T10:00:00+01:00") == normal("hazard_due:2026-06-01T09:00:00+00:00")
    assert normal("review_due:2026-06-01") == "review_due:2026-06-01"


def test_the_tables_are_printed_for_people() -> None:
    text = printed()
    assert "publishes_staff_details          private_data" in text
    assert "hazard_emergency                 emergency (now)" in text
    assert "hides_item                       TakeMeasure" in text
    assert text.count("\n\n") == 12
