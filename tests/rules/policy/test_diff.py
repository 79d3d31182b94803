"""What changes for a resident between two policies, in words."""

from rules.model.finding import Behaviour
from rules.policy.diff import FIRST, Change, differences
from rules.policy.parse import parse
from rules.policy.sayings import sayings
from tests.rules.packs import NAMES, pack, texts


def changes(before: str, after: str) -> dict[tuple[str, str], Change]:
    return {(c.topic, about): c for c in differences(pack(before), pack(after)) for about in c.about}


def test_a_policy_does_not_differ_from_itself() -> None:
    for name in NAMES:
        assert differences(pack(name), pack(name)) == ()


def test_every_policy_answers_every_question_about_people_and_behaviours() -> None:
    asked = [{(q.topic, q.about) for q, _ in sayings(pack(name)) if q.topic in FIRST[:1]} for name in NAMES]
    assert all(one == asked[0] for one in asked)
    for name in NAMES:
        assert len([q for q, _ in sayings(pack(name)) if q.topic == "what counts"]) >= len(Behaviour)


def test_the_two_derby_policies_differ_as_a_resident_would_ask() -> None:
    found = changes("derby-2020", "derby-2024")
    warning = found["warnings", "before formal action"]
    assert "before a written warning" in warning.before.text
    assert "first among what may be done" in warning.after.text
    assert (warning.before.clauses, warning.after.clauses) == (("DH20-12",), ("DH24-20",))
    assert "does not count" in found["what counts", "how much contact"].before.text
    assert found["how long", "a restriction"].before.text == "A restriction lasts 12 months."
    assert found["appeals", "what, by when, by whom"].after.text.startswith("Any decision can be appealed within 20")
    assert found["who decides", "letters only"].before.text == "Head of Service must agree."
    assert "2 incidents" in found["what counts", "how many incidents"].before.text


def test_quorum_review_telling_and_care_are_told() -> None:
    found = changes("karbon", "watford")
    who = found["who decides", "writing only"]
    assert (who.before.text, who.after.text) == (
        "Manager must agree.",
        "Service Caution Lead and 2 of Caution Lead must agree.",
    )
    assert (
        "support worker is spoken to before a warning and a restriction"
        in found["care", "a support worker"].before.text
    )
    assert found["being told", "everything else"].after.text == "Whatever is done, the person is told what and why."
    assert (
        "once the complaints procedure has ended" in found["who decides", "no further letters on one matter"].after.text
    )
    assert "A person must tell the police" in found["police", "what is told, and whether it must be"].after.text
    assert "as often as each decision says" in found["reviews", "how often and by whom"].before.text


def test_the_topics_a_resident_asks_about_first_come_first_and_equal_answers_are_told_once() -> None:
    found = differences(pack("karbon"), pack("watford"))
    topics = list(dict.fromkeys(change.topic for change in found))
    assert topics[:3] == ["warnings", "who decides", "restrictions"]
    assert topics[-1] == "steps on the page"
    answers = [(c.topic, c.about, c.before.text, c.after.text) for c in found]
    assert len(answers) == len(set(answers))


def test_clause_numbers_alone_are_no_change() -> None:
    renumbered = {file: text.replace("KH-", "KX-") for file, text in texts("karbon").items()}
    assert differences(pack("karbon"), parse(renumbered)) == ()


def test_one_changed_number_is_one_change() -> None:
    shorter = {file: text.replace("longest: 60", "longest: 6") for file, text in texts("karbon").items()}
    (only,) = differences(pack("karbon"), parse(shorter))
    assert (only.topic, only.about) == ("how long", ("a restriction",))
    assert only.after.text == "Each restriction has its own length, 6 months at most."


def test_a_policy_without_formal_action_says_so() -> None:
    assert (
        changes("karbon", "house-rules")["warnings", "before formal action"].after.text == "There is no formal action."
    )
