# long: what an assessment has to weigh, read as a list
"""Risks to people with what Doorstep does against each, and the lawful bases and conditions a person chooses among.

Suggestions to be judged by the landlord, not advice: likelihood and severity are left to a person.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Risk:
    """What could happen to whom, and what stands against it already."""

    what: str
    whom: str
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """A lawful basis or condition, when it may fit, and what a person must show."""

    law: str
    fits: str
    show: str


RISKS = (
    Risk(
        "Lawful criticism or a complaint is hidden",
        "residents, their freedom of expression (ECHR, Article 10)",
        (
            "criticism of the landlord leads to nothing; a comment with a need in it is never hidden for rude words",
            "hides are told to their author with a way to have them looked at, and undo themselves unless a person confirms",
            "brakes: a quota by the hour, a rule that suddenly hits more loses its automatic act, one switch stops all",
        ),
    ),
    Risk(
        "Somebody in need is not heard",
        "residents in danger or with a broken home",
        (
            "every need gets a reference, a deadline and a person, whoever wrote it and however rudely",
            "danger to life calls a person at once and again until somebody answers",
            "a channel that is down says so; what came meanwhile is fetched afterwards where the platform lets it",
        ),
    ),
    Risk(
        "A rule works against people of one group, dialect or disability",
        "people with protected characteristics (Equality Act 2010)",
        (
            "what detectors do to comments of and about each group can be measured (doorstep eval)",
            "warnings, blocks and restrictions are a person's; adjustments and vulnerability are looked at first",
            "health and circumstances never lead to an automatic act",
        ),
    ),
    Risk(
        "The wrong person is blamed",
        "account holders and namesakes",
        (
            "nothing is written about a person below a check in a private channel; a like name is no check",
            "links between account and person name who made them, on what evidence, and can be taken back",
        ),
    ),
    Risk(
        "A decision about somebody is made by a machine alone (UK GDPR, Articles 22A to 22D)",
        "residents",
        (
            "only reversible acts about one comment are automatic, told, and confirmed by a person within a working day",
            "no decision rests on special category data alone without a person; nobody is profiled",
        ),
    ),
    Risk(
        "More is kept than needed, or for longer",
        "everybody who comments",
        (
            "only what is on the landlord's pages or sent to it is kept; everything else is discarded unread",
            "retention runs by itself; erased means that the raw bytes were searched",
        ),
    ),
    Risk(
        "What is kept gets out",
        "residents and staff",
        (
            "rights by role, signing in, personal fields apart from the record, files readable by their owner only",
            "looking at and taking out are entries; secrets never stand in logs or the record",
        ),
    ),
    Risk(
        "The record is changed afterwards",
        "whoever relies on it: residents, staff, the Ombudsman, a court",
        ("a chain with signatures and outside witnesses, checked offline; erasing leaves every proof valid",),
    ),
    Risk(
        "Staff are watched through it",
        "staff",
        (
            "what they do in role is recorded to account for decisions about residents, not to measure their work",
            "a notice tells them what is recorded, why, for how long and who sees it",
        ),
    ),
)

BASES = (
    Basis(
        "UK GDPR, Article 6(1)(e): public task",
        "a council's housing company, and what a registered provider does as a public function",
        "the function and the law behind it",
    ),
    Basis(
        "UK GDPR, Article 6(1)(f): legitimate interests",
        "a housing association, outside public functions",
        "the three-part test: purpose, necessity, balance; this assessment may hold it",
    ),
    Basis(
        "UK GDPR, Article 6(1)(c): legal obligation",
        "hazards (Awaab's Law), health and safety of staff, complaints (the Ombudsman's Code), requests for data",
        "each obligation",
    ),
    Basis(
        "UK GDPR, Article 6(1)(d): vital interests",
        "danger to life, where nothing else fits",
        "that it was used only then",
    ),
)

SPECIAL = (
    Basis(
        "Article 9(2)(e): made public by the person themselves",
        "what somebody says of themselves in public comments; not what others say of them",
        "that it was clearly their own act",
    ),
    Basis(
        "Article 9(2)(f): legal claims",
        "evidence kept for a complaint, appeal, claim or court",
        "the claim, or that one is likely",
    ),
    Basis(
        "Article 9(2)(g) with DPA 2018, Schedule 1, paragraph 8: equality of opportunity",
        "looking after adjustments, and measuring that rules treat groups alike",
        "an appropriate policy document (Schedule 1, Part 4)",
    ),
    Basis(
        "Article 9(2)(g) with DPA 2018, Schedule 1, paragraph 18: safeguarding of children and individuals at risk",
        "needs that speak of somebody at risk",
        "an appropriate policy document; why consent cannot be asked",
    ),
    Basis(
        "Article 9(2)(g) with DPA 2018, Schedule 1, paragraph 10: preventing or detecting unlawful acts",
        "hate speech and threats that may go to the police",
        "an appropriate policy document; why it must be done without consent",
    ),
    Basis(
        "Article 9(2)(b) with DPA 2018, Schedule 1, paragraph 1: employment law",
        "protecting staff from abuse for who they are",
        "an appropriate policy document; the duty in employment law",
    ),
)

OFFENCES = (
    Basis(
        "Article 10 with DPA 2018, Schedule 1, paragraph 10: preventing or detecting unlawful acts",
        "threats, harassment, and accusations of crimes in comments",
        "an appropriate policy document",
    ),
    Basis(
        "Article 10 with DPA 2018, Schedule 1, paragraph 33: legal claims",
        "evidence kept for a case, claim or court",
        "the claim, or that one is likely",
    ),
    Basis(
        "Article 10 with DPA 2018, Schedule 1, paragraph 32: made public by the person themselves",
        "what somebody says of their own offences",
        "that it was clearly their own act",
    ),
)

MEASURES = (
    "an accusation of a crime is passed on to whoever must look at it, and is no fact about anybody",
    "police are told by a named person only; telling or not is recorded with its reason",
    "no automatic decision rests on special category or offence data alone",
)
