"""Why something could not be kept, in plain words. Each code that `NotFetched` or the capturer gives has its words."""

WORDS = {
    "host": "it does not stand on the platform’s own hosts",
    "address": "its address cannot be read",
    "redirected": "the platform passed on to somewhere else",
    "forbidden": "the platform does not give it to us",
    "gone": "it is gone",
    "refused": "the platform did not give it",
    "packed": "it came packed",
    "too_large": "it is too large",
    "empty": "it came empty",
    "timeout": "it did not come in time",
    "not_reached": "the line broke",
    "too_many": "there are too many",
    "day_full": "the day’s room for pictures is used up",
    "no_way": "this platform has no way to fetch it",
    "broke": "fetching it broke off",
}


def in_words(codes: str) -> str:
    """`gone, too_large` as `it is gone; it is too large`."""
    return "; ".join(WORDS.get(code, code) for code in codes.split(", "))
