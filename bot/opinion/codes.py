"""Why there is no second opinion, in words for people."""

NEVER = "9999-12-31T23:59:59.999Z"

WORDS = {
    "not_reached": "the endpoint could not be reached",
    "timeout": "no answer came in time",
    "not_private": "its name leads to a public address, and nobody said that data may leave",
    "broke": "asking broke off",
    "model_refused": "the model refused to answer",
    "not_a_completion": "the answer has not the form of a completion",
    "not_the_form": "the answer has not the form that was asked for",
    "unknown_name": "the answer names something that we did not ask about",
    "not_percent": "the answer gives a number that is no percent",
    "cut_off": "the answer broke off",
    "too_long": "the answer is too long",
    "too_many": "too many comments were waiting",
    "overtaken": "it was edited meanwhile",
    "removed": "its author took it away meanwhile",
    "settled": "a person had dealt with it already",
    "switched_off": "second opinions were switched off",
}


def in_words(code: str) -> str:
    """One of ours, or what the endpoint answered (`status_503`)."""
    head, _, number = code.partition("_")
    return f"the endpoint answered {number}" if head == "status" else WORDS[code]
