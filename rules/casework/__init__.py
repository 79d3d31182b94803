"""Casework: pure transitions of a case. A deed or a comment goes in; facts, orders or refusals come out."""
