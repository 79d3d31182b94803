"""Staff corrections: kept, taken back, taken out, and gone with their comment."""
