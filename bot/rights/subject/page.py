"""The readable half of an export: one HTML page that needs nothing else. What people said is hostile input: escaped."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape

from bot.console.show import hostile
from bot.rights.processing import CATEGORIES, NOT_DONE, PURPOSES, RIGHTS, Processing
from bot.rights.subject import story
from bot.rights.subject.cut import CUT
from bot.rights.subject.export import Plain
from bot.rights.subject.gather import Held
from bot.show import london
from rules.model.disclosure import GROUND_WORDS, Ground
from rules.policy.schema import Pack


def page(plain: Plain, held: Held, packs: Mapping[str, Pack], told: Processing) -> str:
    """The page. `plain` is what data.json holds."""
    environment = Environment(
        loader=PackageLoader("bot.rights.subject"), autoescape=select_autoescape(default=True), trim_blocks=True
    )
    environment.filters |= {"london": london, "line": hostile.line, "text": hostile.text}
    return environment.get_template("export.html.j2").render(**_given(plain, held, packs, told))


def _given(plain: Plain, held: Held, packs: Mapping[str, Pack], told: Processing) -> dict[str, Any]:
    known = {item: story.chapters(plain, packs, ids) for item, ids in _items(held).items()}
    return {
        **known,
        "plain": plain,
        "received": f"{date.fromisoformat(plain['request']['received']):%-d %B %Y}",
        "told": told,
        "looks": story.looks(plain),
        "holds": story.held(plain),
        "left_out": [(GROUND_WORDS[Ground(ground)], count) for ground, count in plain["left_out"].items()],
        "cut": any(one.get("not_whole") == CUT for entry in plain["record"] for one in entry["fields"].values()),
        "not_named": sum("not_named" in one for one in plain["staff"].values()),
        "information": (
            ("Why we use it", PURPOSES),
            ("What we keep", CATEGORIES),
            ("Where it comes from", told.channels or ("the platform named beside each comment",)),
            ("Who gets it", told.recipients),
            ("How long we keep it", told.kept),
            ("What happens by itself", told.automatic),
            ("What we do not do", NOT_DONE),
            ("Your rights", RIGHTS),
        ),
    }


def _items(held: Held) -> dict[str, tuple[str, ...]]:
    return {"accounts": held.whose.accounts, "comments": held.comments, "cases": held.cases}
