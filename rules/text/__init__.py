"""Folds text so that words can be matched however they are dressed up. What was said is never altered: spans map back."""

from rules.text.digest import digest
from rules.text.fold import GATES, Folded, Variant, fold, plain

__all__ = ["GATES", "Folded", "Variant", "digest", "fold", "plain"]
