"""A real channel does not start, even in `observe`, before an emergency destination has acknowledged a test.

An accepted delivery is not enough: somebody must have read the code there and given it back.
"""

import hmac
from datetime import timedelta

from sqlmodel import col, select

from adapters.platform import Letter, Post
from bot.calls.destinations import record
from bot.clock import Clock
from bot.desk.answer import Answer
from bot.staff.tokens import new_code, token_hash
from bot.store.database import Database
from bot.store.ids import moment, stamp
from bot.store.tables import Destination

CODE_LASTS = timedelta(hours=24)

_TEST = """This is a test of where Doorstep calls a person in an emergency: a threat, a gas leak, somebody in danger.

Give this code back on the console or the command line, so that we know a person reads what arrives here: {code}

If you do not know what this is about, tell the landlord's administrator of Doorstep."""


async def test_destination(database: Database, clock: Clock, name: str, post: Post) -> Answer:
    """Send a one-time code to a destination. Whoever reads it there gives it back through `acknowledge`."""
    code = new_code()
    if not _keep_code(database, clock, name, code):
        return Answer(accepted=False, why=f"There is no emergency destination called {name}.")
    letter = Letter(
        f"test-{token_hash(code)[:16]}", "Doorstep: test of an emergency destination", _TEST.format(code=code)
    )
    receipt = await post.send(letter)
    if not receipt.accepted:
        return Answer(accepted=False, why=f"The test did not reach {name}: {receipt.why or 'no reason given'}.")
    return Answer(
        accepted=True, why=f"A test is on its way to {name}. Give its code back within 24 hours.", ids=(name,)
    )


def acknowledge(database: Database, clock: Clock, name: str, code: str, by: str = "") -> Answer:
    """The code came back: this destination reaches a person. `by` is a staff id, empty on the command line."""
    now = clock()
    with database.session() as session:
        row = session.get(Destination, name)
        if row is None or row.tested_at is None or not row.code_hash:
            return Answer(accepted=False, why=f"No test is under way for a destination called {name}.")
        if now - moment(row.tested_at) >= CODE_LASTS:
            return Answer(accepted=False, why="This code is older than a day. Send a new test.")
        if not hmac.compare_digest(row.code_hash, token_hash(code.strip().upper())):
            return Answer(accepted=False, why="This is not the code of the last test.")
        row.code_hash, row.acknowledged_at, row.acknowledged_by = "", stamp(now), by
        session.add(row)
        record(session, clock, "destination_acknowledged", row, by or "command_line")
    return Answer(accepted=True, why=f"{name} reaches a person.", ids=(name,))


def may_start(database: Database, platform_is_real: bool) -> Answer:
    """Whether a channel may start. One on a platform in memory always may."""
    if not platform_is_real:
        return Answer(accepted=True)
    with database.look() as session:
        known = session.exec(select(Destination)).all()
        ready = session.exec(select(Destination.name).where(col(Destination.acknowledged_at).is_not(None))).all()
    if ready:
        return Answer(accepted=True, ids=tuple(ready))
    if not known:
        return Answer(
            accepted=False,
            why="Name at least one emergency destination in the settings first: a threat or a gas leak must reach a person.",
        )
    return Answer(
        accepted=False,
        why="No emergency destination has acknowledged a test yet. Test one and give its code back, then start the channel.",
    )


def _keep_code(database: Database, clock: Clock, name: str, code: str) -> bool:
    with database.session() as session:
        row = session.get(Destination, name)
        if row is None:
            return False
        row.code_hash, row.tested_at = token_hash(code), stamp(clock())
        session.add(row)
        record(session, clock, "destination_tested", row)
    return True
