"""Applies `rules.casework` to the store. The evidence is the case: one entry a fact, with rows beside it to be found by."""
