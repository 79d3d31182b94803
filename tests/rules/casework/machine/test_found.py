"""What random histories found, each kept as a story of its own."""

from rules.model.case import deeds as d
from rules.model.case import facts as f
from rules.model.case.words import Outcome, Person, Unmet
from rules.model.finding import Behaviour
from rules.model.measure import MeasureKind
from tests.rules.casework.scene import HERS, Scene, at, found, scene, why

HELEN = Person("helen", "Head of Service")


def _one_kept_one_lost() -> Scene:
    case = scene("derby-2024", approver_post="Head of Service")
    case.says("2026-01-01", found(Behaviour.ABUSE))
    case.says("2026-01-02", found(Behaviour.ABUSE), captured=False)
    return case


def test_a_block_that_names_a_comment_whose_evidence_is_lost_is_refused() -> None:
    case = _one_kept_one_lost()
    named = d.TakeMeasure("m1", HELEN, MeasureKind.BLOCK, HERS, "c2", 3)
    assert why(case.does(named, "2026-01-03")) == {Unmet.CAPTURE_FAILED}
    assert case.does(d.TakeMeasure("m2", HELEN, MeasureKind.BLOCK, HERS, "c1", 3), "2026-01-03").accepted


def test_what_an_appeal_struck_is_not_hidden_without_evidence_either() -> None:
    case = _one_kept_one_lost()
    case.facts.append(f.AppealDecided("a1", at("2026-01-10"), HELEN, "w1", Outcome.OVERTURNED, frozenset({"c2"})))
    hide = d.TakeMeasure("m1", HELEN, MeasureKind.HIDE, HERS, "c2")
    assert why(case.does(hide, "2026-01-11")) == {Unmet.CAPTURE_FAILED}
