"""Every code has its words, and none of the words that the house does not use."""

import re
from pathlib import Path
from typing import Any

import pytest

import bot.console
from bot.actions.outbox import ActionState
from bot.console.show import words
from rules.model.account import AccountMark, Assurance
from rules.model.decision import Course, Met, TaskKind
from rules.model.evidence import EntryKind
from rules.model.finding import Behaviour, NeedKind, Severity, Target
from rules.model.interaction import InteractionKind
from rules.model.measure import Can, MeasureKind, Verb
from rules.model.staff import Role

HERE = Path(bot.console.__file__).parent
NEVER = re.compile(r"\b(users?|strikes?|upheld|uphold|ticket|whitelist|blacklist|abuser|offender)\b", re.IGNORECASE)

TABLES: list[tuple[dict[Any, str], Any]] = [
    (words.BEHAVIOURS, Behaviour),
    (words.NEEDS, NeedKind),
    (words.MEASURES, MeasureKind),
    (words.VERBS, Verb),
    (words.STATES, ActionState),
    (words.TASKS, TaskKind),
    (words.KINDS, InteractionKind),
    (words.SEVERITIES, Severity),
    (words.TARGETS, Target),
    (words.COURSES, Course),
    (words.ASSURANCES, Assurance),
    (words.MARKS, AccountMark),
    (words.CANS, Can),
    (words.METS, Met),
    (words.ROLES, Role),
    (words.ENTRIES, EntryKind),
]


@pytest.mark.parametrize(("table", "codes"), TABLES, ids=lambda value: getattr(value, "__name__", ""))
def test_no_code_without_words(table: dict[Any, str], codes: Any) -> None:
    assert set(table) == set(codes)
    assert not [name for name in table.values() if NEVER.search(name)]


def test_the_pages_speak_the_houses_words() -> None:
    pages = sorted((HERE / "templates").rglob("*.html"))
    assert len(pages) > 10
    told = {page.name: found.group() for page in pages if (found := NEVER.search(_shown(page.read_text())))}
    assert told == {}


def _shown(template: str) -> str:
    """What a reader sees of a template: no tags, no Jinja, no attributes but titles and labels."""
    without = re.sub(r"\{[%#{].*?[%#}]\}", " ", template, flags=re.DOTALL)
    spoken = " ".join(re.findall(r'(?:aria-label|title|placeholder)="([^"]*)"', without))
    return re.sub(r"<[^>]*>", " ", without) + spoken


def test_bands_follow_harm() -> None:
    assert [words.band(harm)[0] for harm in range(10)] == ["calm"] * 3 + ["some"] * 3 + ["grave"] * 3 + ["danger"]
