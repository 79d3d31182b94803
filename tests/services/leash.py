"""Keeps a server on a leash: `python leash.py [--as USER] COMMAND...` runs it while somebody holds our standard input open.

The test run holds it. However the run ends (done, interrupted, killed), the pipe closes and the server is stopped: first
asked with SIGINT, after ten seconds killed. Standard library only.
"""

import argparse
import pwd
import signal
import subprocess
import sys
import threading


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--as", dest="user", help="run as this user (we are root, and the server refuses to be)")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    identity = {"user": given.user, "group": pwd.getpwnam(given.user).pw_gid, "extra_groups": []} if given.user else {}
    server = subprocess.Popen(given.command, stdin=subprocess.DEVNULL, **identity)
    threading.Thread(target=stop_at_end_of_input, args=(server,), daemon=True).start()
    return server.wait()


def stop_at_end_of_input(server: subprocess.Popen[bytes]) -> None:
    sys.stdin.buffer.read()
    server.send_signal(signal.SIGINT)
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        server.kill()


if __name__ == "__main__":
    sys.exit(main())
