"""What goes against a policy, and the words beside it that do not. Sentences written for this project."""

import pytest

from rules.detect import landlordcheck
from rules.model.finding import Behaviour, Severity, Target
from tests.rules.detect.conftest import Read

BREACHES = {
    "Fuck off Colin": {"abuse", "profanity"},
    "you lot are f*cking useless c**ts": {"abuse", "profanity"},
    "F U C K  Y O U repairs team": {"abuse", "profanity"},
    "that manager is a d1ckhead": {"abuse", "profanity"},
    "Receptionist is a miserable old cow": {"abuse"},
    "your officer is a two-faced witch": {"abuse"},
    "Colin on the vans is thick as mince": {"abuse"},
    "I'll break that surveyor's legs": {"threat"},
    "next plumber through my door leaves in an ambulance": {"threat"},
    "I know where you live Colin": {"threat"},
    "watch your back walking to your car tonight": {"threat"},
    "shame if something happened to that nice office": {"threat"},
    "They should all go back to where they came from": {"discrimination"},
    "Travellers are all thieves": {"discrimination"},
    "Send me an English plumber next time": {"discrimination"},
    "Colin takes backhanders off the roofing firm, everyone knows it": {"allegation"},
    "Everyone email Colin Dobbs every ten minutes until he cracks": {"harassment"},
    "I've put my call with Colin on YouTube, have a listen": {"harassment"},
    "Followed him home after work again tonight": {"harassment"},
    "Phwoar, what time do you finish love": {"harassment"},
    "Need a quick loan? Bad credit OK, inbox me now": {"spam"},
    "Your rent refund of £286 is ready, claim before midnight at refunds.example": {"spam"},
    "Colin's own mobile is 07700 900341, ring him at teatime": {"privacy"},
    "That housing officer lives at 22 Quernmore Rise, the blue door": {"privacy"},
    "Colin's off with depression again by the way": {"privacy"},
}

LAWFUL = [
    "This damp is killing me",
    "I could murder a brew after waiting in all day",
    "Absolute joke of a company, shame on you",
    "fucking boiler's gone again",
    "Oh for fuck's sake, the water's off",
    "See you in court. My solicitor's letter goes in on Monday",
    "Going to the Ombudsman, my MP and the papers",
    "The website is useless and the app is worse",
    "No heating in Cockthorn Rise, Scunthorpe end",
    "Mrs Dickens-Hoare needs her pull cord looking at",
    "the stopcock under my sink is seized",
    "Your policy is a disgrace and the board should resign",
    "Email your ward councillor, politely",
    "Lots of Roma families on our street and they're brilliant neighbours",
    "As a gay couple we've had nothing but kindness",
    "The repairs line is 0300 123 4567",
    "Dawn's office line is 01632 960140, it's on your letter",
    "Dawn promised to call me Friday and didn't",
    "Can someone explain why the accounts were late?",
    "Free pushchair to a good home, collect only",
    "😡😡😡",
    "",
]


@pytest.mark.parametrize(("text", "wanted"), BREACHES.items(), ids=list(BREACHES))
def test_a_breach_is_named(read: Read, text: str, wanted: set[str]) -> None:
    assert wanted <= set(landlordcheck.behaviours(read(text)))


@pytest.mark.parametrize("text", LAWFUL)
def test_lawful_speech_is_no_breach(read: Read, text: str) -> None:
    assert landlordcheck.behaviours(read(text)) == []


def test_swearing_at_nobody_is_noticed_and_is_no_breach(read: Read) -> None:
    found = read("that fucking lift again")
    assert {f.behaviour for f in found.findings} == {Behaviour.SWEARING_AT_NOBODY}
    assert landlordcheck.severity(found) is Severity.NONE


def test_the_span_points_at_the_words_as_written(read: Read) -> None:
    text = "Well thanks a lot you w\u200b4nkers"
    finding = next(f for f in read(text).findings if f.behaviour is Behaviour.SWEARING_AT_PERSON)
    assert finding.span is not None
    assert text[finding.span.start : finding.span.end] == "w\u200b4nkers"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("your plumber is a lazy toad", Target.CONTRACTOR),
        ("that woman at number 16 is a dirty lazy scruff", Target.RESIDENT),
        ("Councillor Penrose is a pompous windbag", Target.THIRD_PARTY),
        ("the receptionist is a rude cow", Target.STAFF),
    ],
)
def test_at_whom_an_insult_is_aimed(read: Read, text: str, target: Target) -> None:
    abuse = [f for f in read(text).findings if f.behaviour in (Behaviour.ABUSE, Behaviour.THIRD_PARTY_ABUSE)]
    assert {f.target for f in abuse} == {target}


def test_an_insult_to_a_neighbour_is_a_behaviour_of_its_own(read: Read) -> None:
    behaviours = {f.behaviour for f in read("the woman at number 16 is a lazy cow").findings}
    assert Behaviour.THIRD_PARTY_ABUSE in behaviours
    assert Behaviour.ABUSE not in behaviours


def test_own_details_are_protected_and_never_a_breach(read: Read) -> None:
    found = read("My number's 07700 900227 if someone could ring me")
    assert {f.behaviour for f in found.findings} == {Behaviour.OWN_PRIVATE_DATA}
    assert landlordcheck.behaviours(found) == []


@pytest.mark.parametrize(
    ("text", "behaviour"),
    [
        ("that woman who reported us, her number's 01632 960377, do what you like with it", Behaviour.PRIVATE_DATA),
        ("my neighbour grassed us up, her number is 01632 960377", Behaviour.PRIVATE_DATA),
        ("I'm deaf so ring my daughter, her number is 07700 900456", Behaviour.OWN_PRIVATE_DATA),
        ("please call me, my wife's ill, her number is 07700 900456", Behaviour.OWN_PRIVATE_DATA),
    ],
)
def test_whose_number_it_is(read: Read, text: str, behaviour: Behaviour) -> None:
    assert behaviour in {f.behaviour for f in read(text).findings}


def test_a_way_to_harm_oneself_is_noticed_to_protect(read: Read) -> None:
    found = read("I've got my pills lined up")
    assert Behaviour.SELF_HARM_METHOD in {f.behaviour for f in found.findings}
    assert landlordcheck.behaviours(found) == []
