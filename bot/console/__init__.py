"""The console: what staff see and press, in a browser."""
