"""What each kind of payload becomes."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.platform import Untranslatable
from adapters.x.translate import translate
from rules.model.interaction import Interaction, InteractionKind, Removal, Where
from tests.adapters.x import samples


def one(body: dict[str, Any]) -> Interaction:
    (said,) = translate(json.dumps(body).encode(), samples.HEARD, "x")
    assert isinstance(said, Interaction)
    return said


def nothing(body: dict[str, Any]) -> bool:
    return translate(json.dumps(body).encode(), samples.HEARD, "x") == ()


def test_a_reply_in_our_thread() -> None:
    said = one(samples.post())
    assert (said.kind, said.where) == (InteractionKind.REPLY, Where.OUR_PAGE)
    assert said.text == "No heating & no answer", "without the name X puts in front, and not escaped"
    assert said.root == f"{samples.US}/{samples.ROOT}", "the thread's name says whose it is"
    assert (said.parent, said.parent_text) == (samples.ROOT, "Repairs update")
    assert said.at == datetime(2026, 11, 22, 8, 59, tzinfo=UTC)
    assert (said.author.ref, said.author.handle, said.author.ours) == (samples.THEM, "tenant", False)
    assert said.permalink == f"https://x.com/i/status/{said.version}"
    assert (said.edited, said.languages, said.mentions) == (False, ("en",), (samples.US,))


def test_a_name_the_author_wrote_stays() -> None:
    said = one(samples.mention())
    assert (said.kind, said.where) == (InteractionKind.MENTION, Where.ELSEWHERE)
    assert said.text == "Look at this, @oakhomes"
    (picture,) = said.media
    assert (picture.url, picture.mime, picture.alt) == ("https://pbs.twimg.com/media/a.jpg", "image/jpeg", "Mould")


def test_a_quote_hangs_on_no_thread() -> None:
    said = one(samples.quote())
    assert (said.kind, said.where, said.root, said.parent) == (
        InteractionKind.QUOTE,
        Where.ELSEWHERE,
        None,
        samples.ROOT,
    )


def test_an_edit_is_the_same_post_in_another_version() -> None:
    before, after = one(samples.post()), one(samples.edited())
    assert before.ref == after.ref
    assert before.version != after.version
    assert after.edited


def test_the_new_names_of_fields_are_read_too() -> None:
    body = samples.edited()
    found = body["post"]
    for old, new in (("edit_history_tweet_ids", "edit_history_post_ids"), ("referenced_tweets", "referenced_posts")):
        found[new] = found.pop(old)
    assert one(body) == one(samples.edited())


def test_a_long_post_is_whole() -> None:
    said = one(samples.long_post())
    assert said.text.startswith("the boiler is off")
    assert len(said.text) > 280
    assert "…" not in said.text


def test_a_letter() -> None:
    said = one(samples.letter())
    assert said.private
    assert said.text == "Privately: 3 < 4"
    assert said.ref == "dm/2100000000000000005"


def test_our_own_words_reposts_and_what_is_not_about_us_become_nothing() -> None:
    own = samples.post(author_id=samples.US)
    own["author"] = {"id": samples.US, "username": "oakhomes"}
    assert nothing(own)
    assert nothing(samples.post(referenced_tweets=[{"type": "retweeted", "id": samples.ROOT}]))
    other = samples.post(in_reply_to_user_id=samples.OTHER, entities={})
    assert nothing({**other, "owner": samples.OTHER, "by": "conversation"})
    ours = samples.letter(sender_id=samples.US)
    assert nothing({**ours, "author": {"id": samples.US}})


def test_a_removal() -> None:
    (gone,) = translate(json.dumps(samples.gone()).encode(), samples.HEARD, "x")
    assert isinstance(gone, Removal)
    assert gone.ref == samples.gone()["ref"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({"type": "trouble", "why": "no credits left"}, "no credits left"),
        ({"type": "poll"}, "'poll' is not known"),
        ({"data": []}, "is not known"),
        (samples.post(id="12x"), "not an id"),
        (samples.post(text=None), "text"),
        (samples.post(author_id="5"), "author"),
        (samples.post(created_at="yesterday"), "cannot be read"),
        (samples.letter(event_type="ParticipantsJoin"), "no message"),
        (samples.post(text="\ud800"), "cannot be read"),
    ],
)
def test_what_cannot_be_understood_says_why(body: dict[str, Any], why: str) -> None:
    with pytest.raises(Untranslatable, match=why):
        translate(json.dumps(body).encode(), samples.HEARD, "x")
