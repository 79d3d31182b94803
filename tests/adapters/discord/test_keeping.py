"""Whether a message still stands, and the files that came with it, from Discord's own host over TLS."""

import pytest

from adapters.discord.platform import DiscordPlatform
from adapters.platform import NotFetched, Presence, Subject
from rules.model.interaction import Media
from tests.adapters.discord.stage import DiscordStage
from tests.services.media import PNG, Shelf


async def test_a_message_is_there_then_edited_then_gone(stage: DiscordStage) -> None:
    subject = await stage.says("the stairwell light is out")
    assert await stage.platform.presence(subject) is Presence.THERE
    await stage.edits(subject, "the stairwell light is out AGAIN")
    assert await stage.platform.presence(subject) is Presence.EDITED
    await stage.deletes(subject)
    assert await stage.platform.presence(subject) is Presence.GONE
    assert await stage.platform.presence(Subject("title/123")) is Presence.CANNOT_TELL


async def test_an_attachment_comes_from_discords_own_host(stage: DiscordStage) -> None:
    shelf = Shelf()
    shelf.put("/attachments/1/2/mould.png")
    await stage.server.net.serve(shelf.app(), "cdn.discordapp.com", "evil.example")
    platform = DiscordPlatform(stage.settings.model_copy(update={"hosts": stage.server.net.hosts}), stage.notebook)
    mine = Media("https://cdn.discordapp.com/attachments/1/2/mould.png?ex=1&is=2&hm=3", "image/png")
    assert (await platform.fetch(mine, 1_000, 5)).body == PNG
    with pytest.raises(NotFetched) as refused:
        await platform.fetch(Media("https://evil.example/attachments/1/2/mould.png"), 1_000, 5)
    assert refused.value.code == "host"
    assert len(shelf.asked) == 1
    assert "Authorization" not in shelf.asked[0][1], "the bot's token goes to nobody's file"
