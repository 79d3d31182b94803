"""Which verb carries a measure out for one interaction, and what is known of it."""

from rules.model.decision import Given, Item
from rules.model.interaction import InteractionKind
from rules.model.measure import IMPOSSIBLE, Abilities, Can, Capability, MeasureKind, Verb, verb_of

ALL: Abilities = {verb: Capability(Can.AUTO) for verb in Verb}
"""Every verb, reversible: for judging without a platform, when the settings say so."""


def verb_in(kind: MeasureKind, item: Item) -> Verb | None:
    """The verb for a measure here: in a direct message an answer is a message, elsewhere a reply."""
    verb = verb_of(kind)
    if verb is Verb.REPLY and item.kind is InteractionKind.DIRECT_MESSAGE:
        return Verb.MESSAGE
    return verb


def known_abilities(given: Given) -> Abilities | None:
    """What the platform can do to this item; None when it could not be asked."""
    if given.abilities is None and given.settings.get("assume_abilities") == "all":
        return ALL
    return given.abilities


def ability(given: Given, verb: Verb | None) -> Capability | None:
    """What is known of one verb; None when nothing is known."""
    abilities = known_abilities(given)
    if abilities is None or verb is None:
        return None
    return abilities.get(verb, IMPOSSIBLE)
