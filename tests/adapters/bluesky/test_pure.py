"""The small pure parts: names, words, the place, abilities, errors, settings."""

import subprocess
import sys

import pytest
from pydantic import SecretStr, ValidationError

from adapters.bluesky import BlueskySettings, connect, ids
from adapters.bluesky.act import VERBS_DONE
from adapters.bluesky.can import VERBS, Standing, abilities
from adapters.bluesky.errors import Answered, NobodyKnows, NotReached, Refusal, Stale, outcome
from adapters.bluesky.place import MOST_KNOWN, Place, place_of
from adapters.bluesky.words import fits, link_facets
from adapters.platform import OutcomeState, Subject
from rules.model.measure import Can, Undo, Verb
from tests.adapters.bluesky.samples import CID, ELSEWHERE, ROOT, SAID, THEM, US
from tests.adapters.ears import KeptNotebook

DIGITS = "234567abcdefghijklmnopqrstuvwxyz"


def test_the_same_key_gives_the_same_record_key_and_another_key_another() -> None:
    keys = [ids.record_key(f"action-{number}") for number in range(2000)]
    assert keys == [ids.record_key(f"action-{number}") for number in range(2000)]
    assert len(set(keys)) == 2000


def test_a_record_key_is_a_tid_older_than_the_network() -> None:
    for number in range(200):
        key = ids.record_key(str(number))
        assert len(key) == 13
        assert set(key) <= set(DIGITS)
        value = sum(DIGITS.index(digit) << 5 * place for place, digit in enumerate(reversed(key)))
        assert 2005 <= 1970 + (value >> 10) / 1e6 / 31_556_952 <= 2011


def test_addresses() -> None:
    assert ids.address(SAID) == ids.Address(THEM, ids.POST, "3ksaid2222222")
    assert str(ids.Address(THEM, ids.POST, "3ksaid2222222")) == SAID
    for wrong in (
        "",
        "at://",
        "https://x/y/z",
        "at://did:plc:x/app.bsky.feed.post",
        "at://a.test/app.bsky.feed.post/1",
    ):
        assert ids.address(wrong) is None
    assert ids.long(ids.short(SAID)) == SAID


def test_words_that_do_not_fit_are_refused_never_cut() -> None:
    assert fits("x" * 300, 300) == ""
    assert "longer than 300" in fits("x" * 301, 300)
    assert fits("  ", 300)


def test_links_are_found_by_bytes() -> None:
    text = "Règles – https://example.org/rules."
    (facet,) = link_facets(text)
    start, end = facet["index"]["byteStart"], facet["index"]["byteEnd"]
    assert text.encode()[start:end].decode() == "https://example.org/rules" == facet["features"][0]["uri"]


def test_the_place_survives_being_written_down() -> None:
    place = Place("2026-01-01", "2026-02-02", letters="rev9", seq=7).with_posts({SAID: CID, ROOT: CID}, [ROOT])
    again = place_of(place.as_text(), "ignored")
    assert again == place
    assert again.knows(SAID, CID)
    assert not again.knows(SAID, "another version")
    assert again.version_end(ROOT) is None


@pytest.mark.parametrize("damaged", [None, "", "{", "[]", '"x"', '{"v":2}', '{"v":1,"known":[]}'])
def test_a_damaged_place_is_a_first_run(damaged: str | None) -> None:
    assert place_of(damaged, "2026-01-01") == Place("2026-01-01")


def test_the_list_of_known_posts_has_an_end_and_drops_who_was_met_longest_ago() -> None:
    place = Place("").with_posts({f"at://{THEM}/app.bsky.feed.post/{n}": CID for n in range(MOST_KNOWN)}, [])
    place = place.with_posts({f"at://{THEM}/app.bsky.feed.post/0": CID, SAID: CID}, [])
    assert len(place.known) == MOST_KNOWN
    assert place.version_end(f"at://{THEM}/app.bsky.feed.post/0")
    assert place.version_end(f"at://{THEM}/app.bsky.feed.post/1") is None


STANDING = Standing(US, {US})


def test_every_verb_that_is_promised_is_done() -> None:
    assert set(VERBS_DONE) == VERBS


