"""Writes what a batch came to: evidence, rows and outbox in one transaction."""

from bot.record.judged import Judged
from bot.record.record import AlreadyJudged, record

__all__ = ["AlreadyJudged", "Judged", "record"]
