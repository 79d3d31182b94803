"""The hand-written comments hold to their own rules, say nothing twice, and share nothing with what judges us."""

import csv
import json
from pathlib import Path

import pytest

from bot.train.comments import BadComment, read
from bot.train.words import BEHAVIOURS, NEEDS
from tests.bot.train.folded import all_comments, counts, fold, runs, where

GROUPS = """\
# the boiler and its man
-/hazard+complaint/none/leave/thing | This boiler is a bastard | still

abuse/repair/mild/review/contractor/reply,third_party | reply to a neighbour: He is a muppet: look\\nTap drips
discrimination/-/serious/hide/staff/ground=sex+age,lang=pl | Baba
"""


def test_a_file_reads_into_comments_in_groups() -> None:
    first, second, third = read(GROUPS, "some.txt")
    assert (first.text, first.line, first.group) == ("This boiler is a bastard | still", 2, 1)
    assert (first.behaviours, first.needs) == (frozenset(), frozenset({"hazard", "complaint"}))
    assert (second.text, second.answers, second.group) == ("He is a muppet: look\nTap drips", "a neighbour", 2)
    assert second.marks == {"reply", "third_party"}
    assert (third.grounds, third.language, third.group) == (frozenset({"sex", "age"}), "pl", 2)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no labels at all", "form"),
        ("-/-/none/leave | four fields", "form"),
        ("-/-/none/leave/none |", "form"),
        ("-/-/none/leave/none |  ", "text: there is none"),
        ("rude/-/mild/hide/staff | x", "behaviours: 'rude'"),
        ("abuse+abuse/-/mild/hide/staff | x", "behaviours: 'abuse+abuse'"),
        ("-/mould/none/leave/none | x", "needs: 'mould'"),
        ("-/-/none/hide/none | x", "outcome: nothing is hidden"),
        ("-/emergency/none/review/none | x", "outcome: an emergency"),
        ("-/safeguarding/none/review/none/self_harm | x", "outcome: an emergency"),
        ("privacy/-/serious/hide/staff | x", "outcome: an emergency"),
        ("abuse/-/mild/leave/staff | x", "outcome: a breach"),
        ("allegation/-/serious/hide/staff | x", "outcome: an allegation"),
        ("threat/-/extreme/hide/staff | x", "outcome: a threat"),
        ("abuse+profanity/repair/serious/hide/staff | x", "outcome: a comment with such a need"),
        ("abuse/-/none/hide/staff | x", "severity"),
        ("-/-/mild/leave/none | x", "severity"),
        ("profanity/-/mild/review/thing | x", "target: swearing"),
        ("discrimination/-/serious/hide/staff | x", "ground"),
        ("abuse/-/mild/hide/staff/ground=sex | x", "ground"),
        ("discrimination/-/serious/hide/staff/ground=hair | x", "ground: 'hair'"),
        ("-/-/none/leave/none/lang=fr | x", "lang: 'fr'"),
        ("-/-/none/leave/none/odd | x", "extra: 'odd'"),
        ("-/-/none/leave/none/scam | x", "extra: a scam"),
        ("-/-/none/leave/none/stage_2 | x", "extra: stage_2"),
        ("-/-/none/leave/none/reply | x", "text: a reply"),
    ],
)
def test_a_bad_line_is_refused_with_its_place(line: str, said: str) -> None:
    with pytest.raises(BadComment) as refused:
        read(f"# remark\n{line}\n", "some.txt")
    assert str(refused.value).startswith(f"some.txt, line 2, {said}")


def test_every_comment_reads_and_every_label_is_there() -> None:
    found = counts(all_comments())
    assert all(found[label] for label in (*BEHAVIOURS, *NEEDS)), found


def test_nothing_is_said_twice() -> None:
    seen: dict[str, str] = {}
    twice = []
    for comment in all_comments():
        first = seen.setdefault(fold(comment.text), where(comment))
        if first != where(comment):
            twice.append(f"{first} and {where(comment)}")
    assert not twice


@pytest.mark.shared
def test_no_comment_is_shared_with_other_sets(shared: Path) -> None:
    """Only places are told: what judges us stays unread."""
    texts = list(_other_texts(shared / "data"))
    assert len(texts) > 3_500
    whole = {fold(text) for text in texts}
    parts = set[str]().union(*map(runs, texts))
    assert [where(c) for c in all_comments() if fold(c.text) in whole or runs(c.text) & parts] == []


def _other_texts(data: Path) -> list[str]:
    texts = []
    for file in (data / "landlordcheck" / "dev.jsonl", data / "train" / "uk_landlord.jsonl"):
        texts += [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]
    for file in sorted((data / "eval-only").glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as rows:
            texts += [cell for row in csv.reader(rows) for cell in row if " " in cell]
    return texts
