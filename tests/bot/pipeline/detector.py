"""A detector that reads what it is to find from the text itself, so that a test says exactly what was found.

`{abuse serious}` is a finding by a rule of that name, `{need hazard now}` a need, `{raise}` an error.
Every finding but one for discrimination carries its behaviour as its rule.
"""

import re

from rules.model.finding import Behaviour, Finding, Found, Need, NeedKind, Severity, Target, Urgency
from rules.model.history import History
from rules.model.interaction import InteractionKind
from rules.text import digest

_MARK = re.compile(r"\{([a-z_ 0-9]+)\}")


class Broken(Exception):
    """The detector broke, as a test asked it to."""


class MarkedDetector:
    """Finds what is marked; says again to whoever says the same thing three times."""

    digest = "marked-detector"

    def find(
        self, text: str, *, parent_text: str | None, kind: InteractionKind, rating: int | None, history: History
    ) -> Found:
        findings: list[Finding] = []
        needs: list[Need] = []
        for mark in _MARK.findall(text):
            words = mark.split()
            if words == ["raise"]:
                raise Broken(f"cannot read {text!r}")
            if words[0] == "need":
                urgency = Urgency(words[2]) if len(words) > 2 else Urgency.ROUTINE
                needs.append(Need(NeedKind(words[1]), urgency, 900, f"need.{words[1]}"))
            else:
                findings.append(_finding(words))
        this = digest(text) if history.items else 0
        said_before = sum(past.digest == this for past in history.items)
        if said_before >= 2:
            findings.append(Finding(Behaviour.SPAM, Severity.SERIOUS, Target.NONE, 900, "spam.repeated"))
        return Found(tuple(findings), tuple(needs))


def _finding(words: list[str]) -> Finding:
    severity = Severity(words[1]) if len(words) > 1 else Severity.SERIOUS
    rule = words[2] if len(words) > 2 else words[0]
    return Finding(Behaviour(words[0]), severity, Target.STAFF, 900, rule)
