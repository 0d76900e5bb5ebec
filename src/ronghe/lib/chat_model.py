"""One question to a language model that speaks the chat completions protocol, within limits of time and size.

The operator names it in the environment; nothing is asked where none is named. Redirects are not followed, proxies
are not used, and nothing of an answer is believed here: whoever asks verifies it. Never call it inside a transaction.
"""

import json
import socket
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Event, Timer
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

LARGEST_QUESTION, LARGEST_ANSWER = 128 * 1024, 256 * 1024  # bytes
PATH = "/chat/completions"


class NoAnswer(Exception):
    """The model gave no answer that can be used. `sentence` says what happened and what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where the model is asked, by which name, with which key, and how long one waits for the whole answer."""

    url: str
    name: str
    key: str
    seconds: float

    @property
    def host(self) -> str:
        """Where texts would go, as people read it."""
        return urlsplit(self.url).netloc.rpartition("@")[2]


def endpoint() -> Endpoint | None:
    """The operator's model, or None where none is named."""
    if not (settings.MODEL_URL and settings.MODEL_NAME):
        return None
    return Endpoint(settings.MODEL_URL, settings.MODEL_NAME, settings.MODEL_KEY, settings.MODEL_SECONDS)


def ask(of: Endpoint, *, system: str, user: str) -> str:
    """What the model answers to these messages. Raises NoAnswer; waits at most `of.seconds` once it is connected."""
    body = json.dumps(
        {
            "model": of.name,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "temperature": 0,
            "stream": False,
        }
    ).encode()
    if len(body) > LARGEST_QUESTION:
        raise NoAnswer(_("The text is too long for the language model. Please shorten it, or add the skills by hand."))
    return _content(_sent(of, body))


def _sent(of: Endpoint, body: bytes) -> bytes:
    """The body of the answer, at most LARGEST_ANSWER long."""
    connection, path = _connection(of)
    late, clock = Event(), None
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    headers |= {"Authorization": f"Bearer {of.key}"} if of.key else {}
    try:
        connection.connect()
        clock = Timer(of.seconds, _end, [connection.sock, late])
        clock.daemon = True
        clock.start()
        connection.request("POST", path, body, headers)
        with connection.getresponse() as response:
            answer, status = response.read(LARGEST_ANSWER + 1), response.status
    except TimeoutError as fault:
        raise _late(of) from fault
    except (OSError, HTTPException, ValueError) as fault:
        if late.is_set():
            raise _late(of) from fault
        raise NoAnswer(
            format_lazy(
                _("The language model at {host} cannot be reached. Please tell whoever runs this site."), host=of.host
            )
        ) from fault
    finally:
        if clock:
            clock.cancel()
        connection.close()
    if late.is_set():
        raise _late(of)
    _check(status, answer, of)
    return answer


def _connection(of: Endpoint) -> tuple[HTTPConnection, str]:
    """A connection that is not open yet, and the path to ask. The scheme is http or https, nothing else."""
    parts = urlsplit(of.url)
    kinds = {"http": HTTPConnection, "https": HTTPSConnection}
    if parts.scheme not in kinds or not parts.hostname:
        raise NoAnswer(_("The language model’s address in the settings is no web address. See RONGHE_MODEL_URL."))
    path = parts.path.rstrip("/")
    return kinds[parts.scheme](parts.hostname, parts.port, timeout=of.seconds), (
        path if path.endswith(PATH) else path + PATH
    )


def _end(sock: socket.socket, late: Event) -> None:
    """Whoever waits on the socket waits no more: an answer may come byte by byte, each in time."""
    late.set()
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _late(of: Endpoint) -> NoAnswer:
    return NoAnswer(
        format_lazy(
            _("The language model did not answer within {seconds} seconds. Please try again later, or go on by hand."),
            seconds=round(of.seconds),
        )
    )


def _check(status: int, answer: bytes, of: Endpoint) -> None:
    """Nothing, if the answer came whole and with success."""
    if status in (401, 403):
        raise NoAnswer(_("The language model refused the key. Please tell whoever runs this site: RONGHE_MODEL_KEY."))
    if 300 <= status < 400 or status == 404:
        raise NoAnswer(
            format_lazy(
                _("At {host} there is no model “{name}”. Please tell whoever runs this site."),
                host=of.host,
                name=of.name,
            )
        )
    if status != 200:
        raise NoAnswer(
            format_lazy(_("The language model is not ready ({status}). Please try again later."), status=status)
        )
    if len(answer) > LARGEST_ANSWER:
        raise NoAnswer(_("The language model answered far too much. Nothing of it is used."))


def _content(answer: bytes) -> str:
    """The words of the first choice."""
    try:
        found: Any = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as fault:
        raise _strange() from fault
    if not isinstance(found, str):
        raise _strange()
    return found


def _strange() -> NoAnswer:
    return NoAnswer(_("The language model’s answer cannot be read. Nothing of it is used."))
