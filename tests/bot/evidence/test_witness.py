"""Witnesses over real post on loopback: what arrives by e-mail or webhook is a checkpoint that can be verified with."""

import json
from pathlib import Path

from sqlalchemy import text

from adapters.post.smtp import SmtpPost
from adapters.post.timestamp import TimestampPost, TimestampSettings, roots_in
from adapters.post.webhook import WebhookPost, WebhookSettings
from bot.evidence import answers, witness
from bot.evidence.checkpoints import read_files
from bot.evidence.verify import verify
from bot.evidence.vouched import Outside
from bot.store.ids import stamp
from tests.adapters.post.authority import Authority
from tests.adapters.post.test_smtp import Mailbox, mailbox, plain, settings  # noqa: F401 - fixtures
from tests.adapters.post.test_timestamp import authority, url  # noqa: F401 - fixtures
from tests.adapters.post.test_webhook import Door, door  # noqa: F401 - a fixture
from tests.bot.evidence.signing import Signed
from tests.bot.evidence.test_verify import past_the_triggers


async def test_an_e_mail_that_was_saved_verifies(
    signed: Signed,
    plain: int,  # noqa: F811 - the fixture
    mailbox: Mailbox,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    signed.add(2)
    made = signed.sign()
    hands = {"archive": ("smtp", SmtpPost("archive", settings(plain)))}
    assert await witness.deliver(signed.database, signed.writer, hands, signed.clock) == 1
    (tmp_path / "saved.eml").write_bytes(mailbox.taken[0].content)
    kept = tuple(read_files(tmp_path / "saved.eml"))
    assert kept == (made,)
    assert verify(signed.database, outside=Outside(made.key, kept)).ok


async def test_a_webhook_keeps_the_same_line_and_a_refusal_is_shown(
    signed: Signed,
    door: Door,  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    made = signed.sign()
    hands = {"archive": ("webhook", WebhookPost("archive", WebhookSettings(url=door.url), "s3cret"))}
    door.status = 503
    assert await witness.deliver(signed.database, signed.writer, hands, signed.clock) == 0
    with signed.database.read() as tx:
        (row,) = witness.states(tx)
    assert (row.state, row.why) == ("failed", "the webhook answered 503")
    door.status = 204
    signed.clock.move(minutes=1)
    assert await witness.deliver(signed.database, signed.writer, hands, signed.clock) == 1
    (tmp_path / "kept.txt").write_text(json.loads(door.seen[-1][1])["text"])
    assert read_files(tmp_path / "kept.txt") == [made]


async def test_a_time_stamp_is_kept_and_checked_with_the_ledger(
    signed: Signed,
    authority: Authority,  # noqa: F811 - the fixture
    url: str,  # noqa: F811 - the fixture
) -> None:
    made = signed.sign()
    post = TimestampPost("tsa", TimestampSettings(url=url, root=authority.root))
    signed.add()
    with signed.database.write() as tx:
        witness.ask(tx, made, {"tsa": "timestamp"})
    assert await witness.deliver(signed.database, signed.writer, {"tsa": ("timestamp", post)}, signed.clock) == 1
    with signed.database.read() as tx:
        (stamp,) = tx.exec_driver_sql("SELECT receipt FROM witness WHERE name = 'tsa'").scalars()
    assert await authority.checks_out(bytes(stamp), made.line.encode())
    alone, proved = verify(signed.database), verify(signed.database, outside=outside(authority))
    assert "1 time stamps, of these checkpoints; who signed not checked." in str(alone)
    assert "1 time stamps, signed under the authority given." in str(proved)
    (authority.folder / "stranger").mkdir()
    stranger = Authority(authority.folder / "stranger", authority.openssl)
    assert "does not check out" in verify(signed.database, outside=outside(stranger)).wrong
    forged = (await post.send(witness.letter(signed.sign()))).proof
    with past_the_triggers(signed.database) as tx:
        tx.execute(text("UPDATE witness SET receipt = :other WHERE name = 'tsa'"), {"other": forged})
    told = verify(signed.database).wrong
    assert told == f"checkpoint {made.size}: the time stamp of tsa is not of this checkpoint"


async def test_an_answer_is_an_entry_and_those_from_before_get_theirs(signed: Signed) -> None:
    signed.sign()
    said = text("UPDATE witness SET state = 'sent'")
    with signed.database.write() as tx:
        tx.execute(said)
    assert verify(signed.database).wrong == "checkpoint 1: no entry tells of an answer to it that is kept"
    with signed.database.write() as tx:
        answers.write_down_all(tx, stamp(signed.clock()))
    assert verify(signed.database).ok
    with signed.database.read() as tx:
        body = tx.exec_driver_sql("SELECT body FROM entry WHERE kind = 'witnessed'").scalar_one()
    assert json.loads(body)["data"].keys() == {"kind", "row", "size"}, "no name of anybody"
    with past_the_triggers(signed.database) as tx:
        tx.execute(text("UPDATE witness SET at = CAST(x'FF' AS TEXT)"))
    damaged = "checkpoint 1: an answer of a witness cannot be read: its text is damaged"
    assert verify(signed.database).wrong == damaged


def outside(one: Authority) -> Outside:
    return Outside(authorities=tuple(roots_in(one.root)))
