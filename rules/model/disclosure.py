"""Weighing what may be handed over to somebody who asked for what is held about them: outcomes and grounds, as codes."""

from enum import StrEnum


class Weighed(StrEnum):
    """What a person decided about one thing."""

    WAITING = "waiting"
    GIVEN = "given"
    SHORTENED = "shortened"
    WITHHELD = "withheld"


class Ground(StrEnum):
    """Why something is not given, or not whole (the Data Protection Act 2018's places in `GROUND_WORDS`)."""

    THIRD_PARTY = "third_party"
    SAFETY = "safety"
    CRIME = "crime"
    LEGAL = "legal"
    NOT_ABOUT = "not_about"


GROUND_WORDS: dict[Ground, str] = {
    Ground.THIRD_PARTY: "it is about somebody else too, who has not agreed, and giving it without is not reasonable"
    " (DPA 2018, Schedule 2, paragraph 16)",
    Ground.SAFETY: "it would put somebody's safety at risk, so giving it is not reasonable"
    " (DPA 2018, Schedule 2, paragraph 16)",
    Ground.CRIME: "it would be likely to stand in the way of preventing or detecting crime"
    " (DPA 2018, Schedule 2, paragraph 2)",
    Ground.LEGAL: "it is advice or correspondence under legal privilege (DPA 2018, Schedule 2, paragraph 19)",
    Ground.NOT_ABOUT: "a person looked, and it is not about the one who asks",
}
