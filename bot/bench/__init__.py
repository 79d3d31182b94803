"""How fast the durable comment path is, beside the sum of its parts in the same run; and how soon a comment is decided.

Comments per second cannot be compared between machines, nor between a quiet and a busy hour of one. The share can: it says
how much of the time goes into the work itself, and how much into what joins it.
"""

from bot.bench.measure import measure, words

__all__ = ["measure", "words"]
