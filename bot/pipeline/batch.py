"""One batch in the making: each thing heard in the order kept, knowing what came before it in the same batch."""

from collections.abc import Mapping

from adapters.platform import Platform
from bot.pipeline.known import Known, Version
from bot.pipeline.people import KnownAccount, SeenTo
from bot.pipeline.weighing import Scales, weigh
from bot.recall import Window, readable
from bot.record.judged import AccountSeen, Garbled, Gone, Item, Judged, Kept
from bot.store.ids import new_id, stamp
from rules.model.interaction import Heard, Interaction, Removal


class Batch:
    """Takes pieces in order; `judged` holds what is to be recorded."""

    def __init__(
        self, judged: Judged, known: Known, scales: Scales, window: Window, platforms: Mapping[str, Platform]
    ) -> None:
        self.judged, self._known, self._scales, self._window, self._platforms = judged, known, scales, window, platforms

    def take(self, piece: tuple[Kept, Heard] | Garbled) -> None:
        """One thing heard, or a payload that came to nothing."""
        if isinstance(piece, Garbled):
            self.judged.garbled.append(piece)
        elif isinstance(piece[1], Removal):
            self._remove(piece[0], piece[1])
        elif not self._is_ours(piece[1]):
            self._say(piece[0], piece[1])

    def _is_ours(self, said: Interaction) -> bool:
        return said.author.ours or said.author.ref in self._platforms[said.channel].own_refs

    def _remove(self, kept: Kept, removal: Removal) -> None:
        """Every version still standing is gone. What we never had cannot be taken from us: nothing to record."""
        for version in self._known.versions.get((removal.channel, removal.ref), ()):
            if version.state == "live":
                version.state = "removed"
                self.judged.gone.append(Gone(version.id, removal.channel, kept.n))

    def _say(self, kept: Kept, said: Interaction) -> None:
        versions = self._known.versions[said.channel, said.ref]
        if any(version.version == said.version for version in versions):
            return
        author = self._account(said)
        item = Item(new_id("i"), new_id("d"), kept, said, author.id, self._known.mode(said.channel))
        earlier = [version for version in versions if version.state != "removed"]
        self._overtake(item, versions)
        self._judge(item, author, earlier)
        opened = {need.routed.kind: (need.id, need.reference) for need in item.needs if not need.attached}
        versions.append(Version(item.id, said.version, "live", opened))
        self._see_to(item, author)
        self.judged.items.append(item)

    def _see_to(self, item: Item, author: KnownAccount) -> None:
        """What this comment opened is open for the next one, exactly as it would be read back from its rows."""
        now = self.judged.now
        for need in item.needs:
            if not need.carried:
                seen_to = SeenTo(item.clocks_start(now), need.id, need.reference)
                author.opened(need.routed.kind, seen_to, stamp(need.routed.due_at), now)

    def _judge(self, item: Item, author: KnownAccount, earlier: list[Version]) -> None:
        said, now = item.said, self.judged.now
        who = (said.author.platform, said.author.ref)
        weigh(item, self._scales, self._platforms[said.channel], author, self._window.history(*who, now), earlier, now)
        self._window.hear(*who, said, item.found, item.decision)

    def _overtake(self, item: Item, versions: list[Version]) -> None:
        """An edit: earlier versions stay on record, but what was planned for them is overtaken."""
        for version in versions:
            if version.state == "live":
                version.state = "superseded"
                self.judged.overtaken.append((version.id, item.id))
        if versions:
            said = item.said
            self._window.drop(said.author.platform, said.author.ref, (said.channel, said.ref))

    def _account(self, said: Interaction) -> KnownAccount:
        author = said.author
        key, handle = (author.platform, author.ref), readable(author.handle).replace("\x00", "")
        known = self._known.accounts.get(key)
        if known is None:
            known = self._known.accounts[key] = KnownAccount(new_id("u"), handle)
            self.judged.accounts[known.id] = AccountSeen(known.id, *key, handle, new=True)
        elif handle and known.handle != handle:
            known.handle = handle
            new = known.id in self.judged.accounts and self.judged.accounts[known.id].new
            self.judged.accounts[known.id] = AccountSeen(known.id, *key, handle, new=new)
        return known
