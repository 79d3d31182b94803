"""Examines one Doorstep. Each check answers a line; none changes anything."""

import stat
from collections.abc import Iterator
from pathlib import Path

from sqlmodel import col, select

from bot import compose, rulebook
from bot.calls.readiness import may_start
from bot.clock import now
from bot.doctor import opinion
from bot.doctor.finding import Finding, Level
from bot.doctor.record import erasures, ledger
from bot.letters import pdf
from bot.letters.landlord import unset
from bot.ownership import NameTaken, check
from bot.platforms import SECRETS
from bot.resources import UnknownPack
from bot.rights import approval
from bot.rights.matters import matters
from bot.settings import FILE, Home, Settings, SettingsError
from bot.store import migrate
from bot.store.database import Database
from bot.store.guard import TriggerMissing
from bot.store.rights_tables import SubjectRequest
from bot.store.tables import Brake, Channel, Destination, StaffRow
from rules.calendar import london_date
from rules.policy.check import remarks
from rules.policy.parse import PackError
from rules.score import BadModel


def examine(home: Home) -> list[Finding]:
    """Everything that can be looked at without connecting to a platform."""
    found = [_names()]
    try:
        settings = home.settings()
    except SettingsError as error:
        return [*found, Finding("settings", Level.BAD, str(error), "Mend that line and run doctor again.")]
    there = (home.path / FILE).exists()
    say = str(home.path / FILE) if there else "no file: the defaults hold, and only the demo can run"
    found.append(
        Finding("settings", Level.GOOD if there else Level.ADVICE, say, "" if there else "See doorstep.example.yaml.")
    )
    found += [_policy(settings), *_detectors(), *letters(settings), *_secrets(home, settings)]
    found += opinion.settings(home, settings)
    return [*found, *_database(home, settings)]


def _names() -> Finding:
    try:
        check()
    except NameTaken as error:
        return Finding("package names", Level.BAD, str(error))
    return Finding("package names", Level.GOOD, "bot, adapters and rules are Doorstep's own")


def _policy(settings: Settings) -> Finding:
    try:
        pack = compose.pack(settings.policy)
        landlord = compose.office(settings.policy, settings.policy_settings, settings.earlier_policies)
    except (UnknownPack, PackError) as error:
        return Finding("policy", Level.BAD, str(error), "doorstep policy check NAME")
    if old := compose.outdated(landlord, pack, london_date(now())):
        return Finding("policy", Level.ADVICE, old, "doorstep policy diff says what changes for a resident.")
    said = remarks(pack, settings.policy_settings, now().date())
    if said:
        return Finding("policy", Level.ADVICE, "; ".join(said), f"policy_settings in {FILE}")
    return Finding("policy", Level.GOOD, f"{pack.id} {pack.version}, {len(pack.clauses)} clauses")


def _detectors() -> Iterator[Finding]:
    yield Finding("detectors", Level.GOOD, f"tested on themselves, digest {compose.rules_only().digest[:12]}")
    if not rulebook.fits():
        says = "no compiled rulebook fits: every start reads and tests the rules anew, which takes seconds"
        yield Finding("start", Level.ADVICE, says, "make rulebook (where there is no Makefile: python -m bot.rulebook)")
    try:
        built = compose.model()
    except BadModel as error:
        fix = "Install Doorstep again: its own files are not what they were."
        yield Finding("model", Level.BAD, str(error), fix)
        return
    if built.scorer is None:
        yield Finding(
            "model", Level.ADVICE, built.says, "Nothing need be done: a model only adds what a person looks at."
        )
        return
    level = Level.GOOD if built.scorer.name == "onnx" else Level.ADVICE
    fix = "" if level is Level.GOOD else "pip install onnxruntime"
    yield Finding("model", level, f"{built.says}, digest {built.scorer.digest[:12]}", fix)


def letters(settings: Settings) -> Iterator[Finding]:
    """Whether letters can be written at all, and as an accessible PDF too."""
    if lacking := unset(settings.policy_settings):
        says = f"no letter can be written before these are set: {', '.join(lacking)}"
        yield Finding("letters", Level.ADVICE, says, f"policy_settings in {FILE}")
    if why := pdf.missing():
        yield Finding("letters", Level.ADVICE, f"HTML and Word only, no accessible PDF: {why}", pdf.FIX)
    elif not lacking:
        yield Finding("letters", Level.GOOD, "HTML, Word and accessible PDF")


