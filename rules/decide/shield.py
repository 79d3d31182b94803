"""The complaint shield: a comment that asks for help is not hidden for rude words (design, 'Three tiers')."""

from rules.decide.matter import Matter, pierces
from rules.decide.weigh import Weighed
from rules.model.decision import Gate, Met
from rules.model.in_words import NEEDS, listed


def shield(matter: Matter, weighed: Weighed) -> Gate:
    """Whether nothing shields the comment from being hidden for this finding. Unknown when needs could not be read."""
    if pierces(weighed):
        return Gate(
            "shield", Met.YES, "threats, private details and discrimination may be hidden whatever else is said"
        )
    if matter.shielding:
        needs = listed(NEEDS[kind] for kind in matter.shielding)
        return Gate("shield", Met.NO, f"the comment is about {needs}, and rude words alone do not hide that")
    if matter.doubtful:
        return Gate("shield", Met.UNKNOWN, "what the author may need could not be read for certain")
    return Gate("shield", Met.YES, "nothing in it asks for help")


def shielded(matter: Matter, weighed: Weighed) -> bool:
    """Whether the comment stays because it asks for help, or may."""
    return shield(matter, weighed).met is not Met.YES
