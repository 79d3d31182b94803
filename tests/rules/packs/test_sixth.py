"""A sixth landlord is a folder: another quorum, ladder, durations and words, with no line of code for it."""

from rules.model.account import Assurance
from rules.model.case import deeds as d
from rules.model.case.facts import Known, Linked
from rules.model.case.words import Check, LetterKind, OrderKind, Person, RestrictionKind, Says, Unmet, WarningForm
from rules.model.decision import Course
from rules.model.finding import Behaviour, Severity
from rules.model.interaction import InteractionKind, Where
from rules.policy.coverage import faults, files_named, read
from tests.rules.casework.scene import HERS, SIXTH, Scene, at, found, scene, sixth, why
from tests.rules.packs.test_coverage import REPOSITORY, is_a_test

NED, KIT = Person("ned", "Neighbour Contact"), Person("kit", "Page Keeper")
ANN, DEE, PAM = Person("ann", "Area Lead"), Person("dee", "Deputy Area Lead"), Person("pam", "Panel Member")
SAID = frozenset({Says.BEHAVIOUR, Says.REASON, Says.POSSIBLE_ACTIONS})


def warned() -> Scene:
    """Two insults noted in Lantern, a letter, a third insult."""
    story = scene("marram")
    story.says("2026-03-02", found(Behaviour.ABUSE))
    story.says("2026-03-03", found(Behaviour.ABUSE))
    story.must(d.RecordOnSystem(NED, ("c1", "c2"), "Lantern"), "2026-03-04")
    story.must(d.Warn("w", NED, WarningForm.LETTER, ("c1", "c2"), SAID), "2026-03-05")
    story.says("2026-03-16", found(Behaviour.ABUSE))
    return story


def proposal(**changes: object) -> d.Propose:
    plain = {"restriction": RestrictionKind.SPOC, "about": ("c1", "c2", "c3"), "checked": frozenset(Check)}
    return d.Propose("p", NED, **(plain | changes))  # type: ignore[arg-type]  # the fields of a proposal by name


def test_its_coverage_is_complete_and_names_what_is_there() -> None:
    covered = read((SIXTH / "coverage.yaml").read_text(encoding="utf-8"))
    assert list(faults(sixth(), covered)) == []
    assert [path for path in files_named(covered) if not (REPOSITORY / path).is_file()] == []
    tests = [one.shown_by for one in covered.values() if not one.shown_by.startswith("examples:")]
    assert [test for test in tests if not is_a_test(test)] == []


def test_pestering_a_colleague_goes_to_a_person() -> None:
    story = scene("marram")
    kind, where = InteractionKind.DIRECT_MESSAGE, Where.STAFF_PERSONAL
    pestered = (found(Behaviour.CONTACTS_STAFF_PERSONALLY),)
    heard = story.heard("c", at("2026-03-02"), pestered, (), HERS, kind, where, captured=True)
    assert (heard.decision.course, heard.decision.breach) == (Course.REVIEW, True)


def test_nothing_formal_for_somebody_unknown() -> None:
    story = Scene(scene("marram").office, [Linked(at("2019-04-01"), (HERS,), Assurance.CLAIMED)])
    story.says("2026-03-02", found(Behaviour.ABUSE))
    story.says("2026-03-03", found(Behaviour.ABUSE))
    assert Unmet.UNVERIFIED in why(story.does(proposal(about=("c1", "c2")), "2026-03-04"))


def test_what_somebody_needs_comes_first_in_every_landlords_words() -> None:
    story = warned()
    story.facts.append(Known(at("2026-03-16"), vulnerable=True, support_worker=True))
    unready = proposal(checked=frozenset({Check.ADJUSTMENTS}))
    assert why(story.does(unready, "2026-03-17")) == {Unmet.UNCHECKED, Unmet.NO_LIAISON}
    story.must(d.Liaise(NED), "2026-03-18")
    assert story.does(proposal(), "2026-03-19").accepted


def test_its_quorum_marker_record_and_people_are_called_by_its_own_words() -> None:
    story = warned()
    asked = story.must(proposal(), "2026-03-17").orders
    assert [o.post for o in asked if o.kind is OrderKind.ASK_APPROVAL] == ["Area Lead+Panel Member"]
    assert why(story.does(d.Approve(KIT), "2026-03-17")) == {Unmet.WRONG_POST}
    story.must(d.Approve(PAM), "2026-03-17")
    begun = story.must(d.Approve(DEE), "2026-03-18").orders
    assert [o.label for o in begun if o.kind is OrderKind.SET_MARKER] == ["Sandbank_flag"]
    assert [o.label for o in begun if o.kind is OrderKind.RECORD] == ["Lantern"]
    assert [o.post for o in begun if o.kind is OrderKind.TELL] == ["Office Manager", "porters"]
    (letter,) = [o.letter for o in begun if o.letter and o.letter.kind is LetterKind.RESTRICTION_NOTICE]
    assert letter.says >= {Says.POLICY_COPY, Says.REASON, Says.ACTION, Says.APPEAL_ROUTE}


def test_its_times_are_its_own() -> None:
    story = warned()
    story.must(proposal(), "2026-03-17")
    story.must(d.Approve(PAM), "2026-03-17")
    story.must(d.Approve(ANN), "2026-03-18")
    story.must(d.SendNotice(NED), "2026-03-19")
    one = story.one("2026-03-19")
    assert [str(day) for day in (one.ends, one.review_due, one.appeal_until)] == [
        "2026-07-18",
        "2026-05-18",
        "2026-04-13",
    ]
    assert why(story.does(proposal(months=10), "2026-03-20")) >= {Unmet.TOO_LONG}


def test_its_ladder_hides_only_after_two_warnings() -> None:
    rungs = [sixth().rung(Behaviour.ABUSE, Severity.SERIOUS, warnings) for warnings in range(3)]
    offered = ["hide" in {kind.value for kind in rung.measures} for rung in rungs if rung]
    assert offered == [False, False, True]
