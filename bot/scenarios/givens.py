"""What `decide` is given for an interaction of a scenario: nothing but what the world holds at that moment."""

from bot.scenarios.abilities import abilities
from bot.scenarios.schema import FindingWritten, InteractionEvent
from bot.scenarios.tables import BEHAVIOURS, HARM_TESTED, KINDS, NEEDS, PLACES, SEVERITIES, TARGETS
from bot.scenarios.words import SeverityWord
from bot.scenarios.world import Case, World, utc
from rules.casework.before import circumstances, history
from rules.model.account import Assurance, Identity
from rules.model.decision import Given, Item
from rules.model.finding import Finding, Found, Ground, Need

CERTAIN = 1000
"""Findings are given, so they are certain."""

RULE = "scenario"


def given(world: World, case: Case, event: InteractionEvent) -> Given:
    """The interaction with what was found in it, who it is, what went before, and what the platform can do."""
    at = utc(event.at)
    sure = case.file.links.get(event.account, Assurance.NONE)
    return Given(
        item=Item(event.platform.value, event.platform.value, KINDS[event.kind], PLACES[event.where], at, at),
        found=found(event),
        now=at,
        history=history(case.file),
        identity=Identity(sure, case.id if sure is Assurance.VERIFIED else None),
        circumstances=circumstances(world.office, case.file, at, case.needs),
        abilities=abilities(event),
        settings=dict(world.office.settings),
    )


def found(event: InteractionEvent) -> Found:
    """The findings and needs, in our words."""
    needs = (NEEDS[word] for word in event.needs)
    return Found(
        tuple(_finding(finding) for finding in event.findings),
        tuple(Need(kind, urgency, CERTAIN, RULE) for kind, urgency in needs),
    )


def _finding(written: FindingWritten) -> Finding:
    recorded = written.behaviour in HARM_TESTED and written.severity is not SeverityWord.MILD
    return Finding(
        BEHAVIOURS[written.behaviour],
        SEVERITIES[written.severity],
        TARGETS[written.target],
        CERTAIN,
        RULE,
        Ground.RECORD if recorded else Ground.RULE,
    )
