"""An embeddings server of the operator's own: anything that speaks OpenAI's `POST …/embeddings`.

RONGHE_EMBEDDINGS_URL is its address up to and without `/embeddings`, RONGHE_EMBEDDINGS_MODEL the model it is asked for,
RONGHE_EMBEDDINGS_KEY its key, if it wants one. Nothing is sent anywhere unless these are set.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from http.client import HTTPException
from urllib.request import HTTPRedirectHandler, Request, build_opener

import numpy as np
from numpy.typing import NDArray

from ronghe.engine.encoders.unit import unit
from ronghe.engine.errors import NotAvailable

__all__ = ["Endpoint"]

BATCH = 64  # texts in one request
SECONDS = 60  # for one answer
LARGEST = 64 * 1024 * 1024  # bytes of one answer
ALIKE = (("三维角色建模", "角色的三维建模"), ("video editing", "editing of videos"), ("短视频运营", "运营短视频账号"))


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """None: what is sent goes to the address that was configured, or nowhere."""


class Endpoint:
    """`name` carries the model, so that vectors kept of one model are never compared with those of another."""

    def __init__(self, url: str = "", model: str = "", key: str = "") -> None:
        self._url = (url or os.environ.get("RONGHE_EMBEDDINGS_URL", "")).rstrip("/")
        self._model = model or os.environ.get("RONGHE_EMBEDDINGS_MODEL", "")
        self._key = key or os.environ.get("RONGHE_EMBEDDINGS_KEY", "")
        if not (self._url.startswith(("http://", "https://")) and self._model):
            raise NotAvailable("the encoder 'endpoint' wants RONGHE_EMBEDDINGS_URL (http…) and RONGHE_EMBEDDINGS_MODEL")
        self._open = build_opener(_NoRedirect).open
        self.name = f"endpoint:{self._model[:20]}:{hashlib.sha256(self._model.encode()).hexdigest()[:8]}"
        pairs = self._ask([words for pair in ALIKE for words in pair])
        self.dimension = pairs.shape[1]
        cosines = pairs @ pairs.T
        self.same = float(np.mean([cosines[i, i + 1] for i in range(0, len(pairs), 2)]))
        self.unrelated = min(float(np.mean(cosines[::2, 1::2][~np.eye(len(ALIKE), dtype=bool)])), self.same - 0.01)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit rows (n, dimension). Raises NotAvailable when the server does not answer as it should."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        full = [place for place, text in enumerate(texts) if any(map(str.isalnum, text))]
        for a in range(0, len(full), BATCH):
            some = full[a : a + BATCH]
            vectors[some] = self._ask([texts[place] for place in some])
        return vectors

    def _ask(self, texts: list[str]) -> NDArray[np.float32]:
        body = json.dumps({"model": self._model, "input": texts, "encoding_format": "float"}).encode()
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self._key}"} if self._key else {})
        try:
            with self._open(Request(f"{self._url}/embeddings", body, headers), timeout=SECONDS) as answer:
                said = json.loads(answer.read(LARGEST))
            rows = sorted(said["data"], key=lambda row: row["index"])
            vectors = np.array([row["embedding"] for row in rows], np.float32)
        except (OSError, HTTPException, ValueError, LookupError, TypeError) as error:
            raise NotAvailable(f"the embeddings server at {self._url} gave no vectors ({error})") from error
        wanted = (len(texts), getattr(self, "dimension", vectors.shape[-1]))
        if vectors.shape != wanted or not np.isfinite(vectors).all():
            raise NotAvailable(f"the embeddings server at {self._url} gave {vectors.shape}, not numbers of {wanted}")
        return unit(vectors)
