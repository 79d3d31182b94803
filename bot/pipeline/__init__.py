"""The comment path after keeping: translate, recall, find, route, decide, plan, record. On one page: `judge.py`."""

from bot.pipeline.judge import Judge

__all__ = ["Judge"]
