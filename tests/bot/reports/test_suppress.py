"""Small counts: not shown, and not to be worked out by anybody who knows the rule."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reports.suppress import Line, alone, line


@pytest.mark.parametrize(
    ("counts", "cells", "total"),
    [
        ([0, 0, 0], (0, 0, 0), 0),
        ([6, 0, 12], (6, 0, 12), 18),
        ([1, 0, 2], (None, None, None), None),  # all of it is small: not even the noughts, which would tell where
        ([30, 2, 12, 9, 0], (30, None, None, None, 0), 53),  # 2 alone would be 53 - 30 - 12 - 9
        ([3, 9, 9, 40], (None, None, None, 40), 61),
        ([1, 1, 1, 1, 1], (None, None, None, None, None), 5),  # five nonzero ones of five in all would be ones
        ([4, 4, 0], (None, None, 0), 8),
    ],
)
def test_what_is_shown(counts: list[int], cells: tuple[int | None, ...], total: int | None) -> None:
    assert line(counts, 5) == Line(cells, total)


def test_a_whole_that_is_small_hides_its_parts_where_these_overlap() -> None:
    assert line([4, 4], 5, total=4) == Line((None, None), None)
    assert [alone(count, 5) for count in (0, 1, 4, 5)] == [0, None, None, 5]


@pytest.mark.parametrize(("smallest", "cells", "most"), [(5, 2, 16), (5, 3, 14), (3, 4, 9)])
def test_who_knows_the_rule_and_tries_every_table_learns_no_small_count(smallest: int, cells: int, most: int) -> None:
    """Every table there can be, put beside all others that look the same when published."""
    alike: dict[Line, list[Sequence[int]]] = defaultdict(list)
    for counts in product(range(most + 1), repeat=cells):
        alike[line(counts, smallest)].append(counts)
    tried = 0
    for shown, tables in alike.items():
        if shown.total is not None and shown.total > most:
            continue  # some of the tables that lead to it are larger than those tried
        for place, cell in enumerate(shown.cells):
            values = {table[place] for table in tables}
            if cell is None and any(0 < value < smallest for value in values):
                tried += 1
                assert len(values) >= smallest - 1, (shown, sorted(values))
    assert tried > 10


@pytest.mark.slow
@given(st.lists(st.integers(0, 40), min_size=2, max_size=14), st.integers(3, 10))
def test_no_small_count_is_shown_and_none_is_a_difference(counts: list[int], smallest: int) -> None:
    shown = line(counts, smallest)
    assert all(cell is None or cell == 0 or cell >= smallest for cell in (*shown.cells, shown.total))
    assert all(cell in {None, count} for cell, count in zip(shown.cells, counts, strict=True))
    hidden = [count for cell, count in zip(shown.cells, counts, strict=True) if cell is None]
    assert len(hidden) != 1
    if hidden and shown.total is not None:
        assert sum(hidden) >= smallest
