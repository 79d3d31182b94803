"""What is written down is what was decided: the record of a decision replays, and nothing personal stands in the ledger."""

from dataclasses import fields

from bot.compose import pack
from bot.evidence.canonical import encode
from bot.judging import EVERYTHING
from bot.record import drafts
from rules.decide import decide
from rules.model.account import Assurance, Identity
from rules.model.circumstances import Circumstances
from rules.model.decision import Decision, Given, Item
from rules.model.finding import Behaviour, Finding, Found, Severity, Span, Target
from rules.model.history import History, PastItem
from rules.model.interaction import InteractionKind, Where
from rules.model.plain import from_plain, to_plain
from tests.bot.conftest import TestClock
from tests.bot.pipeline.kit import Page


async def test_a_decision_replays_from_its_entry(page: Page) -> None:
    for words in ("good morning", "you are rubbish {abuse serious} {need repair}", "{threat extreme}"):
        data = (await page.after(words, author="the-same")).decided()
        given, decision = from_plain(Given, data["given"]), from_plain(Decision, data["decision"])
        assert decide(pack(page.policy), given) == decision
        assert given.abilities
        assert (data["mode"], data["detector"]) == ("auto", "marked-detector")


def test_what_is_written_out_once_is_what_would_be_written_each_time(clock: TestClock) -> None:
    item = Item("page", "memory", InteractionKind.COMMENT, Where.OUR_PAGE, clock(), clock())
    past = PastItem(clock(), "page", (Behaviour.ABUSE,), Severity.MILD, 0, True)
    finding = Finding(Behaviour.ABUSE, Severity.MILD, Target.STAFF, 900, "rule", span=Span(1, 2))
    for given in (
        Given(item, Found(), clock()),
        Given(item, Found(degraded=("classifier",)), clock(), History(complete=False), abilities=EVERYTHING),
        Given(item, Found((finding,)), clock(), History((past,)), circumstances=Circumstances(sensitive=True)),
        Given(item, Found(), clock(), identity=Identity(Assurance.CLAIMED, "c_1"), settings={"b": "2", "a": "1"}),
    ):
        assert set(drafts._given(given, "")) == {each.name for each in fields(Given)}
        assert encode(drafts._given(given, "")) == encode(to_plain(given))
        decision = decide(pack("derby-2024"), given)
        assert encode(drafts._decision(decision)) == encode(to_plain(decision))


async def test_no_digest_of_words_stands_in_evidence(page: Page) -> None:
    """Erased words could be guessed from it. Whether they were the same words as before may be known."""
    await page.after("the lift is out", author="ann")
    await page.after("and the door too", author="ann")
    data = (await page.after("The LIFT is out!", author="ann")).decided()
    assert [item["digest"] for item in data["given"]["history"]["items"]] == [1, 0]


async def test_abilities_that_change_are_written_as_they_were(page: Page) -> None:
    on_page = from_plain(Given, (await page.after("hello")).decided()["given"])
    elsewhere = from_plain(Given, (await page.after("hello", root=None)).decided()["given"])
    again = from_plain(Given, (await page.after("hello you")).decided()["given"])
    assert on_page.abilities == again.abilities != elsewhere.abilities


async def test_no_handle_reference_or_word_stands_in_the_ledger(page: Page) -> None:
    page.say("my words {abuse serious} {need hazard soon}", author="author-ref", name="Jo Bloggs", root="thread-uri")
    page.world.garble('{"secret": "words"}')
    await page.hear()
    page.world.edit("post-1", "my other words {threat extreme}")
    page.world.delete("post-1")
    await page.hear()
    with page.database.read() as tx:
        bodies = b"".join(bytes(row[0]) for row in tx.exec_driver_sql("SELECT body FROM entry"))
    for personal in (b"my words", b"other words", b"author-ref", b"Bloggs", b"thread-uri", b"post-1", b"secret"):
        assert personal not in bodies
