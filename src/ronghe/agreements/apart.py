"""Calls that start an event loop of their own, from wherever we are."""

from threading import Thread


def apart(call):
    """What `call()` returns or raises, run on a thread of its own: another event loop may run on this one."""
    outcome = {}

    def run():
        try:
            outcome["value"] = call()
        except BaseException as fault:  # handed on to the caller below, whatever it is
            outcome["fault"] = fault

    thread = Thread(target=run)
    thread.start()
    thread.join()
    if "fault" in outcome:
        raise outcome["fault"]
    return outcome["value"]
