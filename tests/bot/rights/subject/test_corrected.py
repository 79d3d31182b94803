"""What staff said should have been found is held about somebody: they get the labels, and the reason once it was weighed."""

from bot.desk.desk import Desk
from rules.model.correction import Correction
from rules.model.decision import Course
from rules.model.disclosure import Ground, Weighed
from rules.model.finding import Behaviour, NeedKind, Target
from tests.bot.rights.subject.kit import Town

WHY = "the neighbour Mrs Quill says he meant the door"


async def test_the_labels_are_given_and_the_reason_waits_for_a_person(town: Town) -> None:
    page, dan = town.house.page, town.house.people["dan"]
    said = Correction((Behaviour.SWEARING_AT_NOBODY,), (NeedKind.HAZARD,), Target.THING, Course.LEAVE)
    assert Desk(page.database, page.clock, town.house.office.by_id).correct(dan, town.comment, said, WHY).accepted
    town.weigh(town.item("note", holding="Quill"), Weighed.WITHHELD, Ground.THIRD_PARTY)
    town.give_the_rest()
    plain = town.hand_over()
    [entry] = [one for one in plain["record"] if one["kind"] == "corrected"]
    assert "Quill" not in str(entry)
    assert "Quill" not in town.page
    assert "What should have been found, says a colleague: swearing at nobody and hazard at home" in town.page
