"""Every token is in a window, neighbours overlap, and the number of windows grows in step with the text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rules.score.windows import OVERLAP, SIZE, windows


@given(st.integers(0, 5000))
def test_no_token_goes_unheard(count: int) -> None:
    made = list(windows(count))
    assert {at for start, end in made for at in range(start, end)} == set(range(count))
    assert all(end - start == SIZE for start, end in made) or made == [(0, count)]
    assert all(before[1] - after[0] >= OVERLAP for before, after in pairwise(made))
    assert len(made) <= 1 + count // (SIZE - OVERLAP)
