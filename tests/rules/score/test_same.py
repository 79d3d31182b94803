"""Same bytes, same scores, bit for bit: alone, among others, in any order, in two processes, from one thread or two."""

import random
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.rules.score.same import bits, digest, scorer, texts


@pytest.mark.exam
@pytest.mark.slow
def test_scores_are_a_function_of_the_text_alone(exam_count: Callable[[int, int], int], exam_seed: int) -> None:
    count, model = exam_count(60, 5_000), scorer()
    said = texts(count, exam_seed)
    alone = [(bits(model, text), model.score(text)) for text in said]
    order = random.Random(exam_seed).sample(range(count), count)
    shuffled = {at: (bits(model, said[at]), model.score(said[at])) for at in order}
    assert [shuffled[at] for at in range(count)] == alone
    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(lambda text: (bits(model, text), model.score(text)), said)) == alone
    here = digest(scorer(), said)
    for _ in range(2):
        other = subprocess.run(
            [sys.executable, "-m", "tests.rules.score.same", str(count), str(exam_seed)],
            capture_output=True,
            text=True,
            check=True,
        )
        assert other.stdout.strip() == here
