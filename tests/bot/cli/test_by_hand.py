"""What only a person can say, on the command line: a harm test that is met, a need of its own, a link taken back."""

from pathlib import Path

import pytest
from sqlmodel import select

from bot.settings import Home, Settings
from bot.staff.people import invite_again
from bot.staff.sign_in import Access
from bot.store.capture_tables import CaptureRow
from bot.store.case_tables import LinkRow
from bot.store.tables import NeedRow
from tests.bot.cases.conftest import house
from tests.bot.cases.kit import House
from tests.bot.cli.run import doorstep
from tests.bot.pipeline.kit import SETTINGS

__all__ = ["house"]

PASSWORD = "a long enough password 7"


@pytest.fixture
def home(house: House, tmp_path: Path) -> Path:
    """A folder whose commands work on the house, for owen and dan."""
    database = house.page.database
    for login in ("owen", "dan"):
        invited = invite_again(database, house.page.clock, None, login)
        assert Access(database, house.page.clock).set_up(invited.code or "", PASSWORD) is None
    Home(tmp_path).write(Settings(policy=house.page.policy, policy_settings=dict(SETTINGS), database=database.url))
    return tmp_path


def run(home: Path, *words: str, by: str = "owen") -> tuple[int, str]:
    done = doorstep(*words, "--as", by, home=home, DOORSTEP_PASSWORD=PASSWORD)
    return done.returncode, done.stdout + done.stderr


async def test_harm_with_figures_and_without(house: House, home: Path) -> None:
    comment = await house.hear("{volume serious} and another thing")
    asked = ("case", "harm", comment.id, "--behaviour", "volume")
    code, said = run(home, *asked)
    assert code == 4
    assert "It needs figures" in said
    code, said = run(home, *asked, "--figures", "61 posts in 5 days, 9 hours of answers")
    assert code == 0, said
    assert "Judged again. Offered now: warn privately." in said
    assert "Recorded with figures: a great deal of contact" in said
    assert house.standing(house.case_of("rob")).counting == 1


async def test_a_need_of_its_own(house: House, home: Path) -> None:
    comment = await house.hear("nice weather")
    code, said = run(home, "desk", "open-need", comment.id, "--kind", "hazard", "--note", "says mould in a picture")
    assert code == 0, said
    with house.page.database.look() as session:
        need = session.exec(select(NeedRow)).one()
    assert need.reference in said
    assert "healthy_homes" in said


async def test_a_link_taken_back_opens_again_what_relied_on_it(house: House, home: Path) -> None:
    case, restriction = await house.restricted()
    code, said = run(home, "person", "unlink", house.account("rob"), "--reason", "it was her son", by="dan")
    assert code == 0, said
    assert "Next:" in said
    assert house.tasks(case)["reopen"].about == restriction
    assert "alarm" in house.tasks(case)
    with house.page.database.look() as session:
        assert all(row.taken_back_at for row in session.exec(select(LinkRow)))


async def test_whoever_looks_at_a_case_or_a_person_leaves_a_trace(house: House, home: Path) -> None:
    comment = await house.hear("{abuse serious}")
    case = house.case_of("rob")
    for words in (("case", "show", case), ("case", "show", case), ("person", "show", comment.row.account_id)):
        assert run(home, *words)[0] == 0
    seen = [(item, kind) for kind, item in _looked(house)]
    assert seen == [(case, "viewed"), (comment.row.account_id, "viewed")], "once an hour each"


async def test_going_on_without_a_picture_is_only_for_one_that_is_missing(house: House, home: Path) -> None:
    comment = await house.hear("{abuse serious}")
    asked = ("desk", "go-on", comment.id, "--reason", "seen by two of us")
    code, said = run(home, *asked)
    assert (code, "still being fetched" in said) == (4, True), said
    with house.page.database.session() as session:
        row = session.get_one(CaptureRow, comment.id)
        row.state, row.why = "failed", "gone"
        session.add(row)
    code, said = run(home, *asked)
    assert (code, "Approve what waits for it" in said) == (0, True), said
    code, said = run(home, *asked)
    assert (code, "Somebody said so already" in said) == (4, True), said


def _looked(house: House) -> list[tuple[str, str]]:
    with house.page.database.read() as tx:
        rows = tx.exec_driver_sql("SELECT kind, item FROM entry WHERE kind = 'viewed' ORDER BY seq").all()
    return [(row.kind, row.item) for row in rows]
