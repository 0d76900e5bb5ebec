"""How the site's log reads: one line of JSON for each event, whatever somebody typed, and no secret of an address."""

import json
import logging
from datetime import UTC, datetime

from django.http import HttpRequest


class Lines(logging.Formatter):
    """When (UTC), how grave, from which part, what; and for a request: who, from where, which page.

    A page is named by its route and the numbers in its address, since words in it may be keys. Line breaks and control
    characters are escaped, so that nobody writes a line of their own.
    """

    def format(self, record):
        line = {"at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")}
        line |= {"level": record.levelname, "from": record.name, "says": record.getMessage()}
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            line |= _of(request, line["says"])
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)


def _of(request, says):
    """What is known of a request without asking the database."""
    known = {"method": request.method, "person": _person(request), "address": _address(request)}
    match = request.resolver_match
    if match is None:
        return known
    page = f"/{match.route}"
    numbers = {name: value for name, value in match.kwargs.items() if isinstance(value, int)}
    return {**known, "says": says.replace(request.path, page), "page": page, "numbers": numbers}


def _person(request):
    """The number of who is signed in, if the request has asked for that already."""
    return getattr(getattr(request, "_cached_user", None), "pk", None)


def _address(request):
    """As limits count it: behind our own proxy, what the proxy says."""
    from allauth.core.internal.httpkit import get_client_ip  # not while the settings are still read

    return get_client_ip(request)
