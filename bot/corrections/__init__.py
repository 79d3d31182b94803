"""Staff corrections as labelled examples: read from the record while their comments stand, taken out by a named person."""
