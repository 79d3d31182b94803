"""Several expressions looked for in one pass: which of them stand in a text."""

from collections.abc import Iterable, Sequence

import re2

from rules.detect.phrases import Macros, compile_pattern, options

_ALIVE = ""
"""Matches every text: a Set that says nothing has run out of memory, which RE2 tells in no other way."""


class Several:
    """Groups of patterns in one RE2 Set, compiled when it is first asked. For short texts: it remembers no places."""

    def __init__(self, groups: Iterable[Iterable[str]], macros: Macros) -> None:
        self._expressions = ["|".join(compile_pattern(one, macros) for one in group) for group in groups]
        self._set: re2.Set | None = None

    def which(self, text: str) -> Sequence[int]:
        """The numbers of the groups of which a pattern stands in the text. Raises MemoryError."""
        if self._set is None:
            chosen = re2.Set.SearchSet(options())
            for expression in (*self._expressions, _ALIVE):
                chosen.Add(expression)
            chosen.Compile()
            self._set = chosen
        found: list[int] | None = self._set.Match(text.encode("utf-8", "replace"))
        if found is None:
            raise MemoryError("an RE2 Set of the rulebook has run out of memory")
        return [one for one in found if one < len(self._expressions)]
