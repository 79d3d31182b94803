"""Needs: high recall, inside abuse, in dialect, with typing errors and in other languages. Danger to life is `now`."""

import pytest

from rules.model.finding import NeedKind, Urgency
from tests.rules.detect.conftest import Read

DANGER = [
    "There's a strong smell of gas on the landing",
    "CAN SMELL GAS IN MY KITCHEN",
    "its reekin o gas in ma close",
    "carbon monoxide alarm going off and we've all got headaches",
    "smoke coming under the door of flat 9",
    "the kitchen is on fire help",
    "water pouring through the ceiling light and it's fizzing",
    "socket is sparking when I plug the kettle in",
    "the ceiling is bowing and about to come down on us",
    "lift's stuck with an old lady in it and she can't breathe",
    "man collapsed on the stairs, not breathing",
    "he's battering her again and the kids are in there",
    "haven't seen Mr Obuya at 19 for a week and his milk's piling up",
    "I don't want to wake up tomorrow",
    "everyone would be better off without me",
    "I can't go on any more, I've got my tablets lined up",
    "said goodbye to the dog, if I lose this flat I'm ending it",
    "there's a little lad about six on the stairs on his own at midnight",
    "my ex has got my new address off your system",
    "you thick twats my flat's full of smoke",
    "that gas hob is hissin and our heads are banging",
    "get the fire engines down Marlow Walk, the curtains have caught",
    "me mam's on oxygen and the leccy's gone off",
    "ah cannae wake ma da, his lips are blue",
    "there's lads with machetes outside the shop",
    "a wee boy's fell down the open manhole",
    "my nan has dementia and she's gone out in her nightie",
    "I've counted the tablets. look after my dog please",
    "i dont wanna be alive any more n no one knows",
    "the baby upstairs is on its own again, she's gone out",
    "Czuć gaz na klatce",
    "nie mam już siły żyć",
    "ajutor, foc la bucătărie",
    "gas ki bohat tez badbu aa rahi hai",
    "mae tân yn y fflat",
    "FOGO no prédio, há crianças",
    "There's gas coming up through the floor",
    "he's hit the baby again",
    "my arm is trapped in the shutter",
    "we can't stop the bleeding",
    "the woman in there is hiding from her husband",
    "I've taken them all. so nobody has to break in the key's out",
    "আগুন লেগেছে",
    "dab ayaa kacay guriga",
    "حريق في المبنى",
]

NEEDS = {
    "black mould all round my son's bed": NeedKind.HAZARD,
    "no heating since Sunday with a newborn": NeedKind.HAZARD,
    "wi no 'eating and me mam's 84": NeedKind.HAZARD,
    "rats in the bin store": NeedKind.HAZARD,
    "the twins are in coats indoors, boiler's been off since Monday": NeedKind.HAZARD,
    "somebody will break their neck on that step": NeedKind.HAZARD,
    "all the smoke alarms on our landing are dead": NeedKind.HAZARD,
    "he checks my phone and I'm scared he'll find out where I am": NeedKind.SAFEGUARDING,
    "her carer hasn't been for two days and she's in a wet bed": NeedKind.SAFEGUARDING,
    "they sprayed go home on our front door": NeedKind.SAFEGUARDING,
    "a man in the garages gives my lad sweets and says it's a secret": NeedKind.SAFEGUARDING,
    "your list with everybody's dates of birth is pinned in the lobby": NeedKind.DATA_BREACH,
    "can I have the cctv with me on it from the 3rd": NeedKind.DATA_REQUEST,
    "the fire door on floor 6 doesn't close": NeedKind.HAZARD,
    "handrail's come away on the back steps": NeedKind.HAZARD,
    "grzyb na ścianie w pokoju dziecka": NeedKind.HAZARD,
    "Kitchen tap's been dripping since Sunday": NeedKind.REPAIR,
    "lift out again": NeedKind.REPAIR,
    "winda nie działa od maja": NeedKind.REPAIR,
    "six weeks and still nobody rings back": NeedKind.COMPLAINT,
    "I want this at stage 2 please": NeedKind.COMPLAINT_STAGE_2,
    "he shouts about my religion every night and I'm scared to go out": NeedKind.SAFEGUARDING,
    "neighbour has dementia and wanders at night": NeedKind.SAFEGUARDING,
    "can you send my letters in large print": NeedKind.ADJUSTMENT,
    "I'm deaf so please don't ring me, text instead": NeedKind.ADJUSTMENT,
    "how much did the new logo cost?": NeedKind.INFORMATION_REQUEST,
    "this is a subject access request for my file": NeedKind.DATA_REQUEST,
    "I was sent someone else's letter with their name on": NeedKind.DATA_BREACH,
    "why did you hide my comment, I want to appeal": NeedKind.APPEAL,
}


@pytest.mark.parametrize("text", DANGER)
def test_danger_calls_a_person_now(read: Read, text: str) -> None:
    assert any(need.urgency is Urgency.NOW for need in read(text).needs)


@pytest.mark.parametrize(("text", "kind"), NEEDS.items(), ids=list(NEEDS))
def test_a_need_is_seen(read: Read, text: str, kind: NeedKind) -> None:
    assert kind in {need.kind for need in read(text).needs}


@pytest.mark.parametrize(
    "text",
    [
        "Thank you so much, lovely day",
        "Happy Eid everyone",
        "👏👏",
        "smashed it lads",
        "this hold music 💀",
        "the gas engineer was on time for once",
        "my heart bleeds, another survey",
        "fire the manager",
        "we have bats in the loft, do they need a survey?",
        "last post goes at five",
        "I need help with the form",
        "she found him very helpful",
        "drowning in paperwork for a parking permit",
        "commercial suicide, putting the price up again",
        "I'm sick of living in an airport",
        "goodbye cruel app, deleted",
        "strangled by red tape for a skip",
        "three weeks to move a phone line one door down",
    ],
)
def test_praise_and_chatter_call_nobody(read: Read, text: str) -> None:
    assert all(need.urgency is not Urgency.NOW for need in read(text).needs)


def test_one_star_is_a_complaint_whatever_it_says(read: Read) -> None:
    assert NeedKind.COMPLAINT in {need.kind for need in read("hm", rating=1).needs}
    assert read("hm", rating=5).needs == ()