def test_what_can_be_done_depends_on_where_it_stands() -> None:
    ours = abilities(STANDING, Subject(SAID, CID, ROOT, THEM), private=False)
    quote = abilities(STANDING, Subject(SAID, CID, None, THEM), private=False)
    elsewhere = abilities(STANDING, Subject(SAID, CID, ELSEWHERE, THEM), private=False)
    letter = abilities(STANDING, Subject("c1/m1", "1", None, THEM), private=True)
    assert ours[Verb.HIDE].can is Can.AUTO
    assert Verb.DETACH not in ours
    assert quote[Verb.DETACH].can is Can.AUTO
    assert Verb.HIDE not in quote
    assert not {Verb.HIDE, Verb.DETACH, Verb.RESTRICT_REPLIES} & set(elsewhere)
    assert set(letter) == {Verb.BLOCK, Verb.UNBLOCK, Verb.MUTE, Verb.UNMUTE, Verb.MESSAGE}
    assert Verb.DELETE not in ours


def test_approvers_see_that_a_block_is_public_and_a_mute_is_not() -> None:
    able = abilities(STANDING, Subject(SAID, CID, ROOT, THEM), private=False)
    assert able[Verb.BLOCK].public
    assert "public" in able[Verb.BLOCK].why
    assert not able[Verb.MUTE].public
    assert able[Verb.REPORT].undo is Undo.ONE_WAY


def test_what_can_be_done_is_not_known_before_signing_in() -> None:
    platform = connect(BlueskySettings(handle="a.example", app_password=SecretStr("x")), KeptNotebook())
    assert platform.can(Subject(SAID, CID, ROOT, THEM), private=False) is None


def test_nothing_can_be_done_to_ourselves() -> None:
    own = abilities(STANDING, Subject(ROOT, CID, ROOT, US), private=False)
    assert not {Verb.BLOCK, Verb.MUTE, Verb.MESSAGE, Verb.REPORT} & set(own)
    assert Verb.WITHDRAW in own


def test_without_the_right_to_write_letters_a_person_must() -> None:
    able = abilities(Standing(US, {US}, "not allowed"), Subject(SAID, CID, ROOT, THEM), private=False)
    assert (able[Verb.MESSAGE].can, able[Verb.MESSAGE].why) == (Can.MANUAL, "not allowed")


@pytest.mark.parametrize(
    ("trouble", "state", "retry_after", "stale"),
    [
        (Answered("RateLimitExceeded", "slow down", 429, 17.0), OutcomeState.FAILED, 17.0, False),
        (Answered("InvalidSwap", "changed", 400), OutcomeState.FAILED, 30.0, False),
        (Answered("UpstreamFailure", "down", 502), OutcomeState.FAILED, 30.0, False),
        (Answered("InvalidRequest", "no", 400), OutcomeState.REFUSED, None, False),
        (NotReached("ConnectError", "no line"), OutcomeState.FAILED, 30.0, False),
        (NobodyKnows("ReadTimeout", "no answer"), OutcomeState.UNKNOWN, None, False),
        (Refusal("Full", "300"), OutcomeState.REFUSED, None, False),
        (Stale("Edited", "edited"), OutcomeState.REFUSED, None, True),
    ],
)
def test_troubles_become_outcomes(
    trouble: Answered, state: OutcomeState, retry_after: float | None, stale: bool
) -> None:
    became = outcome(trouble)
    assert (became.state, became.retry_after, became.stale) == (state, retry_after, stale)
    assert became.why


def test_the_app_password_travels_encrypted_or_stays_on_this_machine() -> None:
    with pytest.raises(ValidationError, match="must start with https"):
        BlueskySettings(base_url="http://pds.example.org", handle="a.test", app_password=SecretStr("x"))
    local = BlueskySettings(base_url="http://localhost:2583", handle="a.test", app_password=SecretStr("xyzzy"))
    assert "xyzzy" not in repr(local)


def test_the_library_is_not_loaded_before_it_is_needed() -> None:
    program = "import sys, adapters.bluesky; print('atproto' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"
