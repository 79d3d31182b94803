"""Payloads into interactions: kinds by structure, times by the server, our own words dropped."""

import json
from datetime import UTC, datetime

import pytest

from adapters.bluesky.translate import translate
from adapters.platform import Json, Untranslatable
from rules.model.interaction import Heard, Interaction, InteractionKind, Media, Removal, Where
from tests.adapters.bluesky import samples
from tests.adapters.bluesky.samples import CID, ELSEWHERE, HEARD, OTHER, ROOT, SAID, THEM, US


def read(body: Json) -> tuple[Heard, ...]:
    return translate(json.dumps(body).encode(), HEARD, "bluesky")


def only(body: Json) -> Interaction:
    (one,) = read(body)
    assert isinstance(one, Interaction)
    return one


def test_a_reply_in_our_thread() -> None:
    one = only(samples.post())
    assert (one.kind, one.where, one.root, one.parent) == (InteractionKind.REPLY, Where.OUR_PAGE, ROOT, ROOT)
    assert (one.ref, one.version, one.author.ref, one.author.handle) == (SAID, CID, THEM, "tenant.test")
    assert one.parent_text == "Boiler visits this week"
    assert one.media == (Media("https://cdn.bsky.app/img/1@jpeg", "image/jpeg", "a wet wall"),)
    assert one.permalink == f"https://bsky.app/profile/{THEM}/post/3ksaid2222222"


def test_the_time_is_the_servers_not_the_authors_claim() -> None:
    assert only(samples.post()).at == datetime(2026, 11, 22, 9, 0, 0, 123000, UTC)


def test_without_a_servers_time_it_is_when_we_heard() -> None:
    body = samples.post()
    del body["post"]["indexedAt"]
    assert only(body).at == datetime.fromisoformat(HEARD)


@pytest.mark.parametrize("embed", [samples.quote(), samples.quote_with_picture()])
def test_a_quote_has_no_root(embed: Json) -> None:
    one = only(samples.post(embed=embed))
    assert (one.kind, one.where, one.root, one.parent) == (InteractionKind.QUOTE, Where.ELSEWHERE, None, ROOT)


def test_a_mention_stands_elsewhere() -> None:
    one = only(samples.post(facets=samples.mention()))
    assert (one.kind, one.where, one.root) == (InteractionKind.MENTION, Where.ELSEWHERE, SAID)
    assert one.mentions == (US,)


def test_a_mention_inside_our_thread_is_a_reply_there() -> None:
    one = only(samples.post(facets=samples.mention(), reply=samples.reply()))
    assert (one.kind, one.root) == (InteractionKind.REPLY, ROOT)


def test_a_reply_to_us_in_somebody_elses_thread() -> None:
    one = only(samples.post(reply=samples.reply(ELSEWHERE, ROOT)))
    assert (one.kind, one.where, one.root) == (InteractionKind.REPLY, Where.ELSEWHERE, ELSEWHERE)


def test_our_own_posts_are_dropped() -> None:
    assert read(samples.post(author=US)) == ()


def test_what_does_not_concern_us_is_dropped() -> None:
    assert read(samples.post(reply=samples.reply(ELSEWHERE))) == ()
    assert read(samples.post(facets=samples.mention(OTHER))) == ()


def test_a_direct_message() -> None:
    one = only(samples.letter())
    assert (one.kind, one.private, one.ref, one.text) == (InteractionKind.DIRECT_MESSAGE, True, "c1/m1", "Privately")


def test_a_removal() -> None:
    (one,) = read(samples.gone())
    assert isinstance(one, Removal)
    assert one.ref == SAID


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"type": "trouble", "why": "no direct messages"}, "no direct messages"),
        ({"type": "story"}, "'story' is not known"),
        ({**samples.post(), "post": None}, "post is missing"),
        ({**samples.gone(), "uri": "at://did:plc:x/app.bsky.feed.like/1"}, "not the address of a post"),
        (samples.post("half a surrogate \ud800", reply=samples.reply()), "surrogates"),
    ],
)
def test_what_cannot_be_read_says_why(body: Json, why: str) -> None:
    with pytest.raises(Untranslatable, match=why):
        read(body)
