"""A worker process: the one of django-tasks, with a heart. Its death loses nothing: see the README of this room."""

import logging
import os
import socket
from threading import Event, Thread
from time import monotonic, sleep

from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker

from ronghe.jobs import actions, states

logger = logging.getLogger(__name__)


def work(*, interval=1.0):
    """Jobs are worked off until a signal; on the first one the task in hand is finished, on the second it is left."""
    host = socket.gethostname()
    worker = Worker(f"{host[:40]}-{os.getpid()}-{get_random_string(8)}", host, interval)
    worker.configure_signals()
    worker.run()


class Worker(db_worker.Worker):
    """django-tasks' worker, which beats while it works and outlives a database that is locked or away for a while."""

    def __init__(self, name, host, interval):
        super().__init__(
            queue_names=["default"],
            interval=interval,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
            excluded_queue_names=[],
        )
        self.host = host

    def run(self):
        actions.enlist(name=self.worker_id, host=self.host)
        heart = Heart(self.worker_id)
        heart.start()
        try:
            self._run()
        finally:
            heart.end()
            actions.retire(name=self.worker_id)

    def _run(self):
        while self.running:
            try:
                actions.free(name=self.worker_id)  # a task whose end could not be written down
                super().run()
            except OperationalError:
                logger.exception("The database cannot be written now; trying again.")
                connection.close()
                sleep(self.interval)

    def shutdown(self, signum, frame):
        """Upstream would mark the task in hand as failed at the second signal; here it waits for another worker."""
        return super().shutdown(signum, frame) if self.running else os._exit(1)


class Heart(Thread):
    """Beats on a connection of its own, whatever its worker does; and gives work of dead workers back.

    It judges others only while it could itself write for as long as the lease. A database that was locked or away
    makes everybody silent and nobody dead.
    """

    def __init__(self, name):
        super().__init__(name="heart", daemon=True)
        self.worker = name
        self.ended = Event()
        self.last = self.regular_since = monotonic()

    def run(self):
        while not self.ended.wait(states.BEAT.total_seconds()):
            try:
                self._beat()
            except (DatabaseError, InterfaceError) as fault:
                logger.warning("A beat could not be written (%s); trying again.", fault)
                connection.close()
        connection.close()

    def end(self):
        """The heart stands still; its connection is closed."""
        self.ended.set()
        self.join()

    def _beat(self):
        if not actions.beat(name=self.worker):
            logger.critical("This worker was taken for dead, and its work given to others. It ends.")
            os._exit(1)
        now = monotonic()
        if now - self.last > 2 * states.BEAT.total_seconds():
            self.regular_since = now
        self.last = now
        if now - self.regular_since >= states.LEASE.total_seconds() and (count := actions.reap(by=self.worker)):
            logger.warning("%d task(s) of dead workers wait again.", count)
