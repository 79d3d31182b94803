"""Capturing: what belongs to a comment besides its words."""
