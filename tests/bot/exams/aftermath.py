"""What must be true after any number of deaths: read from the database and from the platform, which outlived them."""

import json
from collections import Counter
from pathlib import Path

from adapters.memory.world import World
from bot.actions.rows import IN_HAND, NEVER
from bot.evidence.verify import verify
from bot.store.database import Database
from rules.model.measure import Verb

SHOWN = ("done", "confirmed", "undone", "drifted", "unconfirmed")
SETTLED = {*SHOWN, "proposed", "declined", "superseded", "simulated"}
WITH_A_PERSON = {"refused", "unsupported", "failed", "unknown", "unconfirmed", "drifted"}
IN_FORCE = (Verb.HIDE, Verb.DETACH)


def busy(database: Database, world: World, last: int) -> str:
    """What is still under way, or nothing."""
    with database.read() as tx:
        cursor = tx.exec_driver_sql("SELECT value FROM cursor").scalar()
        kept = tx.exec_driver_sql("SELECT count(*) FROM payload WHERE state = 'kept'").scalar_one()
        states = ", ".join(f"'{state}'" for state in IN_HAND if state != "confirmed")
        moving = tx.exec_driver_sql(
            f"SELECT state, count(*) FROM action WHERE state IN ({states}) AND not_before <> '{NEVER}' GROUP BY state"
        ).all()
    waits = [f"cursor {cursor} of {last}"] if str(cursor) != str(last) else []
    return "; ".join(waits + ([f"{kept} kept"] if kept else []) + [f"{count} {state}" for state, count in moving])


def nothing_lost(database: Database, world: World, last: int) -> None:
    """Every happening is kept once; every version said has one interaction, one *heard* and one verdict."""
    with database.read() as tx:
        payloads = tx.exec_driver_sql("SELECT key, state FROM payload ORDER BY n").all()
        interactions = tx.exec_driver_sql("SELECT ref, version, id FROM interaction").all()
        decisions = Counter(tx.exec_driver_sql("SELECT interaction_id FROM decision").scalars())
        entries = tx.exec_driver_sql("SELECT item, kind FROM entry").all()
    assert [key for key, _ in payloads] == [f"happening-{number}" for number in range(1, last + 1)]
    assert {state for _, state in payloads} == {"judged"}
    said = [json.loads(body) for _, body in world.feed(0, last)]
    versions = {(one["ref"], one["version"]) for one in said if one["type"] == "said"}
    assert {(ref, version) for ref, version, _ in interactions} == versions
    ids = {one for _, _, one in interactions}
    assert decisions == dict.fromkeys(ids, 1)
    verdicts = Counter(item for item, kind in entries if kind in {"decided", "undecided"})
    assert verdicts == dict.fromkeys(ids, 1)
    assert Counter(item for item, kind in entries if kind == "heard") == dict.fromkeys(ids, 1)


def nothing_repeated(database: Database, world: World) -> None:
    """Each effect shows once, was announced before it was tried, and stands in the outbox as what it is."""
    effects = world.effects()
    assert [key for key, times in effects.items() if times > 1] == []
    with database.read() as tx:
        actions = tx.exec_driver_sql("SELECT id, key, state, verb FROM action").all()
        bodies = tx.exec_driver_sql("SELECT body FROM entry WHERE kind = 'attempting'").scalars().all()
    attempted = {json.loads(bytes(body))["data"]["action"] for body in bodies}
    by_key = {row.key: row for row in actions}
    for key in effects:
        assert by_key[key].id in attempted
        assert by_key[key].state in SHOWN, f"{key} shows on the platform and stands as {by_key[key].state}"


def everything_settled(database: Database, world: World) -> None:
    """Every planned act is done and seen there, or waits for a person, or was overtaken; none is left hanging."""
    with database.read() as tx:
        actions = tx.exec_driver_sql("SELECT id, key, state, verb, subject, not_before FROM action").all()
        asked = set(tx.exec_driver_sql("SELECT about FROM task WHERE about IS NOT NULL").scalars())
        planned = tx.exec_driver_sql("SELECT count(*) FROM entry WHERE kind = 'planned'").scalar_one()
        unseen = tx.exec_driver_sql(
            "SELECT a.key FROM action a JOIN decision d ON d.id = a.decision_id"
            " WHERE a.state = 'proposed' AND d.desk <> 'open'"
        ).all()
    assert planned == len(actions)
    assert unseen == [], "proposed, and on nobody's desk"
    effects = world.effects()
    for row in actions:
        assert row.state in SETTLED | WITH_A_PERSON, f"{row.key} is left {row.state}"
        if row.state in WITH_A_PERSON:
            assert row.id in asked, f"{row.key} is {row.state} and nobody was asked"
        if row.state in {"done", "confirmed"}:
            subject = row.subject if isinstance(row.subject, dict) else json.loads(row.subject)
            in_force = row.verb in IN_FORCE and subject["ref"] in world.standing(Verb(row.verb))
            assert effects.get(row.key) == 1 or in_force, f"{row.key} is {row.state} and cannot be seen"


def check(url: str, file: Path, last: int) -> dict[str, int]:
    """All of it; returns how many actions ended in each state."""
    database, world = Database(url), World(file, keyed=False)
    try:
        nothing_lost(database, world, last)
        nothing_repeated(database, world)
        everything_settled(database, world)
        result = verify(database)
        assert result.ok, str(result)
        with database.read() as tx:
            rows = tx.exec_driver_sql("SELECT state, count(*) FROM action GROUP BY state").all()
        return {row[0]: row[1] for row in rows}
    finally:
        world.close()
        database.close()
