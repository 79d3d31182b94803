"""Privacy: somebody else's private details in public. Published work contacts are none; nor are the author's own."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from rules.detect.claims import Claims
from rules.detect.parts import Part
from rules.detect.reading import Hit, Reading
from rules.model.finding import Behaviour, Finding, Severity, Target

_PUBLISHED = (
    "0800",
    "0808",
    "0300",
    "0303",
    "0330",
    "0333",
    "0344",
    "0345",
    "0370",
    "0371",
    "0843",
    "0845",
    "0870",
    "0500",
)
"""Beginnings of numbers that only organisations have (Ofcom numbering plan: 03, freephone and service numbers)."""

_OWN = re.compile(r"\b(?:my|our|me|mine|i'm|im|us)\b")
_PRIVATE = re.compile(
    r"\b(?:personal|private|home phone|own (?:mobile|number|phone|landline)|ex directory|house phone|at home|prywatny)\b"
)
_OTHER = re.compile(
    r"\b(?:her|his|him|she|he|their|gaffer\w*|caretaker\w*|manager\w*|officer\w*|ring (?:her|him|them))\b"
    r"|'s (?:\w+ )?(?:mobile|number|phone|landline)"
)
_THEIRS = re.compile(r"\b(?:her|his|their) (?:\w+ )?(?:number|mobile|phone|landline)(?:'?s| is|:)?\W*$")
"""Just before a number: whose it is, whoever else is spoken of."""
_KIN = re.compile(
    r"\b(?:my|our) (?:\w+ )?(?:wife|husband|partner|mum|mam|mother|dad|father|son|daughter|sister|brother|nan|gran|grandad"
    r"|aunt|uncle|niece|nephew|carer|support worker|social worker|advocate|interpreter|friend)\b"
)
"""Who may answer for the author: their number is given to be rung."""
_OFFICE = re.compile(
    r"\b(?:office|work|desk|reception|repairs|out of hours|helpline|direct line|on (?:the|your) letter|emergency|team)\b"
)
_NUMBERED = re.compile(
    r"\b(?:item|order|article|product|ref|reference|tracking|account|ticket|case|booking|invoice|serial|part|parcel|claim"
    r"|job)\W*(?:(?:number|numbers|no|num|id|ref|reference|is|was|code)\W*)*$"
)
"""Words just before a number that make it the number of a thing."""
_MENACE = re.compile(r"\b(?:pop round|pay (?:him|her)|new address|tagged|refuge|red door|do with it|no offence)\b")


def _find(reading: Reading, claims: Claims) -> Iterator[Finding]:
    for finding, hit in claims.with_hits(reading, "privacy"):
        if finding.rule == "privacy.phone":
            judged = _phone(finding, hit, reading)
            if judged is not None:
                yield judged
        elif finding.behaviour is Behaviour.PRIVATE_DATA:
            yield _graver(finding, hit)
        else:
            yield finding


def _phone(finding: Finding, hit: Hit, reading: Reading) -> Finding | None:
    """Whose number it is: a thing's or an organisation's (no finding), somebody else's, or the author's own."""
    if _NUMBERED.search(hit.before):
        return None
    digits = "".join(char for char in hit.said if char.isdigit()).removeprefix("44")
    if not digits.startswith("0"):
        digits = "0" + digits
    if digits.startswith(_PUBLISHED):
        return None
    near = hit.before[-90:] + " # " + hit.after[:70]
    own = _OWN.search(near) and (_KIN.search(hit.before) or not _THEIRS.search(hit.before))
    if _PRIVATE.search(near) and not own:
        return finding
    if _OFFICE.search(near) or "spam" in reading.hits:
        return None
    if not own and (_OTHER.search(near) or _named(hit, reading)):
        return finding
    return replace(
        finding,
        behaviour=Behaviour.OWN_PRIVATE_DATA,
        severity=Severity.NONE,
        target=Target.SELF,
        rule="privacy.own_phone",
    )


def _named(hit: Hit, reading: Reading) -> bool:
    """True when a capital stands inside the sentence around the number, so that somebody may be named with it."""
    span = hit.span
    around = reading.text[max(0, span.start - 60) : span.start] + " " + reading.text[span.end : span.end + 60]
    words = around.split()
    return any(
        word[:1].isupper() and word[1:2].islower() and before[-1] not in ".!?:" for before, word in pairwise(words)
    )


def _graver(finding: Finding, hit: Hit) -> Finding:
    """Words of menace beside somebody's details make it extreme."""
    if finding.guards or not _MENACE.search(hit.sentence):
        return finding
    return replace(finding, severity=Severity.EXTREME)


PART = Part("privacy", _find)
