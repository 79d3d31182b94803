"""What is wrong with the record: erasures that were never shown, keys, checkpoints, witnesses."""

from collections.abc import Iterator

from bot.clock import now
from bot.doctor.finding import Finding, Level
from bot.evidence import checkpoints, keys, notary, witness
from bot.evidence.erasure.unsearched import unsearched
from bot.settings import FILE, Home, Settings
from bot.store.database import Database


def erasures(database: Database) -> Iterator[Finding]:
    """What was deleted and never reported as erased."""
    with database.read() as tx:
        stuck = unsearched(tx, now())
    if stuck:
        named = ", ".join(one for one, _ in stuck[:5]) + (" and more" if len(stuck) > 5 else "")
        says = f"{len(stuck)} deleted and never searched for in the raw bytes, the first on {stuck[0][1]}: {named}"
        fix = "They stay deleted. Before you call them erased, read 'Never searched for' in docs/erasure.md."
        yield Finding("erasures", Level.ADVICE, says, fix)  # no deed of anybody's mends it


def ledger(home: Home, settings: Settings, database: Database) -> Iterator[Finding]:
    """Whether the record is signed, by a key that would survive this machine, and kept by a witness outside it."""
    with database.read() as tx:
        held, last, older = keys.kept(tx), checkpoints.last(tx), notary.older(home.path, tx)
        states = {row.name: row for row in witness.states(tx)}
    yield from _key(home, held)
    if older:
        fix = "If you put a backup back: doorstep ledger accept --as LOGIN --reason WHY. If not: keep this machine as it is."
        yield Finding("record", Level.BAD, f"no longer signed: {older}", fix)
    elif last is None:
        yield Finding("record", Level.ADVICE, "nothing signed yet", "doorstep ledger sign")
    else:
        yield Finding("record", Level.GOOD, f"{last.size:,} entries signed at {last.at}")
    if not settings.ledger.witnesses:
        says = "nobody outside keeps checkpoints: a cut-off end could not be shown"
        yield Finding("witness", Level.ADVICE, says, f"ledger.witnesses in {FILE}")
    for place in settings.ledger.witnesses:
        row = states.get(place.name)
        level = (
            Level.GOOD if row and row.state == "sent" else Level.BAD if row and row.state == "failed" else Level.ADVICE
        )
        says = f"{row.state}, {row.size:,} entries, {row.at} {row.why}".strip() if row else "nothing sent yet"
        yield Finding(f"witness {place.name}", level, says, "" if level is Level.GOOD else "doorstep ledger sign")


def _key(home: Home, held: list[keys.PublicKey]) -> Iterator[Finding]:
    try:
        keys.private(home.path, held)
    except keys.NoKey as error:
        fix = "Put it back from your copy. If every copy is lost: doorstep ledger key lost --as LOGIN --reason WHY"
        yield Finding("ledger key", Level.BAD, str(error), fix)
        return
    name = witness.grouped(held[-1].fingerprint)
    if held[-1].backed_up_at:
        yield Finding("ledger key", Level.GOOD, f"{name}, kept elsewhere too since {held[-1].backed_up_at}")
    else:
        fix = f"Keep a copy of {home.path / keys.FILE} elsewhere, then: doorstep ledger backed-up --as LOGIN"
        yield Finding("ledger key", Level.ADVICE, f"{name}, nobody said that a copy is kept elsewhere", fix)
