"""Whether a post still stands, and the picture that came with it, from the real network's own picture server.

The network's views name that server by a public address that nobody has; it is asked where it is.
"""

import httpx
import pytest
from atproto import models
from yarl import URL

from adapters.bluesky.platform import BlueskyPlatform
from adapters.platform import NotFetched, Presence
from rules.model.interaction import Media
from tests.adapters.bluesky.stage import BlueskyStage
from tests.services.media import PNG

pytestmark = pytest.mark.network


async def test_a_post_is_there_then_edited_then_gone(stage: BlueskyStage) -> None:
    subject = await stage.says("the stairwell light is out")
    assert await stage.platform.presence(subject) is Presence.THERE
    await stage.edits(subject, "the stairwell light is out AGAIN")
    assert await stage.platform.presence(subject) is Presence.EDITED
    await stage.deletes(subject)
    assert await stage.platform.presence(subject) is Presence.GONE
    assert await stage.platform.presence(await stage.writes("a letter")) is Presence.CANNOT_TELL


async def test_a_picture_comes_from_the_networks_own_server(stage: BlueskyStage) -> None:
    client = stage.stranger.client
    token = client.export_session_string().split(":::")[2]
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "image/png"}
    async with httpx.AsyncClient() as line:
        where = f"{stage.network.pds}/xrpc/com.atproto.repo.uploadBlob"
        blob = (await line.post(where, content=PNG, headers=headers)).json()["blob"]
    picture = {"$type": "app.bsky.embed.images", "images": [{"alt": "a dot", "image": blob}]}
    said = await stage.stranger.says("look at this", to=stage.root, embed=picture)
    await stage._indexed(stage.stranger, said.uri)
    found = (await client.app.bsky.feed.get_posts(models.AppBskyFeedGetPosts.Params(uris=[said.uri]))).posts[0]
    url = found.embed.images[0].fullsize
    with pytest.raises(NotFetched) as refused:
        await stage.platform.fetch(Media(url), 1_000_000, 10)
    assert refused.value.code == "host", "the settings name Bluesky's own hosts only"
    here = URL(url).with_scheme("http").with_host("localhost").with_port(URL(stage.network.appview).port)
    settings = stage.settings.model_copy(update={"media_hosts": frozenset({stage.network.appview})})
    came = await BlueskyPlatform(settings, stage.notebook).fetch(Media(str(here)), 1_000_000, 20)
    assert came.mime.startswith("image/")
    assert len(came.body) > 20
