"""The command line. Each command is one file; `main` is what the script `doorstep` calls.

Exit codes: 0 done; 1 looked and found something wrong; 2 wrong use or settings; 3 some input lines were bad; 4 refused.
"""

import sys

from bot.ownership import NameTaken, check


def main() -> None:
    """Check that our package names are ours, then run the command."""
    try:
        check()
    except NameTaken as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    from bot.cli.app import run  # after the check: nothing of ours is imported from somebody else's package

    run()
