"""Places where a worker dies by its own hand, as the request asks: only for the site that is tested."""

import os
import signal
import threading
from contextlib import ExitStack

from django.db import connection, transaction
from django.urls import get_resolver

from ronghe.once import actions
from ronghe.skills.bridge import find_skills
from ronghe.web import once
from tests.half_states.breaking import WRITE

ASKED = threading.local()
_keep_answer = actions.keep_answer


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def keep_answer(**given):
    _keep_answer(**given)
    if ASKED.point == "before the commit":
        die()
    if ASKED.point == "after the commit":
        transaction.on_commit(die)


actions.keep_answer = keep_answer


class AtWrite:
    """Dies at the k-th write of a request."""

    def __init__(self, number):
        self.left = number

    def __call__(self, execute, sql, params, many, context):
        self.left -= bool(WRITE.match(sql))
        if self.left <= 0:
            die()
        return execute(sql, params, many, context)


class Points:
    """Reads where the request is to die: `write 3`, `before the commit`, `after the commit`, or nowhere."""

    def __init__(self, get_response):
        self.get_response = get_response
        get_resolver().url_patterns  # noqa: B018 — loaded before the fork, so that a new worker answers at once
        find_skills("ComfyUI", 1)
        if os.environ.get("RONGHE_KILL_CONTROL"):  # the guard taken away: key, effect and answer each for itself
            once.transaction = type("transaction", (), {"atomic": ExitStack})

    def __call__(self, request):
        ASKED.point = request.headers.get("X-Die", "")
        with ExitStack() as stack:
            if ASKED.point.startswith("write"):
                stack.enter_context(connection.execute_wrapper(AtWrite(int(ASKED.point.split()[1]))))
            return self.get_response(request)
