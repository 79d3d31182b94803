"""What the judge would have recorded about a story: what it was given, and its decision."""

from datetime import datetime, timedelta

from rules.model.circumstances import Circumstances
from rules.model.decision import (
    Alternative,
    Citation,
    ClauseResult,
    Considered,
    Decision,
    FormalRoute,
    Gate,
    Given,
    Item,
    Measure,
    Met,
    PersonTask,
)
from rules.model.finding import Finding, Found, Need, Span, Urgency
from rules.model.interaction import Where
from rules.model.measure import Abilities, Can, Capability, MeasureKind, Undo, Verb
from rules.model.staff import Role
from tests.bot.console.stories import Story

SETTINGS = {
    "approver_post": "Head of Service",
    "rules_link": "example.org/rules",
    "how_to_challenge": "example.org/look-again",
}
PACK, VERSION = "derby-2024", "2024.2"

ABILITIES: Abilities = {
    Verb.REPLY: Capability(Can.AUTO, limit=300, why="Everybody can read a reply.", public=True),
    Verb.MESSAGE: Capability(
        Can.AUTO_IF, Undo.ONE_WAY, "They may have closed their private messages to us.", limit=1000
    ),
    Verb.HIDE: Capability(Can.AUTO, why="Hidden replies can still be opened by readers."),
    Verb.REPORT: Capability(Can.AUTO, Undo.ONE_WAY, "Goes to the platform’s own moderators."),
    Verb.BLOCK: Capability(Can.AUTO, why="A block is public here: anybody can see whom we block.", public=True),
    Verb.MUTE: Capability(Can.AUTO, why="They do not notice; others still see what they write."),
    Verb.RESTRICT_REPLIES: Capability(Can.AUTO, why="Silences everybody on the thread, not only this account."),
    Verb.DELETE: Capability(Can.IMPOSSIBLE, Undo.ONE_WAY, "Only the author can delete what they wrote."),
}
HIDELESS: Abilities = ABILITIES | {
    Verb.HIDE: Capability(Can.IMPOSSIBLE, Undo.ONE_WAY, "this platform has no hide"),
    Verb.DELETE: Capability(Can.AUTO, Undo.ONE_WAY, "Deleting cannot be taken back."),
}


def given(story: Story, at: datetime) -> Given:
    findings = tuple(
        Finding(behaviour, severity, target, 900, f"lexicon:{behaviour.value}", span=_span(story.text, words))
        for behaviour, severity, target, words in story.findings
    )
    needs = tuple(
        Need(w.kind, w.urgency, 900, f"needs:{w.kind.value}", _span(story.text, w.words)) for w in story.wishes
    )
    item = Item(story.channel, "bluesky", story.kind, Where.OUR_PAGE, at, at + timedelta(seconds=4))
    return Given(
        item,
        Found(findings, needs, story.degraded),
        at,
        circumstances=Circumstances(),
        abilities=HIDELESS if story.hideless else ABILITIES,
        settings=SETTINGS,
    )


def _span(text: str, words: str) -> Span | None:
    start = text.find(words)
    return Span(start, start + len(words)) if words and start >= 0 else None


def decision(story: Story) -> Decision:
    clause = Citation(PACK, VERSION, "DH24-30" if story.findings else "DH24-02")
    gates = (Gate("sure", Met.YES, "found by a rule, and sure enough"), Gate("able", Met.YES, "the platform can do it"))
    shut = Gate("identity_verified", Met.NO, "nobody has verified who this account is")
    return Decision(
        PACK,
        VERSION,
        story.course,
        story.severity,
        measures=tuple(Measure(s.measure, s.why, (clause,), s.automatic, s.role, gates) for s in story.steps),
        tasks=tuple(PersonTask(kind, Role.MODERATOR, Urgency.SOON, why) for kind, why in story.tasks),
        considered=(
            Considered(
                clause,
                ClauseResult.MATCHED,
                "words that may go against the house rules" if story.findings else "everybody is heard",
            ),
            Considered(
                Citation(PACK, VERSION, "DH24-03"),
                ClauseResult.NOT_MATCHED,
                "nothing is known of their circumstances",
            ),
        ),
        alternatives=tuple(Alternative(kind, why) for kind, why in story.alternatives),
        formal=FormalRoute(open=False, unmet=(shut,), less_restrictive=(MeasureKind.WARNING_PRIVATE,)),
        shielded=story.shielded,
        degraded=story.degraded,
        breach=bool(story.findings),
    )
