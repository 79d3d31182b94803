"""What a comment is judged with besides its words, from cases: who it is, letters, restrictions, other accounts, appeals."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.evidence.append import Draft, append
from bot.store.database import Database
from bot.store.ids import stamp
from bot.store.writer import Writer
from rules.model.case import deeds as d
from rules.model.case import words as w
from rules.model.evidence import EntryKind
from tests.bot.cases.kit import House
from tests.bot.conftest import TestClock
from tests.bot.pipeline.kit import After, Page

RUDE = "{abuse serious} you lot"


@pytest.fixture
def house(database: Database, clock: TestClock) -> Iterator[House]:
    writer = Writer(database, seconds=0.001)
    page = Page(database, writer, clock)
    yield House(page)
    writer.close()
    page.world.close()


def told(after: After) -> dict[str, Any]:
    """What `decide` was given."""
    given: dict[str, Any] = after.decided()["given"]
    return given


def said(after: After) -> dict[str, Any]:
    """What it answered."""
    decision: dict[str, Any] = after.decided()["decision"]
    return decision


def counted(after: After) -> list[str]:
    return [measure["kind"] for measure in told(after)["history"]["measures"] if measure["counts"]]


async def test_of_an_account_without_a_case_nothing_is_known(house: House) -> None:
    after = await house.hear("good morning", "ann")
    assert told(after)["identity"] == {"assurance": "none", "customer": None}
    assert told(after)["circumstances"]["vulnerable"] is None


async def test_a_letter_counts_for_the_next_comment_and_the_formal_route_opens_for_somebody_verified(
    house: House,
) -> None:
    await house.warned_twice_rude()
    house.page.clock.move(hours=1)
    unknown = await house.hear(RUDE, "rob")
    assert counted(unknown) == ["warning_letter"]
    assert [gate["name"] for gate in said(unknown)["formal"]["unmet"]] == ["identity_verified"]
    house.must(house.link("dan", "rob"))
    house.page.clock.move(hours=1)
    known = await house.hear(RUDE, "rob")
    assert told(known)["identity"]["assurance"] == "verified"
    assert (said(known)["formal"]["open"], said(known)["formal"]["needs_approval"]) == (True, "Head of Service")
    assert "check_circumstances" in known.tasks


async def test_confirmed_accounts_of_one_person_count_together_and_others_never(house: House) -> None:
    await house.warned_twice_rude("rob")
    await house.hear("hello", "rob_two")
    house.page.clock.move(hours=1)
    alike = await house.hear(RUDE, "rob_two")
    assert (counted(alike), len(told(alike)["history"]["items"])) == ([], 1)
    house.must(house.link("dan", "rob", "rob_two"))
    house.page.clock.move(hours=1)
    joined = await house.hear(RUDE, "rob_two")
    assert counted(joined) == ["warning_letter"]
    assert sum(item["breach"] for item in told(joined)["history"]["items"]) == 3
    assert said(joined)["formal"]["open"]


async def test_contact_against_a_restriction_is_noticed_and_told_and_danger_never_is(house: House) -> None:
    _, restriction = await house.restricted()
    house.page.clock.move(days=1)
    chatting = await house.hear("any news?", "rob")
    assert told(chatting)["circumstances"]["restrictions"][0]["kind"] == "spoc"
    assert (said(chatting)["in_breach_of"], said(chatting)["breach"]) == (restriction, False)
    assert "tell" in chatting.tasks
    assert said(await house.hear("I smell gas {need emergency now}", "rob"))["in_breach_of"] is None
    assert told(await house.hear("any news?", "ann"))["circumstances"]["restrictions"] == []


async def test_what_an_appeal_struck_counts_no_more(house: House) -> None:
    case, _ = await house.restricted()
    await house.hear("{need appeal} look at it again", "rob")
    house.must(house.do("grace", case, lambda by: d.DecideAppeal(by, w.Outcome.OVERTURNED)))
    house.page.clock.move(days=1)
    after = await house.hear(RUDE, "rob")
    assert sum(item["breach"] for item in told(after)["history"]["items"]) == 0
    assert told(after)["circumstances"]["restrictions"] == []
    assert not said(after)["formal"]["open"]


async def test_a_case_that_cannot_be_read_means_less_for_that_account_and_nothing_for_others(house: House) -> None:
    case, _ = await house.warned_twice_rude("rob")
    await house.hear("hello", "ann")
    with house.page.database.write() as tx:
        later = Draft(EntryKind.CASE_FACT, case, {"by": "", "fact": {}, "kind": "OfAVersionToCome"})
        append(tx, [later], stamp(house.page.clock()))
    refs = [house.page.say(f"{RUDE} {{need repair}}", author=who) for who in ("rob", "ann")]
    await house.page.hear()
    broken, other = (house.page.of(ref) for ref in refs)
    assert told(broken)["history"]["complete"] is False
    assert told(broken)["identity"]["assurance"] == "none"
    assert not any(m["automatic"] for m in said(broken)["measures"] if m["kind"] == "hide")
    assert {"look", "answer"} <= broken.tasks.keys()
    assert [need.kind for need in broken.needs] == ["repair"]
    assert told(other)["history"]["complete"] is True
