"""What each kind of payload becomes, and why others become nothing."""

import copy
import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.discord.translate import HEARD, translate
from adapters.platform import Untranslatable
from rules.model.interaction import Heard, Interaction, InteractionKind, Media, Removal
from tests.adapters.discord import samples

REPLY, REACTION = "MessageCreate.Type19.json", "MessageReactionAdd.json"
RECORDED = Path(__file__).parents[3].parent / "shared" / "data" / "recorded" / "discord-gateway"


def read(body: object) -> tuple[Heard, ...]:
    return translate(json.dumps(body).encode(), samples.HEARD, "discord")


def one(body: object) -> Interaction:
    (said,) = read(body)
    assert isinstance(said, Interaction)
    return said


def why(body: object) -> str:
    with pytest.raises(Untranslatable) as refusal:
        read(body)
    return str(refusal.value)


def changed(body: samples.Json, **fields: Any) -> samples.Json:
    new = copy.deepcopy(body)
    new["d"] |= fields
    return new


def test_a_message() -> None:
    said = one(samples.MESSAGE)
    assert (said.kind, said.text, said.version) == (InteractionKind.COMMENT, "When is my repair?", "0")
    assert (said.ref, said.root) == (f"{samples.ROOM}/{samples.NUMBER}", samples.ROOM)
    assert (said.author.ref, said.author.handle, said.author.display_name) == (samples.THEM, "bev", "Bev")
    assert said.at == datetime.fromisoformat("2026-11-22T08:59:58.5+00:00")
    assert said.permalink == f"https://discord.com/channels/{samples.SERVER}/{samples.ROOM}/{samples.NUMBER}"
    assert not said.edited


def test_a_reply_knows_what_it_answers() -> None:
    said = one(samples.REPLY)
    assert (said.kind, said.parent_text) == (InteractionKind.REPLY, "Visits")
    assert said.parent == f"{samples.ROOM}/{samples.OURS['id']}"
    assert said.mentions == (samples.US,)
    assert said.media == (Media("https://cdn.discordapp.com/a.png", "image/png", "damp"),)


def test_a_direct_message_is_private_and_stands_in_no_room() -> None:
    said = one(samples.LETTER)
    assert said.private
    assert said.root is None


def test_an_edit_is_a_new_version_and_an_unfurled_link_is_none() -> None:
    said = one(samples.EDIT)
    assert (said.edited, said.text, said.version) == (True, "Today?", "1795338030000")
    assert read(samples.UNFURL) == ()
    assert read(samples.PARTIAL) == ()
    assert "without the words" in why(changed(samples.PARTIAL, edited_timestamp="2026-11-22T09:00:30+00:00"))


def test_a_poll_a_sticker_and_a_forwarded_message_say_something() -> None:
    assert one(samples.POLL).text == "Who failed us?\nAll"
    assert one(samples.STICKER).text == "Fire"
    forwarded = one(samples.FORWARD)
    assert (forwarded.kind, forwarded.text) == (InteractionKind.QUOTE, "Visits this week")
    assert forwarded.media[0].alt == "damp"


def test_removals() -> None:
    assert [one.ref for one in read(samples.GONE)] == [f"{samples.ROOM}/{samples.NUMBER}"]
    assert len(read(samples.GONE_MANY)) == 2
    assert all(isinstance(one, Removal) for one in read(samples.GONE_MANY))


def test_a_reaction_to_ours_is_heard_and_its_end_takes_it_away() -> None:
    said = one(samples.REACTION)
    assert (said.kind, said.text, said.author.handle) == (InteractionKind.REACTION, "🤡", "bev")
    (gone,) = read(samples.REACTION_GONE)
    assert gone.ref == said.ref
    assert read(changed(samples.REACTION, message_author_id=samples.THEM)) == ()


def test_the_name_of_a_new_thread_is_something_said() -> None:
    said = one(samples.THREAD)
    assert (said.text, said.ref) == ("Mould", f"{samples.THREAD_DATA['id']}/title")
    assert [gone.ref for gone in read(samples.THREAD_GONE)] == [said.ref]
    assert read(changed(samples.THREAD, newly_created=None)) == ()


def test_what_automod_stopped_is_heard_unless_the_message_stands() -> None:
    assert one(samples.STOPPED).text == "You clowns"
    assert read(changed(samples.STOPPED, message_id=samples.NUMBER)) == ()
    assert "AutoMod" in why(changed(samples.STOPPED, content=""))


@pytest.mark.parametrize("body", [body for body in samples.ALL if body["t"] not in {"MESSAGE_DELETE", "MESSAGE_DELETE_BULK", "MESSAGE_REACTION_REMOVE", "THREAD_DELETE"}])  # fmt: skip  # noqa: E501 - a removal names nobody
def test_our_own_words_become_nothing(body: samples.Json) -> None:
    assert read({**body, "doorstep": {"ours": [samples.US, samples.THEM]}}) == ()


@pytest.mark.parametrize("kind", [6, 7, 8, 18, 21, 24])
def test_notices_of_discord_become_nothing(kind: int) -> None:
    assert read(changed(samples.MESSAGE, type=kind)) == ()


def test_a_renamed_thread_is_heard_as_the_notice_that_holds_the_name() -> None:
    assert one(changed(samples.MESSAGE, type=4, content="Clowns Homes")).text == "Clowns Homes"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (changed(samples.MESSAGE, content=""), "Message Content Intent"),
        (changed(samples.MESSAGE, author=None), "author is missing"),
        (changed(samples.MESSAGE, id="x"), "id is missing or is no id"),
        (changed(samples.MESSAGE, timestamp="soon"), "cannot be read"),
        (changed(samples.MESSAGE, content=7), "content is not text"),
        (changed(samples.MESSAGE, content="\ud800"), "cannot be read"),
        (changed(samples.REACTION, emoji={"id": None, "name": None}), "no emoji"),
        (changed(samples.GONE_MANY, ids=None), "not a list"),
        (samples.frame("TYPING_START", {}), "'TYPING_START' is nothing that somebody said"),
        ({"t": "TROUBLE", "d": "the line is cut"}, "the line is cut"),
        ([], "not a JSON object"),
    ],
)
def test_what_cannot_be_translated_says_why(body: object, says: str) -> None:
    assert says in why(body)


@pytest.mark.shared
def test_every_recorded_payload_is_translated_or_refused_with_a_reason() -> None:
    files = sorted(RECORDED.glob("*.json"))
    assert len(files) >= 30
    became = Counter(_became(file.read_bytes()) for file in files)
    print(f"recorded payloads of Discord's gateway: {dict(became)}")
    assert became["translated"] == 5
    ours = {"doorstep": {"ours": [json.loads((RECORDED / REACTION).read_text())["d"]["message_author_id"]]}}
    assert one({**json.loads((RECORDED / REACTION).read_text()), **ours}).kind is InteractionKind.REACTION
    assert one(json.loads((RECORDED / REPLY).read_text())).text == "cool."


def _became(payload: bytes) -> str:
    """Translated, or refused: an event in which somebody says something is never refused."""
    try:
        translate(payload, samples.HEARD, "discord")
    except Untranslatable as refusal:
        reason = str(refusal)
    else:
        return "translated"
    assert reason
    assert json.loads(payload).get("t") not in HEARD, reason
    return "refused"
