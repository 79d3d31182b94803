"""At whom words are aimed: somebody named stays the target where the landlord is only named nearby."""

import pytest

from rules.model.finding import Behaviour, Target
from tests.rules.detect.conftest import Read

RUDE = {Behaviour.ABUSE, Behaviour.SWEARING_AT_PERSON, Behaviour.THIRD_PARTY_ABUSE}

AT_A_PERSON = [
    "I don't trust Dean he is a wanker",
    "wouldn't trust Craig to sit the right way round on a toilet, the cretin",
    "Dean at the council is a cretin",
    "that Dean from the council, what a useless idiot",
    "Dean is a useless idiot, council should sack him",
    "the wee man fae the council's a pure rocket, face like a skelped arse",
]

AT_THE_LANDLORD = [
    "The council are idiots",
    "My mate Dave says the council are a bunch of idiots",
    "I told Karen the council is a parasite",
    "This housing association is a total clown",
    "Dave reckons our trust is a muppet",
    "Hi Janet, this council is a waste of space",
    "No joy from the landlord again, useless parasite",
    "Guinness Trust are scum",
]


def _targets(read: Read, text: str) -> set[Target]:
    return {finding.target for finding in read(text).findings if finding.behaviour in RUDE}


@pytest.mark.parametrize("text", AT_A_PERSON)
def test_somebody_named_is_the_target(read: Read, text: str) -> None:
    assert Target.STAFF in _targets(read, text)


@pytest.mark.parametrize("text", AT_THE_LANDLORD)
def test_the_landlord_stays_the_target_where_nobody_is_named_nearer(read: Read, text: str) -> None:
    assert _targets(read, text) == {Target.ORGANISATION}
