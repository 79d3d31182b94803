"""Swearing: at a person, or at nobody; they are different behaviours. Thing or event, however strong, is nobody."""

from rules.detect.parts import from_rules

PART = from_rules("lexicon")
