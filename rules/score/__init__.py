"""Scorers built from bytes: a text in, a whole number from 0 to 1000 for each head out."""

from rules.score.build import Built, build
from rules.score.card import BadModel, Card
from rules.score.promise import Scorer

__all__ = ["BadModel", "Built", "Card", "Scorer", "build"]