def _secrets(home: Home, settings: Settings) -> Iterator[Finding]:
    folder = home.path / "secrets"
    open_ones = [f.name for f in folder.iterdir() if _readable_by_others(f)] if folder.is_dir() else []
    if open_ones:
        yield Finding("secrets", Level.BAD, f"others on this machine can read {', '.join(open_ones)}", "chmod 600 them")
    for channel in settings.channels:
        for name in (f"{channel.name}.{secret}" for secret in SECRETS.get(channel.platform, ())):
            if home.secret(name) is None:
                fix = f"Put it in {folder / name} (mode 600)."
                yield Finding(f"channel {channel.name}", Level.BAD, f"no secret '{name}'", fix)


def _readable_by_others(file: Path) -> bool:
    return bool(file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def _database(home: Home, settings: Settings) -> Iterator[Finding]:
    url = home.database_url(settings)
    if url.startswith("sqlite") and not Path(url.partition(":///")[2]).is_file():
        yield Finding("database", Level.ADVICE, "not made yet", "doorstep db upgrade")
        return
    database = Database(url)
    try:
        migrate.check(database)
        yield Finding("database", Level.GOOD, f"revision {migrate.newest()}, evidence triggers all there")
        for look in (_people, _emergency, _channels, _brakes):
            yield from look(database)
        yield from opinion.queue(settings, database)
        yield from _data_protection(home, settings, database)
        yield from _access_requests(database)
        yield from erasures(database)
        yield from ledger(home, settings, database)
    except (migrate.NotUpgraded, TriggerMissing) as error:
        yield Finding("database", Level.BAD, str(error))
    finally:
        database.close()


def _people(database: Database) -> Iterator[Finding]:
    with database.look() as session:
        many = len(session.exec(select(StaffRow).where(col(StaffRow.active), StaffRow.password != "")).all())
    if not many:
        yield Finding(
            "staff", Level.ADVICE, "nobody can sign in yet", 'doorstep staff add LOGIN --name "..." --role admin'
        )
    else:
        yield Finding("staff", Level.GOOD, f"{many} can sign in")


def _emergency(database: Database) -> Iterator[Finding]:
    ready = may_start(database, True)
    with database.look() as session:
        names = [
            row.name for row in session.exec(select(Destination).where(col(Destination.acknowledged_at).is_not(None)))
        ]
    if ready.accepted:
        yield Finding("emergencies", Level.GOOD, f"a person is called through {', '.join(names)}")
    else:
        yield Finding(
            "emergencies", Level.BAD, ready.why, "doorstep calls test NAME, then doorstep calls acknowledge NAME CODE"
        )


def _data_protection(home: Home, settings: Settings, database: Database) -> Iterator[Finding]:
    try:
        wanted = matters(home, settings, compose.pack(settings.policy))
    except (UnknownPack, PackError):
        return  # said under "policy"
    if not wanted.channels:
        return
    stands = approval.approved(database, wanted)
    if stands.accepted:
        yield Finding("data protection", Level.GOOD, f"the processing is approved ({stands.ids[0]})")
    else:
        yield Finding("data protection", Level.BAD, stands.why.removesuffix(approval.FIX).rstrip(": "), approval.FIX)


def _access_requests(database: Database) -> Iterator[Finding]:
    today = london_date(now()).isoformat()
    with database.look() as session:
        rows = session.exec(select(SubjectRequest).where(SubjectRequest.state == "open")).all()
    for row in rows:
        level = Level.BAD if row.due < today else Level.ADVICE
        says = f"somebody waits for what is held about them, {'over' if row.due < today else ''}due {row.due}"
        yield Finding(f"request {row.id}", level, says, f"doorstep subject list {row.about} --as LOGIN")


def _channels(database: Database) -> Iterator[Finding]:
    with database.look() as session:
        rows = session.exec(select(Channel)).all()
    for row in rows:
        level = Level.GOOD if row.state in {"listening", "stopped"} else Level.BAD
        yield Finding(f"channel {row.name}", level, f"{row.platform}, {row.mode}, {row.state} {row.why}".strip())


def _brakes(database: Database) -> Iterator[Finding]:
    with database.look() as session:
        rows = session.exec(select(Brake)).all()
    for row in rows:
        yield Finding(
            f"brake {row.name}",
            Level.ADVICE,
            f"on since {row.since}: {row.why}",
            "Lift it in the console when it is mended.",
        )
