"""Reads the hand-written training comments. The format and the labelling rules are those of `training/README.md`."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.train.words import (
    BEHAVIOURS,
    GROUNDS,
    LANGUAGES,
    MARKS,
    NEEDS,
    OUTCOMES,
    SEVERITIES,
    SHIELDING,
    TARGETS,
)

_RUDE = frozenset({"abuse", "profanity"})


class BadComment(ValueError):
    """A line that is not a labelled comment: file, line, field and reason."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One comment with its labels. `group` counts from 1 within the file; members of a group are never split apart.

    `grounds` are the protected grounds of a discrimination, `language` a code where it is not English, `answers` to whom a
    reply speaks.
    """

    text: str
    file: str
    line: int
    group: int
    behaviours: frozenset[str]
    needs: frozenset[str]
    severity: str
    outcome: str
    target: str
    grounds: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    language: str | None = None
    answers: str | None = None


def read(text: str, file: str) -> list[Labelled]:
    """Every comment of one file in its order; `file` is its name as errors tell it. Raises `BadComment`."""
    return list(_lines(text, file))


def _lines(text: str, file: str) -> Iterator[Labelled]:
    group, within = 0, False
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            within = False
        elif not line.startswith("#"):
            group, within = group + (not within), True
            try:
                comment = _comment(line, file, number, group)
                _check(comment)
            except BadComment as bad:
                raise BadComment(f"{file}, line {number}, {bad}") from None
            yield comment


def _comment(line: str, file: str, number: int, group: int) -> Labelled:
    labels, bar, said = line.partition(" | ")
    fields = labels.split("/", 5)
    if not bar or len(fields) < 5:
        raise BadComment("form: it must be behaviours/needs/severity/outcome/target[/extra] | text")
    grounds, marks, language = _extra(fields[5] if len(fields) == 6 else "")
    answers, spoken = _spoken(said.strip().replace("\\n", "\n"), "reply" in marks)
    return Labelled(
        text=spoken,
        file=file,
        line=number,
        group=group,
        behaviours=_some("behaviours", fields[0], BEHAVIOURS),
        needs=_some("needs", fields[1], NEEDS),
        severity=_one("severity", fields[2], SEVERITIES),
        outcome=_one("outcome", fields[3], OUTCOMES),
        target=_one("target", fields[4], TARGETS),
        grounds=grounds,
        marks=marks,
        language=language,
        answers=answers,
    )


def _extra(field: str) -> tuple[frozenset[str], frozenset[str], str | None]:
    grounds: frozenset[str] = frozenset()
    marks: set[str] = set()
    language = None
    for word in field.split(",") if field else ():
        name, given, value = word.partition("=")
        if given and name == "ground":
            grounds = _some("ground", value, GROUNDS)
        elif given and name == "lang":
            language = _one("lang", value, LANGUAGES)
        else:
            marks.add(_one("extra", word, MARKS))
    return grounds, frozenset(marks), language


def _spoken(said: str, reply: bool) -> tuple[str | None, str]:
    answers = None
    if reply:
        opening, colon, said = said.partition(": ")
        if not (opening.startswith("reply to ") and colon):
            raise BadComment("text: a reply begins `reply to X: `")
        answers = opening.removeprefix("reply to ")
    if not said:
        raise BadComment("text: there is none")
    return answers, said


def _some(field: str, value: str, known: tuple[str, ...]) -> frozenset[str]:
    words = [] if value == "-" else value.split("+")
    if len(set(words)) < len(words):
        raise BadComment(f"{field}: {value!r} says a word twice")
    return frozenset(_one(field, word, known) for word in words)


def _one(field: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise BadComment(f"{field}: {value!r} is none of {', '.join(known)}")
    return value


def _check(comment: Labelled) -> None:
    for field, broken, rule in (*_outcome_rules(comment), *_label_rules(comment)):
        if broken:
            raise BadComment(f"{field}: {rule}")


def _outcome_rules(comment: Labelled) -> Iterator[tuple[str, bool, str]]:
    done, outcome = comment.behaviours, comment.outcome
    urgent = bool({"emergency"} & comment.needs or {"privacy"} & done or {"self_harm"} & comment.marks)
    yield "outcome", urgent and outcome != "urgent", "an emergency, private data or self-harm is urgent"
    yield "outcome", outcome == "hide" and not done, "nothing is hidden without a behaviour"
    yield "outcome", outcome == "leave" and bool(done), "a breach is at least looked at"
    yield "outcome", done == {"allegation"} and outcome != "review" and not urgent, "an allegation alone is review"
    yield "outcome", "threat" in done and outcome not in {"review", "urgent"}, "a threat is review or urgent"
    shielded = outcome == "hide" and done <= _RUDE and bool(comment.needs & SHIELDING)
    yield "outcome", shielded, "a comment with such a need is not hidden for insult or swearing alone"
    yield "outcome", outcome == "hide" and "own_data" in comment.marks, "own details are reviewed, not hidden"


def _label_rules(comment: Labelled) -> Iterator[tuple[str, bool, str]]:
    done, marks = comment.behaviours, comment.marks
    yield "severity", bool(done) == (comment.severity == "none"), "a breach has one, and nothing else has"
    yield "target", "profanity" in done and comment.target == "thing", "swearing at a thing is no behaviour"
    yield "ground", ("discrimination" in done) != bool(comment.grounds), "named with discrimination, and only then"
    yield "extra", "scam" in marks and "spam" not in done, "a scam is spam"
    yield "extra", "third_party" in marks and not done, "third_party says who was abused"
    yield "extra", "stage_2" in marks and "complaint" not in comment.needs, "stage_2 belongs to a complaint"
    yield (
        "extra",
        "data_request" in marks and "information_request" not in comment.needs,
        "it is an information request",
    )
