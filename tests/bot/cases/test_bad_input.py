"""What somebody gets wrong in a case: refused in one plain line, nothing is written, and nothing known is lost."""

from bot.cases import opening, sending
from bot.cases.noting import known_of
from rules.model.case import deeds as d
from rules.model.case import words as w
from tests.bot.cases.kit import House


async def test_nothing_rests_on_a_comment_that_is_not_in_the_case(house: House) -> None:
    case, about = await house.warned_twice_rude()
    other = await house.hear("{abuse serious} from somebody else", author="ann")
    for strange in ("i_nosuch", other.id):
        refused = house.warn("priya", case, about[0], strange)
        assert (refused.accepted, refused.why.startswith(f"No comment of this case is called {strange}:")) == (
            False,
            True,
        )
    house.must(house.link("dan", "rob"))
    assert "i_nosuch" in house.propose("owen", case, [*about, "i_nosuch"]).why
    assert len(house.case(case).file.warnings) == 1
    assert house.case(case).file.pending is None


async def test_what_was_known_is_not_forgotten_when_something_else_is_noted(house: House) -> None:
    case, _ = await house.warned_twice_rude()
    house.must(known_of(house.room, house.people["owen"], case, None, True))
    house.must(known_of(house.room, house.people["owen"], case, False, None))
    file = house.case(case).file
    assert (file.vulnerable, file.support_worker) == (False, True)


async def test_a_letter_about_what_was_overturned_does_not_go_out(house: House) -> None:
    first = await house.hear("{abuse serious} you lot")
    case = house.case_of("rob")
    house.must(house.warn("priya", case, first.id))
    row = house.letter(case, w.LetterKind.WARNING)
    house.must(sending.attach(house.room, house.people["owen"], row.id, {"letter.html": b"<p>Dear ...</p>"}))
    house.must(house.do("grace", case, lambda by: d.DecideAppeal(by, w.Outcome.OVERTURNED)))
    assert "overturned" in sending.approve(house.room, house.people["owen"], row.id).why
    assert house.letter(case, w.LetterKind.WARNING).state == "draft"


async def test_a_letter_that_went_out_is_not_said_to_wait(house: House) -> None:
    case, restriction = await house.restricted()
    house.must(house.tell("owen", case, w.LetterKind.RESTRICTION_NOTICE))
    letter = house.letter(case, w.LetterKind.RESTRICTION_NOTICE).id
    again = sending.notice(house.room, house.people["owen"], case, restriction)
    assert again.why == f"The notice of {restriction} went out already: {letter}." or again.refusals
    assert "went out already" in sending.sent(house.room, house.people["owen"], letter).why


async def test_a_case_that_is_there_is_not_shown_as_opened(house: House) -> None:
    first = await house.hear("{abuse serious} you lot")
    done = opening.open_by_hand(house.room, house.people["owen"], first.id)
    assert (done.accepted, done.wrote, done.ids) == (True, False, (house.case_of("rob"),))


async def test_deciding_what_comes_next_settles_that_question(house: House) -> None:
    await house.hear("{abuse serious} you lot")
    second = await house.hear("{abuse serious} still you lot")
    case = house.case_of("rob")
    assert "open_case" in house.tasks(case)
    house.must(house.warn("priya", case, second.id))
    assert "open_case" not in house.tasks(case)
