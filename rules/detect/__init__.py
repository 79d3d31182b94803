"""Reads speech: what may go against a policy (findings) and what somebody needs. One detector a file."""

from rules.detect.detector import Detector, build, compile_rulebook, compiled_for
from rules.detect.rulebook import RuleError

__all__ = ["Detector", "RuleError", "build", "compile_rulebook", "compiled_for"]
