"""From what the engine answered to the words in which a scenario expects it."""

from bot.scenarios.answer import Answer
from bot.scenarios.tokens.decided import decided
from bot.scenarios.tokens.forbidden import forbidden
from bot.scenarios.tokens.happened import happened
from bot.scenarios.tokens.ordered import ordered
from bot.scenarios.tokens.refused import refused
from bot.scenarios.tokens.routed import routed
from bot.scenarios.tokens.stands import stands
from bot.scenarios.tokens.vocabulary import normal


def tokens(answer: Answer) -> frozenset[str]:
    """Everything that an answer says, in the scenario's words."""
    readers = (decided, routed, happened, ordered, refused, stands, forbidden)
    return frozenset(normal(token) for reader in readers for token in reader(answer))
