"""A Discord of ours: REST and gateway with one server's whole state, for the unpatched discord.py at its real addresses."""
