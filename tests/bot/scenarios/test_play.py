"""Playing: whose case is meant, when accounts become one, what a platform said; and comparing sees what is missing."""

from dataclasses import replace

from bot.scenarios.abilities import can_hide, hidden_seen_by
from bot.scenarios.compare import compared, figures, results
from bot.scenarios.play import answers
from bot.scenarios.report import fails, report
from bot.scenarios.schema import InteractionEvent, Scenario
from bot.scenarios.tokens import tokens
from bot.scenarios.words import KindWord, PlatformWord, WhereWord
from tests.bot.scenarios.stories import CUSTOMER, does, expects, packs, played, said, story

AT = "2026-03-02T10:00:00+00:00"
LATER = "2026-03-09T10:00:00+00:00"
SOON = "2026-03-02T11:00:00+00:00"
NOBODY = CUSTOMER | {"linked": "none"}
RUDE = ("abuse", "serious")


def test_an_account_nobody_has_confirmed_has_a_case_of_its_own() -> None:
    first, second = played("wolverhampton", said(AT, RUDE), said(AT, RUDE, account="@other"), customer=NOBODY)
    assert first.cases[0].id != second.cases[0].id
    assert "no_formal_action:unverified" in tokens(first) & tokens(second)


def test_a_confirmed_customers_accounts_are_in_one_case() -> None:
    first, second = played("wolverhampton", said(AT, RUDE), said(LATER, RUDE, account="@other"))
    assert first.cases[0].id == second.cases[0].id
    assert len(second.cases[0].file.incidents) == 2


def test_a_name_match_confirms_nothing_and_a_person_who_checked_does() -> None:
    suggested = CUSTOMER | {"linked": "unverified"}
    checks = does(SOON, "Customer Adviser", "lena", "verifies_identity", accounts=["@her", "@other"])
    events = (said(AT, RUDE, account="@other"), checks, said(LATER, RUDE))
    before, checked, after = played("wolverhampton", *events, customer=suggested)
    assert "no_formal_action:unverified" in tokens(before)
    assert {"identity_verified", "accounts_joined"} <= tokens(checked)
    assert "no_formal_action:unverified" not in tokens(after)
    assert [incident.account for incident in after.cases[0].file.incidents] == ["@other", "@her"]


def test_an_account_confirmed_on_its_own_joins_what_its_holder_has() -> None:
    accounts = {"@her": {"person": "P1", "linked": "verified"}, "@other": {"person": "P1", "linked": "none"}}
    checks = does(SOON, "Customer Adviser", "lena", "verifies_identity", accounts=["@other"])
    events = (said(AT, RUDE), said(AT, RUDE, account="@other"), checks, said(LATER, RUDE, account="@other"))
    _, apart, checked, after = played("wolverhampton", *events, accounts=accounts)
    assert "no_formal_action:unverified" in tokens(apart)
    assert "accounts_joined" in tokens(checked)
    assert len(after.cases[0].file.incidents) == 3


def test_what_another_person_wrote_is_no_evidence_against_her() -> None:
    accounts = {"@her": {"person": "P1", "linked": "verified"}, "@kin": {"person": "P2", "linked": "verified"}}
    terms = {"restriction": "spoc", "months": 6, "about": [1, 2], "checked": ["adjustments", "vulnerability"]}
    proposes = does(LATER, "Customer Resolution Team", "martin", "proposes_restriction", **terms)
    answer = played("wolverhampton", said(AT, RUDE), said(AT, RUDE, account="@kin"), proposes, accounts=accounts)[-1]
    assert "refuse_unlinked_evidence" in tokens(answer)


def test_a_need_is_open_once_in_a_case_and_danger_is_always_new() -> None:
    events = (said(AT, needs=("repair", "hazard_emergency")), said(LATER, needs=("repair", "hazard_emergency")))
    first, second = played("wolverhampton", *events)
    assert "attach_existing" not in tokens(first)
    assert "attach_existing" in tokens(second)
    assert {row.kind.value for row in second.routed} == {"emergency"}


def test_a_platform_that_says_no_is_shown_and_what_was_urgent_calls_a_person_again() -> None:
    hide = does(SOON, "Social Media Officer", "priya", "hides_item", about=[1])
    failed = {"at": LATER, "system": "hide_failed", "about": [1]}
    rude = played("wolverhampton", said(AT, RUDE), hide, failed)
    assert "still_visible" in tokens(rude[1]) & tokens(rude[2])
    assert "escalate_now" not in tokens(rude[2])
    threat = played("wolverhampton", said(AT, ("threat", "extreme")), hide, failed)
    assert {"still_visible", "escalate_now"} <= tokens(threat[2])


def test_a_ground_that_no_policy_has_excuses_nothing() -> None:
    terms = {
        "restriction": "spoc",
        "months": 6,
        "about": [1],
        "checked": ["adjustments", "vulnerability"],
        "reason": "x",
    }
    proposes = does(LATER, "Case Officer", "carys", "proposes_restriction", **terms, exception="bad_mood")
    assert "refuse_missing_warning" in tokens(played("watford", said(AT, RUDE), proposes)[-1])
    extreme = does(LATER, "Case Officer", "carys", "proposes_restriction", **terms, exception="extreme")
    assert "refuse_missing_warning" not in tokens(played("watford", said(AT, RUDE), extreme)[-1])


