"""Clauses are summarised in our own words: no run of words is copied out of a landlord's document."""

import re
from pathlib import Path

import pytest

from tests.rules.packs import pack

RUN = 9
"""Words in a row that make a copy; names of posts and stock phrases are shorter."""


def copied(summary: str, document: str) -> list[str]:
    """Every run of RUN words that stands in both."""
    ours, theirs = words(summary), words(document)
    runs = {tuple(theirs[at : at + RUN]) for at in range(len(theirs) - RUN + 1)}
    return [" ".join(ours[at : at + RUN]) for at in range(len(ours) - RUN + 1) if tuple(ours[at : at + RUN]) in runs]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())


def test_a_copy_is_seen_across_lines_and_capitals_and_a_phrase_is_not() -> None:
    document = "Staff shall, at all\ntimes, treat Every Caller with patience and with care."
    assert copied("We treat every caller with patience and with care.", document) == []
    assert len(copied("At all times, treat every caller with patience and with care.", document)) == 3


@pytest.mark.shared
@pytest.mark.parametrize("name", ["wolverhampton", "derby-2024", "watford", "derby-2020", "karbon"])
def test_no_clause_is_copied_from_its_document(name: str, shared: Path) -> None:
    document = (shared / "policies" / f"{name}.txt").read_text(encoding="utf-8")
    assert {c.id: copied(c.summary, document) for c in pack(name).clauses if copied(c.summary, document)} == {}
