"""What a platform can do to an interaction of a scenario, from `abilities.yaml`."""

from functools import cache
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML

from bot.scenarios.schema import InteractionEvent
from bot.scenarios.words import KindWord, PlatformWord, WhereWord
from rules.model.measure import Abilities, Can, Capability, Undo, Verb

_BY_HAND = Capability(Can.MANUAL, Undo.UNDO_MANUAL, "a person does it on the platform")
_NO_HIDE = Capability(
    Can.IMPOSSIBLE, Undo.ONE_WAY, "this platform cannot put this kind of interaction out of sight here"
)


class Able(BaseModel):
    """What one platform can do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hide: tuple[KindWord, ...]
    hidden_seen_by: Annotated[str, Field(min_length=1)] | None
    reply: tuple[KindWord, ...]
    message: Can
    block: bool


@cache
def table() -> dict[PlatformWord, Able]:
    """Every platform of the scenarios' words; one that is missing or unknown raises."""
    text = (files("bot.scenarios") / "abilities.yaml").read_text(encoding="utf-8")
    read = {
        PlatformWord(name): Able.model_validate(row) for name, row in YAML(typ="safe", pure=True).load(text).items()
    }
    return {word: read[word] for word in PlatformWord}


def abilities(event: InteractionEvent) -> Abilities:
    """What can be done to this interaction."""
    able = table()[event.platform]
    found = {
        Verb.HIDE: Capability(Can.AUTO) if can_hide(event) else _NO_HIDE,
        Verb.MESSAGE: Capability(able.message, Undo.ONE_WAY),
        Verb.REPORT: _BY_HAND,
    }
    if event.kind in able.reply and event.where is WhereWord.OUR_PAGE:
        found[Verb.REPLY] = Capability(Can.AUTO)
    if able.block:
        found[Verb.BLOCK] = Capability(Can.AUTO)
    return found


def can_hide(event: InteractionEvent) -> bool:
    """Whether it can be hidden: the right kind, in the right place."""
    return event.where is WhereWord.OUR_PAGE and event.kind in table()[event.platform].hide


def hidden_seen_by(event: InteractionEvent) -> str | None:
    """Who can still see it once it is hidden; None: nobody but its author and us."""
    return table()[event.platform].hidden_seen_by
