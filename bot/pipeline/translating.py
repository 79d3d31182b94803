"""Payloads to what was heard, in the order kept. A payload that comes to nothing is passed on as such, never dropped."""

from collections.abc import Iterable, Iterator, Mapping

from adapters.platform import Platform, Untranslatable
from bot.record.judged import Garbled, Kept, Trouble
from rules.model.interaction import Heard


def translate(rows: Iterable[Kept], platforms: Mapping[str, Platform]) -> Iterator[tuple[Kept, Heard] | Garbled]:
    """What each payload holds: nothing, one thing or many; or that it could not be read."""
    for row in rows:
        try:
            heard = platforms[row.channel].translate(row.body, row.received_at)
        except Untranslatable as error:
            yield Garbled(row, Trouble("translate", "Untranslatable", str(error)), unreadable=True)
        except Exception as error:  # noqa: BLE001 - hostile input: whatever it breaks, the payload goes to a person
            yield Garbled(row, Trouble("translate", type(error).__name__, str(error)), unreadable=False)
        else:
            for one in heard:
                yield row, one
