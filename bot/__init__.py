"""Runs it: pipeline, store, evidence, people, console and command line. May import adapters and rules."""
