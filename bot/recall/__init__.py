"""The history window: what each account said and what was done about it, in memory, read from the database where needed."""

from bot.recall.refresh import Recall
from bot.recall.window import Past, Window, readable

__all__ = ["Past", "Recall", "Window", "readable"]
