"""Warnings: they count, so a named person sends them, privately first."""

from adapters.memory.faults import Fault
from bot.actions.outbox import ActionState
from rules.model.interaction import InteractionKind
from rules.model.measure import MeasureKind, Verb
from tests.bot.desk.conftest import Office
from tests.bot.desk.rows import task

WORDS = "Please do not call our colleagues names."


async def test_a_warning_is_sent_by_a_named_person_privately(office: Office) -> None:
    comment = office.hear()
    task(office, comment.interaction_id, "warn")
    answer = office.desk.warn(office.moderator, comment.interaction_id, f"  {WORDS} ")
    assert answer.accepted
    await office.kit.settle()
    row = office.kit.action(answer.ids[0])
    assert (row.state, row.measure, row.verb, row.approved_by) == (
        "confirmed",
        "warning_private",
        "message",
        office.moderator.id,
    )
    assert [deed.text for deed in office.kit.world.deeds()] == [WORDS]
    assert office.kit.tasks()[0].state == "done"


async def test_in_public_only_when_private_did_not_get_through(office: Office) -> None:
    comment = office.hear()
    assert "privately first" in office.desk.warn(office.moderator, comment.interaction_id, WORDS, public=True).why
    office.kit.world.fault(Verb.MESSAGE, Fault.REFUSE)
    assert office.desk.warn(office.moderator, comment.interaction_id, WORDS).accepted
    await office.kit.settle()
    public = office.desk.warn(office.moderator, comment.interaction_id, WORDS, public=True)
    assert public.accepted
    await office.kit.settle()
    assert office.kit.state(public.ids[0]) == "confirmed"


def test_a_warning_has_words_that_fit(office: Office) -> None:
    comment = office.hear()
    assert "words" in office.desk.warn(office.moderator, comment.interaction_id, " \n ").why
    assert "1001 characters" in office.desk.warn(office.moderator, comment.interaction_id, "x" * 1001).why


def test_a_warning_sent_twice_is_one_warning(office: Office) -> None:
    comment = office.hear()
    assert office.desk.warn(office.moderator, comment.interaction_id, WORDS).accepted
    assert "asked for already" in office.desk.warn(office.moderator, comment.interaction_id, WORDS).why


def test_own_words_take_the_place_of_the_proposed_ones(office: Office) -> None:
    comment = office.hear()
    fixed = office.kit.queue(
        comment, MeasureKind.WARNING_PRIVATE, Verb.MESSAGE, state=ActionState.PROPOSED, automatic=False, text="fixed"
    )
    own = office.desk.warn(office.moderator, comment.interaction_id, WORDS)
    assert (office.kit.state(fixed), office.kit.state(own.ids[0])) == ("superseded", "queued")


async def test_an_answer_to_a_private_message_is_a_message(office: Office) -> None:
    comment = office.hear("you lot", kind=InteractionKind.DIRECT_MESSAGE)
    answer = office.desk.warn(office.moderator, comment.interaction_id, WORDS)
    assert office.kit.action(answer.ids[0]).verb == "message"
    assert "private message" in office.desk.hide(office.moderator, comment.interaction_id, "rude").why
