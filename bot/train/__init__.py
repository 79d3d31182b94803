"""Teaches the scorers from comments that were written and labelled by hand."""
