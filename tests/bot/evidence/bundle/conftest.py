"""An office at work, fresh for each test, and one bundle made once for those that only read it."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.evidence.bundle.make import Bundle
from bot.store.database import Database
from bot.store.writer import Writer
from tests.bot.cases.kit import House
from tests.bot.conftest import TestClock
from tests.bot.evidence.bundle.kit import Office
from tests.bot.pipeline.kit import Page


@pytest.fixture
def office(database: Database, tmp_path: Path, clock: TestClock) -> Iterator[Office]:
    yield from _office(database, tmp_path, clock)


@pytest.fixture
def any_office(any_database: Database, tmp_path: Path, clock: TestClock) -> Iterator[Office]:
    yield from _office(any_database, tmp_path, clock)


def _office(database: Database, folder: Path, clock: TestClock) -> Iterator[Office]:
    writer = Writer(database, seconds=0.001)
    page = Page(database, writer, clock)
    yield Office(House(page), folder)
    writer.close()
    page.world.close()


@dataclass(frozen=True)
class Made:
    """A bundle, its case, and what was held outside: the fingerprint of its key, the first line a witness was sent."""

    case: str
    bundle: Bundle
    key: str
    kept: str


@pytest.fixture(scope="module")
def made(database_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The case of `Office.appealed`, bundled."""
    folder = tmp_path_factory.mktemp("bundle")
    database = Database(f"sqlite:///{shutil.copy(database_template, folder / 'doorstep.db')}")
    with contextmanager(_office)(database, folder, TestClock()) as office:
        case = asyncio.run(office.appealed())
        made = Made(case, office.bundle(case), office.fingerprint, office.signed[0].line)
    database.close()
    return made


__all__ = ["made", "office"]
