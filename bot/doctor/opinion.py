"""Where second opinions are asked for, whether what residents write leaves this machine for it, and what was not asked."""

from collections.abc import Iterator

from sqlalchemy import text

from bot.doctor.finding import Finding, Level
from bot.opinion.connect import endpoint
from bot.settings import FILE, Home, Settings, SettingsError
from bot.store.database import Database

WHAT = "second opinion"
_COUNTS = text("SELECT state, count(*) AS many FROM opinion GROUP BY state")
_OWN = f"An endpoint of your own keeps it in the house: second_opinion in {FILE}."


def settings(home: Home, wanted: Settings) -> Iterator[Finding]:
    """Nothing where it is off."""
    try:
        asked = endpoint(home, wanted)
    except SettingsError as error:
        yield Finding(WHAT, Level.BAD, str(error), f"second_opinion in {FILE}")
        return
    if asked is None:
        return
    says = f"{asked.model} at {asked.where} is asked about comments that a person looks at; it decides nothing"
    if asked.data_may_leave:
        yield Finding(WHAT, Level.ADVICE, f"{says}. Personal data may leave your network (data_may_leave)", _OWN)
    elif not (asked.on_this_machine or asked.encrypted):
        yield Finding(WHAT, Level.ADVICE, f"{says}. Comments go over your network unencrypted", "Use https:// there.")
    else:
        yield Finding(WHAT, Level.GOOD, says)


def queue(wanted: Settings, database: Database) -> Iterator[Finding]:
    """How many wait, and how many were not answered or not asked for."""
    if wanted.second_opinion is None:
        return
    with database.read() as tx:
        counts = {row.state: row.many for row in tx.execute(_COUNTS)}
    lacking = [f"{counts[state]} {words}" for state, words in _WORDS.items() if state in counts]
    if lacking:
        says = f"{', '.join(lacking)} (of {sum(counts.values())})"
        yield Finding(f"{WHAT}s", Level.ADVICE, says, "Each comment's page says why. Nothing else waits for them.")


_WORDS = {
    "waiting": "waiting",
    "refused": "refused",
    "garbled": "could not be read",
    "failed": "without an answer",
    "not_asked": "not asked for",
}
