"""Deleting: only where nothing can be hidden, only what the policy would hide, and never without their words going back."""

import pytest

from bot.desk.answer import Answer
from rules.model.measure import Abilities, Can, Capability, Undo, Verb
from tests.bot.desk.conftest import ABILITIES, THREAT, Office
from tests.bot.desk.rows import need

WHY = "Discord cannot hide a message"
NO_HIDING: Abilities = {
    **ABILITIES,
    Verb.HIDE: Capability(Can.IMPOSSIBLE, Undo.ONE_WAY, WHY),
    Verb.DELETE: Capability(Can.AUTO, Undo.ONE_WAY),
}


def deleted(office: Office, interaction_id: str, reason: str = "a threat") -> Answer:
    return office.desk.delete(office.approver, interaction_id, reason)


async def test_it_goes_out_with_the_words_and_the_reference_going_back(office: Office) -> None:
    comment = office.hear("I will find you, fix my boiler", THREAT, abilities=NO_HIDING)
    need(office, comment.interaction_id)
    answer = deleted(office, comment.interaction_id)
    assert answer.accepted, answer.why
    deed, notice = (office.kit.action(one) for one in answer.ids)
    assert (deed.verb, deed.state, deed.approved_by) == ("delete", "queued", office.approver.id)
    assert notice.params["after"] == deed.key
    with office.kit.database.read() as tx:
        (text,) = tx.exec_driver_sql(
            "SELECT value FROM content WHERE seq = ? AND field = 'say'", (notice.text_seq,)
        ).one()
    assert b'"I will find you, fix my boiler"' in bytes(text)
    assert b"RP-n_1" in bytes(text)
    assert b"example.org/look-again" in bytes(text)


async def test_where_it_can_be_hidden_it_is_not_deleted(office: Office) -> None:
    able = {**NO_HIDING, Verb.HIDE: Capability(Can.AUTO)}
    answer = deleted(office, office.hear("I will find you", THREAT, abilities=able).interaction_id)
    assert (answer.accepted, answer.why) == (False, "Hide it instead: that can be undone.")


async def test_what_the_policy_would_not_hide_is_not_deleted(office: Office) -> None:
    answer = deleted(office, office.hear("thank you", abilities=NO_HIDING).interaction_id)
    assert not answer.accepted
    assert "would not hide" in answer.why


async def test_a_moderator_cannot_and_a_reason_is_needed(office: Office) -> None:
    comment = office.hear("I will find you", THREAT, abilities=NO_HIDING)
    assert not office.desk.delete(office.moderator, comment.interaction_id, "x").accepted
    assert not deleted(office, comment.interaction_id, " ").accepted


async def test_who_cannot_be_written_to_becomes_a_task(office: Office) -> None:
    able = {verb: can for verb, can in NO_HIDING.items() if verb is not Verb.MESSAGE}
    answer = deleted(office, office.hear("I will find you", THREAT, abilities=able).interaction_id)
    assert answer.accepted
    assert "cannot be sent" in answer.why
    assert "by_hand" in {row.kind for row in office.kit.tasks()}


@pytest.mark.parametrize("times", [2])
async def test_asking_twice_is_one_deed(office: Office, times: int) -> None:
    comment = office.hear("I will find you", THREAT, abilities=NO_HIDING)
    answers = [deleted(office, comment.interaction_id) for _ in range(times)]
    assert [answer.accepted for answer in answers] == [True, False]
