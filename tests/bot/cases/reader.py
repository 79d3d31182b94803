"""Reads the ledger into cases, an entry's worth a commit, until it is killed: `python -m tests.bot.cases.reader URL`."""

import sys
from datetime import UTC, datetime

from bot.cases import hearing
from bot.compose import office
from bot.store.database import Database
from tests.bot.pipeline.kit import SETTINGS


def main(url: str) -> None:
    database, landlord = Database(url), office("derby-2024", SETTINGS)
    hearing.AT_ONCE = 3
    print("reading", flush=True)
    while True:
        with database.write() as tx:
            if not hearing.follow(tx, landlord, datetime(2026, 11, 23, 12, tzinfo=UTC)):
                break
    print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
