"""What a post answers or quotes: the text above it, which often decides what it means."""

from collections.abc import Sequence

from adapters.bluesky.concern import Concern, at, concern
from adapters.bluesky.desk import Desk
from adapters.platform import Json

_REMEMBERED = 500
_AT_ONCE = 25


class ParentTexts:
    """Texts of parents, read once and remembered for a while."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, str] = {}

    async def of(self, views: Sequence[Json]) -> dict[str, str]:
        """The texts of what these posts hang on, by address; what cannot be read is missing."""
        wanted = {touches.parent for view in views if (touches := self._touches(view)) and touches.parent}
        missing = sorted(wanted - self._known.keys())
        for start in range(0, len(missing), _AT_ONCE):
            shown = await self._desk.views(missing[start : start + _AT_ONCE])
            for uri, view in shown.items():
                text = at(view, "record", "text")
                if isinstance(text, str):
                    self._known[uri] = text
        found = {uri: self._known[uri] for uri in wanted if uri in self._known}
        self._known = dict(list(self._known.items())[-_REMEMBERED:])
        return found

    def _touches(self, view: Json) -> Concern | None:
        record = view.get("record")
        return concern(record, str(view.get("uri")), self._desk.ours) if isinstance(record, dict) else None