def test_an_answer_about_a_deed_is_about_what_that_was_about() -> None:
    hide = does(SOON, "Social Media Officer", "priya", "hides_item", about=[1])
    failed = {"at": LATER, "system": "hide_failed", "about": [2]}
    notice = does(LATER, "Social Media Officer", "priya", "sends_decision_notice", about=[2])
    (_, _, told, noticed) = played("derby-2024", said(AT, RUDE), hide, failed, notice)
    assert "still_visible" in tokens(told)
    assert "appeal_deadline:2026-04-08" in tokens(noticed)


def test_what_its_author_took_away_is_kept_only_if_it_was_captured() -> None:
    gone = {"at": LATER, "system": "author_deleted", "about": [1]}
    lost = {"at": SOON, "system": "capture_failed", "about": [1]}
    assert "evidence_kept" in tokens(played("karbon", said(AT, RUDE), gone)[-1])
    assert "still_visible" not in tokens(played("karbon", said(AT, RUDE), gone)[-1])
    assert "evidence_kept" not in tokens(played("karbon", said(AT, RUDE), lost, gone)[-1])
    assert "refuse_capture_failed" in tokens(played("karbon", said(AT, RUDE), lost)[-1])


def test_a_hide_that_the_platform_cannot_do_is_not_taken() -> None:
    hide = does(SOON, "Social Media Officer", "priya", "hides_item", about=[1])
    answer = played("wolverhampton", said(AT, RUDE, kind="review"), hide)[-1]
    assert {"unsupported_here", "still_visible"} <= tokens(answer)
    assert not answer.cases[0].file.measures


def test_where_hide_works() -> None:
    works = {(p, k) for p in PlatformWord for k in KindWord if can_hide(_item(p, k))}
    ours = {PlatformWord.FACEBOOK, PlatformWord.INSTAGRAM, PlatformWord.YOUTUBE}
    both = {(platform, kind) for platform in ours for kind in (KindWord.COMMENT, KindWord.REPLY)}
    assert works == both | {(PlatformWord.X, KindWord.REPLY), (PlatformWord.BLUESKY, KindWord.REPLY)}
    assert not can_hide(_item(PlatformWord.FACEBOOK, KindWord.COMMENT, WhereWord.ELSEWHERE))
    assert hidden_seen_by(_item(PlatformWord.FACEBOOK, KindWord.COMMENT)) == "its author and the author's friends"
    assert hidden_seen_by(_item(PlatformWord.X, KindWord.REPLY)) == "anybody, behind one click"


def _item(platform: PlatformWord, kind: KindWord, where: WhereWord = WhereWord.OUR_PAGE) -> InteractionEvent:
    return InteractionEvent.model_validate(
        {"at": AT, "account": "@a", "platform": platform, "kind": kind, "text": "", "findings": [], "needs": []}
        | {"where": where}
    )


def test_the_policy_of_the_day_decides_and_an_earlier_warning_counts() -> None:
    night, morning = "2024-02-29T23:59:00+00:00", "2024-03-01T00:01:00+00:00"
    first, second = played("derby-2024", said(night, RUDE), said(morning, RUDE), config={"approver": "Head of Service"})
    assert "pack:derby-2020" in tokens(first)
    assert "pack:derby-2024" in tokens(second)


def test_comparing_notices_what_is_missing_and_what_may_not_be() -> None:
    expect = [expects(1, "leave hide", "pack:karbon"), expects(1, "leave", basis="judgement")]
    whole = Scenario.model_validate(story("karbon", said(AT), expect=expect))
    found = list(results(whole, packs()))
    assert [(result.missing, result.forbidden) for result in found] == [(("hide",), ("pack:karbon",)), ((), ())]
    assert fails(found)
    assert figures(1, found) == {
        "scenarios": 1,
        "expectations": 2,
        "met": 1,
        "unmet": [{"id": "T-1", "after_event": 1, "missing": ["hide"], "forbidden": ["pack:karbon"], "basis": "text"}],
    }
    text = report([whole], found)
    assert "expected and not there: hide" in text
    assert "there and not to be: pack:karbon" in text
    assert "1 scenario, 2 expectations: 1 met, 1 unmet" in text


def test_the_writers_own_reading_fails_nothing() -> None:
    whole = Scenario.model_validate(story("karbon", said(AT), expect=[expects(1, "hide", basis="judgement")]))
    found = list(results(whole, packs()))
    assert not found[0].met
    assert not fails(found)


def test_a_moment_is_met_in_any_offset() -> None:
    summer = "2026-06-01T10:00:00+01:00"
    due = expects(1, "hazard_due:2026-06-02T09:00:00+00:00 hazard_due:2026-06-02T10:00:00+01:00")
    whole = Scenario.model_validate(story("karbon", said(summer, needs=("hazard_emergency",)), expect=[due]))
    (answer,) = answers(whole, packs())
    (result,) = compared(whole, answer)
    assert result.met
    assert not list(compared(whole, replace(answer, number=2)))


def test_a_confirmed_customer_who_says_nothing_can_be_reviewed() -> None:
    existing = {
        "pack": "wolverhampton",
        "type": "spoc",
        "start": "2026-01-15",
        "months": 6,
        "review_months": 3,
        "proposed_by": "martin",
        "approved_by": ["helen"],
        "on_platform": "none",
    }
    extends = does("2026-04-15T09:00:00+01:00", "Customer Resolution Team", "martin", "completes_review:extend")
    (answer,) = played("wolverhampton", extends, existing=existing)
    assert answer.verdict.accepted
    assert "review_needs:Head of Service" in tokens(answer)
