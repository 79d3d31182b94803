# long: every refusal of the database, side by side
"""What the database refuses about people and cases, whoever writes to it: by plain SQL, on both engines."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import exc
from sqlmodel import select

from bot.evidence.append import Draft, append
from bot.evidence.verify import verify
from bot.store import guard, migrate
from bot.store.database import Database
from bot.store.tables import StaffRow, TaskRow
from rules.model.evidence import EntryKind
from tests.bot.store.case_rows import (
    AGREED,
    AT,
    LATER,
    RESTRICTED,
    appeal,
    approval,
    case,
    decide,
    letter,
    link,
    marker,
    proposal,
    restriction,
    run,
)
from tests.bot.store.test_migrations import block

ON_THE_WAY = (case(), link(), proposal())


def test_a_restriction_with_its_quorum_about_a_verified_person_stands(any_database: Database) -> None:
    run(any_database, *RESTRICTED, appeal(), letter(), marker(), decide("s_grace"))
    with any_database.read() as tx:
        assert tx.exec_driver_sql("SELECT outcome FROM appeal").scalar() == "stands"


TAKEN_BACK = f"UPDATE identity_link SET taken_back_at = '{AT}', taken_back_by = 's_lena'"
REFUSED: dict[str, tuple[tuple[str, ...], str, str]] = {
    "the proposer approves": (ON_THE_WAY, approval("s_owen"), "nobody approves what they proposed"),
    "an earlier proposer approves": (ON_THE_WAY, approval("s_vera"), "nobody approves what they proposed"),
    "one person approves twice": ((*ON_THE_WAY, approval("s_helen")), approval("s_helen"), "one person approves once"),
    "what is decided is approved": (RESTRICTED, approval("s_kim"), "only what is pending"),
    "an approval is changed": (
        (*ON_THE_WAY, approval("s_helen")),
        "UPDATE approval SET staff_id = 's_kim'",
        "who approved stays",
    ),
    "an approval is taken away": ((*ON_THE_WAY, approval("s_helen")), "DELETE FROM approval", "never deleted"),
    "the proposer is changed": (ON_THE_WAY, "UPDATE proposal SET proposed_by = 's_kim'", "who proposed what stays"),
    "the seats are changed": (AGREED, "UPDATE proposal SET seats = 1", "who proposed what stays"),
    "a declined proposal comes back": (
        (*ON_THE_WAY, "UPDATE proposal SET state = 'declined'"),
        "UPDATE proposal SET state = 'pending'",
        "who proposed what stays",
    ),
    "no quorum": ((*ON_THE_WAY, approval("s_helen")), restriction(), "without its quorum"),
    "no proposal": ((case(), link()), restriction(), "without its quorum"),
    "another case's proposal": (
        (*AGREED, case(id="c_2", opened_for="i_2")),
        restriction(case_id="c_2"),
        "without its quorum",
    ),
    "nobody is verified": (
        (case(), proposal(), approval("s_helen"), approval("s_hugh")),
        restriction(),
        "no restriction without a verified link",
    ),
    "only claimed": (
        (case(), link(assurance="claimed"), proposal(), approval("s_helen"), approval("s_hugh")),
        restriction(),
        "no restriction without a verified link",
    ),
    "another customer": (
        (case(), link(customer_id="k_2"), proposal(), approval("s_helen"), approval("s_hugh")),
        restriction(),
        "no restriction without a verified link",
    ),
    "the link has expired": (
        (case(), link(expires_at=LATER), proposal(), approval("s_helen"), approval("s_hugh")),
        restriction(at=LATER),
        "no restriction without a verified link",
    ),
    "the link was taken back": ((*AGREED, TAKEN_BACK), restriction(), "no restriction without a verified link"),
    "a grave case, one person": (
        (case(high_impact=True), link(), proposal(), approval("s_helen"), approval("s_hugh")),
        restriction(),
        "no restriction without a verified link",
    ),
    "the restriction is changed": (RESTRICTED, "UPDATE restriction SET start = '2020-01-01'", "what was decided stays"),
    "the restriction is deleted": (RESTRICTED, "DELETE FROM restriction", "never deleted"),
    "the proposer decides the appeal": ((*RESTRICTED, appeal()), decide("s_owen"), "nobody involved decides"),
    "who varied it decides the appeal": ((*RESTRICTED, appeal()), decide("s_vera"), "nobody involved decides"),
    "an approver decides the appeal": ((*RESTRICTED, appeal()), decide("s_hugh"), "nobody involved decides"),
    "an appeal decided by nobody": (
        (*RESTRICTED, appeal()),
        "UPDATE appeal SET outcome = 'stands'",
        "nobody involved decides",
    ),
    "an appeal arrives decided": (
        RESTRICTED,
        appeal(decided_by="s_grace", outcome="stands"),
        "an appeal arrives undecided",
    ),
    "the decider is changed": (
        (*RESTRICTED, appeal(), decide("s_grace")),
        decide("s_kim"),
        "who decided an appeal stays",
    ),
    "a marker on nobody verified": ((case(),), marker(), "no marker without a verified link"),
    "who set a marker is changed": ((*AGREED, marker()), "UPDATE marker SET set_by = 's_x'", "who set a marker stays"),
    "a letter to nobody verified": ((case(),), letter(kind="warning"), "no formal letter without a verified link"),
    "a notice to an account": (
        (case(customer_id=None),),
        letter(addressed="account"),
        "no formal letter without a verified link",
    ),
    "a letter nobody approved goes": (
        (*AGREED, letter()),
        "UPDATE letter SET state = 'sent'",
        "a_person_approves_letters",
    ),
    "who approved a letter is changed": (
        (*AGREED, letter(state="approved", approved_by="s_owen")),
        "UPDATE letter SET approved_by = 's_kim'",
        "who approved and sent a letter stays",
    ),
    "an approved letter is rewritten": (
        (*AGREED, letter(state="approved", approved_by="s_owen", content_seq=1)),
        "UPDATE letter SET content_seq = 2",
        "who approved and sent a letter stays",
    ),
    "a link without evidence": ((case(),), link(evidence_seq=None), "verified_is_documented"),
    "a high-impact link by one person": ((case(),), link(high_impact=True), "verified_is_documented"),
    "a link confirmed by who made it": (
        (case(),),
        link(high_impact=True, confirmed_by="s_lena"),
        "link_needs_a_second_person",
    ),
    "who linked is changed": (AGREED, "UPDATE identity_link SET linked_by = 's_kim'", "who linked an account stays"),
    "a link taken back comes back": (
        (case(), link(), TAKEN_BACK),
        "UPDATE identity_link SET taken_back_at = NULL",
        "who linked an account stays",
    ),
    "a link that ends lasts longer": (
        (case(), link(expires_at=LATER)),
        "UPDATE identity_link SET expires_at = NULL",
        "who linked an account stays",
    ),
    "a claimed link is made sure by nobody": (
        (case(), link(assurance="claimed")),
        "UPDATE identity_link SET assurance = 'verified'",
        "who linked an account stays",
    ),
    "an appeal about nothing is decided": (
        (*RESTRICTED, appeal(about=None)),
        decide("s_owen"),
        "nobody involved decides",
    ),
    "a grave case is taken away, to begin again": ((case(high_impact=True),), "DELETE FROM case_file", "never deleted"),
    "a case changes its customer": (AGREED, "UPDATE case_file SET customer_id = 'k_2'", "whose case it is stays"),
    "a grave case is made light": (
        (case(high_impact=True),),
        "UPDATE case_file SET high_impact = false",
        "whose case it is stays",
    ),
}


@pytest.mark.parametrize("deed", REFUSED)
def test_it_is_refused(any_database: Database, deed: str) -> None:
    before, statement, why = REFUSED[deed]
    run(any_database, *before)
    with pytest.raises(exc.DBAPIError, match=why):
        run(any_database, statement)


@pytest.mark.parametrize(
    ("before", "statement"),
    [
        ((case(high_impact=True),), case()),
        (ON_THE_WAY, proposal(proposed_by="s_kim")),
        (AGREED, link(linked_by="s_kim")),
        ((*RESTRICTED, appeal()), appeal(about="r_2")),
        ((*AGREED, letter()), letter(kind="warning")),
        ((*RESTRICTED, marker()), marker(code="other")),
    ],
)
def test_insert_or_replace_is_no_way_round_on_sqlite(
    database: Database, before: tuple[str, ...], statement: str
) -> None:
    run(database, *before)
    with pytest.raises(exc.DBAPIError, match="is there already: INSERT refused"):
        run(database, statement.replace("INSERT INTO", "INSERT OR REPLACE INTO"))


def test_a_second_person_makes_a_high_impact_link_verified(any_database: Database) -> None:
    confirmed = f"UPDATE identity_link SET assurance = 'verified', confirmed_by = 's_kim', confirmed_at = '{AT}'"
    run(
        any_database,
        case(high_impact=True),
        link(high_impact=True, assurance="claimed"),
        confirmed,
        proposal(),
        approval("s_helen"),
        approval("s_hugh"),
        restriction(),
    )
    with any_database.read() as tx:
        assert tx.exec_driver_sql("SELECT count(*) FROM restriction").scalar() == 1


def test_a_block_is_appealed_to_somebody_else(any_database: Database) -> None:
    blocked = block(id="'a_9'", state="'confirmed'", proposed_by="'s_ann'", approved_by="'s_bob'")
    run(any_database, case(), blocked, appeal(about="a_9"))
    for involved in ("s_ann", "s_bob"):
        with pytest.raises(exc.DBAPIError, match="nobody involved decides"):
            run(any_database, decide(involved))
    run(any_database, decide("s_grace"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'old.db'}"
    return str(request.getfixturevalue("postgres_database"))


def at_revision(url: str, revision: str) -> Database:
    """A database as an older Doorstep made it."""
    database = Database(url)
    with database.write() as tx:
        config = migrate._config()
        config.attributes["connection"] = tx
        command.upgrade(config, revision)
    return database


def test_a_database_of_the_fourth_revision_gets_what_was_open_closed(empty_url: str) -> None:
    database = at_revision(empty_url, "0004")
    with database.write() as tx:
        for name, table in (("case_file_no_delete", "case_file"), ("link_stays", "identity_link")):
            tx.exec_driver_sql(f"DROP TRIGGER {name}{'' if database.is_sqlite else f' ON {table}'}")
    assert migrate.upgrade(empty_url) == migrate.newest()
    with database.read() as tx:
        guard.check(tx)
    database.close()


def test_a_database_of_the_first_revision_is_brought_up_with_what_is_in_it(empty_url: str) -> None:
    """The second migration adds tables and columns; ledger, triggers and rows stay as they were."""
    database = at_revision(empty_url, "0001")
    with database.write() as tx:
        append(tx, [Draft(EntryKind.HEARD, "i_1", {"n": 1}, {"text": b"cold"})], AT)
        tx.exec_driver_sql(
            "INSERT INTO staff (id, login, name, roles, password, setup_hash, active, created_at)"
            f" VALUES ('s_1', 'jo', 'Jo', 'moderator', '', '', true, '{AT}')"
        )
        tx.exec_driver_sql(
            "INSERT INTO task (id, kind, role, urgency, why, created_at, state)"
            f" VALUES ('t_1', 'look', 'moderator', 'soon', 'look', '{AT}', 'open')"
        )
    assert migrate.upgrade(empty_url) == migrate.newest()
    with database.look() as session:
        assert [row.posts for row in session.exec(select(StaffRow)).all()] == [[]]
        assert [row.case_id for row in session.exec(select(TaskRow)).all()] == [None]
    assert verify(database).ok
    with pytest.raises(exc.DBAPIError, match="DELETE refused"):
        run(database, "DELETE FROM entry")
    database.close()
