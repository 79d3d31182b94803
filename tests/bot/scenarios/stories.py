"""Short ways to write a scenario in a test, and to play it."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from bot.compose import pack
from bot.resources import pack_names
from bot.scenarios.answer import Answer
from bot.scenarios.play import answers
from bot.scenarios.schema import Scenario
from rules.policy.schema import Pack

HERE = Path(__file__).parent
OWN = sorted((HERE / "stories").glob("*.jsonl"))
SHARED = HERE.parents[3] / "shared" / "data" / "scenarios" / "scenarios.jsonl"

CUSTOMER = {"linked": "verified", "vulnerable": False, "support_worker": False, "existing_restriction": False}


@cache
def packs() -> Mapping[str, Pack]:
    """Every built-in policy."""
    return {name: pack(name) for name in pack_names()}


def said(at: str, *findings: tuple[str, str], needs: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """Somebody comments on our Facebook page, unless said otherwise."""
    return {
        "at": at,
        "account": "@her",
        "platform": "facebook",
        "kind": "comment",
        "text": "words",
        "findings": [{"behaviour": behaviour, "severity": severity} for behaviour, severity in findings],
        "needs": list(needs),
        **more,
    }


def does(at: str, staff: str, person: str, what: str, **more: Any) -> dict[str, Any]:
    """A member of staff does something."""
    return {"at": at, "staff": staff, "person": person, "does": what, **more}


def story(
    policy: str, *events: dict[str, Any], expect: list[dict[str, Any]] | None = None, **more: Any
) -> dict[str, Any]:
    """A whole scenario, as it stands in a file."""
    whole = {"id": "T-1", "title": "a test", "policy": policy, "events": list(events), "customer": CUSTOMER}
    return {**whole, "expect": expect or [], **more}


def expects(event: int, must: str = "", must_not: str = "", basis: str = "text") -> dict[str, Any]:
    """One expectation."""
    return {"after_event": event, "must": must.split(), "must_not": must_not.split(), "basis": basis}


def played(policy: str, *events: dict[str, Any], **more: Any) -> list[Answer]:
    """Every answer to a scenario."""
    return list(answers(Scenario.model_validate(story(policy, *events, **more)), packs()))


def written(path: Path, *stories: dict[str, Any]) -> Path:
    """A file of scenarios."""
    path.write_text("".join(json.dumps(one) + "\n" for one in stories), encoding="utf-8")
    return path
