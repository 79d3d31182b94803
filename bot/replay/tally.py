"""Counts over a replay, and a few examples of each answer; memory does not grow with the file."""

from collections import Counter
from dataclasses import dataclass, field

from rules.model.decision import ClauseResult, Course, Decision
from rules.model.finding import Found

EXAMPLES = 8
EXAMPLE_LETTERS = 400
BAD_LINES = 20


@dataclass(frozen=True, slots=True)
class Example:
    """One comment shown in the report: its id, its first words, and why the policy answered as it did."""

    id: str
    text: str
    why: str


@dataclass(slots=True)
class Tally:
    """`measures`, `clauses`, `needs`, `behaviours`, `courses`: comments per word; one comment may count under several."""

    comments: int = 0
    unreadable: int = 0
    measures: Counter[str] = field(default_factory=Counter)
    automatic: Counter[str] = field(default_factory=Counter)
    clauses: Counter[str] = field(default_factory=Counter)
    needs: Counter[str] = field(default_factory=Counter)
    behaviours: Counter[str] = field(default_factory=Counter)
    courses: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[Example]] = field(default_factory=dict)
    bad_lines: list[tuple[int, str]] = field(default_factory=list)

    def bad(self, line: int, why: str) -> None:
        """Count a line that could not be read; the first ones are kept with their reasons."""
        self.unreadable += 1
        if len(self.bad_lines) < BAD_LINES:
            self.bad_lines.append((line, why))

    def add(self, name: str, text: str, found: Found, decision: Decision) -> None:
        """Count one comment."""
        self.comments += 1
        self.courses[decision.course.value] += 1
        self.measures.update({measure.kind.value for measure in decision.measures})
        self.automatic.update({measure.kind.value for measure in decision.measures if measure.automatic})
        self.clauses.update({c.citation.clause for c in decision.considered if c.result is ClauseResult.MATCHED})
        self.needs.update({need.kind.value for need in found.needs})
        self.behaviours.update({finding.behaviour.value for finding in found.findings})
        self._show(name, text, decision)

    def _show(self, name: str, text: str, decision: Decision) -> None:
        shown = self.examples.setdefault(decision.course.value, [])
        if len(shown) < EXAMPLES and decision.course is not Course.LEAVE:
            shown.append(Example(name, shorten(text), reason(decision)))

    def figures(self) -> dict[str, object]:
        """The figures as `doorstep replay --json` prints them."""
        return {
            "comments": self.comments,
            "unreadable": self.unreadable,
            "measures": dict(self.measures.most_common()),
            "clauses": dict(self.clauses.most_common()),
            "needs": dict(self.needs.most_common()),
            "behaviours": dict(self.behaviours.most_common()),
            "courses": dict(self.courses.most_common()),
        }


def shorten(text: str) -> str:
    """The first words of a comment, for a report."""
    return text if len(text) <= EXAMPLE_LETTERS else text[:EXAMPLE_LETTERS] + " …"


def reason(decision: Decision) -> str:
    """Why the policy answered so, in one line."""
    whys = [m.why for m in decision.measures] or [task.why for task in decision.tasks]
    return "; ".join(dict.fromkeys(whys)) or "nothing that goes against the policy"
