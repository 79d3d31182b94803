"""The same stream gives the same decisions and plans at any batch size, and after a restart in the middle."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.actions.brakes import Limits
from bot.recall import Window
from bot.store import migrate
from bot.store.database import Database
from bot.store.writer import Writer
from tests.bot.conftest import TestClock
from tests.bot.pipeline.kit import Page
from tests.exams import count_between

SAYINGS = (
    "good morning",
    "you are rubbish {abuse serious}",
    "you are rubbish {abuse mild}",
    "damp {need hazard soon}",
    "gas {need emergency now} {abuse extreme}",
    "{threat extreme}",
    "{raise}",
    "buy {spam mild}",
    "{discrimination serious other_rule}",
)
LIMITS = Limits(quotas={"hide": 4, "acknowledge": 3}, recent=20, least=3, times=2)
"""Tight, so that the brakes trip inside a short stream."""


@dataclass(frozen=True)
class Step:
    """Somebody says something, edits what was said before, or takes it away."""

    deed: str
    author: str
    words: str
    place: int


STEPS = st.lists(
    st.builds(
        Step,
        deed=st.sampled_from(["say"] * 6 + ["edit", "delete", "garble"]),
        author=st.sampled_from(["ann", "ben", "cat"]),
        words=st.sampled_from(SAYINGS),
        place=st.integers(0, 30),
    ),
    min_size=1,
    max_size=40,
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("batches") / "empty.db"
    migrate.upgrade(f"sqlite:///{file}")
    return file


@pytest.mark.slow
@settings(
    max_examples=count_between(15, 300), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
async def test_batch_size_changes_nothing(
    template: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    outcomes = [await _play(template, tmp_path_factory.mktemp("b"), steps, size) for size in (1, 7, 500)]
    assert outcomes[0] == outcomes[1] == outcomes[2]


async def test_of_two_dangers_one_may_be_edited_away_in_any_batch(
    template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Danger is always opened anew, so an account can have two of a kind. Found by the exam above at full count."""
    gas = "gas {need emergency now} {abuse extreme}"
    steps = [Step("say", "ann", gas, 0), Step("say", "ann", gas, 0), Step("edit", "ann", "rubbish {abuse serious}", 0)]
    outcomes = [await _play(template, tmp_path_factory.mktemp("b"), steps, size) for size in (1, 2, 500)]
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert outcomes[0]["given"][2]["circumstances"]["open_needs"] == ["emergency"]  # the other one still is open


async def test_a_long_stream_trips_the_brakes_at_the_same_comment(
    template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    dice = random.Random(7)
    steps = [Step("say", dice.choice(["ann", "ben", "cat"]), dice.choice(SAYINGS), 0) for _ in range(60)]
    outcomes = [await _play(template, tmp_path_factory.mktemp("b"), steps, size) for size in (1, 7, 500)]
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert {name for name in outcomes[0]["brakes"] if name.startswith("quota")}
    assert {name for name in outcomes[0]["brakes"] if name.startswith("rule")}


@pytest.mark.parametrize("half", [3, 41])
async def test_a_restart_in_the_middle_changes_nothing(
    template: Path, tmp_path_factory: pytest.TempPathFactory, half: int
) -> None:
    dice = random.Random(11)
    steps = [Step("say", dice.choice(["ann", "ben", "cat"]), dice.choice(SAYINGS), 0) for _ in range(60)]
    once = await _play(template, tmp_path_factory.mktemp("b"), steps, 500)
    twice = await _play(template, tmp_path_factory.mktemp("b"), steps, 500, restart_after=half)
    assert once == twice


async def test_accounts_that_fell_out_of_memory_come_back(
    template: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    dice = random.Random(5)
    steps = [Step("say", dice.choice(["ann", "ben", "cat"]), dice.choice(SAYINGS), 0) for _ in range(60)]
    roomy = await _play(template, tmp_path_factory.mktemp("b"), steps, 1)
    narrow = await _play(template, tmp_path_factory.mktemp("b"), steps, 1, window=Window(accounts=1))
    assert roomy == narrow


async def _play(
    template: Path,
    folder: Path,
    steps: list[Step],
    batch: int,
    restart_after: int | None = None,
    window: Window | None = None,
) -> dict[str, Any]:
    """Everything decided and planned, without what is drawn at random (ids, references)."""
    file = folder / "doorstep.db"
    copyfile(template, file)
    database = Database(f"sqlite:///{file}")
    writer = Writer(database, seconds=0.0)
    page = Page(database, writer, TestClock(), limits=LIMITS, batch=batch, window=window)
    try:
        for _ in _tell(page, steps[:restart_after]):
            pass
        if restart_after is not None:
            await page.hear()
            page.judge = page.another()
            for _ in _tell(page, steps[restart_after:]):
                pass
        await page.hear()
        return _outcome(page)
    finally:
        writer.close()
        database.close()
        page.world.close()


def _tell(page: Page, steps: list[Step]) -> Iterator[None]:
    for step in steps:
        refs = [ref for ref in (f"post-{n}" for n in range(1, 60)) if page.world.version(ref)]
        if step.deed == "say" or not refs:
            page.say(step.words, author=step.author)
        elif step.deed == "edit":
            page.world.edit(refs[step.place % len(refs)], step.words)
        elif step.deed == "delete":
            page.world.delete(refs[step.place % len(refs)])
        else:
            page.world.garble("{}")
        yield


def _outcome(page: Page) -> dict[str, Any]:
    with page.database.read() as tx:
        decided = tx.exec_driver_sql(
            "SELECT i.ref, i.version, i.state, d.course, d.severity, d.harm, d.desk, d.breach, d.at FROM interaction i"
            " JOIN decision d ON d.interaction_id = i.id ORDER BY i.text_seq"
        ).all()
        planned = tx.exec_driver_sql(
            "SELECT i.ref, i.version, x.measure, x.key, x.state, x.held, x.automatic, x.keep_by, x.rule FROM action x"
            " JOIN interaction i ON i.id = x.interaction_id ORDER BY i.text_seq, x.measure"
        ).all()
        needs = tx.exec_driver_sql(
            "SELECT i.ref, i.version, n.kind, n.due_at FROM need n JOIN interaction i ON i.id = n.interaction_id"
            " ORDER BY i.text_seq, n.kind"
        ).all()
    given_ = [data["given"] for kind, data in page.entries() if kind == "decided"]
    kinds = sorted(page.kinds())
    payloads = page.payload_states()
    return {
        "decided": decided,
        "planned": planned,
        "needs": needs,
        "given": given_,
        "brakes": page.brakes(),
        "kinds": kinds,
        "payloads": payloads,
    }
