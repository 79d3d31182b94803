"""The training comments as the tests read them, and how two texts are told to be the same."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bot.train.comments import Labelled, read

COMMENTS = Path(__file__).resolve().parents[3] / "training" / "comments"
RUN = 10
"""So many words in a row are no accident."""


def all_comments() -> list[Labelled]:
    files = sorted(COMMENTS.glob("*.txt"))
    return [comment for file in files for comment in read(file.read_text(encoding="utf-8"), file.name)]


def fold(text: str) -> str:
    """Without case, punctuation and spacing; a text of nothing else stays as it is."""
    return " ".join(re.findall(r"\w+", text.casefold())) or text


def runs(text: str) -> set[str]:
    """Every run of ten words."""
    words = fold(text).split()
    return {" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def where(comment: Labelled) -> str:
    return f"{comment.file}, line {comment.line}"


def counts(comments: Iterable[Labelled]) -> Counter[str]:
    """How many comments carry each label, and how many a breach, a need, and both."""
    found: Counter[str] = Counter()
    for comment in comments:
        found.update(comment.behaviours | comment.needs | comment.marks | {comment.outcome, comment.severity})
        found["lines"] += 1
        found["lawful"] += not comment.behaviours
        found["with a need"] += bool(comment.needs)
        found["a breach with a need"] += bool(comment.behaviours and comment.needs)
    return found


if __name__ == "__main__":  # python -m tests.bot.train.folded
    for label, count in counts(all_comments()).most_common():
        print(f"{count:6} {label}")
