"""The pure parts: ids, words, place, what can be done, and the cost meter."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from pydantic import SecretStr, ValidationError

from adapters.platform import Subject
from adapters.x import XSettings, ids, words
from adapters.x.can import Standing, abilities
from adapters.x.cost import BudgetSpent, Meter, prices
from adapters.x.place import MOST_KNOWN, Place, place_of
from rules.model.measure import Can, Undo, Verb
from tests.adapters.ears import KeptNotebook

US, THEM = "1000", "2000"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_ids_hold_their_time() -> None:
    number = ids.id_at(NOON)
    assert ids.moment_of(number) == NOON
    assert ids.moment_of(ids.earlier(number, timedelta(minutes=5))) == NOON - timedelta(minutes=5)
    assert ids.earlier("1", timedelta(days=1)) == "1"


def test_a_thread_says_whose_it_is() -> None:
    thread = ids.root(US, "11")
    assert (ids.owner(thread), ids.conversation(thread)) == (US, "11")
    assert (ids.owner(ids.root("", "11")), ids.conversation("11"), ids.owner(None)) == ("", "11", "")


@pytest.mark.parametrize(
    ("text", "weight"),
    [("abc", 3), ("é", 1), ("日本", 4), ("\N{GRINNING FACE}", 2), ("e\N{COMBINING ACUTE ACCENT}", 1)],
)
def test_letters_are_counted_as_x_counts_them(text: str, weight: int) -> None:
    assert words.weight(text) == weight


@pytest.mark.parametrize(
    "text",
    ["see https://oak.example/rules", "see oakhomes.co.uk.", "HTTP://A.B", "go to oak.homes/now"],
)
def test_a_link_is_never_sent(text: str) -> None:
    assert "link" in words.unfit(text, words.POST_LIMIT)
    assert not words.unfit(words.without_links(text, "our profile"), words.POST_LIMIT)


@pytest.mark.parametrize("text", ["write to care@oak.co.uk", "We waited.Then nothing", "at 10.30", "e.g. this"])
def test_what_is_no_link(text: str) -> None:
    assert not words.unfit(text, words.POST_LIMIT)


def test_words_in_place_of_a_link_keep_the_sentence() -> None:
    text = "It may go against our house rules: https://oak.example/rules. To have that looked at: ask."
    assert words.without_links(text, "see our profile") == (
        "It may go against our house rules: see our profile. To have that looked at: ask."
    )


def test_what_does_not_fit_is_not_cut() -> None:
    assert not words.unfit("a" * 280, words.POST_LIMIT)
    assert "280" in words.unfit("a" * 281, words.POST_LIMIT)
    assert words.unfit("日" * 141, words.POST_LIMIT)
    assert words.unfit("  ", words.POST_LIMIT)


def test_the_place_survives_writing_and_damage_begins_anew() -> None:
    place = Place("5", "9", "8").with_posts({"1": "1", "2": "3"}, []).with_threads({"1": US, "7": ""})
    assert place_of(place.as_text(), "1") == place
    assert place.knows("2", "3")
    assert place.knows("2", "2"), "an older version is no news"
    assert not place.knows("2", "4")
    assert not place.with_posts({}, ["2"]).knows("2", "3")
    for broken in (None, "", "[]", "{}", '{"v":1}', place.as_text()[:-5], '{"v":1,"since":"x","at":"","dm":""}'):
        assert place_of(broken, "1") == Place("1")


def test_the_place_stays_small() -> None:
    place = Place("5").with_posts({str(number): str(number) for number in range(MOST_KNOWN + 50)}, [])
    assert len(place.known) == MOST_KNOWN
    assert "0" not in place.known


def test_hiding_only_in_our_own_threads() -> None:
    standing = Standing(US, {US})
    here = abilities(standing, Subject("22", "22", f"{US}/11", THEM), private=False)
    there = abilities(standing, Subject("22", "22", f"{THEM}/11", THEM), private=False)
    assert here[Verb.HIDE].can is Can.AUTO
    assert Verb.HIDE not in there
    assert Verb.DELETE not in here
    assert Verb.RESTRICT_REPLIES not in here


def test_blocking_and_reporting_are_by_hand_with_a_link() -> None:
    able = abilities(Standing(US, {US}), Subject("22", "23", f"{US}/11", THEM), private=False)
    assert {able[verb].can for verb in (Verb.BLOCK, Verb.UNBLOCK, Verb.REPORT)} == {Can.MANUAL}
    assert able[Verb.BLOCK].undo is Undo.UNDO_MANUAL
    assert f"https://x.com/i/user/{THEM}" in able[Verb.BLOCK].why
    assert "https://x.com/i/status/23" in able[Verb.REPORT].why


def test_only_who_wrote_to_us_is_written_to() -> None:
    subject = Subject("22", "22", f"{US}/11", THEM)
    stranger, writer = Standing(US, {US}), Standing(US, {US}, {THEM})
    assert abilities(stranger, subject, private=False)[Verb.MESSAGE].can is Can.MANUAL
    assert abilities(writer, subject, private=False)[Verb.MESSAGE].can is Can.AUTO_IF
    assert abilities(stranger, Subject("dm/1", "1", None, THEM), private=True)[Verb.MESSAGE].can is Can.AUTO_IF
    closed = Standing(US, {US}, {THEM}, no_letters="our keys may not")
    assert abilities(closed, subject, private=False)[Verb.MESSAGE].why == "our keys may not"


def test_our_own_post_can_only_be_withdrawn() -> None:
    able = abilities(Standing(US, {US}), Subject("11", "11", f"{US}/11", US), private=False)
    assert set(able) == {Verb.WITHDRAW}


def test_prices_have_a_date_and_a_source() -> None:
    kept = prices()
    assert kept.source.startswith("https://docs.x.com/")
    assert datetime.fromisoformat(kept.date).year >= 2026
    assert all(cost > 0 for cost in kept.of.values())


def page(*numbers: str, users: tuple[str, ...] = ()) -> dict[str, object]:
    return {"data": [{"id": one} for one in numbers], "includes": {"users": [{"id": one} for one in users]}}


async def test_a_resource_is_charged_once_a_day() -> None:
    now = [NOON]
    meter = Meter(1_000_000, KeptNotebook(), lambda: now[0])
    meter.read("post_read", page("1", "2", users=("7",)))
    assert meter.spent == 2 * 5000 + 10000
    meter.read("post_read", page("2", "3", users=("7",)))
    assert meter.spent == 3 * 5000 + 10000
    meter.read("own_read", page())
    now[0] += timedelta(days=1)
    meter.read("post_read", page("2"))
    assert meter.spent == 5000, "a new day begins at nothing, and charges again"


async def test_the_brake_and_the_morning_after() -> None:
    now = [NOON]
    notebook = KeptNotebook()
    meter = Meter(20_000, notebook, lambda: now[0])
    meter.check("reply")
    meter.deed("reply")
    await meter.save()
    with pytest.raises(BudgetSpent) as spent:
        meter.check("reply")
    assert spent.value.passing
    assert spent.value.retry_after == 12 * 3600
    assert "$0.01 of $0.02" in spent.value.why
    again = Meter(20_000, notebook, lambda: now[0])
    await again.load()
    assert again.spent == 15_000, "a restart does not begin the day again"
    now[0] += timedelta(days=1)
    again.check("reply")


async def test_a_damaged_note_of_what_was_spent_begins_at_nothing() -> None:
    notebook = KeptNotebook()
    notebook.texts["x spent"] = '{"day": 5'
    meter = Meter(20_000, notebook, lambda: NOON)
    await meter.load()
    assert meter.spent == 0


def settings(**more: object) -> XSettings:
    given: dict[str, object] = {
        name: SecretStr("abc") for name in ("consumer_key", "consumer_secret", "access_token_secret")
    }
    return XSettings.model_validate({**given, "access_token": SecretStr("1000-abc"), **more})


def test_settings_know_who_we_are_and_show_no_secret() -> None:
    made = settings(own_ids=[77], daily_budget="2.50")
    assert (made.us, made.budget) == ("1000", 2_500_000)
    assert made.ours == frozenset({"1000", "77"})
    assert made.daily_budget == Decimal("2.50")
    assert "abc" not in repr(made)


@pytest.mark.parametrize("wrong", [{"access_token": "no-number"}, {"daily_budget": -1}, {"tier": "pro"}])
def test_settings_refuse(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        settings(**wrong)
