"""Figures: counted exactly, the same in any order, and told with what the policy makes of them."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.compose import pack
from rules.detect.figures import Said, of_account, of_comment
from rules.detect.told import often, told
from rules.text.likeness import MOST_LETTERS, NEARLY, alike, letters, runs

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOAX = "Ring the office today and ask for a refund of your service charge, everybody on Tansy Row is owed 240 pounds."


def _said(text: str | None = "hello there", ago: timedelta = timedelta(), **more: object) -> Said:
    fields: dict[str, object] = {"account": "u_ann", "channel": "page", "thread": "t", **more}
    return Said(at=NOW - ago, text=text, **fields)  # type: ignore[arg-type]  # a test's own fields, by name


def _minutes(*ago: int, **more: object) -> list[Said]:
    return [_said(f"day {n} of asking nicely", timedelta(minutes=n), **more) for n in ago]


def test_volume_is_counted_by_time_and_chasing_apart() -> None:
    own = [*_minutes(5, 50), *_minutes(120, chasing=True), *_minutes(60 * 24 * 3), *_minutes(60 * 24 * 40)]
    counts = of_account(own, NOW)
    assert [(one.wrote, one.chasing, one.counts) for one in counts] == [(2, 0, 2), (3, 1, 2), (4, 1, 3), (4, 1, 3)]
    assert list(often(counts)) == [
        "2 comments within the last hour.",
        "3 comments within 24 hours, 1 while we had left something of theirs overdue, which never counts.",
        "4 comments within 7 days, 1 while we had left something of theirs overdue, which never counts.",
    ]


def test_the_same_and_nearly_the_same_words() -> None:
    own = [
        _said(HOAX.upper(), timedelta(hours=1)),
        _said(HOAX.replace("240", "260"), timedelta(hours=2), channel="other"),
        _said("The bins on Tansy Row were not emptied today either", timedelta(hours=3)),
        _said(None, timedelta(hours=4)),
        _said(HOAX, timedelta(days=29)),
    ]
    found = of_comment(_said(HOAX), own, [])
    assert (found.same, found.nearly, found.places) == (2, 2, 2)
    assert of_comment(_said("thanks"), [_said("thank"), _said("hanks")], []).nearly == 0, "short words are not alike"
    assert of_comment(_said(None), own, []).same == 0, "what was erased is like nothing"


def test_writing_everywhere_is_counted_whatever_is_said() -> None:
    own = [_said(f"number {n}", timedelta(hours=n), channel=f"page-{n % 3}", thread=f"t{n}") for n in range(1, 7)]
    own.append(_said("long ago", timedelta(hours=25), thread="old"))
    found = of_comment(_said("and here"), own, [])
    assert (found.spread, found.places) == (7, 0)
    assert "Whatever it said, it wrote in 7 channels or threads within 24 hours." in told(found)
    few = of_comment(_said("and here"), own[:2], [])
    assert few.spread == 3
    assert not any("Whatever it said" in line for line in told(few))
    assert of_comment(_said("once"), [], []).spread == 0


def test_counting_days_of_waiting_is_not_repeating() -> None:
    own = [_said(f"day {n} without a boiler", timedelta(days=9 - n)) for n in range(1, 9)]
    found = of_comment(_said("day 9 without a boiler and my nan is 84, does nobody read this"), own, [])
    assert (found.same, found.nearly) == (0, 0)


def test_many_accounts_the_same_words_one_name_one_thread() -> None:
    around = [
        _said(HOAX, timedelta(minutes=n), account=f"u_{n}", names=frozenset({"karen"}), thread="t" if n < 4 else "s")
        for n in range(1, 7)
    ]
    said = _said(HOAX, names=frozenset({"karen", "dave"}), mentions=7)
    found = of_comment(said, [], around)
    assert (found.others, found.named, found.mentions) == (6, {"karen": 7}, 7)
    assert (found.in_thread, found.thread_accounts, found.burst, found.burst_accounts) == (4, 4, 4, 4)
    assert of_comment(replace(said, thread=None), [], around).in_thread == 0
    assert of_comment(said, [], [replace(one, at=NOW - timedelta(days=2)) for one in around]).named == {}


def test_the_busiest_ten_minutes() -> None:
    around = [_said("x", timedelta(minutes=600 + n), account=f"u_{n % 3}") for n in range(9)]
    found = of_comment(_said("y"), [], around)
    assert (found.in_thread, found.burst, found.burst_accounts) == (1, 9, 3)


def test_any_order_gives_the_same_figures() -> None:
    chance = random.Random(7)
    own = [_said(chance.choice([HOAX, "no", "why"]), timedelta(minutes=chance.randrange(9000))) for _ in range(60)]
    around = [replace(one, account=f"u_{n % 9}", names=frozenset({"jo"})) for n, one in enumerate(own)]
    said = _said(HOAX, names=frozenset({"jo"}))
    found = of_comment(said, own, around)
    for _ in range(5):
        chance.shuffle(own)
        chance.shuffle(around)
        assert of_comment(said, own, around) == found


def _alike(one: str, other: str) -> int:
    return alike(runs(letters(one)), runs(letters(other)))


def test_likeness_is_whole_numbers_between_nothing_and_all() -> None:
    assert letters("  " + HOAX.upper() + "!!") == letters(HOAX) == letters(HOAX.replace("o", "\u043e"))
    assert _alike(HOAX, HOAX) == 1000
    assert NEARLY <= _alike(HOAX, HOAX.replace("today", "now")) < 1000
    assert _alike(HOAX, "My heating has been off since Friday and the baby is cold.") < 200
    assert _alike("", "") == _alike("!!", "??") == 0
    assert len(letters("a long text that goes on " * 5000)) == MOST_LETTERS


@pytest.mark.parametrize(
    ("policy", "says"),
    [
        ("derby-2024", "It counts only once a named person records, with figures, what it keeps from others"),
        ("derby-2020", "The number of comments does not count"),
        ("house-rules", "The number of comments does not count"),
    ],
)
def test_what_a_figure_means_is_the_policys_own(policy: str, says: str) -> None:
    lines = told(of_comment(_said(HOAX), [_said(HOAX)], []), pack(policy))
    assert lines[-1].startswith(says)
    assert told(of_comment(_said(HOAX), [], []), pack(policy)) == (), "who wrote once has no figures"
    silent = pack(policy).model_copy(update={"volume": None})
    assert told(of_comment(_said(HOAX), [_said(HOAX)], []), silent)[-1] == (
        "The policy does not speak of how many comments somebody writes."
    )
