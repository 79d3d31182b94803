"""The words, as frozen dataclasses. Every floor speaks them; nothing here does anything."""
