"""`doorstep detect`: JSON lines in, what was found out."""

import json as jsonlib
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from adapters.replay.record import BadRecord, interaction
from bot.compose import judging
from bot.judging import Judgement, Judging
from rules.detect import landlordcheck
from rules.model.finding import Finding, Need
from rules.score.words import table as heads

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""The moment of judgement: fixed, so that the same line gives the same answer on any day."""

MAX_BYTES = 4_000_000


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("detect")(detect)


def detect(
    policy: Annotated[str, typer.Option("--policy", help="A policy pack; its answer is the outcome.")] = "house-rules",
    table: Annotated[
        bool, typer.Option("--table", help="Print how our words translate to those printed here.")
    ] = False,
) -> None:
    """Read comments as JSON lines {"id", "text", "context"?} and write what was found, one line each, in order.

    The outcome (leave, review, hide, urgent) is that for a first item of an unverified author, with every guard computed, in
    `auto`, on a platform that can do everything: the most that findings could support. Packs and platforms may only do less.
    `not_judged` stands only where something was not: a language (`language:pl`) or a detector that could not answer.
    A bad line is answered with its error, and the exit code is 3.

    Example: echo '{"id": "1", "text": "no heating and my baby is freezing"}' | doorstep detect
    """
    if table:
        print(landlordcheck.table())
        print(heads())
        return
    bad = False
    for answer in answers(sys.stdin.buffer, judging(policy)):
        bad = bad or "error" in answer
        print(jsonlib.dumps(answer, ensure_ascii=True), flush=False)
    raise typer.Exit(3 if bad else 0)


def answers(lines: Iterable[bytes], judge: Judging) -> Iterator[dict[str, Any]]:
    """One answer for each line that is not blank."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answer(number, line, judge)


def _answer(number: int, line: bytes, judge: Judging) -> dict[str, Any]:
    fields: Any = None
    try:
        if len(line) > MAX_BYTES:
            raise BadRecord(f"line {number}: longer than {MAX_BYTES:,} bytes")
        fields = jsonlib.loads(line.decode("utf-8-sig"))
        if not isinstance(fields, dict):
            raise BadRecord(f"line {number}: not a JSON object")
        said = interaction(fields, str(fields.get("id", number)), NOW)
    except BadRecord as error:
        return {"id": _id(fields), "error": str(error)}
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"line {number}: not JSON in UTF-8: {str(error)[:120]}"}
    return {"id": fields.get("id", str(number)), **told(judge.judge(said))}


def told(judgement: Judgement) -> dict[str, Any]:
    """What is printed of one judgement; spans are code points of the text as given."""
    found = judgement.found
    unjudged = {"not_judged": list(found.degraded)} if found.degraded else {}
    return {
        "behaviours": landlordcheck.behaviours(found),
        "needs": landlordcheck.needs(found),
        "severity": landlordcheck.severity(found).value,
        "outcome": judgement.decision.course.value,
        "findings": [*map(_claim, found.findings), *map(_claim, found.needs)],
        **unjudged,
    }


def _claim(claim: Finding | Need) -> dict[str, Any]:
    span = [claim.span.start, claim.span.end] if claim.span else None
    shared = {"score": claim.score, "rule": claim.rule, "ground": claim.ground.value, "span": span}
    if isinstance(claim, Need):
        return {"need": claim.kind.value, "urgency": claim.urgency.value, **shared}
    facts = {"severity": claim.severity.value, "target": claim.target.value, "guards": list(claim.guards)}
    return {"behaviour": claim.behaviour.value, **facts, **shared}


def _id(fields: Any) -> Any:
    name = fields.get("id") if isinstance(fields, dict) else None
    return name if isinstance(name, str | int) else None
