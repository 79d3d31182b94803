"""The payloads this adapter hands to the intake: what the gateway sent, with whose words are ours. Pure."""

import hashlib
import json
from collections.abc import Collection

from adapters.discord.translate import TROUBLE
from adapters.discord.translate.version import version_of
from adapters.platform import Json, Payload


def heard(event: str, data: Json, ours: Collection[str], key: str = "") -> Payload:
    """One event in the gateway's own shape. Without a key of its own, equal payloads are one."""
    body = _bytes({"t": event, "d": data, "doorstep": {"ours": sorted(ours)}})
    return Payload(body, key or f"{event} {hashlib.sha256(body).hexdigest()[:24]}")


def message(data: Json, ours: Collection[str], *, edited: bool) -> Payload:
    """A message as the gateway or the history shows it."""
    key = f"{data.get('channel_id')}/{data.get('id')}#{version_of(data)}"
    return heard("MESSAGE_UPDATE" if edited else "MESSAGE_CREATE", data, ours, key)


def gone(channel: str, message_id: str, ours: Collection[str]) -> Payload:
    """A message that stood, and is no longer there."""
    return heard("MESSAGE_DELETE", {"channel_id": channel, "id": message_id}, ours, f"gone {channel}/{message_id}")


def trouble(why: str, day: str) -> Payload:
    """Something a person must mend, said once a day."""
    return Payload(_bytes({"t": TROUBLE, "d": why}), f"trouble {day} {why}"[:200])


def _bytes(body: Json) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
