"""Applies rules.routing: needs become rows with a public reference, a clock and a destination."""
