"""Measures detectors against comments that people have labelled, and two of them against each other."""
