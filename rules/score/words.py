"""The heads of a model: what each score is about, in the words of `training/README.md`, and what becomes of it."""

BEHAVIOURS = ("threat", "abuse", "discrimination", "profanity", "allegation", "privacy", "harassment", "spam")
NEEDS = ("hazard", "repair", "complaint", "safeguarding", "emergency", "adjustment", "information_request")
GROUNDS = (
    "race", "religion", "disability", "sex", "sexual_orientation", "gender_reassignment", "age", "pregnancy", "nationality",
    "class",
)  # fmt: skip
MARKS = (
    "scam", "third_party", "recording", "own_data", "self_harm", "quoted", "stage_2", "data_request", "data_breach",
    "appeal",
)  # fmt: skip
TARGETS = ("staff", "contractor", "resident", "organisation", "thing", "other", "none")
OUTCOMES = ("review+", "hide+", "urgent")
SEVERITIES = ("mild+", "serious+", "extreme")

HEADS: dict[str, str] = {
    **dict.fromkeys(BEHAVIOURS, "a finding of that behaviour, from its review threshold up"),
    **dict.fromkeys(NEEDS, "a need of that kind, from its review threshold up"),
    **{f"ground:{name}": "the likeliest one names the ground of a discrimination" for name in GROUNDS},
    "mark:scam": "spam is named scam",
    "mark:third_party": "abuse of somebody who is neither staff nor contractor",
    "mark:recording": "harassment is named publishing a recording",
    "mark:own_data": "private details are the author's own: protected, never a breach",
    "mark:self_harm": "a need of safeguarding, now",
    "mark:quoted": "a guard: every finding of the model is lowered to a person's look",
    "mark:stage_2": "a complaint is to go to stage 2",
    "mark:data_request": "a request for information is one for the author's own data",
    "mark:data_breach": "a need of its own: a report that data got out",
    "mark:appeal": "a need of its own: an appeal",
    **{f"target:{name}": "the likeliest person is the target of a finding" for name in TARGETS},
    "outcome:review+": "learned beside the others; nothing rests on it",
    "outcome:hide+": "learned beside the others; nothing rests on it",
    "outcome:urgent": "a danger or somebody at risk that was found calls a person at once",
    "severity:mild+": "learned beside the others; nothing rests on it",
    "severity:serious+": "a finding is serious",
    "severity:extreme": "a finding is extreme",
}
"""Every head a model must have, and what becomes of its score (`rules/detect/classifier.py`)."""

SETTLED = frozenset(
    (
        *BEHAVIOURS,
        *NEEDS,
        *(f"mark:{name}" for name in MARKS),
        "outcome:urgent",
        "severity:serious+",
        "severity:extreme",
    )
)
"""Heads that have thresholds of their own in the card."""


def table() -> str:
    """The table as text, one line a head."""
    return "\n".join(f"{f'head {head}':<36} {becomes}" for head, becomes in HEADS.items())
