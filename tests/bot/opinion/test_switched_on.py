"""Off by default; switched on in one place, and said wherever it matters that comments go to a model."""

from pathlib import Path

import pytest

from bot import compose
from bot.doctor import Level, opinion
from bot.opinion.connect import connect, endpoint
from bot.rights.matters import matters
from bot.rights.processing import processing
from bot.settings import ChannelSettings, Home, SecondOpinionSettings, Settings, SettingsError, parse
from bot.store.database import Database
from bot.wiring import build
from tests.bot.conftest import TestClock
from tests.bot.opinion.kit import Desk
from tests.bot.pipeline.kit import SETTINGS

LOCAL = SecondOpinionSettings(url="http://127.0.0.1:11434/v1", model="llama3")
FAR = SecondOpinionSettings(url="https://models.example/v1", model="big", data_may_leave=True)
PACK = "house-rules"


def with_model(second: SecondOpinionSettings | None, **more: object) -> Settings:
    page = ChannelSettings(name="page", platform="bluesky", options={"handle": "homes.test"})
    given = {"second_opinion": second, "channels": (page,), "policy": PACK, "policy_settings": dict(SETTINGS), **more}
    return Settings.model_validate(given)


def test_off_unless_it_is_set(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert Settings().second_opinion is None
    assert connect(home, Settings()) is None
    assert list(opinion.settings(home, Settings())) == []
    read = parse("second_opinion: {url: 'http://127.0.0.1:1/v1', model: m}", "doorstep.yaml")
    assert read.second_opinion == SecondOpinionSettings(url="http://127.0.0.1:1/v1", model="m")


@pytest.mark.parametrize("field", ["automatic: true", "most_waiting: 0", "may_hide: yes"])
def test_there_is_nothing_else_to_set(field: str) -> None:
    with pytest.raises(SettingsError, match="second_opinion"):
        parse(f"second_opinion: {{url: 'http://127.0.0.1:1/v1', model: m, {field}}}", "doorstep.yaml")


def test_an_endpoint_outside_needs_the_word(tmp_path: Path) -> None:
    outside = SecondOpinionSettings(url="https://8.8.8.8/v1", model="big")
    with pytest.raises(SettingsError, match=r"second_opinion: url: .*comments would leave your network"):
        endpoint(Home(tmp_path), with_model(outside))
    (found,) = opinion.settings(Home(tmp_path), with_model(outside))
    assert (found.level, "data_may_leave: true" in found.says) == (Level.BAD, True)


def test_doctor_says_where_comments_go(tmp_path: Path) -> None:
    def says(second: SecondOpinionSettings) -> tuple[Level, str]:
        (found,) = opinion.settings(Home(tmp_path), with_model(second))
        return found.level, found.says

    level, line = says(LOCAL)
    assert (level, "llama3 at 127.0.0.1:11434" in line) == (Level.GOOD, True)
    level, line = says(FAR)
    assert (level, "Personal data may leave your network" in line) == (Level.ADVICE, True)
    level, line = says(SecondOpinionSettings(url="http://10.0.0.7/v1", model="m"))
    assert (level, "unencrypted" in line) == (Level.ADVICE, True)


async def test_doctor_counts_what_was_not_answered(desk: Desk) -> None:
    desk.model.behave = "401"
    await desk.asked(author="ann")
    desk.model.behave = ""
    await desk.asked(author="ben")
    (found,) = opinion.queue(with_model(LOCAL), desk.page.database)
    assert found.says == "1 refused (of 2)"
    assert list(opinion.queue(with_model(None), desk.page.database)) == []


def test_data_protection_is_asked_again_and_the_papers_name_it(tmp_path: Path) -> None:
    home, pack = Home(tmp_path), compose.pack(PACK)
    off, local, far = (matters(home, with_model(one), pack) for one in (None, LOCAL, FAR))
    assert len({off.digest, local.digest, far.digest}) == 3
    assert any("second opinion url: https://models.example/v1" in line for line in far.since(off.text))
    told = processing(home, with_model(FAR), pack)
    (line,) = [one for one in told.recipients if "language model" in one]
    assert "big at https://models.example/v1" in line
    assert "it may leave our network" in line
    assert any("a language model is asked" in one for one in told.automatic)
    quiet = processing(home, with_model(None), pack)
    assert "language model" not in " ".join((*quiet.recipients, *quiet.automatic))


def test_who_has_it_off_is_asked_nothing_new(tmp_path: Path) -> None:
    """An approval from before there were second opinions still stands."""
    assert "second opinion" not in matters(Home(tmp_path), with_model(None), compose.pack(PACK)).text


async def test_the_house_asks_only_where_it_is_on(database: Database, clock: TestClock, tmp_path: Path) -> None:
    for second, asks in ((None, False), (LOCAL, True)):
        wanted = with_model(second, database=database.url, channels=())
        house = build(Home(tmp_path), wanted, clock)
        assert (house.opinions is not None) == asks
        house.writer.close()
        house.database.close()
