"""Find, route, decide and plan for one interaction. Whatever raises, it goes on to a person with what is known."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from adapters.platform import Platform
from bot.actions.brakes import Brakes, Doing, sensitive
from bot.actions.plan import Ground, Unplanned, plan
from bot.actions.plan.holding import HIDING
from bot.actions.plan.plan import subject_of
from bot.judging import Finds, item_of
from bot.pipeline.known import Version
from bot.pipeline.people import KnownAccount, OpenNeeds
from bot.recall import readable
from bot.record.judged import Item, OpenNeed, Trouble
from bot.routing.references import new_reference
from bot.store.ids import new_id
from rules.casework.office import Office
from rules.decide import decide, leading
from rules.model.decision import Given
from rules.model.finding import Found, NeedKind
from rules.model.history import History
from rules.model.interaction import Interaction
from rules.model.measure import MeasureKind
from rules.policy.schema import Pack
from rules.routing import route, said_again


@dataclass(frozen=True, slots=True)
class Scales:
    """What every comment is weighed with."""

    detector: Finds
    pack: Pack
    settings: Mapping[str, str]
    brakes: Brakes
    office: Office


_GRAVEST_FIRST = {kind: place for place, kind in enumerate(NeedKind)}


def weigh(
    item: Item,
    scales: Scales,
    platform: Platform,
    author: KnownAccount,
    window: History,
    earlier: list[Version],
    now: datetime,
) -> None:
    """Fill in `item`. A comment counts in the brakes' rates whatever becomes of it. `window`: what went before."""
    hit = ""
    stage = "find"
    try:
        said = item.said
        item.found = scales.detector.find(
            readable(said.text),
            parent_text=said.parent_text and readable(said.parent_text),
            kind=said.kind,
            rating=said.rating,
            history=window,
        )
        own = _open_before(earlier)
        if item.found.needs:
            stage = "route"
            item.needs = _routed(item.found, said, own, author, scales.settings, now)
        stage = "decide"
        item.given = _given(item, scales, platform, author, window, own, now)
        item.decision = decide(scales.pack, item.given)
        if any(measure.automatic and measure.kind in HIDING for measure in item.decision.measures):
            lead = leading(scales.pack, item.given)
            hit = lead.rule if lead else ""
    except Exception as error:  # noqa: BLE001 - never lost, never stops the batch: *undecided*, and a person's task
        item.trouble = Trouble(stage, type(error).__name__, str(error))
    scales.brakes.heard(item.said.channel, hit)
    if item.decision is not None and item.decision.measures:
        _plan(item, scales, earlier, now)


def _given(
    item: Item,
    scales: Scales,
    platform: Platform,
    author: KnownAccount,
    window: History,
    own: OpenNeeds,
    now: datetime,
) -> Given:
    said, on = item.said, scales.brakes.on
    tense = bool(on) and (sensitive(None) in on or sensitive(said.root or said.ref) in on)
    seen = item_of(said)
    return Given(
        item=replace(seen, marks=author.marks) if author.marks else seen,
        found=item.found or Found(),
        now=now,
        history=author.history(window),
        identity=author.identity,
        circumstances=author.circumstances(scales.office, now, {need for need, _ in own.values()}, sensitive=tense),
        abilities=platform.can(subject_of(said), private=said.private),
        settings=dict(scales.settings),
    )


def _open_before(earlier: list[Version]) -> OpenNeeds:
    """What earlier versions of the same comment opened."""
    found: OpenNeeds = {}
    for version in earlier:
        found.update(version.needs)
    return found


def _routed(
    found: Found, said: Interaction, own: OpenNeeds, author: KnownAccount, settings: Mapping[str, str], now: datetime
) -> tuple[OpenNeed, ...]:
    """Each need once. What an earlier version opened, and what the account is already seen to for, keeps its reference."""
    again = said_again(found.needs, author.needs)
    needs: list[OpenNeed] = []
    for routed in route(found.needs, said.known_from, now, settings):
        kind = routed.kind
        if kind in own:
            needs.append(OpenNeed(*own[kind], routed, carried=True))
        elif kind in again:
            eldest = author.needs[kind][0]
            needs.append(OpenNeed(eldest.id, eldest.reference, routed, carried=True, attached=True))
        else:
            needs.append(OpenNeed(new_id("n"), new_reference(routed.prefix), routed))
    return tuple(needs)


def _plan(item: Item, scales: Scales, earlier: list[Version], now: datetime) -> None:
    said, given, decision = item.said, item.given, item.decision
    if given is None or decision is None:
        return
    told_before = _told_before(item, earlier)
    if told_before:
        left = tuple(m for m in decision.measures if m.kind is not MeasureKind.ACKNOWLEDGE)
        decision = replace(decision, measures=left)
    ground = Ground(said, given, decision, item.mode, scales.pack, _fill(item, scales), now)
    doing = Doing(
        said.channel,
        said.root or said.ref,
        ground.lead.rule if ground.lead else "",
        {finding.behaviour for finding in given.found.findings},
        now,
    )
    try:
        made = plan(ground, lambda kind: scales.brakes.hold(kind, doing))
    except Exception as error:  # noqa: BLE001 - the decision stands; a person does what could not be planned
        item.trouble = Trouble("plan", type(error).__name__, str(error))
        return
    item.plan = replace(made, unplanned=made.unplanned + told_before)


def _told_before(item: Item, earlier: list[Version]) -> tuple[Unplanned, ...]:
    """An edit that asks for nothing new is not acknowledged a second time."""
    nothing_new = all(need.carried for need in item.needs)
    if nothing_new and any(version.acknowledged for version in earlier):
        return (Unplanned(MeasureKind.ACKNOWLEDGE, "acknowledged under an earlier version of the same comment"),)
    return ()


def _fill(item: Item, scales: Scales) -> dict[str, str]:
    """What may stand in fixed texts. The reference is that of the need whose words are used: the gravest."""
    fill = dict(scales.settings)
    if item.needs:
        fill["reference"] = min(item.needs, key=lambda need: _GRAVEST_FIRST[need.routed.kind]).reference
    return fill
