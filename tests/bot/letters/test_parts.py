"""A letter that lacks what its draft demands is refused, and the refusal names the part."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from bot.letters.language import OURS
from bot.letters.letter import Landlord, Letter, Recipient, RightOfAppeal, Signatory
from bot.letters.page import page
from bot.letters.parts import FILLED, NAMED_IN_THE_LETTER, Incomplete, check
from bot.letters.said import said_in
from rules.model.case.words import LetterKind, Outcome, RestrictionKind, Says
from tests.bot.letters.samples import ALL, IDS, letter, notice

EMPTIED: dict[Says, dict[str, Any]] = {
    Says.BEHAVIOUR: {"said": ()},
    Says.DATES_TIMES: {"said": ()},
    Says.EXACT_WORDS: {"said": ()},
    Says.PROPOSED_SANCTION: {"sanction": " "},
    Says.POSSIBLE_ACTIONS: {"possible": ()},
    Says.REASON: {"reason": "\n"},
    Says.DURATION: {"terms": None},
    Says.REVIEW_PERIOD: {"terms": None},
    Says.REMAINING_CHANNEL: {"terms": None},
    Says.VOLUME_AND_NATURE: {"figures": ""},
}


def test_every_part_has_its_test() -> None:
    assert set(FILLED) == set(Says)


@pytest.mark.parametrize(("name", "kind"), ALL, ids=IDS)
def test_every_part_that_a_pack_demands_is_missed(name: str, kind: LetterKind) -> None:
    whole = letter(name, kind)
    check(whole)
    for says in whole.parts & EMPTIED.keys():
        with pytest.raises(Incomplete, match=f"the part {says.value}"):
            page(replace(whole, **EMPTIED[says]))


@pytest.mark.parametrize("kind", LetterKind)
def test_a_letter_without_what_it_is_about_is_refused(kind: LetterKind) -> None:
    bare = replace(letter("derby-2024", kind), terms=None, measure=None, appeal=None, outcome=None)
    if kind in {LetterKind.WARNING, LetterKind.LIFTING}:
        check(bare)  # their own fixed words say what they do
    else:
        with pytest.raises(Incomplete, match="the part action"):
            check(bare)


def test_an_outcome_that_the_kind_does_not_know_is_refused() -> None:
    with pytest.raises(Incomplete, match="the part action"):
        check(replace(letter("derby-2024", LetterKind.APPEAL_OUTCOME), outcome=Outcome.EXTEND))


@pytest.mark.parametrize("kind", sorted(NAMED_IN_THE_LETTER))
def test_a_restriction_that_names_somebody_or_some_time_needs_the_particulars(kind: RestrictionKind) -> None:
    terms = notice().terms
    assert terms is not None
    with pytest.raises(Incomplete, match="the part remaining_channel"):
        check(notice(terms=replace(terms, kind=kind, details="")))
    check(notice(terms=replace(terms, kind=kind, details="Robin Sample, 0000 000 0005")))


def test_a_restriction_ends_after_it_starts() -> None:
    terms = notice().terms
    assert terms is not None
    with pytest.raises(Incomplete, match="an end that lies after the start"):
        check(notice(terms=replace(terms, ends=terms.start)))


@pytest.mark.parametrize("route", ["contact", "emergency_repairs", "safeguarding", "complaints"])
def test_no_letter_goes_without_the_routes_that_stay_open(route: str) -> None:
    silent: dict[str, Any] = {route: ""}
    landlord = replace(notice().landlord, **silent)
    with pytest.raises(Incomplete, match=f"landlord.{route}"):
        check(notice(landlord=landlord))


def test_everything_missing_is_named_at_once_in_one_line() -> None:
    nobody = Landlord("Example Homes", (), "", "", "", "", "", "")
    policy = replace(notice().policy, appeal=RightOfAppeal("", ()), ombudsman="")
    empty = Letter(
        LetterKind.WARNING, frozenset(Says), "R-1", date(2026, 11, 30), nobody, Recipient(""), Signatory("", ""), policy
    )
    with pytest.raises(Incomplete) as caught:
        check(empty)
    said = str(caught.value)
    assert "\n" not in said
    filled = {Says.CHANCE_TO_MODIFY, Says.ACTION}
    assert [says for says in Says if f"the part {says.value}" not in said] == [s for s in Says if s in filled]
    assert all(f"the field {name}" in said for name in ("to.name", "signed.name", "signed.post", "landlord.contact"))


def test_a_template_that_leaves_a_part_out_is_caught(tmp_path: Any) -> None:
    """The page itself is looked through: a landlord's own template cannot lose the right of appeal."""
    folder = tmp_path / "cy"
    folder.mkdir()
    english = (OURS / "en" / "restriction_notice.html").read_text(encoding="utf-8")
    (folder / "restriction_notice.html").write_text(english.replace('{{ part("appeal") }}', ""), encoding="utf-8")
    with pytest.raises(Incomplete, match="the part appeal_route, which its template leaves out"):
        page(notice(language="cy"), (tmp_path,))


def test_an_empty_element_says_nothing() -> None:
    assert said_in('<p data-says="reason"> <b></b></p><p data-says="action duration">x</p>') == {
        Says.ACTION,
        Says.DURATION,
    }


def test_what_somebody_typed_cannot_pass_for_a_part() -> None:
    forged = replace(notice(), reason='<p data-says="volume_and_nature">x</p>')
    assert Says.VOLUME_AND_NATURE not in said_in(page(forged))


def test_the_letter_is_frozen() -> None:
    assert all(field.name != "id" for field in fields(Letter))
    with pytest.raises(AttributeError):
        notice().reason = "changed"  # type: ignore[misc]  # the point of the test
