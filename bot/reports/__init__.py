"""Figures from the record, for whoever asks: FOI statistics, the transparency report, and who did what."""
