"""Six labelled comments, and answers that are wrong in known ways."""

import json
from pathlib import Path
from typing import Any

from bot.evaluation.example import Answer, Example, Judged, Labels
from bot.evaluation.slices import shipped

LINES: list[dict[str, Any]] = [
    {"id": "1", "text": "Nae heating and the bairn is freezing", "behaviours": [], "needs": ["hazard"], "outcome": "leave"},
    {"id": "2", "text": "Our mosque flooded again, thanks", "behaviours": [], "needs": ["repair"], "outcome": "leave"},
    {"id": "3", "text": "I will break his legs", "behaviours": ["threat"], "needs": [], "outcome": "urgent"},
    {"id": "4", "text": "You utter muppets", "behaviours": ["abuse"], "needs": [], "outcome": "review"},
    {"id": "5", "text": "Gas! The whole wee flat smells", "behaviours": [], "needs": ["emergency"], "outcome": "urgent"},
    {"id": "6", "text": "Thank you", "behaviours": [], "needs": [], "outcome": "leave"},
]  # fmt: skip


def labels(behaviours: str = "", needs: str = "", outcome: str = "leave") -> Labels:
    return Labels(frozenset(behaviours.split()), frozenset(needs.split()), outcome)


RIGHT = {
    "1": Answer(labels(needs="hazard"), 0),
    "2": Answer(labels(needs="repair"), 0),
    "3": Answer(labels("threat", outcome="urgent"), 950),
    "4": Answer(labels("abuse", outcome="review"), 700),
    "5": Answer(labels(needs="emergency", outcome="urgent"), 0),
    "6": Answer(labels(), 0),
}
WRONG = RIGHT | {
    "1": Answer(labels(), 0),
    "2": Answer(labels("discrimination", "repair", "hide"), 800),
    "3": Answer(labels("threat", outcome="review"), 400),
    "4": Answer(labels(), 0),
}


def judged(answers: dict[str, Answer]) -> list[Judged]:
    return [Judged(_example(line), answers[line["id"]]) for line in LINES]


def file(folder: Path, lines: list[dict[str, Any]] | None = None) -> Path:
    path = folder / "labelled.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines or LINES))
    return path


def answers_file(folder: Path, answers: dict[str, Answer]) -> Path:
    path = folder / "answers.jsonl"
    path.write_text("\n".join(json.dumps(_line(name, answer)) for name, answer in answers.items()))
    return path


def _line(name: str, answer: Answer) -> dict[str, Any]:
    said = answer.said
    findings = [{"behaviour": "x", "score": answer.score}] if answer.score else []
    shared = {"behaviours": [*said.behaviours], "needs": [*said.needs], "outcome": said.outcome}
    return {"id": name, **shared, "severity": "none", "findings": findings}


def _example(line: dict[str, Any]) -> Example:
    truth = Labels(frozenset(line["behaviours"]), frozenset(line["needs"]), line["outcome"])
    return Example(line["id"], line["text"], line, truth, slices=shipped().of(line["text"]))
