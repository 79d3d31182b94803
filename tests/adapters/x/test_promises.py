"""The X adapter keeps the promises of every platform, with the unpatched library over real TLS."""

from rules.model.measure import Verb
from tests.adapters.promises import Promises, SignsIn


class TestX(Promises, SignsIn):
    blind = frozenset({Verb.HIDE, Verb.UNHIDE, Verb.BLOCK_MESSAGES, Verb.UNBLOCK_MESSAGES})
