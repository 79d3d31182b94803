"""Calibration rises and means what it says; thresholds cost what they promise on the comments they were chosen on."""

import itertools
import random

from bot.train.calibrate import FEW, best, fit, line, threshold
from rules.score.calibrate import calibrated
from rules.score.words import HEADS, SETTLED

DRAWN = random.Random(4)
PAIRS = [(round(1000 * DRAWN.gauss(1.5 if yes else -2.0, 1.2)), yes) for yes in [True] * 300 + [False] * 3000]


def test_a_calibrated_score_is_the_share_that_was_so() -> None:
    points = line(PAIRS)
    assert all(a[0] < b[0] and a[1] <= b[1] for a, b in itertools.pairwise(points))
    for low in (200, 400, 600, 800):
        band = [yes for value, yes in PAIRS if low <= calibrated(value, points) < low + 200]
        assert low - 120 <= 1000 * sum(band) / len(band) <= low + 320


def test_thresholds_cost_what_they_promise() -> None:
    points = line(PAIRS)
    scored = [(calibrated(value, points), yes) for value, yes in PAIRS]
    at = threshold(scored, scored, look=20, act=1)
    without = [score for score, yes in scored if not yes]
    assert sum(score >= at.review for score in without) <= 60
    assert sum(score >= at.act for score in without) <= 3
    assert at.review <= at.name <= at.act
    assert f"of {len(without)}" in at.cost


def test_what_is_seldom_is_not_seen_everywhere() -> None:
    points = line(PAIRS)
    scored = [(calibrated(value, points), yes) for value, yes in PAIRS]
    without = [score for score, yes in scored if not yes]
    free, held = best(scored), best(scored, wrongly=4)
    assert sum(score >= free.review for score in without) > 12  # or the bound below would show nothing
    assert sum(score >= held.review for score in without) <= 12


def test_a_name_holds_elsewhere_too() -> None:
    points = line(PAIRS)
    scored = [(calibrated(value, points), yes) for value, yes in PAIRS]
    lower = [(score - 150, yes) for score, yes in scored if score > 150]
    here, elsewhere = threshold(scored, scored, look=20), threshold(scored, lower, look=20)
    assert elsewhere.name < here.name
    assert elsewhere.review == here.review


def test_too_few_examples_choose_nothing() -> None:
    at = best([(10, False)] * 1000 + [(900, True)] * (FEW - 1))
    assert (at.review, at.act) == (500, 1000)
    assert at.cost.startswith("too few")


def test_everything_is_fitted_for_a_card() -> None:
    rows = [[DRAWN.gauss(0, 2) for _ in HEADS] for _ in range(60)]
    known = [{head: float(value > 0) for head, value in zip(HEADS, row, strict=True)} for row in rows]
    fitted = fit(rows, known, list(HEADS))
    assert fitted.calibration.keys() == set(HEADS)
    assert fitted.thresholds.keys() == SETTLED
