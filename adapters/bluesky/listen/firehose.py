"""The stream of all commits, an option beside polling: quicker, and it also shows what muted accounts say elsewhere.

What does not concern the landlord is dropped here, unread by anybody and kept nowhere.
"""

import asyncio
import time
from typing import Any

from atproto import CAR, AsyncFirehoseSubscribeReposClient, models, parse_subscribe_repos_message
from atproto.exceptions import AtProtocolError

from adapters.bluesky.concern import concern
from adapters.bluesky.desk import Desk
from adapters.bluesky.errors import BlueskyTrouble
from adapters.bluesky.ids import POST, Address
from adapters.bluesky.listen.hearing import Hearing, Told
from adapters.platform import Json

_PAUSE = 2.0
_SAVE_EVERY = 30.0
"""Seconds between commits of the place, when nothing in the stream concerns us."""


class Firehose:
    """Follows the stream for ever; the client's `start` returns on a clean close, so we start it again."""

    def __init__(self, desk: Desk, hearing: Hearing) -> None:
        self._desk = desk
        self._hearing = hearing
        self._saved = time.monotonic()
        self._failed: BaseException | None = None

    async def follow(self) -> None:
        """Never returns. What goes wrong while keeping is raised; what goes wrong with the stream is tried again."""
        while True:
            await self._one_connection()
            failed, self._failed = self._failed, None
            if failed is not None and not isinstance(failed, BlueskyTrouble):
                raise failed
            await asyncio.sleep(_PAUSE)  # the place has not moved past what could not be read: it comes again

    async def _one_connection(self) -> None:
        seq = self._hearing.place.seq
        cursor = {"cursor": seq} if seq is not None else None
        client = AsyncFirehoseSubscribeReposClient(cursor, self._desk.settings.firehose_url)

        async def stop(problem: BaseException) -> None:
            """The client would print an error of ours and go on; we remember it and stop."""
            self._failed = problem
            await client.stop()

        try:
            await client.start(self._on_message, stop)
        except AtProtocolError:
            return  # the stream is a second ear: polling hears the same, and says so when it cannot
        finally:
            await client.stop()

    async def _on_message(self, frame: Any) -> None:
        commit = parse_subscribe_repos_message(frame)
        if not isinstance(commit, models.ComAtprotoSyncSubscribeRepos.Commit):
            return
        told = self._told(commit) if commit.repo not in self._desk.ours else {}
        if told:
            await self._hearing.told(told, commit.seq)
        elif time.monotonic() - self._saved > _SAVE_EVERY:
            self._saved = time.monotonic()
            await self._hearing.seq(commit.seq)

    def _told(self, commit: "models.ComAtprotoSyncSubscribeRepos.Commit") -> dict[str, Told]:
        """The posts in this commit that concern us, or that we know."""
        told: dict[str, Told] = {}
        blocks: dict[Any, Json] | None = None
        for op in commit.ops:
            collection, _, rkey = op.path.partition("/")
            if collection != POST:
                continue
            uri = str(Address(commit.repo, collection, rkey))
            known = self._hearing.place.version_end(uri) is not None
            if op.cid is None:
                told |= {uri: Told("", None, commit.time)} if known else {}
                continue
            blocks = CAR.from_bytes(bytes(commit.blocks)).blocks if blocks is None else blocks
            record = _json(blocks.get(op.cid))
            if isinstance(record, dict) and (known or concern(record, uri, self._desk.ours)):
                told[uri] = Told(str(op.cid), record, commit.time)
        return told


def _json(value: Any) -> Any:
    """A decoded record as JSON would hold it: links and bytes become text."""
    if isinstance(value, dict):
        return {str(name): _json(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_json(item) for item in value]
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)
