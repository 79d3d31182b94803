"""Witnesses over real post on loopback: what arrives by e-mail or webhook is a checkpoint that can be verified with."""

import json
from pathlib import Path

from adapters.post.smtp import SmtpPost
from adapters.post.webhook import WebhookPost, WebhookSettings
from bot.evidence import witness
from bot.evidence.checkpoints import read_files
from bot.evidence.verify import verify
from bot.evidence.vouched import Outside
from tests.adapters.post.test_smtp import Mailbox, mailbox, plain, settings  # noqa: F401 - fixtures
from tests.adapters.post.test_webhook import Door, door  # noqa: F401 - a fixture
from tests.bot.evidence.signing import Signed


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
