"""Tokens of what is shown of an interaction on its platform. Nothing was read back in a scenario, so nothing is 'done'."""

from collections.abc import Iterator

from bot.scenarios.answer import Answer
from bot.scenarios.schema import InteractionEvent
from bot.scenarios.world import Sight

GONE = frozenset({Sight.REMOVED_BY_AUTHOR})
"""Nobody can see it any more."""

DONE = frozenset({Sight.HIDE_CONFIRMED})
"""Shown as done. Only a read-back makes it so."""


def shown(answer: Answer) -> Iterator[str]:
    """Whether what was spoken of can still be seen, by whomever, and whether the platform could do what was asked."""
    if answer.unsupported:
        yield "unsupported_here"
    if answer.called:
        yield "escalate_now"
    if isinstance(answer.event, InteractionEvent):
        return  # told with the decision, where something could not be done
    if any(item.sight not in GONE and item.sight is not Sight.SHOWN for item in answer.items) or answer.unsupported:
        yield "still_visible"
