"""A second opinion goes with the comment it is about: the raw answer, its sentence and what would tell a guess."""

from pathlib import Path

from adapters.opinion.answer import State
from adapters.opinion.ask import Answer
from bot.evidence.erasure import deed, scour
from bot.evidence.erasure.target import target
from bot.evidence.verify import verify
from bot.opinion.keep import keep
from rules.model.erasure import ErasureReason
from tests.bot.opinion.kit import RUDE, THREAT, Desk


def erase(desk: Desk, item: str) -> deed.Erasure:
    with desk.page.database.write() as tx:
        return deed.erase(tx, target(tx, item), ErasureReason.REQUEST, "s_dee", desk.page.clock())


async def test_it_is_erased_with_the_comment_and_nothing_of_it_is_left_in_the_file(desk: Desk, tmp_path: Path) -> None:
    desk.model.says = {**THREAT, "because": "It says mould-and-nan-8841."}
    after = await desk.asked()
    file = tmp_path / "doorstep.db"
    kept = desk.kept(after.id)
    done = erase(desk, after.id)
    assert desk.kept(after.id) == {}
    assert {one for name in kept for one in (kept[name],)} <= set(done.remains), "each is searched for"
    found = scour.after(desk.page.database, tmp_path, [done], desk.page.clock)
    assert found.clean, str(found)
    assert b"mould-and-nan-8841" not in file.read_bytes()
    assert kept["request"] not in file.read_bytes()
    assert desk.state(after.id)[0] == "erased"
    told = desk.told(after.id)
    assert told is not None
    assert told.line == "The comment was erased, and with it whatever a second opinion said."
    assert verify(desk.page.database).ok, "the proofs stand"


async def test_what_is_erased_while_it_is_asked_about_is_not_kept(any_desk: Desk) -> None:
    desk = any_desk
    await desk.opinions.follow()
    after = await desk.page.after(RUDE)
    await desk.opinions.follow()
    due = desk.opinions._due()
    assert due is not None
    erase(desk, after.id)
    late = Answer(State.GIVEN, "", b'{"raw": "late"}', None, "0" * 64, 5)
    with desk.page.database.write() as tx:
        keep(tx, due, late, "m", "w", desk.page.clock())
    assert desk.entries(after.id) == []
    assert desk.kept(after.id) == {}
    await desk.all_due()
    assert desk.model.asked == [], "and nobody asks about it any more"
