"""Runs a command on a pseudo-terminal of its own and plays a person.

terminal.py SCRIPT COMMAND ARGUMENT...: SCRIPT is JSON, a list of steps. {"expect": TEXT} waits for TEXT on the screen,
{"type": TEXT} types it, {"bytes": HEX} types bytes, {"signal": N} signals the command. Prints one JSON object: what the
screen showed, the exit status, whether typing was hidden when the first step was met, whether the terminal's mode is as
before at the end, and what was waited for in vain.
"""

import fcntl
import json
import os
import pty
import select
import sys
import termios
import time

ECHO = termios.ECHO | termios.ICANON | termios.ISIG
TIMEOUT = float(os.environ.get("PTY_TIMEOUT", "60"))


def main():
    steps = json.loads(sys.argv[1])
    stderr_to = os.environ.get("PTY_STDERR")
    stdout_to = os.environ.get("PTY_STDOUT")
    screen, slave = pty.openpty()
    # The parent keeps the slave open, so that the mode can be read after the command has ended.
    before = termios.tcgetattr(slave)
    child = os.fork()
    if child == 0:
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        for descriptor in (0, 1, 2):
            os.dup2(slave, descriptor)
        for name, descriptor in ((stdout_to, 1), (stderr_to, 2)):
            if name:
                os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), descriptor)
        os.execvp(sys.argv[2], sys.argv[2:])
    shown = b""
    seen = 0
    asked = None
    timed_out = None

    def read(seconds):
        nonlocal shown
        if select.select([screen], [], [], seconds)[0]:
            try:
                shown += os.read(screen, 65536)
            except OSError:
                pass

    for step in steps:
        if "expect" in step:
            deadline = time.monotonic() + TIMEOUT
            text = step["expect"].encode()
            while text not in shown[seen:]:
                if time.monotonic() > deadline:
                    timed_out = step["expect"]
                    break
                read(0.1)
            if timed_out:
                break
            seen = shown.index(text, seen) + len(text)
            if asked is None:
                asked = termios.tcgetattr(slave)[3] & ECHO
        elif "signal" in step:
            os.kill(child, step["signal"])
        else:
            os.write(screen, step["type"].encode() if "type" in step else bytes.fromhex(step["bytes"]))
    deadline = time.monotonic() + TIMEOUT
    status = None
    while status is None and time.monotonic() < deadline:
        read(0.05)
        done, result = os.waitpid(child, os.WNOHANG)
        if done:
            status = os.waitstatus_to_exitcode(result)
    if status is None:
        os.kill(child, 9)
        os.waitpid(child, 0)
    read(0.1)
    print(json.dumps({
        "shown": shown.decode(errors="replace"),
        "status": status,
        "hiddenWhileAsked": asked == 0,
        "restored": termios.tcgetattr(slave) == before,
        "timedOut": timed_out,
    }))


main()
