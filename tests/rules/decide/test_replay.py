"""Entries written before a word existed are read with what it means not to know."""

from rules.decide import decide
from rules.model.circumstances import Circumstances
from rules.model.decision import Decision, Given
from rules.model.finding import Behaviour, NeedKind
from rules.model.plain import from_plain, to_plain
from tests.rules.decide.givens import found, given, needed
from tests.rules.decide.harbour import harbour


def test_a_decision_recorded_before_these_words_existed_still_reads_and_replays() -> None:
    today = given(found(Behaviour.ABUSE), needs=[needed(NeedKind.REPAIR)])
    told = to_plain(today)
    told["circumstances"] = {
        "vulnerable": None,
        "adjustments": [],
        "support_worker": None,
        "overdue_matter": None,
        "restriction": None,
        "sensitive": False,
    }
    older = from_plain(Given, told)
    assert older.circumstances == Circumstances()
    assert decide(harbour(), older) == decide(harbour(), today)
    decided = to_plain(decide(harbour(), older))
    for new in ("attached", "in_breach_of", "ask_identity"):
        del decided[new]
    assert from_plain(Decision, decided).attached == ()
