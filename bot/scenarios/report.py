"""The result for a person to read: how much was met on which ground, and every difference with the writer's reason."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.scenarios.compare import Result
from bot.scenarios.schema import ClockEvent, Event, InteractionEvent, Scenario, StaffEvent
from bot.scenarios.words import Basis

_GROUNDS: Mapping[Basis, str] = {
    Basis.TEXT: "on a clause of the policy",
    Basis.RESOLUTION: "on a resolution or one of the fifteen rules",
    Basis.JUDGEMENT: "on the writer's own reading, scored apart",
}


def report(scenarios: Sequence[Scenario], found: Sequence[Result]) -> str:
    """Everything, as text."""
    return "\n".join([*_differences(scenarios, found), *_summary(len(scenarios), found)])


def _summary(scenarios: int, found: Sequence[Result]) -> Iterator[str]:
    met = sum(result.met for result in found)
    yield f"{_many(scenarios, 'scenario')}, {_many(len(found), 'expectation')}: {met:,} met, {len(found) - met:,} unmet"
    for basis, words in _GROUNDS.items():
        theirs = [result for result in found if result.expected.basis is basis]
        if theirs:
            yield f"  {sum(result.met for result in theirs):>5,} of {len(theirs):,} {words}"


def _differences(scenarios: Sequence[Scenario], found: Sequence[Result]) -> Iterator[str]:
    by_id = {scenario.id: scenario for scenario in scenarios}
    for result in found:
        if not result.met:
            yield from _difference(by_id[result.scenario], result)
            yield ""


def _difference(scenario: Scenario, result: Result) -> Iterator[str]:
    number, basis = result.expected.after_event, result.expected.basis
    yield f"{scenario.id}  {line(scenario.title)}"
    yield f"  after event {number} ({line(said(scenario.events[number - 1]))}), {_GROUNDS[basis]}"
    if result.missing:
        yield f"  expected and not there: {', '.join(result.missing)}"
    if result.forbidden:
        yield f"  there and not to be: {', '.join(result.forbidden)}"
    if result.expected.why:
        yield f"  the writer's reason: {line(result.expected.why)}"


def said(event: Event) -> str:
    """An event in a few words."""
    if isinstance(event, InteractionEvent):
        return f"{event.kind.value} by {event.account} on {event.platform.value}"
    if isinstance(event, StaffEvent):
        return f"{event.staff} {event.person}: {event.does.value.replace('_', ' ')}"
    if isinstance(event, ClockEvent):
        return f"time comes to {event.at.isoformat()}"
    return f"the platform or the evidence store says: {event.system.value.replace('_', ' ')}"


def line(text: str) -> str:
    """Words of a file on one line that a terminal may show."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _many(count: int, of: str) -> str:
    return f"{count:,} {of}{'' if count == 1 else 's'}"


def fails(found: Iterable[Result]) -> bool:
    """Whether anything that rests on a clause or a rule is unmet."""
    return any(result.fails for result in found)
