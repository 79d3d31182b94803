"""The labels of the training comments, as `training/README.md` defines them."""

BEHAVIOURS = ("threat", "abuse", "discrimination", "profanity", "allegation", "privacy", "harassment", "spam")
NEEDS = ("hazard", "repair", "complaint", "safeguarding", "emergency", "adjustment", "information_request")
SEVERITIES = ("none", "mild", "serious", "extreme")
OUTCOMES = ("leave", "review", "hide", "urgent")
TARGETS = ("staff", "contractor", "resident", "organisation", "thing", "other", "none")
MARKS = (
    "scam", "third_party", "recording", "own_data", "self_harm", "quoted", "stage_2", "data_request", "data_breach",
    "appeal", "reply",
)  # fmt: skip
GROUNDS = (
    "race", "religion", "disability", "sex", "sexual_orientation", "gender_reassignment", "age", "pregnancy",
    "nationality", "class",
)  # fmt: skip
LANGUAGES = ("pl", "cy", "ro", "ur", "pa", "bn", "ar", "so", "pt")
SHIELDING = frozenset({"hazard", "repair", "safeguarding", "emergency", "adjustment"})
"""Beside one of these needs, insult and swearing are never hidden."""
