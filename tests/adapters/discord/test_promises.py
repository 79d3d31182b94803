"""The Discord adapter keeps the promises of every platform, with the unpatched library over real TLS."""

from tests.adapters.promises import Promises, SignsIn


class TestDiscord(Promises, SignsIn):
    pass
