"""The floor: words, policy and judgement. Pure: no I/O, no clock, no logging. Imports neither adapters nor bot."""
