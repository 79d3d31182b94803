"""Reads what an endpoint answered. Total: an opinion in the form that was asked for, or the reason why it is none.

What comes back may be the comment's author speaking as much as the model: so names are ours or nothing, numbers are percent,
and the one sentence is short and only ever shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from adapters.opinion.request import BEHAVIOUR_NAMES, NEED_NAMES

LONGEST_REASON = 400


class State(StrEnum):
    """What became of asking. `refused`: the endpoint or its model said no; `garbled`: it cannot be read as was asked;
    `failed`: no answer came.
    """

    GIVEN = "given"
    REFUSED = "refused"
    GARBLED = "garbled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Opinion:
    """Names of behaviours and needs (`rules.model.finding`) with whole percent, the likeliest first; 0 is left out."""

    findings: tuple[tuple[str, int], ...]
    needs: tuple[tuple[str, int], ...]
    because: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why it is no opinion: `state` and a code of ours."""

    state: State
    code: str


class _Likely(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    percent: int


class _Said(msgspec.Struct, forbid_unknown_fields=True):
    findings: list[_Likely]
    needs: list[_Likely]
    because: str


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]


def read(body: bytes) -> Opinion | Unreadable:
    """The answer's body as an opinion."""
    try:
        choices = msgspec.json.decode(body, type=_Completion).choices
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return Unreadable(State.GARBLED, "not_a_completion")
    if not choices:
        return Unreadable(State.GARBLED, "not_a_completion")
    choice = choices[0]
    if choice.message.refusal or choice.finish_reason == "content_filter":
        return Unreadable(State.REFUSED, "model_refused")
    if choice.finish_reason == "length":
        return Unreadable(State.GARBLED, "cut_off")
    return _opinion(choice.message.content or "")


def _opinion(content: str) -> Opinion | Unreadable:
    try:
        said = msgspec.json.decode(content, type=_Said)
    except (msgspec.MsgspecError, UnicodeEncodeError, RecursionError):
        return Unreadable(State.GARBLED, "not_the_form")
    named = ((said.findings, BEHAVIOUR_NAMES), (said.needs, NEED_NAMES))
    if any(one.name not in names for claims, names in named for one in claims):
        return Unreadable(State.GARBLED, "unknown_name")
    if any(not 0 <= one.percent <= 100 for claims, _ in named for one in claims):
        return Unreadable(State.GARBLED, "not_percent")
    return Opinion(_likeliest(said.findings), _likeliest(said.needs), _short(said.because))


def _likeliest(claims: Sequence[_Likely]) -> tuple[tuple[str, int], ...]:
    """Each name once, with the most that was said of it."""
    most: dict[str, int] = {}
    for one in claims:
        most[one.name] = max(one.percent, most.get(one.name, 0))
    return tuple(sorted(((name, at) for name, at in most.items() if at), key=lambda each: (-each[1], each[0])))


def _short(reason: str) -> str:
    """On one line, and no longer than a person reads in passing."""
    flat = " ".join(reason.split())
    return flat if len(flat) <= LONGEST_REASON else flat[: LONGEST_REASON - 1].rstrip() + "…"
