"""A second opinion as lines for people. Its sentence is a stranger's words: whoever shows it escapes it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.opinion.codes import in_words
from rules.model.finding import Behaviour, NeedKind
from rules.model.in_words import BEHAVIOURS, NEEDS


@dataclass(frozen=True, slots=True)
class Told:
    """`line`: what came of it, in our own words with the landlord's name for the model. `because`: the model's sentence;
    empty where there is none, or it was erased. `given`: whether there is an opinion.
    """

    line: str
    because: str = ""
    given: bool = False


def told(state: str, why: str, data: Mapping[str, Any] | None = None, because: str = "") -> Told:
    """`state` and `why` of the queue's row, `data` of the *opinion* entry where there is one."""
    if data is None:
        return Told(_without(state, why))
    model = str(data["model"])
    if data["state"] == "given":
        whole = " Only its beginning was read." if data["cut"] else ""
        return Told(f"A second opinion ({model}) says: {_claims(data)}.{whole}", because, given=True)
    reason = in_words(str(data["code"]))
    verdict = {"refused": "refused one", "garbled": "gave no answer that can be read", "failed": "did not answer"}
    return Told(f"A second opinion was asked for, and {model} {verdict[data['state']]}: {reason}.")


def _without(state: str, why: str) -> str:
    if state == "waiting":
        return f"A second opinion is being asked for{f' again: {in_words(why)}' if why else ''}."
    if state == "erased":
        return "The comment was erased, and with it whatever a second opinion said."
    return f"No second opinion was asked for: {in_words(why)}."


def _claims(data: Mapping[str, Any]) -> str:
    named = [*_named(data["findings"], BEHAVIOURS, Behaviour), *_named(data["needs"], NEEDS, NeedKind)]
    return ", ".join(f"{words} {percent} %" for words, percent in named) or "nothing to look at in it"


def _named(claims: Iterable[Mapping[str, Any]], words: Mapping[Any, str], kind: Any) -> Iterator[tuple[str, int]]:
    for claim in claims:
        yield words[kind(claim["name"])], int(claim["percent"])
