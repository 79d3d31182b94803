"""kill -9 in the middle of reading, again and again: every comment is in its case once, and the evidence holds."""

import random
import subprocess
import sys
import time

import pytest

from bot.evidence.verify import verify
from bot.store.case_tables import CaseAccountRow
from bot.store.tables import TaskRow
from tests.bot.cases.folded import must_agree
from tests.bot.cases.kit import House

AUTHORS, KILLS = 12, 3


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_killed_while_it_reads_nothing_is_lost_and_nothing_doubled(house: House, exam_seed: int) -> None:
    said = [house.page.say("{abuse serious} you", author=f"author-{n % AUTHORS}") for n in range(AUTHORS * 3)]
    await house.page.hear()
    chance = random.Random(exam_seed)
    for _ in range(KILLS):
        with _reader(house) as reader:
            assert reader.stdout is not None
            reader.stdout.readline()
            time.sleep(chance.uniform(0.0, 0.25))  # noqa: ASYNC251 - the reader works in its own process meanwhile
            reader.kill()
    with _reader(house) as reader:
        assert reader.wait(120) == 0
    cases = {row.account_id: row.case_id for row in house.all(CaseAccountRow)}
    assert len(cases) == len(set(cases.values())) == AUTHORS
    refs = [one.ref for case in cases.values() for one in house.case(case).file.incidents]
    assert len(refs) == len(set(refs)) == len(said)
    opened = [row for row in house.all(TaskRow) if row.what == "open_case"]
    assert len(opened) == AUTHORS
    must_agree(house, next(iter(cases.values())))
    assert verify(house.page.database).ok


def _reader(house: House) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.bot.cases.reader", house.page.database.url]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
