"""What a case tells the judgement of a comment about what went before, and who may name an approver."""

from datetime import UTC, date, datetime

from rules.casework import Office, fold
from rules.casework.before import circumstances, history
from rules.casework.configure import configure
from rules.model.account import Assurance
from rules.model.case import facts as f
from rules.model.case.words import Outcome, Person, RestrictionKind, Unmet, WarningForm
from rules.model.finding import NeedKind, Severity
from rules.model.measure import MeasureKind
from tests.rules.casework.landlord import OFFICER, PACK, incident, linked, warned
from tests.rules.packs import pack

OFFICE = Office((PACK,))
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
BEGAN = f.Began(
    id="r1",
    at=datetime(2026, 3, 20, 9, tzinfo=UTC),
    pack=PACK.id,
    version=PACK.version,
    kind=RestrictionKind.SPOC,
    start=date(2026, 3, 20),
    ends=date(2026, 9, 20),
    months=6,
    review_months=3,
    proposed_by="olga",
    approved_by=frozenset({"chris"}),
    about=("one",),
)


def test_incidents_and_warnings_of_all_accounts_are_what_went_before() -> None:
    file = fold(
        [linked(), incident("one", 1), warned("w1", 2, "one", form=WarningForm.PRIVATE), warned("w2", 3, "one")]
    )
    before = history(file)
    assert [(item.breach, item.severity) for item in before.items] == [(True, Severity.SERIOUS)]
    assert [m.kind for m in before.warnings] == [MeasureKind.WARNING_PRIVATE, MeasureKind.WARNING_LETTER]


def test_what_an_appeal_struck_counts_no_more() -> None:
    struck = f.AppealDecided("a", NOW, OFFICER, "w1", Outcome.OVERTURNED, frozenset({"one", "w1"}))
    before = history(fold([incident("one", 1), warned("w1", 2, "one"), struck]))
    assert [item.breach for item in before.items] == [False]
    assert before.warnings == ()


def test_what_is_known_of_the_person_and_what_is_in_force() -> None:
    known: list[f.Fact] = [
        linked(),
        f.Known(NOW, vulnerable=True, support_worker=True),
        f.Liaised(NOW, OFFICER),
        f.VolumeRecorded(NOW, OFFICER),
        f.AdjustmentRecorded(NOW, OFFICER, frozenset({RestrictionKind.LETTER_ONLY})),
        BEGAN,
    ]
    told = circumstances(OFFICE, fold(known), NOW, [NeedKind.REPAIR])
    assert (told.vulnerable, told.support_worker, told.liaised_at) == (True, True, NOW)
    assert (told.volume_recorded, told.exhausted, told.referred) == (True, False, False)
    assert told.open_needs == (NeedKind.REPAIR,)
    assert told.adjustments == ("letter_only",)
    assert [one.id for one in told.restrictions] == ["r1"]
    assert circumstances(OFFICE, fold(known), datetime(2026, 10, 1, tzinfo=UTC)).restrictions == ()
    assert circumstances(OFFICE, fold([linked(sure=Assurance.CLAIMED)]), NOW).vulnerable is None


def test_the_approver_is_named_by_who_answers_for_the_settings_and_nobody_else() -> None:
    derby = pack("derby-2024")
    office = Office((derby,))
    admin = Person("noor", "System Administrator")
    assert configure(office, derby, admin, "approver_post", "Head of Service") == ()
    head = configure(office, derby, Person("helen", "Head of Service"), "approver_post", "Head of Service")
    assert [refusal.unmet for refusal in head] == [Unmet.WRONG_POST]
    assert [r.unmet for r in configure(office, derby, admin, "approver_post", "Tea Maker")] == [Unmet.NO_APPROVER]
    assert [r.unmet for r in configure(office, derby, admin, "colour", "Head of Service")] == [Unmet.NOT_OFFERED]
