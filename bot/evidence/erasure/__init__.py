"""Erasing what is personal so that every proof stays valid: who may, what goes, what is searched, and what is remembered."""
