"""`python -m bot` is the command `doorstep`."""

from bot.cli import main

main()
