"""Functions that read what strangers bring, called in a process of its own that can neither grow nor last.

A parser that meets a file made to exhaust it exhausts only that process.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

MEMORY, SECONDS = 512 * 2**20, 20  # of address space, of the processor
PATIENCE = 30  # seconds on the clock


def limited(function: Callable[..., Any], content: bytes, *words: str) -> Any:
    """What `function(content, *words)` returns, as JSON has it; None where it failed or took too much. About 0.5 s."""
    command = [sys.executable, "-P", "-s", "-X", "utf8", "-m", __name__, function.__module__, function.__name__, *words]
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, env=paths, check=False)
    except subprocess.TimeoutExpired:
        return None
    return None if done.returncode else json.loads(done.stdout)


def _limit() -> None:
    """This process has so much memory and time and no more; where the system cannot limit, the caller's clock does."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    module, name, *words = sys.argv[1:]
    function = getattr(import_module(module), name)
    _limit()
    sys.stdout.write(json.dumps(function(sys.stdin.buffer.read(), *words)))
