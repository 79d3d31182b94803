"""Forms that threats, private details, pestering, accusations, cons and contempt take, and the same words used lawfully.

The rules' own examples are tested when the rulebook is built; these are sentences no rule was written for.
"""

import pytest

from rules.detect import landlordcheck
from rules.model.finding import Severity
from tests.rules.detect.conftest import Read

BREACHES = {
    "I'm coming for that surveyor with my brothers tonight": "threat",
    "Our kid will batter your gas man if he comes back": "threat",
    "Set foot on my drive again and you'll be leaving in a box": "threat",
    "I've a crowbar by the door for the next bailiff": "threat",
    "Somebody should burn that office down with them in it": "threat",
    "Aa'll knack ye, bonny lad": "threat",
    "I'll put his teeth through that clipboard": "threat",
    "Does anybody know where she lives, the one who signed it?": "privacy",
    "Her home address is 9 Sorrel Close if anyone wants it": "privacy",
    "He's been sectioned again by the way, that officer": "privacy",
    "She's hiding from her husband at flat 12 on Mill Road": "privacy",
    "Let's all ring her every ten minutes till she resigns": "harassment",
    "Everyone go round to his house and bang on the door tonight": "harassment",
    "Your caretaker's a paedophile, keep your kids in": "allegation",
    "That inspector passed it for a case of lager": "allegation",
    "The chair's daughter got the contract and he pocketed the difference": "allegation",
    "I am the new housing officer, please send £250 deposit to hold your flat": "spam",
    "I do lashes, £20 this week only, dm me": "spam",
    "Flats available same day, no references, pay the holding fee by gift card": "spam",
    "You absolute melon": "abuse",
    "Not one working brain between the lot of you": "abuse",
    "you shower of wankpuffins": "profanity",
    "Romanians out": "discrimination",
    "Latvians are all thieves": "discrimination",
    "batty boy at number 4": "discrimination",
}

LAWFUL = [
    "You absolute legends, heating's back",
    "you daft sods, the park is lovely, thank you",
    "I'll kill for a cuppa after this",
    "This wait will be the death of my patience",
    "He told me he would break my legs and I've rung the police",
    "Nobody should ever threaten to burn down an office",
    "Someone will break their neck on those steps if the rail isn't fixed",
    "We'll see you in court, and our MP and the papers will be there",
    "I've reported him to your fraud team with dated photos",
    "Is it true the contractor is related to the manager?",
    "Everybody affected please email the complaints team so it gets logged",
    "Got a text asking for a holding fee, is it a scam?",
    "My son is autistic and needs a quieter flat",
    "We're two old queers at number 15 and you're all invited",
    "Faggots and peas at the lunch club on Friday",
    "Please take that comment down, it says Poles out",
    "No water in Scunthorpe, Penistone or Cockermouth Road",
    "Mr Dick and Mrs Cockburn at Fanny Street would like a visit",
    "Mrs Hancock from Lower Titmarsh has a leak",
    "Dyke Road is flooded again",
    "Who do I ring about a smell of gas?",
    "my reg is AB12 CDE for the permit",
]


@pytest.mark.parametrize(("text", "wanted"), BREACHES.items(), ids=list(BREACHES))
def test_a_form_nobody_wrote_a_rule_for_is_named(read: Read, text: str, wanted: str) -> None:
    assert wanted in landlordcheck.behaviours(read(text))


@pytest.mark.parametrize("text", LAWFUL)
def test_the_same_words_used_lawfully_are_left_alone(read: Read, text: str) -> None:
    assert landlordcheck.behaviours(read(text)) == []


@pytest.mark.parametrize("text", ["accidents happen", "no ramps for scroungers", "an eye for an eye"])
def test_what_may_mean_either_is_only_for_a_person_to_read(read: Read, text: str) -> None:
    assert landlordcheck.severity(read(text)) is Severity.MILD
