"""A landlord's account, a tenant and an X of ours, as a stage for the promises and for X's own tests."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from adapters.platform import Action, Subject
from adapters.x import XSettings
from adapters.x.ids import root
from adapters.x.platform import XPlatform
from rules.model.measure import Verb
from tests.adapters.ears import KeptNotebook
from tests.adapters.promises import action
from tests.services.x.rest import Fault
from tests.services.x.server import XServer, x_server
from tests.services.x.world import Thing

LOSE = {
    Verb.REPLY: r"POST /2/tweets$",
    Verb.MESSAGE: r"POST /2/dm_conversations/",
    Verb.HIDE: r"PUT /2/tweets/\d+/hidden",
    Verb.MUTE: r"POST /2/users/\d+/muting",
}
QUICK = {
    "poll_seconds": 0.2,
    "conversation_seconds": 0.2,
    "letters_seconds": 0.2,
    "check_seconds": 0.2,
    "patience_seconds": 0.3,
}


class XStage:
    """One thread of ours, in which the stranger speaks."""

    settle = 0.6
    touch = Verb.HIDE

    def __init__(self, server: XServer, **more: Any) -> None:
        self.server, self.world, self.rest = server, server.world, server.rest
        keys = server.keys
        self.secrets = [keys.consumer_secret, keys.token_secret, keys.token, keys.consumer_key, keys.bearer]
        self.notebook = KeptNotebook()
        given: dict[str, Any] = {
            "consumer_key": SecretStr(keys.consumer_key),
            "consumer_secret": SecretStr(keys.consumer_secret),
            "access_token": SecretStr(keys.token),
            "access_token_secret": SecretStr(keys.token_secret),
            "bearer_token": SecretStr(keys.bearer),
            "ca_file": server.net.ca_file,
            "hosts": server.net.hosts,
            **QUICK,
            **more,
        }
        self.settings = XSettings(**given)
        self.root = self.world.post(self.world.landlord, "Repairs update: boiler visits this week")
        self.platform = XPlatform(self.settings, self.notebook)

    def subject(self, post: Thing) -> Subject:
        thread = self.world.posts.get(post["conversation_id"])
        history = post["edit_history_tweet_ids"]
        return Subject(
            history[0],
            post["id"],
            root(thread["author_id"] if thread else "", post["conversation_id"]),
            post["author_id"],
        )

    async def says(self, text: str) -> Subject:
        return self.subject(self.world.post(self.world.tenant, text, self.root["id"]))

    async def writes(self, text: str) -> Subject:
        event = self.world.write(self.world.tenant, self.world.landlord, text)
        return Subject(f"dm/{event['id']}", event["id"], None, event["sender_id"])

    async def quotes(self, text: str) -> Subject:
        post = self.world.post(self.world.tenant, text, quote=self.root["id"])
        return Subject(post["id"], post["id"], None, post["author_id"])

    async def edits(self, subject: Subject, text: str) -> None:
        self.world.edit(subject.version, text)

    async def deletes(self, subject: Subject) -> None:
        self.world.remove(subject.version)

    async def we_say(self, text: str) -> None:
        self.world.post(self.world.landlord, text, self.root["id"])

    def never_opened(self) -> XPlatform:
        return XPlatform(self.settings, self.notebook)

    async def restart(self) -> XPlatform:
        await self.platform.close()
        self.platform = XPlatform(self.settings, self.notebook)
        await self.platform.open()
        return self.platform

    async def lose_answer(self, verb: Verb) -> None:
        self.rest.faults.append(Fault(LOSE[verb], lose=True))

    async def slow_down(self, verb: Verb) -> float:
        reset = {"x-rate-limit-reset": str(int(time.time()) + 3)}
        self.rest.faults.append(Fault(LOSE[verb], 429, headers=reset))
        return 3.0

    async def hopeless(self) -> Action:
        """A letter to somebody who takes none."""
        subject = await self.says("anything")
        self.world.closed_doors.add(self.world.tenant["id"])
        return action(Verb.MESSAGE, subject)

    async def shown(self, deed: Action) -> int:
        """As X shows it to its readers, or as the stranger's letter box holds it."""
        who, version = deed.subject.author or "", deed.subject.version
        if deed.verb is Verb.REPLY:
            return self.world.texts(self.world.landlord, version).count(deed.text)
        if deed.verb is Verb.MESSAGE:
            sent = [one for one in self.world.letters if one["sender_id"] == self.world.landlord["id"]]
            return [one["text"] for one in sent if who in one["dm_conversation_id"].split("-")].count(deed.text)
        if deed.verb is Verb.HIDE:
            return int(version in self.world.hidden)
        if deed.verb is Verb.BLOCK_MESSAGES:
            return int(who in self.world.shut_out)
        return int(deed.verb is Verb.MUTE and who in self.world.muted)


@asynccontextmanager
async def x_stage(folder: Path, **more: Any) -> AsyncIterator[XStage]:
    """A fresh X with a signed-in landlord."""
    async with x_server(folder) as server:
        stage = XStage(server, **more)
        await stage.platform.open()
        try:
            yield stage
        finally:
            await stage.platform.close()
        assert not server.rest.bad_signatures, "each request was signed rightly"
