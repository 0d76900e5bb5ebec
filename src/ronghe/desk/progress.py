"""Progress on a terminal: one line that counts, and nothing at all in a pipe or a log."""

import sys
import time
from collections.abc import Callable


def progress(what: str) -> Callable[[int, int], None]:
    """A `progress(done, total)` that rewrites one line of stderr, at most ten times a second."""
    if not sys.stderr.isatty():
        return lambda done, total: None
    began = last = time.monotonic()

    def show(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < 0.1 and done < total:
            return
        last = now
        left = (now - began) / done * (total - done) if done else 0
        end = "\n" if done >= total else ""
        print(
            f"\r{what} {done:,}/{total:,} ({100 * done // max(total, 1)} %, {left:.0f} s left) ",
            end=end,
            file=sys.stderr,
            flush=True,
        )

    return show
