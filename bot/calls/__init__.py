"""Calling a person: alarms that ring until somebody answers, and the test without which no real channel starts."""
